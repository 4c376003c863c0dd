# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of the report: which ones, which kinds, in which folder, and what was written. Nothing is written before."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static

from devicecheck.frontend.typed_path import typed_path
from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy, Kept
from devicecheck.report.bilingual import LANGUAGES
from devicecheck.report.rendering import Format as Kind
from devicecheck.runner import gates
from devicecheck.runner.visit_log import Noted
from devicecheck.tui.messages import CopiesMade
from devicecheck.tui.screens.base import ListKey, VisitScreen, Write, write_nothing
from devicecheck.tui.screens.preview import PreviewScreen
from devicecheck.tui.widgets.stepping import step
from devicecheck.tui.widgets.tick import Tick
from devicecheck.tui.words import Words
from devicecheck.tui.writing import NOTHING, OFFERED, Layout, sheet, with_copies, write_copies


class CopiesScreen(VisitScreen):
    """The warning first, then the copies and kinds, then the folder. A client's copy needs a place where it is kept."""

    STEP: ClassVar[str] = "close"
    NAME: ClassVar[str] = "copies"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Up Down", "choose"), ("Enter", "write"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", show=False),
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("p,P", "preview", "preview", key_display="P"),
        Binding("l,L", "language", "language", key_display="L"),
        Binding("escape", "leave", "back", key_display="Esc"),
    ]

    def __init__(
        self,
        words: Words,
        consultation: Consultation,
        *,
        write: Write = write_nothing,
        whole: Mapping[str, bytes] = NOTHING,
        folder: str = "",
    ) -> None:
        super().__init__(words, practice=consultation.practice)
        self._consultation, self._keep = consultation, write
        self._whole = whole
        self._language, self._folder = LANGUAGES[0], folder
        self._places = (Kept.CASEWORKER,) if gates.online(consultation.answers) else tuple(Kept)

    def page(self) -> ComposeResult:
        """Warning, kinds, folder, result."""
        yield Static(self.say("tui.copies.title"), classes="title")
        yield Static(self.say("app.export-warning"), classes="warning")
        with Horizontal(id="wanted"):
            with Vertical(id="copies"):
                yield Static(self.say("tui.copies.copies"), classes="label")
                for copy in OFFERED:
                    yield Tick(self.say(f"tui.copies.copy.{copy}"), id=f"copy-{copy}")
            with Vertical(id="kinds"):
                yield Static(self.say("tui.copies.kinds"), classes="label")
                for kind in Kind:
                    yield Tick(self.say(f"tui.copies.kind.{kind}"), id=f"kind-{kind}")
                yield Tick(self.say("tui.copies.large"), id="large")
        yield Static("", id="language", markup=False)
        with Vertical(id="sealed"):
            yield Tick(self.say("tui.copies.whole"), id="whole")
            yield Static(self.say("tui.copies.passphrase"), classes="label")
            yield Input(id="passphrase", password=True, max_length=1024, compact=True)
        with Vertical(id="kept"):
            yield Static(self.say("tui.copies.kept"), classes="label")
            for place in self._places:
                yield Tick(self.say(f"client.places.{place}"), id=f"kept-{place}")
        yield Static(self.say("tui.copies.folder"), classes="label")
        yield Input(self._folder, placeholder="~/", id="folder", max_length=4096, compact=True)
        with VerticalScroll(id="written", can_focus=False):
            yield Static("", id="result", markup=False)

    def on_mount(self) -> None:
        """Begin with the first copy."""
        self.query_one("#kept").display = self.query_one("#sealed").display = False
        self.query_one("#whole").display = bool(self._whole)
        self._show_language()
        self.query(Tick).first().focus()

    def copies(self) -> tuple[Copy, ...]:
        """The copies that are ticked."""
        return tuple(copy for copy in OFFERED if self.query_one(f"#copy-{copy}", Tick).ticked)

    def kept(self) -> Kept | None:
        """The one place that is ticked; None for none, and for more than one."""
        places = [place for place in self._places if self.query_one(f"#kept-{place}", Tick).ticked]
        return places[0] if len(places) == 1 else None

    @on(Tick.Changed)
    def ask_for_place(self) -> None:
        """Ask where a client's copy will be kept, and for the passphrase of the clinic's key, only when they matter."""
        self.query_one("#kept").display = Copy.A in self.copies()
        self.query_one("#sealed").display = Copy.C in self.copies()

    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that are ticked."""
        return tuple(kind for kind in Kind if self.query_one(f"#kind-{kind}", Tick).ticked)

    def action_step(self, by: int) -> None:
        """Up or down; from the folder, which is last, nowhere."""
        step(self, by)

    def action_leave(self) -> None:
        """Back to the findings."""
        self.dismiss(None)

    @on(Input.Submitted)
    def action_write(self) -> None:
        """Write what is ticked into the folder, or say what is missing."""
        folder = self.query_one("#folder", Input).value.strip()
        papers = set(self.copies()) - {Copy.C}
        if not self.copies() or (papers and not self.kinds()) or not folder:
            self._say(self.say("tui.copies.missing"))
        elif Copy.A in self.copies() and self.kept() is None:
            self._say(self.say("tui.copies.no-place"))
        else:
            self._say(self.say("tui.copies.writing"))
            self._write(typed_path(folder), self.kinds())

    def action_preview(self) -> None:
        """Show how the ticked copy will read; without one, the caseworker's."""
        copy = next((each for each in self.copies() if each is not Copy.C), Copy.B)
        self.app.push_screen(PreviewScreen(self.words, sheet(self._consultation, copy, self.wanted)))

    def action_language(self) -> None:
        """The next language beside the English."""
        self._language = LANGUAGES[(LANGUAGES.index(self._language) + 1) % len(LANGUAGES)]
        self._show_language()

    def _show_language(self) -> None:
        name = self.say(f"tui.copies.languages.{self._language}").plain
        self.query_one("#language", Static).update(self.say("tui.copies.language", name=name))

    @property
    def wanted(self) -> Layout:
        """The language and the size of the print."""
        return Layout(self._language, self.query_one("#large", Tick).ticked)

    @work(exclusive=True, group="copies")
    async def _write(self, folder: Path, kinds: tuple[Kind, ...]) -> None:
        secret = self.query_one("#passphrase", Input)
        passphrase, secret.value = secret.value, ""
        copies, kept = self.copies(), self.kept()
        whole = self._whole if self.query_one("#whole", Tick).ticked else NOTHING
        made = await asyncio.to_thread(
            write_copies, self._consultation, copies, folder, kinds, kept, self.wanted, passphrase, whole
        )
        choices = with_copies(self._consultation, copies, kept).choices if made.paths else None
        self.post_message(CopiesMade(made, kept if Copy.A in copies else None, choices))

    @on(CopiesMade)
    async def show_written(self, message: CopiesMade) -> None:
        """Name every file that is there now, and what went wrong, if anything did."""
        written = message.written
        if message.choices is not None:
            await self._keep(Noted.CHOICES, message.choices)
            self._consultation = self._consultation.model_copy(update={"choices": message.choices})
        lines: list[Text] = []
        if written.paths:
            names = ", ".join(path.name for path in written.paths)
            lines.append(self.say("tui.copies.written", folder=str(written.paths[0].parent), names=names))
        if written.code:
            lines += self.words.problem(written.code, dict(written.terms))
        self._say(Text("\n").join(lines))

    def _say(self, text: Text) -> None:
        self.query_one("#result", Static).update(text)
        self.call_after_refresh(self.query_one("#page").scroll_end, animate=False)  # what was written stands last
