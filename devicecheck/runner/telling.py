# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the client tells becomes part of the visit's document. Pure."""

from collections.abc import Sequence
from datetime import date, datetime

from devicecheck.model.consultation import Consultation
from devicecheck.model.questions import ToldAnswer
from devicecheck.model.told import FindingAnswer, HandedTo


def with_answers(visit: Consultation, told: Sequence[ToldAnswer], *, shared: bool = False) -> Consultation:
    """The document with the answers to the questions. `shared`: the client wants them in the caseworker's copy."""
    named = tuple(each.question for each in told) if shared else ()
    others = tuple(id_ for id_ in visit.choices.shared_answers if id_ not in {each.question for each in told})
    return visit.model_copy(
        update={
            "told": visit.told.model_copy(update={"answers": tuple(told)}),
            "choices": visit.choices.model_copy(update={"shared_answers": (*others, *named)}),
        }
    )


def with_review(visit: Consultation, on: date | None) -> Consultation:
    """The document with the day on which client and staff look again."""
    return visit.model_copy(update={"staff": visit.staff.model_copy(update={"review_on": on})})


def with_handed(visit: Consultation, to: HandedTo, at: datetime) -> Consultation:
    """The document with the role that took over when somebody was not well, and when. For copy B alone."""
    return visit.model_copy(update={"staff": visit.staff.model_copy(update={"handed_to": to, "handed_at": at})})


def with_known(visit: Consultation, answer: FindingAnswer) -> Consultation:
    """The document with what the client says about a finding; what was said of it before is replaced."""
    others = tuple(each for each in visit.told.known if each.finding != answer.finding)
    return visit.model_copy(update={"told": visit.told.model_copy(update={"known": (*others, answer)})})
