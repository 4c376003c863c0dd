# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that goes with a copy when the list was wrong: dated, about that one result, never more."""

from datetime import UTC, date, datetime

import pytest

from devicecheck.model.corrections import Correction
from devicecheck.model.signatures import Recall
from devicecheck.model.told import Choices, Copy, CopyConsent, Kept
from devicecheck.report import correction_sheet, html, text
from devicecheck.report.wording import load
from tests.report import samples

TODAY = date(2026, 12, 1)
RECALL = Recall(entry="thetruthspy", versions=("1",), value="", why="an <b>ordinary</b> app", on=date(2026, 11, 30))
AT = datetime(2026, 11, 24, tzinfo=UTC)


def page(copy: Copy, **what: object) -> str:
    visit = samples.watched()
    found = Correction.model_validate({"finding": visit.findings[0].id, **what})
    made = correction_sheet.sheet(visit, [found], load(), TODAY, copy)
    return " ".join(text.render(made).decode().split())


def test_it_says_what_is_taken_back_and_that_it_says_nothing_else() -> None:
    said = page(Copy.A, recalls=(RECALL,))
    assert "1 December 2026" in said and samples.watched().code in said
    assert "We take back what the list said about this." in said
    assert "This page says nothing about the rest of the phone." in said
    assert "ordinary" not in said and "safe" not in said.lower()


def test_the_caseworkers_page_says_why_and_since_when() -> None:
    said = page(Copy.B, recalls=(RECALL,))
    assert "Taken back on 2026-11-30, entry thetruthspy: an <b>ordinary</b> app" in said


def test_an_app_that_came_onto_the_list_is_no_take_back() -> None:
    said = page(Copy.A, listed_now=("TheTruthSpy",))
    assert "It is on our list now: TheTruthSpy." in said and "take back" not in said


def test_only_the_result_that_changed_stands_on_the_page() -> None:
    visit = samples.watched()
    assert len(visit.findings) > 1
    said = page(Copy.B, recalls=(RECALL,))
    assert all(other.subject.key not in said for other in visit.findings[1:])


def test_markup_stays_text() -> None:
    visit = samples.watched()
    found = Correction(finding=visit.findings[0].id, recalls=(RECALL,), listed_now=("<script>x</script>",))
    made = correction_sheet.sheet(visit, [found], load(), TODAY, Copy.B)
    assert b"<script>x" not in html.render(made)


@pytest.mark.parametrize(
    ("given", "copies"),
    [
        ((), (Copy.B,)),
        ((Copy.A,), (Copy.A,)),
        ((Copy.CARD,), (Copy.B,)),
        ((Copy.B, Copy.A, Copy.C), (Copy.A, Copy.B, Copy.C)),
    ],
)
def test_each_copy_that_was_handed_out_gets_a_page(given: tuple[Copy, ...], copies: tuple[Copy, ...]) -> None:
    consents = tuple(CopyConsent(copy_of=copy, given=True, kept=Kept.PAPER, at=AT) for copy in given)
    refused = CopyConsent(copy_of=Copy.ORDERS, given=False, at=AT)
    visit = samples.watched().model_copy(update={"choices": Choices(copies=(*consents, refused))})
    assert correction_sheet.handed_out(visit) == copies
