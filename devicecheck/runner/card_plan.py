# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which questions come next, and which cards fit into the time, most useful first and with the reason. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from devicecheck.model.cards import Area, GuidedCard, Platform
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
    """What fits into the time, and what is left for another time; both in order."""

    now: tuple[Planned, ...]
    later: tuple[Planned, ...]


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
    return Plan(tuple(now), tuple(later))


def planned_checks(
    questions: Iterable[VisitQuestion], told: Sequence[ToldAnswer], *, cable: bool
) -> tuple[PlannedCheck, ...]:
    """The checks that the answers point to, most reasons first. A phone on a cable is checked in any case."""
    chosen = tuple(_chosen(questions, told))
    found = {
        check: tuple(dict.fromkeys(each.because for each in chosen if each.because and areas & set(each.areas)))
        for check, areas in AREAS_OF.items()
    }
    if not cable:
        del found[Check.PHONE]
    ranked = sorted(found, key=lambda check: -len(found[check]))
    return tuple(PlannedCheck(check, found[check]) for check in ranked if found[check] or check is Check.PHONE)


def _chosen(questions: Iterable[VisitQuestion], told: Sequence[ToldAnswer]) -> Iterable[Choice]:
    given = {each.question: set(each.answers) for each in told}
    return (choice for each in questions for choice in each.choices if choice.id in given.get(each.id, set()))


def _reasons(card: GuidedCard, chosen: Sequence[Choice]) -> tuple[int, tuple[str, ...]]:
    """How much points to this card, and the reasons of it."""
    score, because = 0, dict[str, None]()
    for choice in chosen:
        named = 4 * (card.id in choice.cards) + 3 * (card.area in choice.areas)
        points = named + 2 * len(set(choice.knows) & set(card.tells))
        score += points
        if points and choice.because:
            because[choice.because] = None
    return score, tuple(because)
