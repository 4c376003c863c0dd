# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was heard or recorded becomes part of a visit's document, once, and takes nothing away from it."""

from typing import Any

import pytest

from devicecheck.errors import UsageError
from devicecheck.model.consultation import Consultation, Device, End
from devicecheck.model.endpoints import Origin, Via
from devicecheck.model.findings import (
    Completed,
    Concern,
    Confidence,
    CouldNot,
    Fact,
    Finding,
    NotApplicable,
    NotAsked,
    SaidBy,
    Sign,
    Subject,
    SubjectKind,
)
from devicecheck.model.observations import Gap, GapReason
from devicecheck.model.topics import Topic
from devicecheck.runner.adding import added, both
from tests.report import samples
from tests.report.radios import heard


def visit(**values: Any) -> Consultation:
    outcomes = (*samples.watched().outcomes, NotApplicable(check="tags-near"))
    return samples.watched().model_copy(update={"outcomes": outcomes, "pack": heard().pack} | values)


def test_the_check_gets_its_outcome_and_findings_stand_in_one_order() -> None:
    joined = added(visit(), heard())
    assert [each.check for each in joined.outcomes] == [each.check for each in visit().outcomes]
    (tags,) = [each for each in joined.outcomes if each.check == "tags-near"]
    assert isinstance(tags, Completed)
    assert {finding.id for finding in joined.findings} == {f.id for f in (*visit().findings, *heard().findings)}
    concerns = [list(Concern).index(finding.concern) for finding in joined.findings]
    assert concerns == sorted(concerns)
    assert [device.platform for device in joined.devices] == ["android", "bluetooth"]
    assert {reading.id for reading in visit().readings}.isdisjoint(reading.id for reading in heard().readings)


def test_it_is_added_once_and_only_with_the_same_list() -> None:
    with pytest.raises(UsageError) as caught:
        added(added(visit(), heard()), heard())
    assert caught.value.reason == "added-before"
    with pytest.raises(UsageError) as caught:
        added(visit(pack=heard().pack.model_copy(update={"digest": "another"})), heard())
    assert caught.value.reason == "other-list"


def test_a_visit_that_broke_off_stays_broken_off() -> None:
    joined = added(visit(end=End.BROKEN_OFF, broken_by="unplugged"), heard())
    assert (joined.end, joined.broken_by) == (End.BROKEN_OFF, "unplugged")


def sign(device: str) -> Sign:
    subject = Subject(kind=SubjectKind.APP, device=device, user=0, key="a.b")
    return Sign(subject=subject, fact=Fact.OUTSIDE_STORE, check="c", evidence=("e",))


GAP = Gap(topic=Topic.APPS, reason=GapReason.TIMEOUT, device="phone-1")
SEEN = Completed(check="c", signs=(sign("phone-1"),), limits=("a",), looked_at=3)
NOTHING = Completed(check="c", limits=("a", "b"), looked_at=4)
BLIND = CouldNot(check="c", gaps=(GAP,), limits=("b",))


@pytest.mark.parametrize(
    ("first", "other", "is_now"),
    [
        (SEEN, NOTHING, Completed(check="c", signs=SEEN.signs, limits=("a", "b"), looked_at=7)),
        (NOTHING, BLIND, Completed(check="c", gaps=(GAP,), limits=("a", "b"), looked_at=4)),
        (BLIND, SEEN, Completed(check="c", signs=SEEN.signs, gaps=(GAP,), limits=("b", "a"), looked_at=3)),
        (BLIND, BLIND, CouldNot(check="c", gaps=(GAP, GAP), limits=("b",))),
        (SEEN, NotAsked(check="c", reason="not-agreed"), SEEN),
        (NotAsked(check="c", reason="not-agreed"), NOTHING, NOTHING),
        (NotApplicable(check="c"), BLIND, BLIND),
        (NotAsked(check="c", reason="not-agreed"), NotApplicable(check="c"), NotAsked(check="c", reason="not-agreed")),
    ],
)
def test_a_check_that_looked_at_a_phone_and_at_its_copy_loses_neither_signs_nor_gaps(first, other, is_now) -> None:
    assert both(first, other) == is_now


def test_a_no_to_the_phone_stays_a_gap_when_a_copy_of_it_was_looked_at() -> None:
    phone = Device(id="phone-1", platform="iphone", origin=Origin.PRACTICE, via=Via.USB)
    refused = NotAsked(check="known-apps", reason="not-agreed")
    copy = Completed(check="known-apps", looked_at=4)
    for ended in (both(refused, copy, of=(phone,)), both(copy, refused, beside=(phone,))):
        assert isinstance(ended, Completed)
        assert ended.gaps == (Gap(topic=Topic.APPS, reason=GapReason.NOT_AGREED, device="phone-1"),)


def copy_of(mark: str, *findings: Finding, platform: str = "backup", device: str = "backup-1") -> Consultation:
    found = Device(id=device, platform=platform, origin=Origin.PRACTICE, via=Via.FILE, model="iPhone14,5", mark=mark)
    return heard().model_copy(update={"devices": (found,), "findings": findings, "outcomes": (), "observations": ()})


def profile(device: str, facts: tuple[Fact, ...], concern: Concern, key: str = "x.y", **terms: str) -> Finding:
    subject = Subject(kind=SubjectKind.SETTING, device=device, user=0, key=key)
    return Finding(
        id=subject.id, code="settings-profile", subject=subject, concern=concern, confidence=Confidence.COULD_BE,
        facts=facts, evidence=(f"e-{device}",), said_by=(SaidBy.PHONE,), terms={"app": "N", "key": key} | terms,
    )  # fmt: skip


NAMED = profile("phone-1", (Fact.SETTINGS_PROFILE, Fact.PROFILE_NAME_ONLY), Concern.GOOD_TO_KNOW)
TOLD = profile("backup-1", (Fact.SETTINGS_PROFILE, Fact.PROFILE_VPN), Concern.LOOK_CLOSER, servers="vpn.example")


def test_a_profile_on_a_phone_and_in_its_copy_is_one_card_with_what_it_sets() -> None:
    phone = copy_of("aaaaa", NAMED, platform="iphone", device="phone-1")
    (card,) = added(phone, copy_of("aaaaa", TOLD)).findings
    assert (card.id, card.subject, card.concern) == (NAMED.id, NAMED.subject, Concern.LOOK_CLOSER)
    assert card.facts == (Fact.SETTINGS_PROFILE, Fact.PROFILE_VPN)
    assert card.evidence == ("e-phone-1", "e-backup-1")
    assert card.terms["servers"] == "vpn.example"


@pytest.mark.parametrize(
    ("platform", "mark", "other"),
    [("iphone", "bbbbb", TOLD), ("iphone", "", TOLD), ("android", "aaaaa", TOLD),
     ("iphone", "aaaaa", profile("backup-1", TOLD.facts, TOLD.concern, key="other"))],
)  # fmt: skip
def test_what_may_be_of_another_phone_or_another_thing_stays_apart(platform: str, mark: str, other: Finding) -> None:
    phone = copy_of(mark, NAMED, platform=platform, device="phone-1")
    assert len(added(phone, copy_of("aaaaa", other)).findings) == 2


def test_two_copies_without_a_number_are_not_taken_for_one_phone() -> None:
    assert len(added(copy_of("", NAMED, platform="iphone", device="phone-1"), copy_of("", TOLD)).findings) == 2
