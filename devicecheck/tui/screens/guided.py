# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guided cards: a list as planned or by area, the chosen card beside it, and what came of it below."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from itertools import groupby
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.frontend.client_cards import card_pages
from devicecheck.model.cards import CardAnswer, CardResult, GuidedCard, OddThing, phones
from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import SaidBy
from devicecheck.report.card_lines import CardPart, guided_parts, odd_parts, result_text
from devicecheck.report.cards import guided_cards, odd_things
from devicecheck.runner.card_plan import Plan
from devicecheck.runner.cards import result_of
from devicecheck.runner.visit_log import Noted
from devicecheck.tui.cards import Block, Card
from devicecheck.tui.messages import CardAnswered, ClientViewAsked
from devicecheck.tui.screens.base import ListKey, VisitScreen, Write, write_nothing
from devicecheck.tui.screens.findings import WIDE
from devicecheck.tui.widgets.card_page import CardPage
from devicecheck.tui.widgets.note_field import NoteField
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.words import Words

ANSWERS = tuple(CardAnswer)
SAYS = (SaidBy.CHECKER, SaidBy.CLIENT)
MARKS = {
    CardAnswer.SEEN: "!",
    CardAnswer.NOT_SEEN: "o",
    CardAnswer.NOT_SURE: "?",
    CardAnswer.COULD_NOT: "x",
    CardAnswer.SKIPPED: "-",
}
"""A letter for each answer, before the card's name; a space for no answer."""


