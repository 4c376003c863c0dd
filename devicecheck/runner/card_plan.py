# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which questions come next, and which cards fit into the time, most useful first and with the reason. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from devicecheck.model.cards import Area, GuidedCard, Knows, Platform
from devicecheck.model.questions import Choice, ToldAnswer, VisitQuestion

CARD_MINUTES = {45: 15, 60: 25, 90: 50}
"""Minutes of a visit -> those that are there for cards; the rest is for gates, the phone, talking and copies."""

NEEDS_A_REASON = frozenset({Area.CALLS, Area.WORK, Area.CAR, Area.CHILD, Area.ROUTER, Area.HOME})
"""Areas that not everybody has: they come up when an answer points to them."""


@dataclass(frozen=True)
class Planned:
    """One card of the plan, and why it is there; no reason: it is worth a look for everyone."""

    card: GuidedCard
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What fits into the time, and what is left for another time, both in order; and the kinds of phones it is for."""

    now: tuple[Planned, ...]
    later: tuple[Planned, ...]
    platforms: frozenset[Platform]


class Check(StrEnum):
    """What a computer can look at."""

    PHONE = "phone"
    TAGS = "tags"
    NETWORK = "network"


AREAS_OF = {
    Check.PHONE: frozenset({Area.PHONE, Area.ACCOUNTS, Area.MESSAGING, Area.CALLS, Area.FAMILY}),
    Check.TAGS: frozenset({Area.TRACKERS}),
    Check.NETWORK: frozenset({Area.HOME, Area.ROUTER}),
}
SHOWS = {
    Check.PHONE: frozenset({Knows.MESSAGES, Knows.PHOTOS, Knows.CONTACTS, Knows.ACCOUNTS}),
    Check.TAGS: frozenset({Knows.PLACES}),
    Check.NETWORK: frozenset({Knows.HOME}),
}
"""What the other person knows above all by what a check looks for. A place can be shown by much."""
MOST_NOT_KNOWN = 2
"""So many things that they do not know are named as a reason."""


@dataclass(frozen=True)
class PlannedCheck:
    """One check of the plan, and the answers that it is there for."""

    check: Check
    because: tuple[str, ...] = ()


def next_question(questions: Iterable[VisitQuestion], told: Sequence[ToldAnswer]) -> VisitQuestion | None:
    """The first question that is open and that the answers so far lead to; None: all have been asked."""
    given = {each.question: set(each.answers) for each in told}
    for question in questions:
        condition = question.only_if
        if question.id in given:
            continue
        if condition is None or given.get(condition.question, set()) & set(condition.answers):
            return question
    return None


def plan(
    cards: Iterable[GuidedCard],
    questions: Iterable[VisitQuestion],
    told: Sequence[ToldAnswer],
    minutes: int,
    platforms: frozenset[Platform],
) -> Plan:
    """The cards for these phones in order. `minutes` is the length of the whole visit: 45, 60 or 90."""
    chosen = tuple(_chosen(questions, told))
    ranked = [(card, _reasons(card, chosen)) for card in cards if card.platform in platforms | {Platform.ANY}]
    ranked.sort(key=lambda each: (-each[1][0], len(each[0].tells), each[0].minutes))
    left, now, later = CARD_MINUTES[minutes], list[Planned](), list[Planned]()
    for card, (score, because) in ranked:
        fits = card.minutes <= left and (score > 0 or card.area not in NEEDS_A_REASON)
        (now if fits else later).append(Planned(card, because))
        left -= card.minutes if fits else 0
    return Plan(tuple(now), tuple(later), platforms)


def planned_checks(
    questions: Iterable[VisitQuestion], told: Sequence[ToldAnswer], *, cable: bool, online: bool = False
) -> tuple[PlannedCheck, ...]:
    """The checks that the answers point to, most reasons first. A phone on a cable is checked in any case.

    `online`: client and staff are apart, so this computer is near none of the client's things.
    """
    if online:
        return ()
    chosen = tuple(_chosen(questions, told))
    found = {check: _reasons_to_look(check, chosen) for check in Check if cable or check is not Check.PHONE}
    ranked = sorted(found, key=lambda check: -len(found[check]))
    return tuple(PlannedCheck(check, found[check]) for check in ranked if found[check] or check is Check.PHONE)


def _reasons_to_look(check: Check, chosen: Sequence[Choice]) -> tuple[str, ...]:
    """What points to a check; what they do not know counts for one that would not show it, beside what they know."""
    areas, shows = AREAS_OF[check], SHOWS[check]
    pointing = [each for each in chosen if areas & set(each.areas) or shows & set(each.knows)]
    if any(shows & set(each.knows) for each in pointing):
        pointing += _not_known(chosen, shows)
    return tuple(dict.fromkeys(each.because for each in pointing if each.because))


def _not_known(chosen: Sequence[Choice], shown: Collection[Knows]) -> list[Choice]:
    """What they do not know, the first of it, unless this would show it too: then it is no reason for it."""
    unknown = _unknown(chosen)
    return [] if unknown & set(shown) else [each for each in chosen if unknown & set(each.not_known)][:MOST_NOT_KNOWN]


def _unknown(chosen: Iterable[Choice]) -> set[Knows]:
    """What they do not know; what was named on both sides is known."""
    every = tuple(chosen)
    return {each for choice in every for each in choice.not_known} - {each for choice in every for each in choice.knows}


def _chosen(questions: Iterable[VisitQuestion], told: Sequence[ToldAnswer]) -> Iterable[Choice]:
    given = {each.question: set(each.answers) for each in told}
    return (choice for each in questions for choice in each.choices if choice.id in given.get(each.id, set()))


def _reasons(card: GuidedCard, chosen: Sequence[Choice]) -> tuple[int, tuple[str, ...]]:
    """How much points to this card, and the reasons of it. What they do not know lets a card wait that tells it."""
    score, because, known = 0, dict[str, None](), False
    for choice in chosen:
        points = 4 * (card.id in choice.cards) + 3 * (card.area in choice.areas)
        points += 2 * len(set(choice.knows) & set(card.tells))
        known = known or bool(set(choice.knows) & set(card.tells))
        score += points
        if points and choice.because:
            because[choice.because] = None
    missed = len(_unknown(chosen) & set(card.tells))
    if not score:
        return -missed, ()
    if known:
        because |= dict.fromkeys(each.because for each in _not_known(chosen, card.tells))
    return max(score - missed, 1), tuple(because)
