# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last page of the form: what it would change in words, the entry in words, then Enter saves."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from devicecheck.packs.form import Form, entry
from devicecheck.tui.words import Words
from devicecheck.tui.workspace.base import WorkspaceScreen
from devicecheck.tui.workspace.bench import Bench, save
from devicecheck.tui.workspace.messages import Failed, Opened
from devicecheck.tui.workspace.telling import change_lines, entry_lines


class SaveScreen(WorkspaceScreen):
    """Read before it is written. What is saved is a draft, until another person has reviewed it."""

    NAME: ClassVar[str] = "workspace-save"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "save", key_display="Enter"),
        Binding("escape", "leave", "back", key_display="Esc"),
    ]

    def __init__(self, words: Words, bench: Bench, form: Form, taken: Callable[[Bench], None]) -> None:
        super().__init__(words)
        self._bench, self._form, self._taken = bench, form, taken
        self._entry = entry(form, bench.pack, bench.today)
        self.saving, self.saved = False, False

    def page(self) -> ComposeResult:
        """The difference, the entry, what came of saving it."""
        yield Static(self.say("tui.workspace-save.title"), classes="title")
        with VerticalScroll(classes="lines"):
            changes = change_lines(self._bench.pack, self._form.before, self._entry, self.words)
            yield Static(Text("\n").join(changes), classes="do", markup=False)
            yield Static(Text("\n").join(entry_lines(self._entry, self.words)), classes="quiet", markup=False)
        yield Static("", id="said", markup=False)

    def on_mount(self) -> None:
        """Keys scroll the page."""
        self.query_one(VerticalScroll).focus()

    def action_save(self) -> None:
        """Save once; after that, leave."""
        if self.saved:
            self._leave()
        elif not self.saving:
            self.saving = True
            self._say(self.say("tui.workspace.saving"))
            self.run_slowly(lambda: Opened(save(self._bench, self._form)))

    def action_leave(self) -> None:
        """Back to the questions, or on to the list if it is saved. While it is being saved, wait."""
        if not self.saving:
            self._leave()

    def _leave(self) -> None:
        self.dismiss(None)

    @on(Opened)
    def show_saved(self, message: Opened) -> None:
        """Say that it is saved, and what comes next."""
        self.saving, self.saved = False, True
        self._taken(message.bench)
        same = self._entry == self._form.before
        self._say(self.say(f"tui.workspace-save.{'same' if same else 'saved'}", id=self._entry.id))

    @on(Failed)
    def show_trouble(self, message: Failed) -> None:
        """Say why it was not saved; every file is as it was."""
        self.saving = False
        self._say(*message.lines)

    def _say(self, *lines: Text) -> None:
        self.query_one("#said", Static).update(Text("\n").join(lines))
