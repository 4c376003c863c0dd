# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ready? Before a client comes: each thing this computer needs, what to do where one is missing, a text for IT."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from devicecheck.tui.messages import StartAgain
from devicecheck.tui.screens.base import ListKey, VisitScreen
from devicecheck.tui.words import Words

if TYPE_CHECKING:  # what looks at the computer is loaded after the first screen
    from devicecheck.frontend.ready import Row


class Looked(Message):
    """One thing was looked at; the last one is followed by None."""

    def __init__(self, row: "Row | None") -> None:
        super().__init__()
        self.row = row


class ReadyScreen(VisitScreen):
    """What is not ready stands on top. Nothing of a client is here, and no phone is looked at."""

    STEP: ClassVar[str] = "start"
    NAME: ClassVar[str] = "ready"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Up Down", "scroll"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c,C", "copy", "copy-it", key_display="C"),
        Binding("r,R", "again", "look-again", key_display="R"),
        Binding("escape", "leave", "start-again", key_display="Esc"),
    ]

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.rows: list[Row] = []
        self._text_for_it = ""

    def page(self) -> ComposeResult:
        """A sentence on how it stands, and every thing."""
        yield Static(self.say("tui.ready.title"), classes="title")
        yield Static(self.say("tui.ready.looking"), id="now")
        with VerticalScroll(id="things"):
            yield Static("", id="rows", markup=False)

    def on_mount(self) -> None:
        """Look at once."""
        self.query_one("#things").focus()
        self._look()

    @work(exclusive=True, group="ready")
    async def _look(self) -> None:
        from devicecheck.frontend.ready import LOOKS  # noqa: PLC0415

        for look in LOOKS:
            self.post_message(Looked(await asyncio.to_thread(look)))
        self.post_message(Looked(None))

    @on(Looked)
    def show(self, message: Looked) -> None:
        """Add the thing; at the end say how it stands."""
        from devicecheck.frontend.ready import Readiness, for_it  # noqa: PLC0415

        if message.row is not None:
            self.rows.append(message.row)
        else:
            states = {row.state for row in self.rows}
            worst = next((each for each in (Readiness.MISSING, Readiness.ATTENTION) if each in states), Readiness.READY)
            self.query_one("#now", Static).update(self.say(f"tui.ready.{worst}"))
            self._text_for_it = for_it(self.rows, self.words.wording)
        self.query_one("#rows", Static).update(self._lines())

    def _lines(self) -> Text:
        from devicecheck.frontend.ready import Readiness, texts  # noqa: PLC0415

        order = (Readiness.MISSING, Readiness.ATTENTION, Readiness.READY, Readiness.NOTE)
        lines = Text()
        for row in sorted(self.rows, key=lambda row: order.index(row.state)):
            state = self.say(f"doctor.states.{row.state}").plain
            lines.append(
                f"{state.upper() if order.index(row.state) < order.index(Readiness.READY) else state}: ", "bold"
            )
            lines.append_text(Text(texts(row, self.words.wording) + "\n"))
        return lines

    def action_copy(self) -> None:
        """Copy the text for IT; it leaves the clipboard again."""
        if self._text_for_it:
            self.app.copy_to_clipboard(self._text_for_it)
        else:
            self.notify(self.say("ready.it.nothing").plain, markup=False)

    def action_again(self) -> None:
        """Look once more, after something was mended."""
        self.rows, self._text_for_it = [], ""
        self.query_one("#now", Static).update(self.say("tui.ready.looking"))
        self._look()

    def action_leave(self) -> None:
        """Back to the first screen."""
        self.post_message(StartAgain())
