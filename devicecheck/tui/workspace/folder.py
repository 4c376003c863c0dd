# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which working copy: opened if it is there, made from the shipped list if nothing is."""

from datetime import date
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from devicecheck.frontend.typed_path import typed_path
from devicecheck.tui.messages import StartAgain
from devicecheck.tui.screens.base import ListKey
from devicecheck.tui.words import Words
from devicecheck.tui.workspace.base import WorkspaceScreen
from devicecheck.tui.workspace.bench import Bench, make_bench, open_bench
from devicecheck.tui.workspace.entries import EntriesScreen
from devicecheck.tui.workspace.messages import Failed, Opened

USUAL = "my-list"
"""The same as on the command line."""


class FolderScreen(WorkspaceScreen):
    """The folder is asked once. The shipped list itself is never written to."""

    NAME: ClassVar[str] = "workspace-folder"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Enter", "open"),)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "back", key_display="Esc")]

    def __init__(self, words: Words, today: date, usual: str = USUAL) -> None:
        super().__init__(words)
        self._today, self._usual = today, usual
        self._to_make: Path | None = None
        self._bench: Bench | None = None

    def page(self) -> ComposeResult:
        """What this is, the folder, and what was found there."""
        yield Static(self.say("tui.workspace-folder.title"), classes="title")
        yield Static(self.say("tui.workspace-folder.intro"), classes="do")
        yield Static(self.say("tui.workspace-folder.folder"), classes="label")
        yield Input(self._usual, id="place", classes="field", max_length=4096, compact=True)
        yield Static("", id="said", markup=False)

    def on_mount(self) -> None:
        """Keys go to the folder."""
        self.query_one(Input).focus()

    def action_leave(self) -> None:
        """Back to the first screen."""
        self.post_message(StartAgain())

    @on(Input.Changed)
    def forget_question(self) -> None:
        """Another folder is another question."""
        self._to_make = None

    @on(Input.Submitted)
    def open(self, event: Input.Submitted) -> None:
        """Open the folder; where nothing is, ask before a copy is made."""
        if not event.value.strip():
            return
        place = typed_path(event.value).absolute()
        if place.exists():
            self._say(self.say("tui.workspace-folder.opening"))
            self.run_slowly(lambda: Opened(open_bench(place, self._today)))
        elif self._to_make == place:
            self._say(self.say("tui.workspace-folder.making"))
            self.run_slowly(lambda: Opened(make_bench(place, self._today)))
        else:
            self._to_make = place
            self._say(self.say("tui.workspace-folder.nothing-there", path=str(place)))

    @on(Opened)
    def take(self, message: Opened) -> None:
        """Go on to the list; behind the page of notes it waits until that is gone."""
        self._bench = message.bench
        self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """Go on if the list was read meanwhile."""
        if self._bench is not None and self.is_current:
            self.app.switch_screen(EntriesScreen(self.words, self._bench))

    @on(Failed)
    def show_trouble(self, message: Failed) -> None:
        """Say what went wrong."""
        self._say(Text("\n").join(message.lines))

    def _say(self, text: Text) -> None:
        self.query_one("#said", Static).update(text)
