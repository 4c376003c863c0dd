# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A test of one entry or of all: every value is planted and looked for. The result begins with a word, not a colour."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from devicecheck.tui.words import Words
from devicecheck.tui.workspace.base import WorkspaceScreen
from devicecheck.tui.workspace.bench import Bench, try_out
from devicecheck.tui.workspace.messages import Failed, Tried
from devicecheck.tui.workspace.telling import result_lines


class TryScreen(WorkspaceScreen):
    """Starts by itself, and changes nothing."""

    NAME: ClassVar[str] = "workspace-test"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "leave", "back", key_display="Esc")]

    def __init__(self, words: Words, bench: Bench, key: str) -> None:
        super().__init__(words)
        self._bench, self._key = bench, key

    def page(self) -> ComposeResult:
        """What is tested, and what came of it."""
        what = "one" if self._key else "all"
        yield Static(self.say(f"tui.workspace-test.{what}", id=self._key), classes="title")
        with VerticalScroll(classes="lines"):
            yield Static(self.say("tui.workspace-test.running"), id="result", markup=False)

    def on_mount(self) -> None:
        """Begin."""
        self.query_one(VerticalScroll).focus()
        self.run_slowly(lambda: Tried(try_out(self._bench, self._key)))

    @on(Tried)
    def show(self, message: Tried) -> None:
        """Show how it went."""
        self._say(*result_lines(message.result, self.words))

    @on(Failed)
    def show_trouble(self, message: Failed) -> None:
        """A test that could not run has not passed."""
        self._say(Text(self.say("tui.workspace-test.not-passed").plain, style="bold"), *message.lines)

    def _say(self, *lines: Text) -> None:
        self.query_one("#result", Static).update(Text("\n").join(lines))
