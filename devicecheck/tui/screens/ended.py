# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visit that ended without anything to show: what happened, and what to do now."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.report.clean_text import clean
from devicecheck.tui.keeping.left_open import ERASE, GO_ON, LEAVE
from devicecheck.tui.keeping.messages import WayChosen
from devicecheck.tui.messages import PhoneChosen, StartAgain, StepsAsked, TryAgain
from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.words import Words

FORGET = "forget"


@dataclass(frozen=True)
class WaysOn:
    """What can be done from here: one of several phones, steps for a maker ("": any; None: none), another try.

    Shape: `kept` says that somebody has to say what becomes of what was told; `back`: findings of before wait;
    `on`: it was stopped after something was told, so that a key pressed by mistake loses none of it.
    """

    serials: tuple[str, ...] = ()
    maker: str | None = None
    again: bool = False
    kept: bool = False
    back: bool = False
    on: bool = False

    @property
    def told(self) -> tuple[str, ...]:
        """What can become of what was told."""
        if self.kept:
            return (*((GO_ON,) if self.on else ()), ERASE, LEAVE)
        return (GO_ON, FORGET) if self.on else ()


class EndedScreen(VisitScreen):
    """What happened in a sentence, the next step in another. Nothing was read, so there is no result."""

    NAME: ClassVar[str] = "ended"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s,S", "steps", "steps", key_display="S"),
        Binding("t,T", "try_again", "try-again", key_display="T"),
        Binding("enter,escape", "start_again", "start-again", key_display="Esc"),
        Binding("enter,escape", "back", "back", key_display="Esc"),
        *(Binding(str(number), f"point({number - 1})", show=False) for number in range(1, 4)),
    ]

    def __init__(self, words: Words, step: str, what: Text, do: Text, ways: WaysOn, *, practice: bool) -> None:
        super().__init__(words, practice=practice)
        self.STEP = step  # type: ignore[misc]  # an ending happens at the step where it happened
        self._what, self._do, self._ways, self._serials = what, do, ways, ways.serials

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Steps belong to an Android phone, and trying again to any phone that was not reached."""
        back = self._ways.back or self._ways.on
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
        if self._ways.told:
            yield Static(self.say("tui.ended.kept" if self._ways.kept else "tui.ended.told"), classes="question")
            yield PointedList(*self._told_options(), id="told-ways", markup=False)

    def _told_options(self) -> Iterator[Option]:
        for number, way in enumerate(self._ways.told, 1):
            yield Option(Text(f" {number}  {self.say(f'tui.ended.ways.{way}').plain}"), id=way)

    def on_mount(self) -> None:
        """Keys go to the first list, if there is one; nothing is pointed at."""
        for choices in reversed(self.query(OptionList)):
            choices.highlighted = None
            choices.focus()

    def action_point(self, place: int) -> None:
        """Point at what can become of what was told; Enter takes it."""
        if self._ways.told and place < len(self._ways.told):
            self.query_one("#told-ways", OptionList).highlighted = place

    @on(OptionList.OptionSelected, "#told-ways")
    def choose_way(self, event: OptionList.OptionSelected) -> None:
        """Go on, forget it, erase what was kept, or leave it to go on with."""
        way = str(event.option_id)
        if way == GO_ON:
            self.post_message(TryAgain())
        elif way == FORGET:
            self.post_message(StartAgain())
        else:
            self.post_message(WayChosen(way))

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
        if self._ways.on:
            return self.say("tui.ended.next-on")
        return self.say("tui.ended.next-back" if self._ways.back else "tui.ended.next")

    def action_start_again(self) -> None:
        """Back to the first screen."""
        self.post_message(StartAgain())

    def action_back(self) -> None:
        """Back to the findings of before, or to where it was stopped."""
        self.post_message(TryAgain() if self._ways.on else StartAgain())
