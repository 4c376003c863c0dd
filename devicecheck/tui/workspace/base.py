# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all screens of the workspace share: where one is, the page, what happens next, the keys, and slow steps."""

import asyncio
from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from devicecheck.errors import DeviceCheckError, PackError
from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.widgets.key_line import KeyLine
from devicecheck.tui.workspace.messages import Failed

MOST_PLACES = 20


class WorkspaceScreen(VisitScreen):
    """One screen about the list of known apps. Nothing of a client is here, and nothing of a visit runs."""

    STEP: ClassVar[str] = "start"

    def compose(self) -> ComposeResult:
        """The frame around the page."""
        yield Static(self._place(), classes="place")
        with Vertical(id="page"):
            yield from self.page()
        yield Static(self.next_line(), id="next")
        yield KeyLine(self.words, self.LIST_KEYS)

    def _place(self) -> Text:
        here = self.say(f"tui.{self.NAME}.place").plain
        return Text.assemble(self.say("tui.workspace.place"), (" > ", "dim"), (f"[{here}]", "bold"))

    def action_leave(self) -> None:
        """Back to the screen before."""
        self.dismiss(None)

    @work(exclusive=True, group="workspace")
    async def run_slowly(self, step: Callable[[], Message]) -> None:
        """Do a step beside the screen and post the message that it makes, or what went wrong."""
        try:
            done: Message = await asyncio.to_thread(step)
        except DeviceCheckError as error:
            done = Failed(tuple(self.trouble(error)))
        self.post_message(done)

    def trouble(self, error: DeviceCheckError) -> list[Text]:
        """What went wrong and what to do here; then the places in the files."""
        places = error.problems[:MOST_PLACES] if isinstance(error, PackError) else ()
        what, do = self.words.problem(error.code, {name: str(value) for name, value in error.terms.items()})
        here = f"tui.workspace.instead.{error.code}"
        do = self.say(here) if self.words.wording.has(here) else do
        return [what, do, *(self.say("tui.workspace.line", line=str(line)) for line in places)]
