# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The consent page: yes or no to each thing that would be read, asked one by one, nothing ticked beforehand."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from devicecheck.runner import gates
from devicecheck.runner.events import Need
from devicecheck.tui.messages import Answered, StopAsked
from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.widgets.yes_no import YesNo
from devicecheck.tui.words import Words


class ConsentScreen(VisitScreen):
    """The spoken words, then one question for each scope."""

    STEP: ClassVar[str] = "consent"
    NAME: ClassVar[str] = "consent"
    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "go-on", key_display="Enter"),
        Binding("escape", "stop", "stop", key_display="Esc"),
    ]

    def __init__(self, words: Words, need: Need) -> None:
        super().__init__(words)
        self._need = need

    def page(self) -> ComposeResult:
        """All of it in one column that scrolls with the focus."""
        with VerticalScroll(id="scopes", can_focus=False):
            yield Static(self.say("gates.consent.title"), classes="title")
            yield Static(self.say("gates.consent.intro"), classes="quiet")
            if self._need.questions[0].id not in gates.BESIDE:
                yield Static(
                    Text.assemble((self.say("gates.say-heading").plain + "\n", "bold"), self.say("gates.consent.say")),
                    classes="aloud",
                )
            for question in self._need.questions:
                yield YesNo(self.words, question.id)
        yield Static(self._still_open(), id="open")

    def on_mount(self) -> None:
        """Begin at the top, with the words to say; the first question is in view below them, or is shown alone."""
        first = self.query(YesNo).first()
        self.set_focus(first, scroll_visible=False)
        self.call_after_refresh(self._first_in_view, first)

    def _first_in_view(self, first: YesNo) -> None:
        if first.region.bottom > self.query_one("#scopes").region.bottom:
            first.scroll_visible(animate=False, top=True)

    def given(self) -> dict[str, str]:
        """The answers so far."""
        return {asked.question: asked.answer for asked in self.query(YesNo) if asked.answer is not None}

    @on(YesNo.Said)
    def count(self) -> None:
        """Say how many are left."""
        self.query_one("#open", Static).update(self._still_open())

    def _still_open(self) -> Text:
        left = len(self._need.questions) - (len(self.given()) if self.is_mounted else 0)
        return self.say("tui.consent.open", count=str(left)) if left else self.say("tui.consent.all-answered")

    def action_go_on(self) -> None:
        """Hand over the answers, if there is one to every question."""
        given = self.given()
        if len(given) == len(self._need.questions):
            self.post_message(Answered(self._need, given))
        else:
            self.app.bell()

    def action_stop(self) -> None:
        """Leave before anything is started."""
        self.post_message(StopAsked())
