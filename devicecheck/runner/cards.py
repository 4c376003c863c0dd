# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The answer to a guided card becomes part of the visit's document. Pure."""

from datetime import datetime

from devicecheck.model.cards import CardAnswer, CardResult, GuidedCard
from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import SaidBy
from devicecheck.runner.secret_home import may_show, without_agreed


def result_of(card: GuidedCard, answer: CardAnswer, said_by: SaidBy, at: datetime, note: str = "") -> CardResult:
    """What came of a card, with the title and the date that it had when it was shown."""
    return CardResult(
        card=card.id, title=card.title, checked_on=card.checked_on, answer=answer, note=note, said_by=said_by, at=at
    )


def answered(visit: Consultation, result: CardResult) -> Consultation:
    """The document with this answer; an earlier answer to the same card is replaced by it.

    Where something new may show a place, nobody has agreed yet where that goes.
    """
    if may_show(result) and not any(each.card == result.card and may_show(each) for each in visit.told.cards):
        visit = without_agreed(visit)
    others = tuple(each for each in visit.told.cards if each.card != result.card)
    return visit.model_copy(update={"told": visit.told.model_copy(update={"cards": (*others, result)})})
