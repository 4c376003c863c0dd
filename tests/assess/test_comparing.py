# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two consultations beside each other: new, still, gone, and the cases in which none of that may be said."""

import pytest

from devicecheck.assess.comparing import Change, compare
from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import Concern, CouldNot, Fact, Finding, NotAsked, Sign
from devicecheck.model.observations import GapReason
from devicecheck.model.topics import Topic
from tests.report import samples

CHECK = "known-apps"


def visit(*findings: Finding, outcome=None, **parts: object) -> Consultation:
    signs = tuple(
        Sign(subject=finding.subject, fact=Fact.LISTED_PACKAGE, check=CHECK, evidence=("app",)) for finding in findings
    )
    ran = outcome or samples.completed(CHECK, signs=signs)
    return samples.consultation(findings=findings, outcomes=(ran,), **parts)


def changes(before: Consultation, after: Consultation) -> list[Change]:
    return [each.change for each in compare(before, after).findings]


SPY = samples.spy_finding(id=samples.SPY.id, subject=samples.SPY)
GAP = samples.gap(Topic.APPS, GapReason.TRUNCATED)
OTHER_LIST = samples.STAMP.model_copy(update={"digest": "1" * 64})
NOT_LOOKED = (
    samples.completed(CHECK, gaps=(GAP,)),
    CouldNot(check=CHECK, gaps=(GAP,)),
    NotAsked(check=CHECK, reason="not-agreed"),
    samples.completed("another-check"),
)


def test_new_still_changed_and_gone_after_whole_looks() -> None:
    stronger = SPY.model_copy(update={"concern": Concern.GOOD_TO_KNOW})
    assert changes(visit(), visit(SPY)) == [Change.NEW]
    assert changes(visit(SPY), visit(SPY)) == [Change.STILL]
    assert changes(visit(SPY), visit(stronger)) == [Change.CHANGED]
    assert changes(visit(SPY), visit()) == [Change.NO_LONGER_SEEN]


@pytest.mark.parametrize("outcome", NOT_LOOKED)
def test_what_was_not_looked_at_again_is_never_called_gone(outcome) -> None:
    assert changes(visit(SPY), visit(outcome=outcome)) == [Change.NOT_LOOKED_AGAIN]


@pytest.mark.parametrize("outcome", NOT_LOOKED)
def test_what_was_not_looked_at_before_is_never_called_new(outcome) -> None:
    assert changes(visit(outcome=outcome), visit(SPY)) == [Change.FIRST_SEEN]


def test_with_another_list_a_listed_finding_is_neither_new_nor_gone() -> None:
    newer = {"pack": OTHER_LIST}
    assert changes(visit(), visit(SPY, **newer)) == [Change.FIRST_SEEN]
    assert changes(visit(SPY), visit(**newer)) == [Change.NOT_LOOKED_AGAIN]
    assert compare(visit(SPY), visit(SPY, **newer)).other_list
    unlisted = SPY.model_copy(update={"signatures": ()})
    assert changes(visit(), visit(unlisted, **newer)) == [Change.NEW]


def test_a_finding_whose_signs_were_not_kept_is_not_called_gone() -> None:
    bare = visit(SPY).model_copy(update={"outcomes": (samples.completed(CHECK),)})
    assert changes(bare, visit()) == [Change.NOT_LOOKED_AGAIN]


def test_another_phone_is_said() -> None:
    other = samples.PHONE.model_copy(update={"model": "Pixel 9"})
    assert compare(visit(), visit(devices=(other,))).other_phone
    assert not compare(visit(), visit()).other_phone
