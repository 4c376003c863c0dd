# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every fault of cable and phone in every phase: never a hang, never a change, never an answer that is not whole."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from devicecheck.practice.phone import PracticePhone
from devicecheck.readers.android import adb_key
from devicecheck.readers.wire import Fault, LiveState, Status

Asked = Any  # what conftest.py makes of an asked phone
Asking = Callable[..., Asked]
TOPICS = 14

SECONDS, CONNECT = 1.2, 1.0
AT_PACKET = (
    "garbage_at_packet",
    "bad_checksum_at_packet",
    "bad_magic_at_packet",
    "oversize_at_packet",
    "truncate_at_packet",
    "stall_at_packet",
)
FAULT_OF = {
    "garbage_at_packet": Fault.PROTOCOL,
    "bad_checksum_at_packet": Fault.PROTOCOL,
    "bad_magic_at_packet": Fault.PROTOCOL,
    "oversize_at_packet": Fault.PROTOCOL,
    "truncate_at_packet": Fault.UNPLUGGED,
}
OTHERS: tuple[dict[str, Any], ...] = (
    {"stale": "00" * 24},
    {"stale": "deadbeef" * 30},
    {"stls": True},
    {"trickle": {"bytes": 1, "delay": 0.05}},
    {"trickle": {"bytes": 400, "delay": 0.05}},
    {"latency": 0.2},
    {"close_on_open": "."},
    {"stall_open": "."},
    {"refuse_open": "."},
    {"replug": {"after_bytes": 9_000, "down": 1.0}},
    *({"drop_after_bytes": at, "times": 99} for at in (0, 1, 24, 150, 300, 1_000, 5_000, 20_000)),
)


@pytest.fixture(scope="module")
def whole() -> dict[str, bytes]:
    """Filled by the first test: the answers of the same phone without a fault."""
    return {}


def with_small_packets(story: dict[str, Any], **more: Any) -> dict[str, Any]:
    return story | {"device": story["device"] | {"max_payload": 4096}} | more


def answers(asked: Asked) -> dict[str, bytes]:
    return {topic: asked.body(topic) for topic, reading in asked.readings.items() if reading.status is Status.COMPLETE}


def hold(asked: Asked, undisturbed: dict[str, bytes]) -> None:
    """What must be true whatever happened."""
    assert len(asked.statuses) in (0, TOPICS)
    for topic, body in answers(asked).items():
        assert topic == "clock" or body == undisturbed[topic]
    if asked.fault is None:
        assert asked.statuses


@pytest.mark.parametrize(
    "faults",
    [{}, *({kind: packet} for kind in AT_PACKET for packet in (1, 2, 3, 5)), *OTHERS],
    ids=lambda faults: json.dumps(faults)[:60],
)
def test_any_fault_ends_in_time_and_nothing_half_read_counts_as_read(
    ask: Asking, small: dict[str, Any], whole: dict[str, bytes], faults: dict[str, Any]
) -> None:
    if not whole:
        with PracticePhone(with_small_packets(small)) as phone:
            whole |= answers(ask(phone, seconds=60, connect=20, idle=20))
    with PracticePhone(with_small_packets(small, faults=faults)) as phone:
        began, worked = time.monotonic(), time.process_time()
        asked = ask(phone, seconds=SECONDS, connect=CONNECT, idle=0.8)
        assert time.monotonic() - began < SECONDS + CONNECT + 1
        assert time.process_time() - worked < 1
        assert phone.audit.changes() == []
    hold(asked, whole)
    kind, packet = next(iter(faults.items()), ("", 0))
    if kind in FAULT_OF and (packet, kind) != (2, "bad_checksum_at_packet"):
        assert asked.fault is FAULT_OF[kind]  # packet 2 carries no bytes, so its checksum says nothing


def test_earlier_answers_survive_an_unplug_in_a_later_one(ask: Asking, small: dict[str, Any]) -> None:
    kept = []
    for at in (2_000, 6_000, 12_000, 20_000):
        with PracticePhone(with_small_packets(small, faults={"drop_after_bytes": at})) as phone:
            asked = ask(phone)
        assert asked.fault is Fault.UNPLUGGED
        kept.append(asked.statuses.count(Status.COMPLETE))
        assert asked.statuses.count(Status.COMPLETE) + asked.statuses.count(Status.UNPLUGGED) == TOPICS
    assert kept == sorted(kept)
    assert kept[-1] >= 8


def test_the_answer_that_was_running_keeps_what_came_and_is_not_complete(ask: Asking, small: dict[str, Any]) -> None:
    with PracticePhone(with_small_packets(small, faults={"drop_after_bytes": 15_000})) as phone:
        asked = ask(phone)
    details = asked.readings["app-details"]
    assert details.status is Status.UNPLUGGED
    assert details.size > 1_000
    assert details.exit_code is None


@pytest.mark.parametrize(
    ("mode", "fault", "waits"),
    [
        ("decline", Fault.DECLINED, True),
        ("ignore", Fault.DECLINED, True),
        ("silent", Fault.TIMED_OUT, False),
    ],
)
def test_a_person_who_does_not_allow(
    ask: Asking, small: dict[str, Any], tmp_path: Path, mode: str, fault: Fault, waits: bool
) -> None:
    adb_key.signer(tmp_path)  # a busy computer needs longer for a key than this test waits
    with PracticePhone(small, auth={"mode": mode}) as phone:
        began = time.monotonic()
        asked = ask(phone, connect=0.7)
        assert 0.6 < time.monotonic() - began < 2
        assert phone.audit.opens == 0
    assert asked.fault is fault
    assert (LiveState.WAITING_FOR_ALLOW in asked.states) is waits


def test_a_person_who_allows_is_asked_once_with_a_comment_that_names_nobody(ask: Asking, small: dict[str, Any]) -> None:
    with PracticePhone(small, auth={"mode": "accept", "delay": 0.2}) as phone:
        first, second = ask(phone), ask(phone)
        prompts = [event for event in phone.audit.events if "fingerprint" in event]
        banners = {event["banner"] for event in phone.audit.events if "banner" in event}
    assert first.states == [LiveState.CONNECTING, LiveState.WAITING_FOR_ALLOW]
    assert second.states == [LiveState.CONNECTING]
    assert [prompt["comment"] for prompt in prompts] == ["clinic"]
    assert {banner.rstrip("\0") for banner in banners} == {"host::features=shell_v2,cmd"}


def test_nobody_listens(ask: Asking, small: dict[str, Any]) -> None:
    phone = PracticePhone(small)
    phone.close()
    assert ask(phone).fault is Fault.NO_PHONE


def test_a_trickle_is_cut_at_the_deadline_and_the_session_goes_on(ask: Asking, small: dict[str, Any]) -> None:
    small["device"] = small["device"] | {"max_payload": 4096}
    with PracticePhone(small, faults={"trickle": {"bytes": 700, "delay": 0.2}}) as phone:
        asked = ask(phone, seconds=2)
    assert asked.fault is None
    assert asked.readings["device-facts"].status is Status.COMPLETE
    assert asked.readings["accessibility-state"].status is Status.TIMEOUT
