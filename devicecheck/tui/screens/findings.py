# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings: a list of cards, and the chosen card beside it."""

from collections.abc import Iterator
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.model.consultation import Consultation, End
from devicecheck.report.page import ReportView
from devicecheck.tui.cards import Card, cards
from devicecheck.tui.messages import CardsAsked, CopiesAsked, StartAgain
from devicecheck.tui.screens.base import ListKey, VisitScreen
from devicecheck.tui.screens.finish import FinishScreen
from devicecheck.tui.widgets.card_page import CardPage
from devicecheck.tui.words import Words

WIDE = 110
"""From this many columns on the list takes more room."""


class FindingsScreen(VisitScreen):
    """Most useful first. A reading that did not run to its end says so above everything."""

    STEP: ClassVar[str] = "findings"
    NAME: ClassVar[str] = "findings"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Up Down", "choose"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page_up", show=False, priority=True),
        Binding("g", "guided", "guided", key_display="G"),
        Binding("c", "copies", "copies", key_display="C"),
        Binding("f", "finish", "finish", key_display="F"),
        Binding("pagedown,space", "page_down", "scroll", key_display="PgDn", priority=True),
    ]

    def __init__(self, words: Words, consultation: Consultation, shown: ReportView) -> None:
        super().__init__(words, practice=consultation.practice)
        self._consultation = consultation
        self._cards = {card.id: card for card in cards(shown, words.wording, self._early_end())}

    def page(self) -> ComposeResult:
        """The early end if there was one, then list and card side by side."""
        if early := self._early_end():
            yield Static(Text("\n".join(early[:2])), classes="banner")
        with Horizontal(id="sides"):
            yield OptionList(*self._options(), id="pages", markup=False)
            yield CardPage(id="card")

    def on_mount(self) -> None:
        """Open the first card."""
        pages = self.query_one(OptionList)
        pages.focus()
        pages.action_first()

    def on_resize(self, event: events.Resize) -> None:
        """Give the list more room on a wide screen."""
        self.set_class(event.size.width >= WIDE, "-wide")

    def _early_end(self) -> tuple[str, ...]:
        end = self._consultation.end
        if end is End.COMPLETE:
            return ()
        what, do = self.words.problem(f"reader.{self._consultation.broken_by}", {})
        sentence = self.say(f"ends.{end}", **({"what": what.plain} if end is End.BROKEN_OFF else {})).plain
        kept = self.say("tui.findings.and-others").plain
        return (sentence, kept) if end is End.STOPPED else (sentence, kept, do.plain)

    def _options(self) -> Iterator[Option]:
        group = ""
        for card in self._cards.values():
            if card.group != group:
                if group:
                    yield Option(Text(""), disabled=True)
                yield Option(Text(card.group.upper()), disabled=True)
                group = card.group
            yield Option(Text(f" {card.name}", no_wrap=True, overflow="ellipsis"), id=card.id)

    @on(OptionList.OptionHighlighted, "#pages")
    def open_card(self, event: OptionList.OptionHighlighted) -> None:
        """Show the card that is pointed at."""
        if event.option_id is not None:
            self.query_one(CardPage).show(self._cards[event.option_id])

    def action_page_down(self) -> None:
        """Read on in the card."""
        self.query_one(CardPage).scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Read back in the card."""
        self.query_one(CardPage).scroll_page_up(animate=False)

    def action_guided(self) -> None:
        """Go through the guided cards."""
        self.post_message(CardsAsked())

    def action_copies(self) -> None:
        """Ask where copies go."""
        self.post_message(CopiesAsked())

    def action_finish(self) -> None:
        """End the visit, after one question."""
        self.app.push_screen(FinishScreen(self.words), self._finish)

    def _finish(self, sure: bool | None) -> None:
        if sure:
            self.post_message(StartAgain())

    @property
    def open(self) -> Card | None:
        """The card that is shown."""
        option = self.query_one(OptionList).highlighted_option
        return self._cards[option.id] if option is not None and option.id is not None else None
