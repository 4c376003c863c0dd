# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visit that ended without anything to show: what happened, and what to do now."""

from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.report.clean_text import clean
from devicecheck.tui.keeping.left_open import ERASE, LEAVE
from devicecheck.tui.keeping.messages import WayChosen
from devicecheck.tui.messages import PhoneChosen, StartAgain, StepsAsked, TryAgain
from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.words import Words

KEPT_WAYS = (ERASE, LEAVE)


@dataclass(frozen=True)
class WaysOn:
    """What can be done from here: one of several phones, steps for a maker ("": any; None: none), another try.

    Shape: `kept` says that somebody has to say what becomes of what was told; `back`: findings of before wait.
    """

    serials: tuple[str, ...] = ()
    maker: str | None = None
    again: bool = False
    kept: bool = False
    back: bool = False


class EndedScreen(VisitScreen):
    """What happened in a sentence, the next step in another. Nothing was read, so there is no result."""

    NAME: ClassVar[str] = "ended"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s,S", "steps", "steps", key_display="S"),
        Binding("t,T", "try_again", "try-again", key_display="T"),
        Binding("enter,escape", "start_again", "start-again", key_display="Esc"),
        Binding("enter,escape", "back", "back", key_display="Esc"),
    ]

    def __init__(self, words: Words, step: str, what: Text, do: Text, ways: WaysOn, *, practice: bool) -> None:
        super().__init__(words, practice=practice)
        self.STEP = step  # type: ignore[misc]  # an ending happens at the step where it happened
        self._what, self._do, self._ways, self._serials = what, do, ways, ways.serials

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Steps belong to an Android phone, and trying again to any phone that was not reached."""
        back = self._ways.back
        wanted = {"steps": self._ways.maker is not None, "try_again": self._ways.again}
        wanted |= {"back": back, "start_again": not back}
        return wanted.get(action, True)

    def page(self) -> ComposeResult:
        """The two sentences, and that there is no result."""
        yield Static(self._what, classes="title")
        yield Static(self._do, classes="do")
        yield Static(self.say("tui.ended.back" if self._ways.back else "app.nothing-read"), classes="quiet")
        if self._serials:
            yield PointedList(
                *(Option(Text(f" {clean(serial)}")) for serial in self._serials), id="phones", markup=False
            )
        if self._ways.kept:
            yield Static(self.say("tui.ended.kept"), classes="question")
            yield PointedList(
                *(Option(self.say(f"tui.ended.ways.{way}"), id=way) for way in KEPT_WAYS), id="kept-ways", markup=False
            )

    def on_mount(self) -> None:
        """Keys go to the first list, if there is one; nothing is pointed at."""
        for choices in reversed(self.query(OptionList)):
            choices.highlighted = None
            choices.focus()

    @on(OptionList.OptionSelected, "#kept-ways")
    def choose_way(self, event: OptionList.OptionSelected) -> None:
        """Erase what was kept, or leave it to go on with."""
        self.post_message(WayChosen(str(event.option_id)))

    @on(OptionList.OptionSelected, "#phones")
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Start again with one of several phones."""
        self.post_message(PhoneChosen(self._serials[event.option_index]))

    def action_steps(self) -> None:
        """How debugging is turned on."""
        self.post_message(StepsAsked(self._ways.maker or ""))

    def action_try_again(self) -> None:
        """Look for the phone once more."""
        self.post_message(TryAgain())

    def next_line(self) -> Text:
        """Where Esc goes."""
        return self.say("tui.ended.next-back" if self._ways.back else "tui.ended.next")

    def action_start_again(self) -> None:
        """Back to the first screen."""
        self.post_message(StartAgain())

    def action_back(self) -> None:
        """Back to the findings of before."""
        self.post_message(StartAgain())
