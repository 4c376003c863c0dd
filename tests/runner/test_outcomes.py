# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a check ends: looked, could not look, not asked, does not apply. Only without gaps may it say "did not see"."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from devicecheck.checks.base import Check, Facts
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import (
    Completed,
    CouldNot,
    Fact,
    NotApplicable,
    NotAsked,
    Sign,
    Subject,
    SubjectKind,
    Wanted,
)
from devicecheck.model.observations import Gap, GapReason, InstalledApp
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import Pack
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import Status
from devicecheck.runner.judging import NARROWING, Asked, CheckRun, outcome, run_check, together

NOW = datetime(2026, 11, 24, tzinfo=UTC)
NO_SIGNATURES = Pack(id="none", version="1", issued_on=date(2026, 11, 24), licence="MIT", signatures=())
SUBJECT = Subject(kind=SubjectKind.APP, device="phone-1", user=0, key="org.example")
SIGN = Sign(subject=SUBJECT, fact=Fact.OUTSIDE_STORE, check="c", evidence=("app:0:org.example",))
EVERYTHING = Asked("android", "phone-1", frozenset(Topic), frozenset(Topic))


def apps(number: int) -> Facts:
    return Facts(
        tuple(InstalledApp(id=f"app:0:{n}", device="phone-1", readings=("r1",), key=f"org.n{n}") for n in range(number))
    )


def check_of(*results: Sign | Wanted | Gap, error: Exception | None = None) -> Check:
    def run(facts: Facts, index: SignatureIndex) -> Iterator[Sign | Wanted | Gap]:
        yield from results
        if error:
            raise error

    return Check("c", frozenset({Topic.APPS}), frozenset({Topic.LAUNCHER_APPS}), ("list-based",), run)


def reading(topic: Topic = Topic.APPS, status: Status = Status.COMPLETE, user: int = 0) -> Reading:
    return Reading("r1", topic, "phone-1", "pm", NOW, NOW, status, b"x", params={"user": user})


ICONS = reading(Topic.LAUNCHER_APPS)
WHOLE = (reading(), ICONS)


def gap(reason: GapReason, topic: Topic = Topic.APPS, user: int | None = 0) -> Gap:
    return Gap(topic=topic, reason=reason, device="phone-1", user=user)


def test_read_whole_and_nothing_seen_is_the_only_clean_look() -> None:
    ended = outcome(check_of(), CheckRun(), (), WHOLE, EVERYTHING, apps(7))
    assert ended == Completed(check="c", limits=("list-based",), looked_at=7)


@pytest.mark.parametrize(
    "reason", [reason for reason in GapReason if reason not in {GapReason.NOT_OFFERED, *NARROWING}]
)
def test_a_gap_in_what_is_needed_and_no_sign_is_could_not_look(reason: GapReason) -> None:
    ended = outcome(
        check_of(), CheckRun(), (gap(reason),), (reading(status=Status.TRUNCATED), ICONS), EVERYTHING, apps(3)
    )
    assert isinstance(ended, CouldNot)
    assert [g.reason for g in ended.gaps] == [reason]


@pytest.mark.parametrize("reason", sorted(NARROWING))
def test_what_was_read_in_full_but_cannot_be_told_to_the_end_is_looked_at_in_part(reason: GapReason) -> None:
    ended = outcome(check_of(), CheckRun(), (gap(reason),), WHOLE, EVERYTHING, apps(3))
    assert isinstance(ended, Completed)
    assert [g.reason for g in ended.gaps] == [reason]


def test_no_reading_at_all_is_could_not_look() -> None:
    ended = outcome(check_of(), CheckRun(), (), (), EVERYTHING, apps(0))
    assert isinstance(ended, CouldNot)
    assert ended.gaps[0].reason is GapReason.NOT_ASKED


def test_a_sign_in_a_cut_answer_is_kept_together_with_the_gap() -> None:
    ended = outcome(check_of(SIGN), CheckRun((SIGN,)), (gap(GapReason.TRUNCATED),), (reading(),), EVERYTHING, apps(3))
    assert isinstance(ended, Completed)
    assert ended.signs == (SIGN,)
    assert ended.gaps


def test_one_user_refused_leaves_the_other_looked_at_but_with_a_gap() -> None:
    gaps = (gap(GapReason.REFUSED, user=10),)
    readings = (reading(user=0), reading(status=Status.REFUSED, user=10), ICONS)
    ended = outcome(check_of(), CheckRun(), gaps, readings, EVERYTHING, apps(3))
    assert isinstance(ended, Completed)
    assert ended.gaps == gaps


