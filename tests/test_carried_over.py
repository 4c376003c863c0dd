# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ISDi list, carried over: every row of it is in the pack or left out with a reason."""

import re
from collections import Counter

import pytest

from devicecheck.matching.index import SignatureIndex
from devicecheck.model.signatures import Category, Pack
from devicecheck.packs.find import signatures_folder
from devicecheck.packs.load import load_shipped

ROWS_IN_THE_LIST = 5_777
"""Counted in app-flags.csv at commit 6de92d1: 5,150 dual-use, 613 stalkerware, 13 spyware, 1 safe."""

IN_ANOTHER_PLACE = {"already-in-an-entry", "own-file-in-watch-secretly"}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_shipped()


@pytest.fixture(scope="module")
def text() -> str:
    return (signatures_folder() / "left-out" / "isdi.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def left_out(text: str) -> list[tuple[str, str]]:
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(reason, key) for reason, key in (line.split(": ") for line in lines)]


def in_groups(pack: Pack) -> int:
    """Entries of the list that came from a group: they have no file of their own."""
    files = {file.stem for folder in Category for file in (signatures_folder() / folder).glob("*.yaml")}
    isdi = (entry for entry in pack.signatures if entry.listed_by and entry.listed_by.list == "stopipv/isdi")
    return sum(entry.id not in files for entry in isdi)


def test_as_many_rows_went_in_as_came_out(pack: Pack, text: str, left_out: list[tuple[str, str]]) -> None:
    said = [int(number) for number in re.findall(r": (\d+)\.", text.split("\n# To bring", maxsplit=1)[0])]
    assert said == [ROWS_IN_THE_LIST, in_groups(pack), len(left_out)]
    assert in_groups(pack) + len(left_out) == ROWS_IN_THE_LIST
    assert len(set(left_out)) == len(left_out)


def test_every_reason_says_how_many_and_why(text: str, left_out: list[tuple[str, str]]) -> None:
    told = {reason: int(count) for reason, count in re.findall(r"^# ([a-z-]+) \((\d+)\): \S.+", text, re.M)}
    assert told == Counter(reason for reason, _ in left_out)


def test_what_left_the_list_matches_nothing_and_what_moved_does(pack: Pack, left_out: list[tuple[str, str]]) -> None:
    index = SignatureIndex(pack)
    for reason, key in left_out:
        matches = (*index.package(key), *index.bundle(key))
        assert bool(matches) is (reason in IN_ANOTHER_PLACE), key


def test_no_id_keeps_a_team_in_front(pack: Pack) -> None:
    team = re.compile(r"[A-Z0-9]{10}\.[\w-]+\.")
    assert not [key for entry in pack.signatures for key in entry.indicators.bundles if team.match(key)]


def test_nothing_carried_over_from_dual_use_is_called_made_for_watching(pack: Pack) -> None:
    isdi = [entry for entry in pack.signatures if entry.listed_by and entry.listed_by.list == "stopipv/isdi"]
    secret = {key for entry in isdi if entry.category is Category.WATCH_SECRETLY for key in entry.indicators.packages}
    assert secret == {
        "com.android.preference.voice",
        "com.android.system",
        "com.gpssettings.src.v65",
        "com.sec.android.internet.service.ik",
        "sys.framework",
    }
