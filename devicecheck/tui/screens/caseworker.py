# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stop, caseworker now: a home that must not be found, and a thing that may show it."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from devicecheck.tui.screens.base import InOrder
from devicecheck.tui.widgets.key_line import KeyLine
from devicecheck.tui.words import Words


async def nothing() -> None:
    """Where nothing is kept."""


class CaseworkerScreen(ModalScreen[bool]):
    """Its result is True when it was agreed with a caseworker where the thing goes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,Y", "agree", "agreed", key_display="Y"),
        Binding("escape", "dismiss(False)", "not-yet", key_display="Esc"),
    ]

    def __init__(self, words: Words, keep: Callable[[], Awaitable[None]] = nothing) -> None:
        super().__init__()
        self._words, self._keep = words, keep

    def compose(self) -> ComposeResult:
        """What to do, in order, and what not to do."""
        with VerticalScroll(classes="box"):
            yield Static(self._words.text("tui.caseworker-now.title"), classes="title")
            for line in self._words.lines("tui.caseworker-now.do"):
                yield Static(line, classes="do")
            yield Static(self._words.text("tui.caseworker-now.not"), classes="warning")
            yield Static(self._words.text("tui.caseworker-now.agreed"), classes="label")
            yield KeyLine(self._words)

    def action_agree(self) -> None:
        """It was agreed: keep that, then go on."""
        self.post_message(InOrder(self._agreed))

    @on(InOrder)
    async def do_in_order(self, message: InOrder) -> None:
        """Keep it; the hide key is heard meanwhile."""
        message.stop()
        await message.do()

    async def _agreed(self) -> None:
        await self._keep()
        self.dismiss(True)
