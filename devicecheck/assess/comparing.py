# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two consultations of one phone beside each other: what is new, what is still there, what is not seen any more. Pure.

"Not seen any more" needs the same looking again without a gap; else it is "not looked at again". In the same way "new"
needs that the earlier check looked without a gap and with the same list; else it is "seen for the first time".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import Completed, Finding


class Change(StrEnum):
    """How one finding stands in the later of two consultations."""

    NEW = "new"
    FIRST_SEEN = "first-seen"
    CHANGED = "changed"
    STILL = "still"
    NO_LONGER_SEEN = "no-longer-seen"
    NOT_LOOKED_AGAIN = "not-looked-again"


@dataclass(frozen=True)
class Compared:
    """One finding and how it stands; the later one where there are two."""

    change: Change
    finding: Finding


@dataclass(frozen=True)
class Comparison:
    """All findings of both, and what may make the two unlike.

    Shape: `other_phone` says that make or model differ, `other_list` that the lists of known apps do.
    """

    findings: tuple[Compared, ...]
    other_phone: bool
    other_list: bool


def compare(before: Consultation, after: Consultation) -> Comparison:
    """Every finding of either, once: those of the later one first, in its order."""
    earlier = {finding.id: finding for finding in before.findings}
    later = {finding.id: finding for finding in after.findings}
    other_list = before.pack.digest != after.pack.digest
    whole_before, whole_after = _looked_fully(before), _looked_fully(after)
    now = (
        Compared(_now(finding, earlier.get(finding.id), _checks(after, finding) <= whole_before, other_list), finding)
        for finding in after.findings
    )
    gone = (
        Compared(_gone(_checks(before, finding), whole_after, bool(finding.signatures) and other_list), finding)
        for finding in before.findings
        if finding.id not in later
    )
    return Comparison((*now, *gone), _phones(before) != _phones(after), other_list)


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


def _looked_fully(consultation: Consultation) -> frozenset[str]:
    return frozenset(
        outcome.check for outcome in consultation.outcomes if isinstance(outcome, Completed) and not outcome.gaps
    )


def _phones(consultation: Consultation) -> frozenset[tuple[str, str, str]]:
    return frozenset((each.platform, each.maker, each.model) for each in consultation.devices)


def of_change(compared: Iterable[Compared], change: Change) -> tuple[Finding, ...]:
    """The findings that stand in this way."""
    return tuple(each.finding for each in compared if each.change is change)
