# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One card as a page that scrolls."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.theme import Theme
from textual.widgets import Static

from devicecheck.tui import themes
from devicecheck.tui.cards import Block, Card


class CardPage(VerticalScroll, can_focus=True):
    """Shows one card at a time, from its top."""

    card: Card | None = None

    def compose(self) -> ComposeResult:
        """One text that is exchanged."""
        yield Static("", markup=False)

    def on_mount(self) -> None:
        """Follow the colours."""
        self.app.theme_changed_signal.subscribe(self, self._recolour)

    def show(self, card: Card) -> None:
        """Show this card."""
        self.card = card
        self.query_one(Static).update(page(card, themes.of(self.app)))
        self.scroll_home(animate=False)

    def _recolour(self, _theme: Theme) -> None:
        if self.card is not None:
            self.query_one(Static).update(page(self.card, themes.of(self.app)))


def page(card: Card, colours: Theme) -> RenderableType:
    """A card laid out; long lines hang under their mark."""
    parts: list[RenderableType] = [Text(card.title, style=f"bold {colours.primary}")]
    if card.under_title:
        parts.append(Text(card.under_title, style=f"bold {colours.accent}"))
    return Group(*parts, *(_laid_out(block, colours) for block in card.blocks))


def _laid_out(block: Block, colours: Theme) -> RenderableType:
    parts: list[RenderableType] = []
    if block.heading:
        parts.append(Text(block.heading, style=f"bold {colours.accent if block.strong else colours.secondary}"))
    grid = Table.grid(padding=(0, 1, 0, 0))
    if block.listed or block.strong:
        grid.add_column(width=1)
    grid.add_column(ratio=1, overflow="fold")
    for line in block.lines:
        text = Text(line, style="bold" if block.strong and not block.listed else "")
        mark = Text("!" if block.strong else "-", style="dim" if not block.strong else f"bold {colours.accent}")
        grid.add_row(*((mark, text) if block.listed or block.strong else (text,)))
    if block.lines:
        parts.append(grid)
    return Padding(Group(*parts), (1, 0, 0, 0))
