# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes of the caseworker's desk: what they put on a kept visit, and which are refused."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from devicecheck.errors import CaseError
from devicecheck.model import chain
from devicecheck.model.chain import Entry
from devicecheck.model.told import FollowUp
from devicecheck.report import document
from devicecheck.runner import desk
from devicecheck.runner.desk import Record
from tests.report import samples

VISIT = samples.watched()
DAY = VISIT.started_at.date()
TODAY = DAY + timedelta(days=9)
KEPT = Record(desk.KEPT, {"code": VISIT.code, "document": document.write(VISIT).decode()})


def entries(*records: Record) -> tuple[Entry, ...]:
    now = datetime(2026, 12, 3, tzinfo=UTC)
    return tuple(map(chain.read, chain.chained((now, *record) for record in records)))


def test_notes_stand_on_the_visit_and_the_kept_document_stays() -> None:
    every = entries(
        KEPT,
        desk.followed(VISIT, "talk", DAY, "AB1", TODAY),
        desk.police(VISIT, " 06/123\x1b[31m ", "AB1"),
        desk.recheck(VISIT, TODAY, "AB1", TODAY),
    )
    staff = desk.visits(every)[VISIT.code].staff
    assert staff.followed == (FollowUp(action="talk", on=DAY, staff="AB1"),)
    assert staff.police_reference.startswith("06/123") and "\x1b" not in staff.police_reference
    assert staff.review_on == TODAY
    assert desk.kept_visits(every)[VISIT.code] == VISIT


def test_the_last_note_counts_and_a_slip_can_be_taken_back() -> None:
    first, again = (desk.followed(VISIT, "talk", on, "AB1", TODAY) for on in (DAY, TODAY))
    (done,) = desk.visits(entries(KEPT, first, again))[VISIT.code].staff.followed
    assert done.on == TODAY
    back = desk.taken_back(VISIT, "talk", "AB1")
    assert desk.visits(entries(KEPT, first, back))[VISIT.code].staff.followed == ()


def test_a_note_stays_when_the_visit_is_kept_once_more() -> None:
    note = desk.police(VISIT, "06/123", "AB1")
    assert desk.visits(entries(KEPT, note, KEPT))[VISIT.code].staff.police_reference == "06/123"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: desk.followed(VISIT, "talk", DAY - timedelta(days=1), "AB1", TODAY), "day-not-fitting"),
        (lambda: desk.followed(VISIT, "talk", TODAY + timedelta(days=1), "AB1", TODAY), "day-not-fitting"),
        (lambda: desk.recheck(VISIT, TODAY - timedelta(days=1), "AB1", TODAY), "day-not-fitting"),
        (lambda: desk.recheck(VISIT, date.max, "AB1", TODAY), "day-not-fitting"),
        (lambda: desk.police(VISIT, "  ", "AB1"), "no-reference"),
        (lambda: desk.police(VISIT, "06/123", "Anna Bell"), "no-staff-code"),
        (lambda: desk.shared(VISIT, "AB1", agreed=False, why=" "), "no-yes"),
        (lambda: desk.read_day("31.12.2026", TODAY), "no-day"),
        (lambda: desk.read_day("", None), "no-day"),
    ],
)  # fmt: skip
def test_what_is_refused(make: Callable[[], object], reason: str) -> None:
    with pytest.raises(CaseError) as refused:
        make()
    assert refused.value.reason == reason


@pytest.mark.parametrize("terms", [{}, {"action": "talk", "on": "soon", "staff": "AB1"}])
def test_a_record_that_is_no_note_is_told_by_its_line(terms: dict[str, str]) -> None:
    broken = Record(desk.Noted.FOLLOWED, {"code": VISIT.code, **terms})
    with pytest.raises(CaseError) as told:
        desk.visits(entries(KEPT, broken))
    assert told.value.terms == {"line": "2"}
