# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hash chain: whole ones pass, every change, loss, swap and insertion shows at its line."""

import json
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.model import chain

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LINES = chain.chained((NOON + timedelta(seconds=n), "read", {"reading": f"r{n}"}) for n in range(1, 8))


def test_a_whole_chain_has_no_break() -> None:
    assert chain.first_break(LINES) is None
    assert chain.first_break(()) is None
    assert chain.head(()) == chain.START


def test_anybody_can_repeat_the_sum() -> None:
    assert json.loads(LINES[3])["previous"] == sha256(LINES[2].encode("ascii")).hexdigest()
    assert json.loads(LINES[0])["previous"] == "0" * 64
    assert chain.head(LINES) == sha256(LINES[-1].encode("ascii")).hexdigest()


def test_one_line_after_the_other_gives_the_same_chain() -> None:
    line = None
    grown = []
    for number in range(1, 8):
        line = chain.follow(line, NOON + timedelta(seconds=number), "read", {"reading": f"r{number}"})
        grown.append(line)
    assert tuple(grown) == LINES


@pytest.mark.parametrize("place", range(6))
def test_a_changed_value_shows_at_the_next_line(place: int) -> None:
    changed = list(LINES)
    changed[place] = changed[place].replace('"reading":"r', '"reading":"x')
    assert chain.first_break(changed) == place + 2


def test_a_changed_last_line_shows_in_the_head_alone() -> None:
    changed = (*LINES[:-1], LINES[-1].replace("r7", "r9"))
    assert chain.first_break(changed) is None
    assert chain.head(changed) != chain.head(LINES)


@pytest.mark.parametrize(
    ("name", "lines", "at"),
    [
        ("lost", (*LINES[:2], *LINES[3:]), 3),
        ("swapped", (LINES[1], LINES[0], *LINES[2:]), 1),
        ("twice", (*LINES[:3], LINES[2], *LINES[3:]), 4),
        ("first lost", LINES[1:], 1),
        ("no entry", (LINES[0], "{}", *LINES[1:]), 2),
        ("other spacing", (LINES[0].replace(":", ": "), *LINES[1:]), 1),
    ],
)
def test_a_break_is_named(name: str, lines: tuple[str, ...], at: int) -> None:
    assert chain.first_break(lines) == at, name


def test_times_of_other_zones_are_written_as_utc() -> None:
    summer = datetime(2026, 7, 1, 13, tzinfo=timezone(timedelta(hours=1)))
    assert json.loads(chain.follow(None, summer, "read", {}))["at"] == "2026-07-01T12:00:00+00:00"


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=30), max_size=3))
def test_any_text_makes_one_ascii_line_that_reads_back(terms: dict[str, str]) -> None:
    line = chain.follow(None, NOON, "told", terms)
    assert line.isascii()
    assert "\n" not in line
    assert chain.read(line).terms == terms


@given(st.text(max_size=200))
def test_any_line_is_an_entry_or_a_break(text: str) -> None:
    assert chain.first_break((text,)) == 1