class GuidedScreen(VisitScreen):
    """One card at a time. Nothing is answered beforehand; a card without a result was not looked at."""

    STEP: ClassVar[str] = "cards"
    NAME: ClassVar[str] = "guided"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("1-5", "answer-card"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"say({number - 1})", show=False) for number in range(1, len(ANSWERS) + 1)),
        Binding("w,W", "who", "who", key_display="W"),
        Binding("n,N", "note", "note", key_display="N"),
        Binding("v,V", "client", "client-view", key_display="V"),
        Binding("pagedown", "page_down", "scroll", key_display="PgDn", priority=True),
        Binding("pageup", "page_up", show=False, priority=True),
        Binding("space", "page_down", show=False),
        Binding("escape", "leave", "back", key_display="Esc"),
    ]

    def __init__(
        self,
        words: Words,
        consultation: Consultation,
        today: date,
        planned: Plan | None = None,
        *,
        write: Write = write_nothing,
    ) -> None:
        super().__init__(words, practice=consultation.practice)
        self._today, self._write = today, write
        self._groups = tuple(self._grouped(planned))
        self._because = {each.card.id: each.because for each in planned.now + planned.later} if planned else {}
        self._cards = {card.id: card for card in guided_cards()}
        self._things = {thing.id: thing for thing in odd_things()}
        self._results = {result.card: result for result in consultation.told.cards}
        self._read = planned.platforms if planned else phones(each.platform for each in consultation.devices)
        self._said_by = SAYS[0]
        self._noting: CardResult | None = None

    def page(self) -> ComposeResult:
        """List and card side by side; the result below."""
        with Horizontal(id="sides"):
            yield PointedList(*self._options(), id="pages", markup=False)
            with Vertical(id="beside"):
                yield CardPage(id="card")
                yield Static("", id="answer", markup=False)
                yield NoteField(self.words, id="note")

    def on_mount(self) -> None:
        """Open the first card."""
        self.query_one("#note").display = False
        pages = self.query_one("#pages", OptionList)
        pages.focus()
        pages.action_first()

    def more_commands(self) -> Iterator[tuple[str, str]]:
        """What can come of a card."""
        result = self.say("tui.keys.answer-card").plain
        for place, answer in enumerate(ANSWERS):
            yield f"{result}: {self.say(f'cards.answers.{answer}').plain}", f"say({place})"

    def on_resize(self, event: events.Resize) -> None:
        """Give the list more room on a wide screen."""
        self.set_class(event.size.width >= WIDE, "-wide")

    def _options(self) -> Iterator[Option]:
        for heading, cards in self._groups:
            yield Option(Text(heading.upper()), disabled=True)
            for card in cards:
                yield Option(self._line(card), id=card.id)
        yield Option(Text(self.say("tui.guided.odd").plain.upper()), disabled=True)
        for thing in self._things.values():
            yield Option(Text(f"   {thing.title}", no_wrap=True, overflow="ellipsis"), id=thing.id)

    def _grouped(self, planned: Plan | None) -> Iterator[tuple[str, tuple[GuidedCard, ...]]]:
        """Headings with their cards: as planned, or by area where there is no plan. No card is left out."""
        every = guided_cards()
        if planned is None:
            for area, of_area in groupby(every, lambda card: card.area):
                yield self.say(f"cards.areas.{area}").plain, tuple(of_area)
            return
        minutes = str(sum(each.card.minutes for each in planned.now))
        now, later = (tuple(each.card for each in part) for part in (planned.now, planned.later))
        rest = tuple(card for card in every if card not in (*now, *later))
        for heading, cards in (
            (self.say("tui.guided.planned", minutes=minutes), now),
            (self.say("tui.guided.later"), later),
            (self.say("tui.guided.others"), rest),
        ):
            if cards:
                yield heading.plain, cards

    def _line(self, card: GuidedCard) -> Text:
        result = self._results.get(card.id)
        mark = MARKS[result.answer] if result else " "
        old = f" ({self.say('cards.list.old').plain})" if card.stale(self._today) else ""
        return Text(f" {mark} {card.title}{old}", no_wrap=True, overflow="ellipsis")

    @property
    def open(self) -> GuidedCard | OddThing | None:
        """The card that is shown."""
        option = self.query_one("#pages", OptionList).highlighted_option
        id_ = option.id if option is not None else None
        return None if id_ is None else self._cards.get(id_) or self._things.get(id_)

    @on(OptionList.OptionHighlighted, "#pages")
    def open_card(self) -> None:
        """Show the card that is pointed at, and its result."""
        if (card := self.open) is not None:
            if self._noting is not None and self._noting.card != card.id:
                self._keep_note(self.query_one("#note", Input).value)
                self._close_note()
            self.query_one(CardPage).show(self._shown(card))
            self._show_answer()

    def _shown(self, card: GuidedCard | OddThing) -> Card:
        if isinstance(card, GuidedCard):
            parts = self._parts(card)
            under = self.say(f"cards.platforms.{card.platform}").plain
        else:
            titles = {each.id: each.title for each in self._cards.values()}
            parts, under = odd_parts(card, self.words.wording, titles), ""
        return Card(card.id, "", card.title, card.title, under, tuple(map(_block, parts)))

    def _parts(self, card: GuidedCard) -> Iterator[CardPart]:
        """Why this card, where it was planned; then the card."""
        if card.id in self._because:
            because = self._because[card.id] or (self.say("plain.cards.everyone").plain,)
            yield CardPart(self.say("tui.guided.because").plain, because)
        yield from guided_parts(card, self.words.wording, self._today, self._read)

    def _show_answer(self) -> None:
        card = self.open
        line = self.query_one("#answer", Static)
        line.display = isinstance(card, GuidedCard)
        if card is None or not isinstance(card, GuidedCard):
            return
        if (result := self._results.get(card.id)) is not None:
            said = self.say("tui.guided.result", result=result_text(result, self.words.wording))
            line.update(Text("\n").join((said, self.say("tui.guided.more"))))
        else:
            names = (self.say(f"cards.answers.{answer}").plain for answer in ANSWERS)
            answers = "; ".join(f"{number} {name}" for number, name in enumerate(names, 1))
            line.update(Text.assemble(self.say("tui.guided.no-result", answers=answers), "\n", self._who()))

    def _who(self) -> Text:
        return self.say("tui.guided.who", who=self.say(f"cards.said-by.{self._said_by}").plain)

    def action_say(self, place: int) -> None:
        """Take the result of the open card; an earlier note stays."""
        if isinstance(card := self.open, GuidedCard):
            self.in_order(partial(self._answer, card, ANSWERS[place]))

    def action_who(self) -> None:
        """The other one says so."""
        self._said_by = SAYS[(SAYS.index(self._said_by) + 1) % len(SAYS)]
        card = self.open
        if isinstance(card, GuidedCard) and (result := self._results.get(card.id)) is not None:
            self.in_order(partial(self._answer, card, result.answer))
        else:
            self._show_answer()

    def action_note(self) -> None:
        """Write a note beside a result."""
        self.in_order(self._note)

    async def _note(self) -> None:
        if (result := self._result()) is None:
            self.query_one("#answer", Static).update(self.say("tui.guided.first-result"))
            return
        field = self.query_one("#note", Input)
        self._noting = result
        field.value, field.display = result.note, True
        field.placeholder = self.say("tui.guided.note").plain
        field.focus()

    @on(Input.Submitted, "#note")
    def keep_note(self, event: Input.Submitted) -> None:
        """Keep the note and go back to the list."""
        self._keep_note(event.value)
        self._close_note()

    def _keep_note(self, text: str) -> None:
        """The note stands beside the card that it was begun for, whichever card is open by now."""
        if self._noting is not None and text.strip() != self._noting.note:
            said = self._noting.answer
            self.in_order(partial(self._keep, self._cards[self._noting.card], said, text.strip()))

    def _close_note(self) -> None:
        field = self.query_one("#note", Input)
        field.value, field.display, self._noting = "", False, None
        self.query_one("#pages").focus()

    def _result(self) -> CardResult | None:
        card = self.open
        return self._results.get(card.id) if card is not None else None

    async def _answer(self, card: GuidedCard, answer: CardAnswer) -> None:
        before = self._results.get(card.id)
        await self._keep(card, answer, before.note if before else "")

    async def _keep(self, card: GuidedCard, answer: CardAnswer, note: str) -> None:
        result = result_of(card, answer, self._said_by, datetime.now(UTC), note)
        await self._write(Noted.CARD, result)
        self._results[card.id] = result
        self.app.post_message(CardAnswered(result))  # at once: what was asked for after it waits in this screen
        self.query_one("#pages", OptionList).replace_option_prompt(card.id, self._line(card))
        self._show_answer()

    def action_client(self) -> None:
        """Turn the laptop round with the open card."""
        if (card := self.open) is not None:
            self.post_message(ClientViewAsked(partial(card_pages, card), self.practice))

    def action_page_down(self) -> None:
        """Read on in the card."""
        self.query_one(CardPage).scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Read back in the card."""
        self.query_one(CardPage).scroll_page_up(animate=False)

    def action_leave(self) -> None:
        """Out of the note, or back to the findings."""
        if self.query_one("#note").display:
            self._close_note()
        else:
            self.in_order(self._leave)

    async def _leave(self) -> None:
        self.dismiss(None)


def _block(part: CardPart) -> Block:
    return Block(part.heading, part.lines, listed=True, strong=part.strong)
