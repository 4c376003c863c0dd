# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page for a meeting holds facts of the check and what was done since, and nothing that the client told."""

from datetime import date

from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy, Detail, FollowUp, Shown, StaffNotes
from devicecheck.report import copies, marac_sheet, text, view
from devicecheck.report.wording import load
from tests.report import samples, told

TODAY = date(2026, 12, 3)


def with_notes(visit: Consultation) -> Consultation:
    done = (FollowUp(action="talk", on=date(2026, 12, 1), staff="AB1"),)
    return visit.model_copy(update={"staff": StaffNotes(police_reference="06/123", followed=done)})


def page(visit: Consultation) -> str:
    return " ".join(text.render(marac_sheet.sheet(visit, load(), TODAY)).decode().split())


def test_nothing_that_the_client_told_is_in_it_even_if_another_copy_may_show_it() -> None:
    full = told.full()
    shown = tuple(Shown(copy_of=copy, details=tuple(Detail)) for copy in Copy)
    visit = full.model_copy(update={"choices": full.choices.model_copy(update={"shown": shown})})
    said = page(visit)
    planted = ("He knew where I was", "kim.lee", "bluebell", "my former partner", "com.example.dating", told.SERIAL,
               "I do not sleep", "com.systemservice")  # fmt: skip
    assert not [each for each in planted if each in said]
    assert visit.code in said


def test_it_says_what_was_found_and_done_and_never_an_all_clear() -> None:
    said = page(with_notes(samples.watched()))
    assert "06/123" in said and "1 December 2026" in said and "AB1" in said
    source = view.build(samples.watched(), load(), TODAY)
    assert " ".join(source.caveat.split()) in said


def test_the_caseworkers_copy_says_what_was_done_and_the_clients_does_not() -> None:
    visit = with_notes(samples.watched())
    sheets = {copy: text.render(copies.sheet(visit, load(), TODAY, copy)).decode() for copy in (Copy.A, Copy.B)}
    assert "What was done since the visit" in sheets[Copy.B] and "AB1" in sheets[Copy.B]
    assert "AB1" not in sheets[Copy.A]
    without = text.render(copies.sheet(samples.watched(), load(), TODAY, Copy.B)).decode()
    assert "What was done since the visit" not in without
