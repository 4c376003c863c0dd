# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of the report: which kinds, in which folder, and what was written. Nothing is written before this page."""

import asyncio
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from devicecheck.model.consultation import Consultation
from devicecheck.report.page import ReportView
from devicecheck.tui.messages import CopiesMade
from devicecheck.tui.screens.base import ListKey, VisitScreen
from devicecheck.tui.widgets.tick import Tick
from devicecheck.tui.words import Words
from devicecheck.tui.writing import Kind, write_copies


class CopiesScreen(VisitScreen):
    """The warning first, then the kinds, then the folder."""

    STEP: ClassVar[str] = "copies"
    NAME: ClassVar[str] = "copies"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Up Down", "choose"), ("Enter", "write"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("escape", "leave", "back", key_display="Esc"),
    ]

    def __init__(self, words: Words, consultation: Consultation, shown: ReportView) -> None:
        super().__init__(words, practice=consultation.practice)
        self._consultation, self._shown = consultation, shown

    def page(self) -> ComposeResult:
        """Warning, kinds, folder, result."""
        yield Static(self.say("tui.copies.title"), classes="title")
        yield Static(self.say("app.export-warning"), classes="warning")
        yield Static(self.say("tui.copies.kinds"), classes="label")
        with Vertical(id="kinds"):
            for kind in Kind:
                yield Tick(self.say(f"tui.copies.kind.{kind}"), id=f"kind-{kind}")
        yield Static(self.say("tui.copies.folder"), classes="label")
        yield Input(placeholder="~/", id="folder", max_length=4096, compact=True)
        with VerticalScroll(id="written", can_focus=False):
            yield Static("", id="result", markup=False)

    def on_mount(self) -> None:
        """Begin with the first kind."""
        self.query(Tick).first().focus()

    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that are ticked."""
        return tuple(kind for kind in Kind if self.query_one(f"#kind-{kind}", Tick).ticked)

    def action_leave(self) -> None:
        """Back to the findings."""
        self.dismiss(None)

    @on(Input.Submitted)
    def action_write(self) -> None:
        """Write what is ticked into the folder, or say what is missing."""
        folder = self.query_one("#folder", Input).value.strip()
        if not self.kinds() or not folder:
            self._say(self.say("tui.copies.missing"))
            return
        self._say(self.say("tui.copies.writing"))
        self._write(Path(folder).expanduser(), self.kinds())

    @work(exclusive=True, group="copies")
    async def _write(self, folder: Path, kinds: tuple[Kind, ...]) -> None:
        self.post_message(
            CopiesMade(await asyncio.to_thread(write_copies, self._consultation, self._shown, folder, kinds))
        )

    @on(CopiesMade)
    def show_written(self, message: CopiesMade) -> None:
        """Name every file that is there now, and what went wrong, if anything did."""
        written = message.written
        lines: list[Text] = []
        if written.paths:
            names = ", ".join(path.name for path in written.paths)
            lines.append(self.say("tui.copies.written", folder=str(written.paths[0].parent), names=names))
        if written.code:
            lines += self.words.problem(written.code, dict(written.terms))
        self._say(Text("\n").join(lines))

    def _say(self, text: Text) -> None:
        self.query_one("#result", Static).update(text)
