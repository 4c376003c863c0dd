# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings: a list of cards, the chosen card beside it, and what the client says about it below.

It is over 300 lines: each of its keys works on the one card that is chosen.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.frontend.client_pages import pages
from devicecheck.model.consultation import Consultation, End
from devicecheck.model.told import Decision, FindingAnswer, Known
from devicecheck.report.page import ReportView
from devicecheck.runner import gates
from devicecheck.runner.visit_log import Noted
from devicecheck.tui.cards import Card, cards
from devicecheck.tui.messages import (
    AnotherAsked,
    CardsAsked,
    ClientViewAsked,
    CloseAsked,
    CopiesAsked,
    FindingTold,
    ReadAgain,
)
from devicecheck.tui.screens.base import VisitScreen, Write, write_nothing
from devicecheck.tui.widgets.card_page import CardPage
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.words import Words

WIDE = 110
"""From this many columns on the list takes more room."""

KNOWN = tuple(Known)
DECIDED = (None, *Decision)
ORDERS = ("useful", "name", "open")


class FindingsScreen(VisitScreen):
    """Most useful first. A reading that did not run to its end says so above everything."""

    STEP: ClassVar[str] = "findings"
    NAME: ClassVar[str] = "findings"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page_up", show=False, priority=True),
        Binding("g,G", "guided", "guided", key_display="G"),
        Binding("c,C", "copies", "copies", key_display="C"),
        Binding("f,F", "finish", "finish", key_display="F"),
        Binding("1", "say(0)", "told", key_display="1-5"),
        *(Binding(str(number), f"say({number - 1})", show=False) for number in range(2, len(KNOWN) + 1)),
        Binding("v,V", "client", "client-view", key_display="V"),
        Binding("r,R", "read_again", "read-again", key_display="R"),
        Binding("o,O", "another", "another-phone", key_display="O"),
        Binding("d,D", "decide", "decide", key_display="D"),
        Binding("n,N", "next_open", "next-open", key_display="N"),
        Binding("slash", "find", "find", key_display="/"),
        Binding("s,S", "sort", "sort", key_display="S"),
        Binding("l,L", "slip", "slip", key_display="L"),
        Binding("pagedown", "page_down", show=False, priority=True),
        Binding("space", "page_down", show=False),
        Binding("escape", "all", show=False),
    ]

    def __init__(
        self,
        words: Words,
        consultation: Consultation,
        shown: ReportView,
        *,
        write: Write = write_nothing,
        another: bool = False,
        again: bool = False,
    ) -> None:
        super().__init__(words, practice=consultation.practice)
        self._another, self._again = another, again
        self._consultation, self._write = consultation, write
        self._cards = {card.id: card for card in cards(shown, words.wording, self._early_end())}
        self._told = {each.finding: each for each in consultation.told.known}
        self._order, self._wanted = ORDERS[0], ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Another phone joins where the client is in the room; one is read again only if it ended early."""
        return {"another": self._another, "read_again": self._again}.get(action, True)

    def next_line(self) -> Text:
        """What can be done from here: reading again after an early end; another phone only where one may join."""
        if self._again:
            return self.say("tui.findings.next-again")
        return self.say("tui.findings.next" if self._another else "tui.findings.next-alone")

    def page(self) -> ComposeResult:
        """The early end if there was one, then list and card side by side, and the client's word below the card."""
        if early := self._early_end():
            yield Static(Text("\n".join(early[:2])), classes="banner")
        if gates.online(self._consultation.answers):
            yield Static(self.say("tui.findings.online"), classes="banner")
        with Horizontal(id="sides"):
            yield PointedList(*self._options(), id="pages", markup=False)
            with Vertical(id="beside"):
                yield CardPage(id="card")
                yield Static("", id="answer", markup=False)
        yield Input(id="filter", max_length=80, compact=True, placeholder=self.say("tui.findings.filter").plain)

    def on_mount(self) -> None:
        """Open the first card."""
        self.query_one("#filter").display = False
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
        for card in self._listed():
            heading = card.group if self._order == "useful" or not card.about else self._heading()
            if heading != group:
                if group:
                    yield Option(Text(""), disabled=True)
                yield Option(Text(heading.upper()), disabled=True)
                group = heading
            yield Option(self._line(card), id=card.id)

    def _heading(self) -> str:
        return self.say(f"tui.findings.sorted.{self._order}").plain

    def _listed(self) -> list[Card]:
        """The cards that the letters typed choose, things first in the order that was asked for."""
        chosen = [card for card in self._cards.values() if self._wanted.casefold() in card.name.casefold()]
        things = [card for card in chosen if card.about]
        if self._order == "name":
            things.sort(key=lambda card: card.name[1:].casefold())
        elif self._order == "open":
            things.sort(key=lambda card: card.about in self._told)
        return things + [card for card in chosen if not card.about]

    def _line(self, card: Card) -> Text:
        mark = "*" if card.about in self._told else " "
        return Text(f"{mark}{card.name}", no_wrap=True, overflow="ellipsis")

    def _list_again(self, at: str | None = None) -> None:
        pages = self.query_one(OptionList)
        options = list(self._options())
        pages.clear_options().add_options(options)
        self.query_one("#beside").display = bool(options)
        ids = [option.id for option in options]
        if at is not None and at in ids:
            pages.highlighted = ids.index(at)
        else:
            pages.action_first()

    @on(OptionList.OptionHighlighted, "#pages")
    def open_card(self, event: OptionList.OptionHighlighted) -> None:
        """Show the card that is pointed at, and what the client said about it."""
        if event.option_id is not None:
            self.query_one(CardPage).show(self._cards[event.option_id])
            self._show_told()

    def _show_told(self) -> None:
        card, line = self.open, self.query_one("#answer", Static)
        line.display = card is not None and bool(card.about)
        if card is None or not card.about:
            return
        answer = self._told.get(card.about)
        said = self.say(f"plain.findings.{answer.known if answer else Known.NOT_SAID}").plain
        decided = f"casework.choices.{answer.decided if answer and answer.decided else 'open'}"
        names = (self.say(f"plain.findings.{known}").plain for known in KNOWN)
        keys = "; ".join(f"{number} {name}" for number, name in enumerate(names, 1))
        record = self.say("tui.findings.record", said=said, decided=self.say(decided).plain)
        line.update(Text.assemble((record.plain, "bold"), "\n", self.say("tui.findings.record-keys", answers=keys)))

    def action_say(self, place: int) -> None:
        """Write down what the client says about this thing; a decision stays."""
        self._tell_in_order(known=KNOWN[place])

    def action_decide(self) -> None:
        """The next of the possible decisions about this thing."""
        if (card := self.open) is not None and card.about:
            self.in_order(partial(self._decide, card))

    async def _decide(self, card: Card) -> None:
        before = self._told.get(card.about)
        place = DECIDED.index(before.decided if before else None)
        await self._tell(card, decided=DECIDED[(place + 1) % len(DECIDED)])

    def _tell_in_order(self, known: Known) -> None:
        if (card := self.open) is not None and card.about:
            self.in_order(partial(self._tell, card, known=known))

    async def _tell(self, card: Card, **said: Known | Decision | None) -> None:
        before = self._told.get(card.about)
        fresh = before or FindingAnswer(finding=card.about, known=Known.NOT_SAID, at=datetime.now(UTC))
        answer = fresh.model_copy(update={**said, "at": datetime.now(UTC)})
        await self._write(Noted.KNOWN, answer)
        self._told[card.about] = answer
        self.app.post_message(FindingTold(answer))  # at once: what was asked for after it waits in this screen
        self.query_one(OptionList).replace_option_prompt(card.id, self._line(card))
        self._show_told()

    def action_next_open(self) -> None:
        """Go to the next thing about which nothing is written down."""
        things = [card for card in self._listed() if card.about]
        here = things.index(self.open) + 1 if self.open in things else 0
        open_ones = [card for card in things[here:] + things[:here] if card.about not in self._told]
        if open_ones:
            self.query_one(OptionList).highlighted = self.query_one(OptionList).get_option_index(open_ones[0].id)
        else:
            self.notify(self.say("tui.findings.nothing-left").plain, markup=False)

    def action_sort(self) -> None:
        """The next order of the things."""
        self._order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        self._list_again(self.open.id if self.open else None)

    def action_find(self) -> None:
        """Choose by letters of a name."""
        field = self.query_one("#filter", Input)
        field.display = True
        field.focus()

    @on(Input.Changed, "#filter")
    def choose(self, event: Input.Changed) -> None:
        """List what has these letters."""
        self._wanted = event.value.strip()
        self._list_again()

    @on(Input.Submitted, "#filter")
    def leave_filter(self) -> None:
        """Back to the list, with the choice."""
        self.query_one("#filter").display = False
        pages = self.query_one(OptionList)
        pages.focus()
        if not pages.option_count:
            self.notify(self.say("tui.findings.none-listed").plain, markup=False)

    def action_all(self) -> None:
        """Everything is listed again."""
        self.query_one("#filter", Input).value = ""
        self.leave_filter()

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

    def action_client(self) -> None:
        """Turn the laptop round: what is pointed at, in the client's words."""
        if self.open is None:
            self.notify(self.say("tui.findings.none-listed").plain, markup=False)
            return
        visit, about = self._consultation, self.open.about
        self.post_message(ClientViewAsked(lambda language: pages(visit, about, language, date.today()), visit.practice))

    def action_slip(self) -> None:
        """Write to the people who keep the list about this app: a false alarm, or an app that no entry knows."""
        # Imported here: what knows the list may not hold up the first screen.
        from devicecheck.packs.slips import about_app  # noqa: PLC0415
        from devicecheck.tui.workspace.slip import SlipScreen  # noqa: PLC0415
        from devicecheck.tui.workspace.slip_plans import of_visit  # noqa: PLC0415

        key = self._app_key()
        if not key or about_app(self._consultation, key) is None:
            self.notify(self.say("tui.findings.no-slip").plain, markup=False)
            return
        self.app.push_screen(SlipScreen(self.words, of_visit(self._consultation, key)))

    def _app_key(self) -> str:
        about = self.open.about if self.open is not None else ""
        return next((each.subject.key for each in self._consultation.findings if each.id == about), "")

    def more_commands(self) -> Iterator[tuple[str, str]]:
        """What the client can say about a thing."""
        told = self.say("tui.keys.told").plain
        for place, known in enumerate(KNOWN):
            yield f"{told}: {self.say(f'plain.findings.{known}').plain}", f"say({place})"

    def action_another(self) -> None:
        """Another phone of the same client, in the same visit."""
        self.post_message(AnotherAsked())

    def action_read_again(self) -> None:
        """The same phone once more."""
        self.post_message(ReadAgain())

    def action_finish(self) -> None:
        """Go through what is left, then end the visit."""
        self.post_message(CloseAsked())

    @property
    def open(self) -> Card | None:
        """The card that is shown."""
        option = self.query_one(OptionList).highlighted_option
        return self._cards[option.id] if option is not None and option.id is not None else None