def test_not_agreed_is_not_asked_and_not_offered_does_not_apply() -> None:
    without = frozenset(Topic) - {Topic.APPS}
    assert isinstance(
        outcome(check_of(), CheckRun(), (), (), Asked("android", "phone-1", without, frozenset(Topic)), apps(0)),
        NotAsked,
    )
    assert isinstance(
        outcome(check_of(), CheckRun(), (), (), Asked("android", "phone-1", frozenset(Topic), without), apps(0)),
        NotApplicable,
    )


def test_what_would_have_helped_and_was_not_agreed_is_a_gap() -> None:
    asked = Asked("android", "phone-1", frozenset(Topic) - {Topic.LAUNCHER_APPS}, frozenset(Topic))
    ended = outcome(check_of(), CheckRun(), (), (reading(),), asked, apps(3))
    assert isinstance(ended, Completed)
    assert [(g.topic, g.reason) for g in ended.gaps] == [(Topic.LAUNCHER_APPS, GapReason.NOT_AGREED)]


def test_what_would_have_helped_and_was_never_asked_is_a_gap() -> None:
    ended = outcome(check_of(), CheckRun(), (), (reading(),), EVERYTHING, apps(3))
    assert isinstance(ended, Completed)
    assert [(g.topic, g.reason) for g in ended.gaps] == [(Topic.LAUNCHER_APPS, GapReason.NOT_ASKED)]


def test_a_fault_inside_a_check_keeps_its_signs_and_is_never_a_clean_look() -> None:
    broken = check_of(SIGN, error=ValueError("x"))
    run = run_check(broken, Facts(()), SignatureIndex(NO_SIGNATURES), EVERYTHING)
    assert run.signs == (SIGN,)
    ended = outcome(broken, run, (), WHOLE, EVERYTHING, apps(3))
    assert isinstance(ended, Completed)
    assert [g.reason for g in ended.gaps] == [GapReason.FAILED]
    silent = outcome(broken, CheckRun((), (), "ValueError"), (), WHOLE, EVERYTHING, apps(3))
    assert isinstance(silent, CouldNot)


def test_what_a_check_leaves_out_by_itself_is_a_gap_of_its_own() -> None:
    over = gap(GapReason.NOT_ASKED, Topic.APP_FILE_WHOLE)
    run = run_check(check_of(over), Facts(()), SignatureIndex(NO_SIGNATURES), EVERYTHING)
    ended = outcome(check_of(over), run, (), WHOLE, EVERYTHING, apps(3))
    assert isinstance(ended, Completed)
    assert ended.gaps == (over,)


def test_a_check_with_nothing_to_do_does_not_apply_but_only_if_all_was_read_that_tells_so() -> None:
    idle = replace(check_of(), asks=lambda facts: False)
    assert isinstance(outcome(idle, CheckRun(), (), WHOLE, EVERYTHING, apps(3)), NotApplicable)
    icons_missing = outcome(idle, CheckRun(), (), (reading(),), EVERYTHING, apps(3))
    assert isinstance(icons_missing, Completed)
    assert icons_missing.gaps
    assert isinstance(outcome(idle, CheckRun(), (), (), EVERYTHING, apps(0)), CouldNot)


def test_what_counts_the_things_looked_at_cannot_cost_the_findings_of_a_check_that_failed() -> None:
    def broken(facts: Facts) -> int:
        raise ValueError(facts)

    failing = replace(check_of(SIGN, error=ValueError("x")), looks_at=broken)
    run = run_check(failing, Facts(()), SignatureIndex(NO_SIGNATURES), EVERYTHING)
    ended = outcome(failing, run, (), WHOLE, EVERYTHING, apps(3))
    assert isinstance(ended, Completed)
    assert (ended.signs, ended.looked_at) == ((SIGN,), 0)


def test_gaps_of_single_files_become_one_line_with_their_number() -> None:
    files = [
        Gap(topic=Topic.APP_FILE_RANGE, reason=GapReason.TIMEOUT, device="phone-1", terms={"path": f"/data/app/{n}"})
        for n in range(3)
    ]
    kept = together((gap(GapReason.REFUSED), gap(GapReason.REFUSED), *files), "phone-1")
    assert [(g.topic, g.reason, g.terms) for g in kept] == [
        (Topic.APPS, GapReason.REFUSED, {}),
        (Topic.APP_FILE_TAIL, GapReason.TIMEOUT, {"count": "3"}),
    ]
