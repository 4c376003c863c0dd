# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking a phone that behaves: few streams, exact bytes, honest statuses; and one whose commands do not."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from devicecheck.practice.phone import PracticePhone
from devicecheck.readers.wire import Fault, Status

Asking = Callable[..., Any]
TOPICS = 14


def test_all_questions_cost_one_stream_and_change_nothing(ask: Asking, small: dict[str, Any]) -> None:
    with PracticePhone(small) as phone:
        asked = ask(phone)
        assert phone.audit.opens == 1
        assert phone.audit.changes() == []
    assert len(asked.readings) == TOPICS
    assert set(asked.statuses) == {Status.COMPLETE}
    assert asked.body("accessibility-setting") == b"org.example.app1/.Service\n"
    assert asked.body("device-facts").startswith(b"[ro.product.manufacturer]: [")
    assert b"[ro.product.model]: [Pixel 7]\n" in asked.body("device-facts")


def test_an_old_phone_without_shell_v2_and_with_small_packets(ask: Asking, small: dict[str, Any]) -> None:
    old = small | {"features": ["cmd"]}
    old["device"] = small["device"] | {"sdk": 26, "release": "8.0.0", "max_payload": 4096}
    with PracticePhone(old) as phone:
        asked = ask(phone)
        services = [event["service"] for event in phone.audit.events if "service" in event]
    assert set(asked.statuses) == {Status.COMPLETE}
    assert all(service.startswith("exec:") and len(service) < 4096 for service in services)
    assert len(services) <= 2


def test_no_stream_has_a_longer_name_than_the_phone_takes(ask: Asking, small: dict[str, Any]) -> None:
    small["device"] = small["device"] | {"max_payload": 4096}
    many = [("apps", {"user": user}) for user in range(60)]
    with PracticePhone(small) as phone:
        asked = ask(phone, many)
        lengths = [len(event["service"]) for event in phone.audit.events if "service" in event]
    assert len(asked.statuses) == 60
    assert 2 < len(lengths) < 6
    assert max(lengths) < 4096


def test_a_hanging_command_costs_one_more_stream_and_the_rest_is_read(ask: Asking, small: dict[str, Any]) -> None:
    small["commands"] = [{"match": "^dumpsys device_policy", "text": "Current Device\n", "hang": 30}]
    with PracticePhone(small) as phone:
        asked = ask(phone, idle=0.5)
        assert phone.audit.opens == 2
    assert asked.readings["device-policy"].status is Status.TIMEOUT
    assert asked.body("device-policy") == b"Current Device\n"
    assert [status for status in asked.statuses if status is not Status.COMPLETE] == [Status.TIMEOUT]
    assert asked.fault is None


def test_two_hanging_commands_end_the_round(ask: Asking, small: dict[str, Any]) -> None:
    small["commands"] = [{"match": "^dumpsys (device_policy|accessibility|package)|^settings", "hang": 30}]
    with PracticePhone(small) as phone:
        began = time.monotonic()
        asked = ask(phone, idle=0.4)
        assert time.monotonic() - began < 3
        assert phone.audit.opens == 2
    assert len(asked.statuses) == TOPICS
    assert asked.readings["apps"].status is Status.COMPLETE
    assert asked.readings["accessibility-state"].status is Status.TIMEOUT


def test_the_deadline_of_a_round_holds_whatever_hangs(ask: Asking, small: dict[str, Any]) -> None:
    small["commands"] = [{"match": "^pm list users", "hang": 30}]
    with PracticePhone(small) as phone:
        began = time.monotonic()
        asked = ask(phone, seconds=0.6, idle=10)
        assert time.monotonic() - began < 2
    assert asked.readings["clock"].status is Status.COMPLETE
    assert set(asked.statuses[2:]) == {Status.TIMEOUT}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"text": "java.lang.SecurityException: no", "exit": 255}, Status.REFUSED),
        ({"stderr": "Permission denied\n", "exit": 1}, Status.REFUSED),
        ({"exit": 1}, Status.REFUSED),
        ({"exit": 127, "stderr": "/system/bin/sh: dumpsys: inaccessible or not found\n"}, Status.UNSUPPORTED),
        ({"stderr": "Can't find service: device_policy\n"}, Status.UNSUPPORTED),
        ({"text": "a\n*** SERVICE 'device_policy' DUMP TIMEOUT (10000ms) EXPIRED ***\n"}, Status.TRUNCATED),
    ],
)
def test_a_command_that_does_not_answer_is_named(
    ask: Asking, small: dict[str, Any], other: dict[str, Any], expected: Status
) -> None:
    small["commands"] = [{"match": "^dumpsys device_policy", **other}]
    with PracticePhone(small) as phone:
        asked = ask(phone)
    assert asked.readings["device-policy"].status is expected
    assert asked.readings["device-policy"].exit_code == other.get("exit", 0)
    assert [status for status in asked.statuses if status is not Status.COMPLETE] == [expected]
    assert asked.readings["device-policy"].note == other.get("stderr", "").strip()


