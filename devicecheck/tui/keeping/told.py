# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What became of a case, that nothing more is kept, and the question before everything is deleted."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from devicecheck.tui.messages import StartAgain
from devicecheck.tui.screens.base import Overlay, VisitScreen
from devicecheck.tui.widgets.key_line import KeyLine
from devicecheck.tui.words import Words


class ReceiptScreen(VisitScreen):
    """What was done with what was kept, in sentences. It says nothing about the client."""

    STEP: ClassVar[str] = "close"
    NAME: ClassVar[str] = "receipt"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape", "start_again", "start-again", key_display="Enter")]

    def __init__(self, words: Words, lines: tuple[str, ...], *, practice: bool) -> None:
        super().__init__(words, practice=practice)
        self._lines = lines

    def page(self) -> ComposeResult:
        """One sentence below the other."""
        yield Static(self.say("tui.receipt.title"), classes="title")
        with VerticalScroll(can_focus=False):
            for line in self._lines:
                yield Static(Text(line), classes="do")

    def action_start_again(self) -> None:
        """Back to the first screen."""
        self.post_message(StartAgain())


class UnkeptScreen(Overlay):
    """The case takes no more. The visit goes on, and nothing more of it is kept."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape", "leave", "go-on", key_display="Enter")]

    def __init__(self, words: Words, reason: str) -> None:
        super().__init__()
        self._words, self._reason = words, reason

    def compose(self) -> ComposeResult:
        """What happened, what to do, and what it means for this visit."""
        what, do = self._words.problem(f"case.{self._reason}", {})
        with Vertical(classes="box"):
            yield Static(self._words.text("tui.unkept.title"), classes="title")
            yield Static(what, classes="do")
            yield Static(do, classes="do")
            yield Static(self._words.text("tui.unkept.goes-on"), classes="warning")
            yield KeyLine(self._words)

    def action_leave(self) -> None:
        """Go on with the visit."""
        self.dismiss(None)


class SureScreen(ModalScreen[bool]):
    """One question before something is gone for good. Its result is True when it may go."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,Y", "dismiss(True)", "yes", key_display="Y"),
        Binding("n,N,escape", "dismiss(False)", "no", key_display="N"),
    ]

    def __init__(self, words: Words, about: str) -> None:
        super().__init__()
        self._words, self._about = words, about

    def compose(self) -> ComposeResult:
        """What will be gone, and that it cannot be undone."""
        with Vertical(classes="box"):
            yield Static(self._words.text(f"tui.{self._about}.title"), classes="title")
            for line in self._words.lines(f"tui.{self._about}.what"):
                yield Static(line, classes="do")
            yield KeyLine(self._words)
