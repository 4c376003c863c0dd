# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visit that ended without anything to show: what happened, and what to do now."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from devicecheck.tui.messages import StartAgain
from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.words import Words


class EndedScreen(VisitScreen):
    """What happened in a sentence, the next step in another. Nothing was read, so there is no result."""

    NAME: ClassVar[str] = "ended"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "start_again", "start-again", key_display="Enter")]

    def __init__(self, words: Words, step: str, what: Text, do: Text, *, practice: bool) -> None:
        super().__init__(words, practice=practice)
        self.STEP = step  # type: ignore[misc]  # an ending happens at the step where it happened
        self._what, self._do = what, do

    def page(self) -> ComposeResult:
        """The two sentences, and that there is no result."""
        yield Static(self._what, classes="title")
        yield Static(self._do, classes="do")
        yield Static(self.say("app.nothing-read"), classes="quiet")

    def action_start_again(self) -> None:
        """Back to the first screen."""
        self.post_message(StartAgain())
