# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two consultations beside each other: new, still, gone, and the cases in which none of that may be said."""

import pytest

from devicecheck.assess.comparing import Change, Phones, compare
from devicecheck.model.consultation import Consultation, Device
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


def phone(mark: str, id_: str = "phone-1", **values: str) -> Device:
    return samples.PHONE.model_copy(update={"id": id_, "mark": mark} | values)


def test_it_is_said_whether_the_phone_is_the_same() -> None:
    def phones(earlier: Device, later: Device) -> Phones:
        return compare(visit(devices=(earlier,)), visit(devices=(later,))).phones

    assert phones(phone("aaaaa"), phone("aaaaa")) is Phones.SAME
    assert phones(phone("aaaaa"), phone("")) is Phones.ALIKE
    assert phones(phone(""), phone("", model="")) is Phones.ALIKE
    assert phones(phone(""), phone("", model="Pixel 9")) is Phones.OTHER
    assert phones(phone("aaaaa"), phone("bbbbb")) is Phones.OTHER
    assert compare(visit(devices=()), visit(devices=(phone("aaaaa"),))).phones is Phones.OTHER


@pytest.mark.parametrize("other", [phone("bbbbb"), phone("", model="Pixel 9")])
def test_cards_of_two_phones_of_one_model_are_never_one_card(other: Device) -> None:
    first, second = visit(SPY, devices=(phone("aaaaa"),)), visit(SPY, devices=(other,))
    assert changes(first, second) == [Change.FIRST_SEEN, Change.NOT_LOOKED_AGAIN]
    assert changes(first, visit(devices=(other,))) == [Change.NOT_LOOKED_AGAIN]


def test_a_phone_is_met_again_by_its_mark_in_whatever_order_phones_were_joined() -> None:
    one, two = phone("aaaaa"), phone("bbbbb", "phone-2")
    swapped = phone("bbbbb"), phone("aaaaa", "phone-2")
    moved = SPY.model_copy(update={"subject": SPY.subject.model_copy(update={"device": "phone-2"})})
    before = visit(SPY, devices=(one, two))
    assert changes(before, visit(moved, devices=swapped)) == [Change.STILL]
    assert changes(before, visit(devices=swapped)) == [Change.NO_LONGER_SEEN]
