# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visit that ended without anything to show: what happened, and what to do now."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.report.clean_text import clean
from devicecheck.tui.messages import PhoneChosen, StartAgain
from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.words import Words


class EndedScreen(VisitScreen):
    """What happened in a sentence, the next step in another. Nothing was read, so there is no result."""

    NAME: ClassVar[str] = "ended"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape", "start_again", "start-again", key_display="Esc")]

    def __init__(
        self, words: Words, step: str, what: Text, do: Text, *, practice: bool, serials: tuple[str, ...] = ()
    ) -> None:
        super().__init__(words, practice=practice)
        self.STEP = step  # type: ignore[misc]  # an ending happens at the step where it happened
        self._what, self._do, self._serials = what, do, serials

    def page(self) -> ComposeResult:
        """The two sentences, and that there is no result."""
        yield Static(self._what, classes="title")
        yield Static(self._do, classes="do")
        yield Static(self.say("app.nothing-read"), classes="quiet")
        if self._serials:
            yield OptionList(
                *(Option(Text(f" {clean(serial)}")) for serial in self._serials), id="phones", markup=False
            )

    def on_mount(self) -> None:
        """With several phones, keys go to their list; none is pointed at."""
        for phones in self.query(OptionList):
            phones.highlighted = None
            phones.focus()

    @on(OptionList.OptionSelected, "#phones")
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Start again with one of several phones."""
        self.post_message(PhoneChosen(self._serials[event.option_index]))

    def action_start_again(self) -> None:
        """Back to the first screen."""
        self.post_message(StartAgain())
