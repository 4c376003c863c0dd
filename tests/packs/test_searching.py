# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries are found by any part of them; those that nobody looked at for a year are named."""

from datetime import date

import pytest

from devicecheck.model.signatures import Signature, SignatureStatus
from devicecheck.packs.searching import find, months, stale
from tests.packs.entries import entry, pack_of

STAMP = "31a6ececd97cf39bc4126b8745cd94a7c30bf81c"
PACK = pack_of(
    entry("other", packages=("org.spy.other",)),
    entry("spy-two", domains=("api.example.org",)),
    entry("spy", packages=("org.eye",), certificates=(STAMP,)).model_copy(update={"aliases": ("Eye",)}),
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("spy", ["spy", "spy-two", "other"]),
        ("EYE", ["spy"]),
        ("example.org", ["spy-two"]),
        ("31:A6:EC:EC", ["spy"]),
        ("nothing", []),
        ("  ", []),
    ],
)
def test_found_by_any_part(words: str, found: list[str]) -> None:
    assert [item.entry.id for item in find(PACK, words)] == found


def test_the_places_are_named() -> None:
    (item,) = find(PACK, "eye")
    assert item.places == ("name", "packages: org.eye")


def dated(name: str, day: date, status: SignatureStatus = SignatureStatus.LISTED) -> Signature:
    return entry(name, status=status).model_copy(update={"checked_on": day})


def test_a_year_without_a_look_is_stale() -> None:
    pack = pack_of(
        dated("fresh", date(2025, 11, 25)),
        dated("year", date(2025, 11, 24)),
        dated("older", date(2024, 1, 1)),
        dated("retired", date(2020, 1, 1), SignatureStatus.RETIRED),
    )
    assert [item.id for item in stale(pack, date(2026, 11, 24))] == ["older", "year"]


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2025, 11, 24), date(2026, 11, 23), 11),
        (date(2024, 2, 29), date(2025, 2, 28), 11),
        (date(2026, 1, 31), date(2026, 1, 31), 0),
        (date(2026, 2, 1), date(2026, 1, 1), -1),
    ],
)
def test_months_are_whole(start: date, end: date, count: int) -> None:
    assert months(start, end) == count