def test_a_command_that_the_phone_lacks(ask: Asking, small: dict[str, Any]) -> None:
    with PracticePhone(small | {"missing_commands": ["cmd"]}) as phone:
        asked = ask(phone)
    assert asked.readings["launcher-apps"].status is Status.UNSUPPORTED
    assert "not found" in asked.readings["launcher-apps"].note


def test_large_answers_travel_in_chunks_and_in_files(ask: Asking, small: dict[str, Any], tmp_path: Any) -> None:
    long, longer = "x" * 70 + "\n", "y" * 70 + "\n"
    small["commands"] = [
        {"match": "^dumpsys device_policy", "text": long * 8_000},
        {"match": "^dumpsys accessibility", "text": longer * 80_000},
    ]
    with PracticePhone(small) as phone:
        asked = ask(phone, seconds=20)
    assert asked.readings["device-policy"].chunks == 3
    assert asked.body("device-policy") == long.encode() * 8_000
    state = asked.readings["accessibility-state"]
    assert (state.status, state.body, state.chunks, state.size) == (Status.COMPLETE, None, 0, 71 * 80_000)
    assert (tmp_path / str(state.file)).read_bytes() == longer.encode() * 80_000
    assert (tmp_path / str(state.file)).stat().st_mode & 0o777 == 0o600


def test_cancel_is_noticed_at_once_and_keeps_what_was_read(ask: Asking, small: dict[str, Any]) -> None:
    small["commands"] = [{"match": "^dumpsys package", "text": "Packages:\n", "hang": 30}]
    began = time.monotonic()
    with PracticePhone(small) as phone:
        asked = ask(phone, idle=20, seconds=20, stopped=lambda: time.monotonic() - began > 1)
        assert time.monotonic() - began < 2
    assert asked.readings["apps"].status is Status.COMPLETE
    assert asked.readings["app-details"].status is Status.STOPPED
    assert asked.body("app-details") == b"Packages:\n"
    assert asked.readings["accessibility-state"].status is Status.STOPPED


def test_files_are_read_byte_for_byte(ask: Asking, small: dict[str, Any]) -> None:
    with PracticePhone(small) as phone:
        listed = ask(phone, [("apps", {"user": 0})]).body("apps").decode()
        path = listed.splitlines()[0].removeprefix("package:").rpartition("=org.")[0]
        content = phone.state.files.read(path)
        asked = ask(phone, [("app-file-tail", {"path": path, "length": 4096})])
        ranged = ask(phone, [("app-file-range", {"path": path, "offset": 0, "length": 1 << 20})])
    assert asked.body("app-file-tail") == f"{len(content)}\n".encode() + content[-4096:]
    assert ranged.body("app-file-range") == content[: 1 << 20]


def test_a_file_that_is_not_there_is_refused_with_the_phones_words(ask: Asking, small: dict[str, Any]) -> None:
    with PracticePhone(small) as phone:
        asked = ask(phone, [("app-file-tail", {"path": "/data/app/none.apk"})])
    assert asked.readings["app-file-tail"].status is Status.REFUSED
    assert "No such file" in asked.readings["app-file-tail"].note


@pytest.mark.parametrize("refusal", ["refuse_open", "stall_open"])
def test_a_phone_that_opens_no_stream_ends_the_session(ask: Asking, small: dict[str, Any], refusal: str) -> None:
    with PracticePhone(small, faults={refusal: "."}) as phone:
        asked = ask(phone, idle=0.5)
    expected = {"refuse_open": (Fault.REFUSED, Status.REFUSED), "stall_open": (Fault.TIMED_OUT, Status.TIMEOUT)}
    assert (asked.fault, *set(asked.statuses)) == expected[refusal]
    assert len(asked.statuses) == TOPICS
