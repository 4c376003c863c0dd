# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was found beside the phone becomes part of the visit's document: one client, one document."""

from collections.abc import Mapping, Sequence

from devicecheck.assess.judge import as_one, in_order
from devicecheck.checks import CHECKS
from devicecheck.errors import UsageError
from devicecheck.model.consultation import Consultation, Device, End
from devicecheck.model.findings import Completed, CouldNot, Finding, NotApplicable, NotAsked, Outcome, SubjectKind
from devicecheck.model.observations import Gap, GapReason
from devicecheck.runner.phones import phones_of
from devicecheck.runner.several_phones import apart, clocks_of, of_one_phone, readings_apart

COPIED, COPY = "iphone", "backup"
"""Platforms: a phone, and a copy of one."""


def added(visit: Consultation, other: Consultation) -> Consultation:
    """The visit's document with everything of the other one, and with the outcomes of checks without one.

    Errors: UsageError `other-list` when another list was used, `added-before` when such a source is in it already.
    """
    if visit.pack.digest != other.pack.digest:
        raise UsageError("other-list")
    if {device.id for device in visit.devices} & {device.id for device in other.devices}:
        raise UsageError("added-before")
    another = bool(phones_of(visit) and phones_of(other))
    other = readings_apart(apart(other) if another else other, visit)
    return visit.model_copy(
        update={
            "ended_at": max(visit.ended_at, other.ended_at),
            "end": visit.end if visit.end is not End.COMPLETE else other.end,
            "broken_by": visit.broken_by or other.broken_by,
            "devices": (*visit.devices, *other.devices),
            "answers": tuple(dict.fromkeys((*visit.answers, *other.answers))),
            "consents": tuple(dict.fromkeys((*visit.consents, *other.consents))),
            "readings": (*visit.readings, *other.readings),
            "gaps": (*visit.gaps, *other.gaps),
            "counts": _together(visit.counts, other.counts) if another else visit.counts | other.counts,
            "observations": (*visit.observations, *other.observations),
            "outcomes": _outcomes(visit, other, another=another),
            "findings": in_order(_findings(visit, other)),
            "excerpts": (*visit.excerpts, *other.excerpts),
            **(_days_and_clocks(visit, other) if another else {}),
        }
    )


def _outcomes(visit: Consultation, other: Consultation, *, another: bool) -> tuple[Outcome, ...]:
    """How the checks ended: of several phones each for itself, so that nothing not seen on one is said of another."""
    if another or any(outcome.device for outcome in visit.outcomes):
        looked = (each for each in of_one_phone(other).outcomes if not isinstance(each, NotApplicable))
        return (*of_one_phone(visit).outcomes, *looked)
    new = {outcome.check: outcome for outcome in other.outcomes if not isinstance(outcome, NotApplicable)}
    kept = tuple(
        both(each, new.pop(each.check), visit.devices, other.devices) if each.check in new else each
        for each in visit.outcomes
    )
    return (*kept, *new.values())


def _together(counts: Mapping[str, int], more: Mapping[str, int]) -> dict[str, int]:
    return {name: counts.get(name, 0) + more.get(name, 0) for name in (*counts, *more)}


def _days_and_clocks(visit: Consultation, other: Consultation) -> dict[str, object]:
    """Of several phones the clock that is off most and all days together count: both only make a day more doubtful."""
    clocks = clocks_of(visit) | clocks_of(other)
    known = [ahead for ahead in clocks.values() if ahead is not None]
    return {
        "clocks": clocks,
        "clock_ahead_seconds": max(known, key=abs, default=None),
        "install_days": _together(visit.install_days, other.install_days),
    }


def _findings(visit: Consultation, other: Consultation) -> list[Finding]:
    """The cards of both. A thing on a phone and in a copy of it has one card, not two that say different things."""
    new = {each.id: each for each in other.findings}
    copied = _copied(visit, other)
    twins = {_thing(each): each.id for each in other.findings}
    kept = []
    for each in visit.findings:
        twin = new.pop(twins.get(_thing(each), ""), None) if each.subject.device in copied else None
        kept.append(as_one(each, twin) if twin is not None else each)
    return [*kept, *new.values()]


def _copied(visit: Consultation, other: Consultation) -> frozenset[str]:
    """Phones of the visit that the other document holds a copy of. One whose mark is not known may be another phone."""
    marks = {device.mark for device in other.devices if device.platform == COPY and device.mark}
    return frozenset(each.id for each in visit.devices if each.platform == COPIED and each.mark in marks)


def _thing(finding: Finding) -> tuple[str, SubjectKind, int, str]:
    return finding.code, finding.subject.kind, finding.subject.user, finding.subject.key


def both(first: Outcome, other: Outcome, of: Sequence[Device] = (), beside: Sequence[Device] = ()) -> Outcome:
    """How a check ended that looked at two things. What one of them did not tell, or was not asked, stays a gap."""
    if isinstance(other, NotApplicable):
        return first
    if not isinstance(first, Completed | CouldNot):
        return _with_refusal(other, first, of)
    if not isinstance(other, Completed | CouldNot):
        return _with_refusal(first, other, beside)
    gaps, limits = (*first.gaps, *other.gaps), tuple(dict.fromkeys((*first.limits, *other.limits)))
    completed = [each for each in (first, other) if isinstance(each, Completed)]
    if not completed:
        return CouldNot(check=first.check, gaps=gaps, limits=limits)
    return Completed(
        check=first.check,
        signs=tuple(sign for each in completed for sign in each.signs),
        gaps=gaps,
        limits=limits,
        looked_at=sum(each.looked_at for each in completed),
    )


def _with_refusal(outcome: Outcome, refused: Outcome, devices: Sequence[Device]) -> Outcome:
    """The outcome of the one that was looked at, with a gap if the client said no to the other."""
    if not isinstance(refused, NotAsked) or not isinstance(outcome, Completed | CouldNot):
        return outcome
    topics = sorted(topic for check in CHECKS if check.id == refused.check for topic in check.needs)
    gaps = tuple(
        Gap(topic=topic, reason=GapReason.NOT_AGREED, device=device.id) for device in devices for topic in topics[:1]
    )
    return outcome.model_copy(update={"gaps": (*outcome.gaps, *gaps)})
