# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manifests: what Android reads in them is read, whatever is done to mislead tools."""

import struct

from hypothesis import given
from hypothesis import strategies as st

from devicecheck.readers.apk import manifest
from devicecheck.readers.apk.binary_xml import MOST_TAGS
from tests.readers.apk.archives import WHOLE

DATA = WHOLE.content


def test_an_ordinary_manifest_says_everything() -> None:
    facts, tricks = manifest.facts(DATA)
    assert tricks == set()
    assert (facts["package"], facts["label"], facts["version"]) == ("org.example.spy", "System Service", "1.0")
    assert facts["permissions"] == ["android.permission.READ_SMS", "android.permission.READ_CALL_LOG"]
    assert facts["target_sdk"] == 34
    activity, service = facts["components"]
    assert (activity["name"], activity["categories"]) == ("org.example.spy.Main", ["android.intent.category.LAUNCHER"])
    assert service["name"] == "org.example.spy.Watch"
    assert service["permission"] == "android.permission.BIND_ACCESSIBILITY_SERVICE"


def test_another_number_at_the_start_is_named_and_passed_over() -> None:
    facts, tricks = manifest.facts(b"\0\0" + DATA[2:])
    assert facts["package"] == "org.example.spy"
    assert tricks == {"odd-manifest-header"}


def test_more_texts_than_there_is_room_for_is_named() -> None:
    facts, tricks = manifest.facts(DATA[:16] + struct.pack("<I", 0x7FFFFFFF) + DATA[20:])
    assert facts["package"] == "org.example.spy"
    assert "text-count-lies" in tricks


def test_a_strange_part_between_is_named_and_passed_over() -> None:
    filler = struct.pack("<HHI", 0x7777, 8, 16) + bytes(8)
    facts, tricks = manifest.facts(DATA[:8] + filler + DATA[8:])
    assert facts["package"] == "org.example.spy"
    assert tricks == {"filler-in-manifest"}


def test_names_of_attributes_may_lie_because_their_numbers_count() -> None:
    lied = DATA.replace("name".encode("utf-16-le"), "nmae".encode("utf-16-le"), 1)
    assert manifest.facts(lied)[0]["permissions"] == manifest.facts(DATA)[0]["permissions"]


def test_a_cut_off_manifest_keeps_what_stands_before_the_cut() -> None:
    facts, tricks = manifest.facts(DATA[:-400])
    assert facts["package"] == "org.example.spy"
    assert "manifest-cut-off" in tricks


def test_nothing_in_it_is_said_to_be_nothing() -> None:
    for data in (b"", b"<manifest/>", bytes(1000)):
        facts, tricks = manifest.facts(data)
        assert facts["package"] == ""
        assert "no-package-name" in tricks


def test_endless_elements_come_to_an_end() -> None:
    node = struct.pack("<HHIII", 0x102, 16, 36, 1, 0) + struct.pack("<IIHHHHHH", 0, 0, 20, 20, 0, 0, 0, 0)
    facts, _ = manifest.facts(DATA[:8] + node * (MOST_TAGS + 10))
    assert facts["components"] == []


@given(st.integers(0, len(DATA) - 1), st.binary(min_size=1, max_size=12))
def test_any_changed_bytes_give_facts(place: int, change: bytes) -> None:
    facts, _ = manifest.facts(DATA[:place] + change + DATA[place + len(change) :])
    assert isinstance(facts["package"], str)


@given(st.binary(max_size=2_000))
def test_any_bytes_give_facts(data: bytes) -> None:
    assert set(manifest.facts(data)[0]) >= {"package", "permissions", "components"}
