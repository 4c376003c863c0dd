# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A passphrase for the case of this visit, typed twice; then the recovery key, shown once."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from devicecheck.tui.keeping.messages import KeepNothing, PassphraseTyped, RecoveryNoted
from devicecheck.tui.screens.base import ListKey, VisitScreen
from devicecheck.tui.words import Words

LONGEST = 1_000


class PassphraseScreen(VisitScreen):
    """Two fields. Nothing is made before both hold the same."""

    STEP: ClassVar[str] = "story"
    NAME: ClassVar[str] = "passphrase"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Enter", "ok"),)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "keep-nothing", key_display="Esc")]

    def page(self) -> ComposeResult:
        """What it is for, the two fields, a place for what is wrong."""
        yield Static(self.say("tui.passphrase.title"), classes="title")
        yield Static(self.say("tui.passphrase.what"), classes="do")
        yield Static(self.say("case.passphrase-hint"), classes="quiet")
        yield Static(self.say("tui.passphrase.first"), classes="label")
        yield Input(password=True, max_length=LONGEST, id="first", classes="secret", compact=True)
        yield Static(self.say("tui.passphrase.again"), classes="label")
        yield Input(password=True, max_length=LONGEST, id="again", classes="secret", compact=True)
        yield Static("", id="said", classes="warning", markup=False)

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.query_one("#said").display = False
        self.query_one("#first").focus()

    @on(Input.Submitted, "#first")
    def go_to_second(self) -> None:
        """On to the second field."""
        self.query_one("#again").focus()

    @on(Input.Submitted, "#again")
    def take(self) -> None:
        """Hand over both, once."""
        first, again = self.query_one("#first", Input), self.query_one("#again", Input)
        typed, repeated = first.value, again.value
        first.value = again.value = ""
        first.disabled = again.disabled = True
        self.show(self.say("tui.passphrase.making"))
        self.post_message(PassphraseTyped(typed, repeated))

    def ask_again(self, *problem: Text) -> None:
        """Say what was wrong, and start again."""
        for field in self.query(Input):
            field.disabled = False
        self.show(Text("\n").join(problem))
        self.query_one("#first").focus()

    def show(self, text: Text) -> None:
        """Say something below the fields."""
        said = self.query_one("#said", Static)
        said.display = True
        said.update(text)

    def action_leave(self) -> None:
        """Go on, and keep nothing."""
        self.post_message(KeepNothing())


class RecoveryScreen(VisitScreen):
    """The recovery key and what to do with it. It is never shown again."""

    STEP: ClassVar[str] = "story"
    NAME: ClassVar[str] = "recovery"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w,W", "noted", "written-down", key_display="W"),
        Binding("escape", "leave", "keep-nothing", key_display="Esc"),
    ]

    def __init__(self, words: Words, recovery: str, *, practice: bool) -> None:
        super().__init__(words, practice=practice)
        self._recovery = recovery

    def page(self) -> ComposeResult:
        """The key in large letters, then what to do with it."""
        yield Static(self.say("tui.recovery.title"), classes="title")
        yield Static(self.say("tui.recovery.what"), classes="do")
        groups = self._recovery.split("-")
        halves = (groups[: len(groups) // 2], groups[len(groups) // 2 :])
        yield Static(Text("\n".join("  -  ".join(half) for half in halves)), id="recovery")
        for line in self.words.lines("tui.recovery.do"):
            yield Static(Text.assemble("- ", line))

    def action_noted(self) -> None:
        """It is on paper."""
        self.post_message(RecoveryNoted())

    def action_leave(self) -> None:
        """Erase the case again, and go on without keeping."""
        self.post_message(KeepNothing())
