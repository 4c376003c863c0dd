# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A phone has one mark at every visit, two phones have two, and no number can be read from it."""

import pytest

from devicecheck.model.phone_mark import DIGITS, phone_mark, told_apart


def test_one_phone_has_one_mark_and_others_have_their_own() -> None:
    assert phone_mark("FK2XQ0PRACTC") == phone_mark(" fk2xq0practc\n")
    marks = {phone_mark(f"FK2XQ{number:07d}") for number in range(200)}
    assert len(marks) > 195


def test_a_mark_is_too_short_to_find_the_number_again() -> None:
    marks = [phone_mark(f"FK2XQ{number:07d}") for number in range(8_000)]
    assert {len(mark) for mark in marks} == {DIGITS}
    assert len(set(marks)) < len(marks)  # of so few phones already, some share theirs


@pytest.mark.parametrize("serial", ["", "  ", "unknown", "0123456789ABCDEF", "0000000000", "7", "***"])
def test_what_is_no_number_of_its_own_gives_no_mark(serial: str) -> None:
    assert phone_mark(serial) == ""


def test_nothing_is_said_of_phones_whose_mark_is_not_known() -> None:
    assert told_apart("aaaaa", "bbbbb") is True
    assert told_apart("aaaaa", "aaaaa") is False
    assert told_apart("", "aaaaa") is told_apart("aaaaa", "") is told_apart("", "") is None
