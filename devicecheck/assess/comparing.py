# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two consultations of one phone beside each other: what is new, what is still there, what is not seen any more. Pure.

"Not seen any more" needs the same looking again without a gap; else it is "not looked at again". In the same way "new"
needs that the earlier check looked without a gap and with the same list; else it is "seen for the first time".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from devicecheck.model.consultation import Consultation, Device
from devicecheck.model.findings import Completed, Finding, SubjectKind
from devicecheck.model.phone_mark import told_apart

PHONES = frozenset({"android", "iphone", "backup"})
"""Platforms of phones, and of copies of them."""


class Change(StrEnum):
    """How one finding stands in the later of two consultations."""

    NEW = "new"
    FIRST_SEEN = "first-seen"
    CHANGED = "changed"
    STILL = "still"
    NO_LONGER_SEEN = "no-longer-seen"
    NOT_LOOKED_AGAIN = "not-looked-again"


class Phones(StrEnum):
    """Whether two consultations are of the same phones; ALIKE: make and model are the same, and no more is known.

    NONE: neither looked at a phone, but at something beside one, which has no mark of its own.
    """

    SAME = "same"
    ALIKE = "alike"
    OTHER = "other"
    NONE = "none"


@dataclass(frozen=True)
class Compared:
    """One finding and how it stands; the later one where there are two."""

    change: Change
    finding: Finding


@dataclass(frozen=True)
class Comparison:
    """All findings of both, and what may make the two unlike.

    Shape: `phones` says whether both looked at the same phones, `other_list` that the lists of known apps differ.
    """

    findings: tuple[Compared, ...]
    phones: Phones
    other_list: bool


def compare(before: Consultation, after: Consultation) -> Comparison:
    """Every finding of either, once: those of the later one first, in its order. Things of two phones are never one."""
    pairs = _pairs(before.devices, after.devices)
    earlier = {_thing(finding, pairs): finding for finding in before.findings}
    later = {_thing(finding) for finding in after.findings}
    other_list = before.pack.digest != after.pack.digest
    back = {later: earlier for earlier, later in pairs.items()}

    def looked_before(finding: Finding) -> bool:
        device = back.get(finding.subject.device)
        return device is not None and _checks(after, finding) <= _looked_fully(before, device)

    def looked_after(finding: Finding) -> frozenset[str]:
        device = pairs.get(finding.subject.device)
        return _looked_fully(after, device) if device is not None else frozenset()

    now = (
        Compared(_now(finding, earlier.get(_thing(finding)), looked_before(finding), other_list), finding)
        for finding in after.findings
    )
    gone = (
        Compared(
            _gone(_checks(before, finding), looked_after(finding), bool(finding.signatures) and other_list), finding
        )
        for thing, finding in earlier.items()
        if thing not in later
    )
    return Comparison((*now, *gone), _phones(before.devices, after.devices, pairs), other_list)


def _pairs(before: Sequence[Device], after: Sequence[Device]) -> dict[str, str]:
    """For each device of the earlier one the same device of the later one, by id: by its mark, else by its place."""
    left, pairs = list(after), {}
    for certain in (True, False):
        for device in (each for each in before if each.id not in pairs):
            if (same := next((each for each in left if _same(device, each, certain=certain)), None)) is not None:
                pairs[device.id] = same.id
                left.remove(same)
    return pairs


def _same(device: Device, other: Device, *, certain: bool) -> bool:
    known = device.model and other.model
    kind = device.platform == other.platform and (
        not known or (device.maker, device.model) == (other.maker, other.model)
    )
    apart = told_apart(device.mark, other.mark)
    return kind and (apart is False if certain else apart is None and device.id == other.id)


def _phones(before: Sequence[Device], after: Sequence[Device], pairs: Mapping[str, str]) -> Phones:
    """Whether all phones have their fellow. What is no phone, such as a network, says nothing about that."""
    phones = {each.id: each for each in before if each.platform in PHONES}
    others = {each.id: each for each in after if each.platform in PHONES}
    if not phones and not others:
        return Phones.NONE if before and after else Phones.OTHER
    if not phones.keys() <= pairs.keys() or not others.keys() <= set(pairs.values()):
        return Phones.OTHER
    every = (told_apart(phone.mark, others[pairs[phone.id]].mark) is False for phone in phones.values())
    return Phones.SAME if all(every) else Phones.ALIKE


def _thing(finding: Finding, pairs: Mapping[str, str] | None = None) -> tuple[str, SubjectKind, int, str]:
    """What a finding is about, on the device that it has in the later consultation."""
    subject = finding.subject
    device = subject.device if pairs is None else pairs.get(subject.device, f"earlier {subject.device}")
    return device, subject.kind, subject.user, subject.key


def _now(finding: Finding, earlier: Finding | None, looked_before: bool, other_list: bool) -> Change:
    if earlier is None:
        return Change.NEW if looked_before and not (finding.signatures and other_list) else Change.FIRST_SEEN
    same = (earlier.code, earlier.concern, earlier.confidence, set(earlier.facts)) == (
        finding.code, finding.concern, finding.confidence, set(finding.facts),
    )  # fmt: skip
    return Change.STILL if same else Change.CHANGED


def _gone(checks: frozenset[str], whole: frozenset[str], by_another_list: bool) -> Change:
    return Change.NO_LONGER_SEEN if checks and checks <= whole and not by_another_list else Change.NOT_LOOKED_AGAIN


def _checks(consultation: Consultation, finding: Finding) -> frozenset[str]:
    """The checks that saw what this finding is made of."""
    return frozenset(
        outcome.check
        for outcome in consultation.outcomes
        if isinstance(outcome, Completed) and any(sign.subject == finding.subject for sign in outcome.signs)
    )


def _looked_fully(consultation: Consultation, device: str) -> frozenset[str]:
    """The checks that looked at all of this device; where outcomes name none, at all that there was."""
    return frozenset(
        outcome.check
        for outcome in consultation.outcomes
        if isinstance(outcome, Completed) and not outcome.gaps and outcome.device in {"", device}
    )


def of_change(compared: Iterable[Compared], change: Change) -> tuple[Finding, ...]:
    """The findings that stand in this way."""
    return tuple(each.finding for each in compared if each.change is change)
