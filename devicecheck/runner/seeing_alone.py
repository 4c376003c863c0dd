# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seeing the client alone: asked at the start, and once more before findings and before copies. Pure."""

from datetime import datetime
from enum import StrEnum

from devicecheck.model.consultation import Answer, Consultation
from devicecheck.runner.gates import SEE_ALONE

ALONE, NOT_ALONE = "alone", "not-alone"


class Moment(StrEnum):
    """When it is asked again, as the question is named in the document."""

    FINDINGS = "see-alone-findings"
    COPIES = "see-alone-copies"


def offered(visit: Consultation, moment: Moment) -> bool:
    """Whether to ask now: not twice at one moment, and not where the last word was that the client is alone."""
    asked = {SEE_ALONE.id, *Moment}
    said = [each for each in visit.answers if each.question in asked]
    if any(each.question == moment for each in said):
        return False
    return not said or said[-1].answer != ALONE


def with_answer(visit: Consultation, moment: Moment, answer: str, at: datetime) -> Consultation:
    """The document with what was answered; a later answer at the same moment stands beside the earlier one."""
    return visit.model_copy(update={"answers": (*visit.answers, Answer(question=moment.value, answer=answer, at=at))})
