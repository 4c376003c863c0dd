# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a copy of a phone or a recording lies, and the password of a copy that has one."""

import asyncio
import os
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from devicecheck.casefile.plain_file import opened
from devicecheck.frontend.opening import BACKUP, FileChoice
from devicecheck.frontend.typed_path import typed_path
from devicecheck.runner.events import Need
from devicecheck.tui.messages import Answered, StopAsked
from devicecheck.tui.screens.base import ListKey, VisitScreen
from devicecheck.tui.widgets.key_line import KeyLine
from devicecheck.tui.words import Words


class FileScreen(ModalScreen[FileChoice | None]):
    """Asks for the place. Its result is the choice, or None; nothing of the file is read here."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "back", key_display="Esc")]

    def __init__(self, words: Words, reader: str) -> None:
        super().__init__()
        self._words, self._reader = words, reader

    def compose(self) -> ComposeResult:
        """The question, the field, a place for what is wrong."""
        with Vertical(classes="box"):
            yield Static(self._words.text(f"tui.file.{self._reader}.title"), classes="title")
            yield Static(self._words.text(f"tui.file.{self._reader}.what"), classes="quiet")
            yield Input(placeholder="~/", max_length=4096)
            yield Static("", id="wrong", markup=False)
            yield KeyLine(self._words, (("Enter", "ok"),))

    def action_leave(self) -> None:
        """Close without a place."""
        self.dismiss(None)

    @on(Input.Submitted)
    async def take(self, event: Input.Submitted) -> None:
        """Hand back the place if it can be opened, or say why not."""
        if not event.value.strip():
            return
        path = typed_path(event.value)
        try:
            await asyncio.to_thread(_folder if self._reader == BACKUP else _file, path)
        except OSError as error:
            code = "document.no-such-folder" if self._reader == BACKUP else "document.not-readable"
            problem = self._words.problem(code, {"path": str(path), "why": error.strerror or ""})
            self.query_one("#wrong", Static).update(Text("\n").join(problem))
        else:
            self.dismiss(FileChoice(self._reader, path))


def _folder(path: Path) -> None:
    os.scandir(path).close()


def _file(path: Path) -> None:
    with opened(path) as file:
        file.read(1)


class PasswordScreen(VisitScreen):
    """Free text that is not shown. Enter alone goes on without it."""

    STEP: ClassVar[str] = "read"
    NAME: ClassVar[str] = "password"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Enter", "answer"),)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", "stop", key_display="Esc")]

    def __init__(self, words: Words, need: Need, *, practice: bool, hint: str = "") -> None:
        super().__init__(words, practice=practice)
        self._need, self._hint = need, hint

    def page(self) -> ComposeResult:
        """What was wrong with the last one, the question, the field; of a made-up copy also its password."""
        (question,) = self._need.questions
        yield Static(self.say("tui.password.title"), classes="title")
        if self._hint:
            yield Static(self.say("tui.password.practice", password=self._hint))
        if "why" in self._need.terms:
            yield Static(self.say(f"hidden.{question.id}.{self._need.terms['why']}"), classes="warning")
        yield Static(self.say(f"hidden.{question.id}.question", **self._need.terms), classes="do")
        yield Input(password=True, max_length=1_000, id="secret", classes="secret", compact=True)

    def on_mount(self) -> None:
        """Keys go to the field."""
        self.query_one("#secret").focus()

    @on(Input.Submitted, "#secret")
    def take(self, event: Input.Submitted) -> None:
        """Hand it over, once; nothing of it stays here."""
        typed, event.input.value = event.value, ""
        event.input.disabled = True
        (question,) = self._need.questions
        self.post_message(Answered(self._need, {question.id: typed}))

    def action_stop(self) -> None:
        """Stop; what was read stays."""
        self.post_message(StopAsked())
