# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visit that was cut off: its case is opened, and a person says what to do with it."""

from datetime import datetime
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.errors import DeviceCheckError
from devicecheck.tui.keeping.messages import SecretTyped, WayChosen
from devicecheck.tui.keeping.passphrase import LONGEST
from devicecheck.tui.messages import StartAgain
from devicecheck.tui.screens.base import ListKey, VisitScreen
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.words import Words

REPORT, GO_ON, ERASE, LEAVE = "report", "go-on", "erase", "leave"


class OpenCaseScreen(VisitScreen):
    """What opens the case: its passphrase or the recovery key. A wrong try wipes nothing."""

    STEP: ClassVar[str] = "start"
    NAME: ClassVar[str] = "open-case"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Enter", "ok"),)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "back", key_display="Esc")]

    def __init__(self, words: Words, folder: Path) -> None:
        super().__init__(words)
        self._folder = folder

    def page(self) -> ComposeResult:
        """The case, one field, a place for what is wrong."""
        yield Static(self.say("tui.open-case.title"), classes="title")
        yield Static(self.say("tui.open-case.what", name=self._folder.name), classes="do")
        yield Static(self.say("tui.open-case.secret"), classes="label")
        yield Input(password=True, max_length=LONGEST, id="secret", classes="secret", compact=True)
        yield Static("", id="said", classes="warning", markup=False)

    def on_mount(self) -> None:
        """Keys go to the field."""
        self.query_one("#said").display = False
        self.query_one("#secret").focus()

    @on(Input.Submitted, "#secret")
    def take(self, event: Input.Submitted) -> None:
        """Try what was typed."""
        secret, event.input.value = event.value, ""
        event.input.disabled = True
        self.show(self.say("tui.open-case.opening"))
        self.post_message(SecretTyped(self._folder, secret))

    def ask_again(self, *problem: Text) -> None:
        """Say what was wrong, and ask once more."""
        field = self.query_one("#secret", Input)
        field.disabled = False
        self.show(Text("\n").join(problem))
        field.focus()

    def show(self, text: Text) -> None:
        """Say something below the field."""
        said = self.query_one("#said", Static)
        said.display = True
        said.update(text)

    def action_leave(self) -> None:
        """Leave the case as it is."""
        self.post_message(StartAgain())


class LeftOpenScreen(VisitScreen):
    """When the visit began, how far it came, and the ways on. None is chosen beforehand."""

    STEP: ClassVar[str] = "start"
    NAME: ClassVar[str] = "left-open"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Up Down", "choose"), ("Enter", "answer"))
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"point({number - 1})", show=False) for number in range(1, 5)),
        Binding("escape", "leave", "leave-as-is", key_display="Esc"),
    ]

    def __init__(
        self,
        words: Words,
        opened_at: datetime,
        *,
        read: bool,
        told: int,
        practice: bool,
        problem: DeviceCheckError | None = None,
    ) -> None:
        super().__init__(words, practice=practice)
        self._opened_at, self._read, self._told, self._problem = opened_at, read, told, problem
        self.ways = (ERASE, LEAVE) if problem else (*((REPORT,) if read else ()), GO_ON, ERASE, LEAVE)

    def page(self) -> ComposeResult:
        """What is there, and what can be done with it."""
        at = self._opened_at.astimezone()
        yield Static(self.say("kept.opened", at=f"{at:%Y-%m-%d %H:%M}"), classes="title")
        if self._problem is not None:
            yield Static(
                Text("\n").join(self.words.problem(self._problem.code, self._problem.terms)), classes="warning"
            )
            yield Static(self.say("kept.not-gone-through"), classes="do")
        else:
            yield Static(self.say("tui.left-open.read" if self._read else "tui.left-open.not-read"), classes="do")
        yield Static(self.say("tui.left-open.told", count=str(self._told)), classes="do")
        yield Static(self.say("kept.ways.question"), classes="question")
        yield PointedList(
            *(
                Option(Text(f" {number}  {self.say(f'tui.left-open.ways.{way}').plain}"), id=way)
                for number, way in enumerate(self.ways, 1)
            ),
            id="answers",
            markup=False,
        )

    def on_mount(self) -> None:
        """Keys go to the list; nothing is pointed at."""
        ways = self.query_one(OptionList)
        ways.highlighted = None
        ways.focus()

    def action_point(self, place: int) -> None:
        """Point at a way; Enter takes it."""
        if place < len(self.ways):
            self.query_one(OptionList).highlighted = place

    @on(OptionList.OptionSelected, "#answers")
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Take a way."""
        self.post_message(WayChosen(str(event.option_id)))

    def action_leave(self) -> None:
        """Leave it as it is."""
        self.post_message(WayChosen(LEAVE))
