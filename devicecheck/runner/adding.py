# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was found beside the phone becomes part of the visit's document: one client, one document."""

from devicecheck.assess.judge import in_order
from devicecheck.errors import UsageError
from devicecheck.model.consultation import Consultation, End
from devicecheck.model.findings import NotApplicable


def added(visit: Consultation, other: Consultation) -> Consultation:
    """The visit's document with everything of the other one, and with the outcomes of checks without one.

    Errors: UsageError `other-list` when another list was used, `added-before` when such a source is in it already.
    """
    if visit.pack.digest != other.pack.digest:
        raise UsageError("other-list")
    if {device.id for device in visit.devices} & {device.id for device in other.devices}:
        raise UsageError("added-before")
    new = {outcome.check: outcome for outcome in other.outcomes if not isinstance(outcome, NotApplicable)}
    kept = tuple(new.pop(outcome.check, outcome) for outcome in visit.outcomes)
    return visit.model_copy(
        update={
            "ended_at": max(visit.ended_at, other.ended_at),
            "end": visit.end if visit.end is not End.COMPLETE else other.end,
            "broken_by": visit.broken_by or other.broken_by,
            "devices": (*visit.devices, *other.devices),
            "answers": (*visit.answers, *other.answers),
            "consents": (*visit.consents, *other.consents),
            "readings": (*visit.readings, *other.readings),
            "gaps": (*visit.gaps, *other.gaps),
            "counts": visit.counts | other.counts,
            "observations": (*visit.observations, *other.observations),
            "outcomes": (*kept, *new.values()),
            "findings": in_order((*visit.findings, *other.findings)),
            "excerpts": (*visit.excerpts, *other.excerpts),
        }
    )
