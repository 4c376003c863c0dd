# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps for turning debugging on and putting it back, maker by maker, over the connect screen."""

from datetime import date
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from devicecheck.report.steps import step_cards, step_parts
from devicecheck.tui.cards import Block, Card
from devicecheck.tui.screens.base import Overlay
from devicecheck.tui.widgets.card_page import CardPage
from devicecheck.tui.widgets.key_line import KeyLine
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.words import Words


class StepsScreen(Overlay):
    """One card for each maker. `maker` is the one that the cable showed; "" where it is not known."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "page(1)", "scroll", key_display="PgDn", priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("space", "page(1)", show=False),
        Binding("escape", "leave", "back", key_display="Esc"),
    ]

    def __init__(self, words: Words, today: date, maker: str) -> None:
        super().__init__()
        self._words, self._today, self._maker = words, today, maker

    def compose(self) -> ComposeResult:
        """The makers, the card beside them, the keys."""
        with Horizontal(id="sides"):
            yield PointedList(*(Option(_name(card.title)) for card in step_cards()), id="pages", markup=False)
            yield CardPage(id="card")
        yield KeyLine(self._words, (("Up Down", "choose"),))

    def on_mount(self) -> None:
        """Open the card of the phone that was seen; of a maker without one, that of all others."""
        pages, cards = self.query_one("#pages", OptionList), step_cards()
        named = [place for place, card in enumerate(cards) if self._maker in {card.id, *card.also}]
        pages.highlighted = named[0] if named else 0
        pages.focus()

    @on(OptionList.OptionHighlighted, "#pages")
    def open_card(self, event: OptionList.OptionHighlighted) -> None:
        """Show the steps of the maker that is pointed at."""
        card = step_cards()[event.option_index]
        blocks = (
            Block(part.heading, part.lines, listed=True, strong=part.strong)
            for part in step_parts(card, self._words.wording, self._today)
        )
        self.query_one(CardPage).show(Card(card.id, "", card.title, card.title, "", tuple(blocks)))

    def action_page(self, by: int) -> None:
        """Read on in the card, or back."""
        page = self.query_one(CardPage)
        (page.scroll_page_down if by > 0 else page.scroll_page_up)(animate=False)

    def action_leave(self) -> None:
        """Back to the connection."""
        self.dismiss(None)


def _name(title: str) -> Text:
    return Text(f" {title}", no_wrap=True, overflow="ellipsis")
