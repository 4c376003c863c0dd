# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Readings of a capture: contacts, the summary, and a gap for everything that was not read."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.model.observations import CaptureSummary, GapReason, ServerContact
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.capture import observe
from devicecheck.readers.wire import Status

NOW = datetime(2026, 11, 26, tzinfo=UTC)
FOUND = {
    "packets": 9, "unreadable": 0, "unknown_links": 0, "fragments": 0, "unfinished": 0, "left_out": 0, "cut": False,
    "seen": {"dns": 2},
    "hits": [{"name": "a.spy.example", "server": "spy.example", "ways": ["dns"], "packets": 2,
              "first": 1_790_000_000_000_000_005, "last": 1_790_000_007_000_000_000}],
}  # fmt: skip


def reading(body: bytes, status: Status = Status.COMPLETE, note: str = "") -> Reading:
    return Reading("r1", Topic.CAPTURE_SERVERS, "capture-1", "read", NOW, NOW, status, body, note=note)


def changed(**values: object) -> Reading:
    return reading(json.dumps(FOUND | values).encode())


def test_contacts_and_summary() -> None:
    parsed = observe([changed()], "capture-1")
    summary, contact = parsed.observations
    assert isinstance(summary, CaptureSummary)
    assert (summary.packets, summary.named) == (9, {"dns": 2})
    assert isinstance(contact, ServerContact)
    assert (contact.key, contact.name, contact.ways, contact.packets) == ("spy.example", "a.spy.example", ("dns",), 2)
    assert (contact.first, contact.last) == ("2026-09-21T14:13:20+00:00", "2026-09-21T14:13:27+00:00")
    assert parsed.gaps == ()


@pytest.mark.parametrize(
    ("values", "reason", "why"),
    [
        ({"cut": True}, GapReason.TRUNCATED, "file-cut"),
        ({"unreadable": 3}, GapReason.IN_PART, "unreadable"),
        ({"short": 3}, GapReason.IN_PART, "short"),
        ({"lost": 3}, GapReason.IN_PART, "lost"),
        ({"unknown_links": 3}, GapReason.IN_PART, "unknown-links"),
        ({"fragments": 3}, GapReason.IN_PART, "fragments"),
        ({"unfinished": 3}, GapReason.IN_PART, "unfinished"),
        ({"left_out": 3}, GapReason.IN_PART, "left-out"),
        ({"tunnels": 3}, GapReason.SEALED, "tunnels"),
        ({"seen": {}, "hits": []}, GapReason.EMPTY, "no-names"),
    ],
)
def test_what_was_not_read_is_a_gap(values: dict, reason: GapReason, why: str) -> None:
    (gap,) = observe([changed(**values)], "capture-1").gaps
    assert (gap.reason, gap.terms["why"]) == (reason, why)


def test_a_broken_clock_gives_no_time() -> None:
    hit = FOUND["hits"][0] | {"first": 0, "last": 10**30}
    contact = observe([changed(hits=[hit])], "capture-1").observations[1]
    assert isinstance(contact, ServerContact)
    assert (contact.first, contact.last) == ("", "")


def test_a_reading_that_was_refused_keeps_its_reason() -> None:
    (gap,) = observe([reading(b"", Status.UNSUPPORTED, "no-capture")], "capture-1").gaps
    assert (gap.reason, gap.terms) == (GapReason.UNSUPPORTED, {"why": "no-capture"})


@given(
    st.binary() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(lambda x: json.dumps(x).encode())
)
def test_any_answer_is_a_gap_and_never_nothing(body: bytes) -> None:
    parsed = observe([reading(body)], "capture-1")
    assert parsed.observations == ()
    assert [gap.reason for gap in parsed.gaps] == [GapReason.NOT_UNDERSTOOD]
