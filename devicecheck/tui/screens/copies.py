# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of the report: which ones, which kinds, in which folder, and what was written. Nothing is written before."""

import asyncio
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static

from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy, Kept
from devicecheck.report.rendering import Format as Kind
from devicecheck.tui.messages import CopiesMade
from devicecheck.tui.screens.base import ListKey, VisitScreen
from devicecheck.tui.screens.preview import PreviewScreen
from devicecheck.tui.widgets.tick import Tick
from devicecheck.tui.words import Words
from devicecheck.tui.writing import SHEETS, sheet, write_copies


class CopiesScreen(VisitScreen):
    """The warning first, then the copies and kinds, then the folder. A client's copy needs a place where it is kept."""

    STEP: ClassVar[str] = "copies"
    NAME: ClassVar[str] = "copies"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Up Down", "choose"), ("Enter", "write"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("p", "preview", "preview", key_display="P"),
        Binding("escape", "leave", "back", key_display="Esc"),
    ]

    def __init__(self, words: Words, consultation: Consultation) -> None:
        super().__init__(words, practice=consultation.practice)
        self._consultation = consultation

    def page(self) -> ComposeResult:
        """Warning, kinds, folder, result."""
        yield Static(self.say("tui.copies.title"), classes="title")
        yield Static(self.say("app.export-warning"), classes="warning")
        with Horizontal(id="wanted"):
            with Vertical(id="copies"):
                yield Static(self.say("tui.copies.copies"), classes="label")
                for copy in SHEETS:
                    yield Tick(self.say(f"tui.copies.copy.{copy}"), id=f"copy-{copy}")
            with Vertical(id="kinds"):
                yield Static(self.say("tui.copies.kinds"), classes="label")
                for kind in Kind:
                    yield Tick(self.say(f"tui.copies.kind.{kind}"), id=f"kind-{kind}")
        with Vertical(id="kept"):
            yield Static(self.say("tui.copies.kept"), classes="label")
            for place in Kept:
                yield Tick(self.say(f"client.places.{place}"), id=f"kept-{place}")
        yield Static(self.say("tui.copies.folder"), classes="label")
        yield Input(placeholder="~/", id="folder", max_length=4096, compact=True)
        with VerticalScroll(id="written", can_focus=False):
            yield Static("", id="result", markup=False)

    def on_mount(self) -> None:
        """Begin with the first copy."""
        self.query_one("#kept").display = False
        self.query(Tick).first().focus()

    def copies(self) -> tuple[Copy, ...]:
        """The copies that are ticked."""
        return tuple(copy for copy in SHEETS if self.query_one(f"#copy-{copy}", Tick).ticked)

    def kept(self) -> Kept | None:
        """The one place that is ticked; None for none, and for more than one."""
        places = [place for place in Kept if self.query_one(f"#kept-{place}", Tick).ticked]
        return places[0] if len(places) == 1 else None

    @on(Tick.Changed)
    def ask_for_place(self) -> None:
        """Ask where a client's copy will be kept, and only then."""
        self.query_one("#kept").display = Copy.A in self.copies()

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
        if not self.copies() or not self.kinds() or not folder:
            self._say(self.say("tui.copies.missing"))
        elif Copy.A in self.copies() and self.kept() is None:
            self._say(self.say("tui.copies.no-place"))
        else:
            self._say(self.say("tui.copies.writing"))
            self._write(Path(folder).expanduser(), self.kinds())

    def action_preview(self) -> None:
        """Show how the ticked copy will read; without one, the caseworker's."""
        copy = next(iter(self.copies()), Copy.B)
        self.app.push_screen(PreviewScreen(sheet(self._consultation, copy)))

    @work(exclusive=True, group="copies")
    async def _write(self, folder: Path, kinds: tuple[Kind, ...]) -> None:
        made = await asyncio.to_thread(write_copies, self._consultation, self.copies(), folder, kinds, self.kept())
        self.post_message(CopiesMade(made))

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
