# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guided cards of a visit as a dialogue: those of the plan in order, then any other, and the odd things."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import partial
from itertools import groupby

from devicecheck.cli.asking import Asker
from devicecheck.cli.guided import lines
from devicecheck.cli.kept_visit import KeptVisit
from devicecheck.cli.plain_parts import caseworker, read_kinds
from devicecheck.frontend.client_cards import card_pages
from devicecheck.model.cards import CardAnswer, CardResult, GuidedCard, Platform
from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import SaidBy
from devicecheck.report.cards import guided_cards, odd_things, visit_questions
from devicecheck.runner import secret_home
from devicecheck.runner.card_plan import Plan, Planned, plan
from devicecheck.runner.cards import answered, result_of
from devicecheck.runner.visit_log import Noted

STOP, NO, ONE_MORE, ODD = "stop", "no", "card", "odd"
LONGEST_NOTE = 500


def plan_of(visit: Consultation, length: int, kinds: frozenset[Platform]) -> Plan:
    """The cards in order, for the phones that were read; without one, for those that were named."""
    return plan(guided_cards(), visit_questions(), visit.told.answers, length, read_kinds(visit) or kinds)


async def wants_cards(ask: Asker) -> bool:
    """Whether cards are gone through where nobody asked for the client's story. Errors: InputEndedError."""
    answers = {answer: ask.wording.text(f"plain.cards.answers.{answer}") for answer in ("no", "yes")}
    return await ask.choose(ask.wording.text("plain.cards.question"), answers) == "yes"


async def cards(ask: Asker, visit: Consultation, chosen: Plan, kept: KeptVisit) -> Consultation:
    """The cards that fit into the time and have no answer yet, each with its reason; then others that are wanted.

    Errors: InputEndedError.
    """
    answered_before = {result.card for result in visit.told.cards}
    ask.tell("plain.cards.count", count=len(chosen.now), later=len(chosen.later))
    for number, each in enumerate(chosen.now, 1):
        if each.card.id in answered_before:
            continue
        ask.say("")
        ask.tell("plain.cards.one", number=number, count=len(chosen.now), minutes=each.card.minutes)
        because = " ".join(each.because) or ask.wording.text("plain.cards.everyone")
        ask.tell("plain.cards.because", because=because)
        said = await _card(ask, visit, each.card, chosen, kept)
        if said is None:
            break
        visit = said
    return await _more(ask, visit, chosen, kept)


async def _card(
    ask: Asker, visit: Consultation, card: GuidedCard, chosen: Plan, kept: KeptVisit
) -> Consultation | None:
    """One card and what came of it; None for no more cards. A home that must not be found stops here at once."""
    ask.turned(partial(card_pages, card))
    for line in lines(card, ask.wording, date.today(), chosen.platforms):
        ask.say(line)
    answer = await _result(ask)
    if answer is None:
        return None
    result = await _result_of(ask, card, answer)
    kept.note(Noted.CARD, result)
    visit = answered(visit, result)
    return await caseworker(ask, visit, kept) if secret_home.stops_now(visit) else visit


async def _result(ask: Asker) -> CardAnswer | None:
    answers = {each.value: ask.wording.text(f"cards.answers.{each}") for each in CardAnswer}
    answers[STOP] = ask.wording.text("plain.cards.stop")
    chosen = await ask.choose(ask.wording.text("plain.cards.result"), answers)
    return None if chosen == STOP else CardAnswer(chosen)


async def _result_of(ask: Asker, card: GuidedCard, answer: CardAnswer) -> CardResult:
    said_by, note = SaidBy.CHECKER, ""
    if answer in {CardAnswer.SEEN, CardAnswer.NOT_SURE, CardAnswer.NOT_SEEN}:
        who = {each.value: ask.wording.text(f"cards.said-by.{each}") for each in (SaidBy.CHECKER, SaidBy.CLIENT)}
        said_by = SaidBy(await ask.choose(ask.wording.text("plain.cards.who"), who))
        while len(note := await ask.line(ask.wording.text("plain.cards.note"))) > LONGEST_NOTE:
            ask.tell("plain.cards.long")
    return result_of(card, answer, said_by, datetime.now(UTC), note)


async def _more(ask: Asker, visit: Consultation, chosen: Plan, kept: KeptVisit) -> Consultation:
    """A card that is not in the plan, or an odd thing explained, as often as is wanted. Errors: InputEndedError."""
    ways = {each: ask.wording.text(f"plain.more.{each}") for each in (NO, ONE_MORE, ODD)}
    while (way := await ask.choose(ask.wording.text("plain.more.question"), ways)) != NO:
        if way == ONE_MORE:
            visit = await _card(ask, visit, await _which(ask, (*chosen.now, *chosen.later)), chosen, kept) or visit
        else:
            await _odd(ask)
    ask.turned(None)
    return visit


async def _which(ask: Asker, planned: Iterable[Planned]) -> GuidedCard:
    """One of the cards for these phones: first what it is about, then the card."""
    wanted = {each.card.id for each in planned}
    by_area = {
        area.value: {card.id: card for card in cards}
        for area, cards in groupby((each for each in guided_cards() if each.id in wanted), lambda card: card.area)
    }
    areas = {area: ask.wording.text(f"cards.areas.{area}") for area in by_area}
    area = by_area[await ask.choose(ask.wording.text("plain.more.area"), areas)]
    titles = {id_: card.title for id_, card in area.items()}
    return area[await ask.choose(ask.wording.text("plain.more.which"), titles)]


async def _odd(ask: Asker) -> None:
    things = {each.id: each for each in odd_things()}
    titles = {id_: each.title for id_, each in things.items()}
    thing = things[await ask.choose(ask.wording.text("plain.more.thing"), titles)]
    ask.turned(partial(card_pages, thing))
    for line in lines(thing, ask.wording, date.today()):
        ask.say(line)
