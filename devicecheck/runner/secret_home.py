# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client whose home must not be found: what can show a place goes nowhere before a caseworker was asked. Pure."""

from collections.abc import Iterable
from datetime import datetime

from devicecheck.assess.codes import FindingCode
from devicecheck.model.cards import CardAnswer, CardResult, Knows
from devicecheck.model.consultation import Answer, Consultation
from devicecheck.model.findings import Concern, SubjectKind
from devicecheck.report.cards import guided_cards
from devicecheck.runner.gates import SECRET_HOME

CASEWORKER_NOW = "caseworker-now"
"""The answer that the card was read: where this thing goes was agreed with a caseworker."""

AGREED = "agreed"
SHARE_PLACES = frozenset({FindingCode.CAN_FOLLOW, FindingCode.FAMILY_WATCH, FindingCode.REMOTE_CONTROL})
SAW_SOMETHING = frozenset({CardAnswer.SEEN, CardAnswer.NOT_SURE})


def secret(visit: Consultation) -> bool:
    """Whether the client's home must not be found, or nobody is sure of it."""
    return any(each.question == SECRET_HOME.id and each.answer in {"yes", "not-sure"} for each in visit.answers)


def shows_places(visit: Consultation) -> bool:
    """Whether something that was found, or seen by a card, can show where the client is."""
    found = any(
        finding.subject.kind is SubjectKind.TAG
        or finding.concern is not Concern.GOOD_TO_KNOW
        or finding.code in SHARE_PLACES
        for finding in visit.findings
    )
    return found or any(may_show(each) for each in visit.told.cards)


def may_show(result: CardResult) -> bool:
    """Whether something was seen, or not ruled out, by a card that looks for what shows places."""
    place_cards = {card.id for card in guided_cards() if Knows.PLACES in card.tells}
    return result.card in place_cards and result.answer in SAW_SOMETHING


def agreed(visit: Consultation) -> bool:
    """Whether the card "stop, caseworker now" was read and agreed to, of all that may show a place so far."""
    return any(each.question == CASEWORKER_NOW and each.answer == AGREED for each in visit.answers)


def stops_now(visit: Consultation) -> bool:
    """Whether the card has to be read at once: the home is secret, and something may show it."""
    return secret(visit) and shows_places(visit) and not agreed(visit)


def stops_close(visit: Consultation) -> bool:
    """Whether this visit may not be closed yet: the phone itself goes home with the client."""
    return secret(visit) and not agreed(visit)


def with_agreed(visit: Consultation, at: datetime) -> Consultation:
    """The document with the card read and agreed to."""
    return visit.model_copy(update={"answers": (*visit.answers, Answer(question=CASEWORKER_NOW, answer=AGREED, at=at))})


def without_agreed(visit: Consultation) -> Consultation:
    """The document once something else may show a place: what was agreed before was not about that."""
    others = tuple(each for each in visit.answers if each.question != CASEWORKER_NOW)
    return visit.model_copy(update={"answers": others})


def with_new(visit: Consultation, read: Consultation) -> Consultation:
    """The document that something was just joined to, such as tags: is it agreed where that goes?"""
    return without_agreed(visit) if shows_places(read) else visit


def with_asked_anew(visit: Consultation, answers: Iterable[Answer]) -> Consultation:
    """The document of a visit that is gone on with, with what was asked of the client anew."""
    return visit.model_copy(update={"answers": tuple(dict.fromkeys((*visit.answers, *answers)))})
