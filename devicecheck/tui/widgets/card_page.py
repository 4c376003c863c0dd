# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One card as a page that scrolls."""

from collections.abc import Iterator
from functools import partial

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.theme import Theme

from devicecheck.tui import themes
from devicecheck.tui.cards import Block, Card
from devicecheck.tui.widgets.hanging import HangingText, hanging


class CardPage(VerticalScroll, can_focus=True):
    """Shows one card at a time, from its top."""

    card: Card | None = None

    def compose(self) -> ComposeResult:
        """One text that is exchanged."""
        yield HangingText()

    def on_mount(self) -> None:
        """Follow the colours."""
        self.app.theme_changed_signal.subscribe(self, self._recolour)

    def show(self, card: Card) -> None:
        """Show this card."""
        self.card = card
        self.query_one(HangingText).lay_out(partial(page, card, themes.of(self.app)))
        self.scroll_home(animate=False)

    def _recolour(self, _theme: Theme) -> None:
        if self.card is not None:
            self.query_one(HangingText).lay_out(partial(page, self.card, themes.of(self.app)))


def page(card: Card, colours: Theme, width: int) -> Text:
    """A card in lines of this width; long lines hang under their mark."""
    lines = [*hanging(Text(), Text(card.title, style=f"bold {colours.primary}"), width)]
    if card.under_title:
        lines += hanging(Text(), Text(card.under_title, style=f"bold {colours.accent}"), width)
    for block in card.blocks:
        lines += _laid_out(block, colours, width)
    return Text("\n").join(lines)


def _laid_out(block: Block, colours: Theme, width: int) -> Iterator[Text]:
    yield Text()
    if block.heading:
        style = f"bold {colours.accent if block.strong else colours.secondary}"
        yield from hanging(Text(), Text(block.heading, style=style), width)
    mark = Text()
    if block.listed or block.strong:
        mark = Text("! ", style=f"bold {colours.accent}") if block.strong else Text("- ", style="dim")
    for line in block.lines:
        yield from hanging(mark, Text(line, style="bold" if block.strong and not block.listed else ""), width)
