# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Readings of sweeps become sweeps, sightings and gaps, whatever a reader answers."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.model.observations import GapReason
from devicecheck.model.radio import Away, SweepPlace
from devicecheck.model.radio_observations import RadioSweep, TagSighting
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.bluetooth import observe
from devicecheck.readers.wire import Status

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
AIRTAG = "1219" + "10" + bytes(range(22)).hex() + "0300"
NEAR_OWNER = "12021401"


def row(address: str = "D1:11:22:33:44:01", payload: str = AIRTAG, **values: object) -> dict[str, object]:
    at = NOW.isoformat()
    return {"address": address, "address_kind": "random", "company": "004c", "service": "", "payload": payload,
            "heard": 9, "strongest": -51, "first": at, "last": at} | values  # fmt: skip


def heard(*rows: dict[str, object], **values: object) -> bytes:
    return json.dumps({"seconds": 60, "senders": 12, "left_out": 0, "tags": rows} | values).encode()


def sweep(place: str, body: bytes, status: Status = Status.COMPLETE, note: str = "") -> Reading:
    later = NOW + timedelta(minutes=40 * list(SweepPlace).index(place) if place in set(SweepPlace) else 0)  # type: ignore[arg-type]
    return Reading(f"r-{place}", Topic.BLUETOOTH_TAGS, "radio-1", "listen", later, later + timedelta(minutes=1), status,
                   body, note=note, params={"place": place, "seconds": 60})  # fmt: skip


def reasons(*readings: Reading) -> list[GapReason]:
    return [gap.reason for gap in observe(readings, "radio-1").gaps]


def test_a_sweep_and_its_tag() -> None:
    parsed = observe([sweep("near-things", heard(row()))], "radio-1")
    listened, tag = parsed.observations
    assert isinstance(listened, RadioSweep)
    assert (listened.place, listened.senders, listened.tags) == (SweepPlace.NEAR_THINGS, 12, 1)
    assert isinstance(tag, TagSighting)
    assert (tag.id, tag.key) == ("tag:near-things:find-my:d11122334401", "find-my:d11122334401")
    assert (tag.away, tag.heard, tag.strongest) == (Away.YES, 9, -51)


def test_rows_of_one_number_are_one_tag_that_was_heard_as_often_as_both() -> None:
    first = row("E0:00:00:00:00:01", "13a0f11e505152535455565705000000aabbccdd", company="", service="fd5a", heard=2)
    later = first | {"address": "E0:00:00:00:00:02", "heard": 5, "strongest": -80, "last": "2026-11-27T09:01:00+00:00"}
    (tag,) = [
        o for o in observe([sweep("near-things", heard(first, later))], "d").observations if o.type == "tag-sighting"
    ]
    assert isinstance(tag, TagSighting)
    assert (tag.heard, tag.strongest, tag.address) == (7, -51, "E0:00:00:00:00:02")


def test_one_place_alone_is_named() -> None:
    assert reasons(sweep("near-things", heard(row()))) == [GapReason.ONE_PLACE]
    assert reasons(sweep("empty-room", heard()), sweep("near-things", heard())) == [GapReason.ONE_PLACE]
    assert reasons(sweep("near-things", heard()), sweep("elsewhere", heard())) == []


def test_numbers_that_changed_on_the_way_are_named_and_never_joined() -> None:
    here, there = row(payload=NEAR_OWNER), row("D9:11:22:33:44:09", NEAR_OWNER)
    gaps = observe([sweep("near-things", heard(here)), sweep("elsewhere", heard(there))], "d").gaps
    assert [(gap.reason, gap.terms["tags"]) for gap in gaps] == [(GapReason.CHANGING, "1")]


def test_a_number_that_lasts_for_a_day_and_is_gone_was_left_behind_and_is_no_gap() -> None:
    assert reasons(sweep("near-things", heard(row())), sweep("elsewhere", heard(row("D9:11:22:33:44:09")))) == []


@pytest.mark.parametrize(
    ("reading", "reason"),
    [
        (sweep("near-things", b"", Status.UNSUPPORTED, "no-adapter"), GapReason.UNSUPPORTED),
        (sweep("near-things", b"", Status.STOPPED), GapReason.STOPPED),
        (sweep("near-things", b"[]"), GapReason.NOT_UNDERSTOOD),
        (sweep("near-things", heard(senders=0)), GapReason.EMPTY),
        (sweep("near-things", heard(left_out=3)), GapReason.TRUNCATED),
        (sweep("kitchen", heard()), GapReason.NOT_UNDERSTOOD),
        (sweep("near-things", heard(row(first="yesterday"))), GapReason.NOT_UNDERSTOOD),
        (sweep("near-things", heard(row(payload="1g"))), GapReason.NOT_UNDERSTOOD),
    ],
)
def test_what_was_not_heard_is_a_gap(reading: Reading, reason: GapReason) -> None:
    assert reason in reasons(reading)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 1 << 40)
    | st.text(max_size=6)
    | st.sampled_from([AIRTAG, "004c", "feed"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*row(), "tags", "seconds", "senders", "left_out"]), inner, max_size=6)
    ),
    max_leaves=12,
)
PARTS = st.fixed_dictionaries({}, optional=dict.fromkeys(row(), JSON))
ROWS = st.lists(PARTS.map(lambda part: row() | part), max_size=4)
BODIES = st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()) | ROWS.map(lambda r: heard(*r))


@given(body=BODIES, place=st.sampled_from([*SweepPlace, "", "x"]), status=st.sampled_from(Status))
def test_any_answer_gives_observations_or_gaps_and_raises_nothing(body: bytes, place: str, status: Status) -> None:
    readings = [sweep(place, body, status), sweep("elsewhere", heard(row()))]
    parsed = observe(readings, "radio-1")
    ids = [each.id for each in parsed.observations]
    assert len(ids) == len(set(ids))
    assert parsed == observe(readings, "radio-1")
    if status is not Status.COMPLETE:
        assert parsed.gaps
