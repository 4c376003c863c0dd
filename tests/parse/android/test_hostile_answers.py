# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a phone prints: observing ends, raises nothing, and what was not whole leaves a gap."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.android import observe
from devicecheck.readers.wire import Status

Make = Callable[..., Reading]

PIECES = st.sampled_from(
    [
        "Packages:\n", "  Package [a.b] (1):\n", "    User 0: installed=true\n", "User ", "Hidden system packages:\n",
        "package:", "/data/app/x==/base.apk=", "a.b", "  installer=", " uid:", "\n", "\r", "null", ":", "=", "{", "}",
        "User state[", "attributes:{id=", "Enabled services:{", "Bound services:{", "Service[label=", "], ", "a/b",
        "Enabled Device Admins (User 0):\n", "Device Owner:\n", "    admin=ComponentInfo{a/b}\n", "UserInfo{0:", ":13}",
        "Activity #0:\n", "1 activities found:\n", "*** SERVICE 'x' DUMP TIMEOUT", "granted=true", "flags=[ ", "\0",
        "[ro.product.model]: [", "]", "runtime permissions:\n", "appId=99999999999999999999\n", "\u202e", "99999999999",
    ]
)  # fmt: skip
BODIES = st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=30).map(lambda parts: "".join(parts).encode()))
NUMBERS = st.integers(-2, 1 << 70) | st.sampled_from([0, 10, 4096])
PARAMS = st.fixed_dictionaries(
    {},
    optional={
        "user": NUMBERS,
        "path": st.sampled_from(["/data/app/x==/base.apk", ""]),
        "offset": NUMBERS,
        "length": NUMBERS,
    },
)
OF_FILES = (
    Topic.APK_FACTS, Topic.APK_RULES, Topic.CAPTURE_SERVERS, Topic.BLUETOOTH_TAGS, Topic.SUPERVISION, Topic.PROFILES,
    Topic.PHONE_SETTINGS, Topic.APP_ACCOUNTS, Topic.APP_PROFILES, Topic.WATCHES, Topic.RUNNING_PROGRAMS,
    Topic.NETWORK_DEVICES, Topic.BACKUP_FACTS, Topic.OPEN_BACKUP, Topic.PROFILE_CHANGES, Topic.TRUSTED_ROOTS,
    Topic.NETWORK_SETTINGS, Topic.DATA_USE,
)  # fmt: skip
OF_PHONES = [topic for topic in Topic if topic not in OF_FILES]
ANSWERS = st.lists(st.tuples(st.sampled_from(OF_PHONES), BODIES, st.sampled_from(Status), PARAMS), max_size=8)


@pytest.mark.slow
@pytest.mark.core
@given(answers=ANSWERS)
@settings(max_examples=400, deadline=None)
def test_observing_raises_nothing_and_names_what_was_not_whole(
    answers: list[tuple[Topic, bytes, Status, dict[str, str | int]]], reading: Make
) -> None:
    readings = [
        reading(topic, body, status, ask=f"r{number}", **params)
        for number, (topic, body, status, params) in enumerate(answers)
    ]
    parsed = observe(readings, "phone")
    ids = [each.id for each in parsed.observations]
    assert len(ids) == len(set(ids))
    if readings and all(each.status is not Status.COMPLETE for each in readings):
        assert parsed.gaps
    assert observe(readings, "phone") == parsed


SIZE = 4 << 20
FLOODS = {
    "lines": b"\n" * SIZE,
    "one line": b"x" * SIZE,
    "carriage returns": b"\r" * SIZE,
    "spaces": b" " * SIZE,
    "packages": b"  Package [a] (1):\n" * (SIZE // 19),
    "apps": b"".join(b"package:/x=%d\n" % number for number in range(SIZE // 18)),
    "users of an app": b"Packages:\n  Package [a] (1):\n" + b"    User 1: installed=true\n" * (SIZE // 27),
    "permissions": b"Packages:\n  Package [a] (1):\n    install permissions:\n"
    + b"   p: granted=true\n" * (SIZE // 18),
    "phone users": b"UserInfo{1:" * (SIZE // 11),
    "user lines": b"\tUserInfo{1:a\n" * (SIZE // 14),
    "services": b"User state[\n" + b"Enabled services:{{a/b}, {c/d}}\n" * (SIZE // 32),
    "labels": b"User state[\nBound services:{" + b"Service[label=" * (SIZE // 14),
    "label lines": b"User state[\n" + b"Bound services:{Service[label=a\n" * (SIZE // 32),
    "states": b"User state[\n" * (SIZE // 12),
    "admins": b"Enabled Device Admins (User 0):\n" + b"  a/b%d:\n" * (SIZE // 9),
    "headings": b"Enabled Device Admins (User 0" * (SIZE // 29),
    "timeouts": b"*** SERVICE '" * (SIZE // 13),
    "components": b"a." * (SIZE // 2) + b"/b",
    "colons": b"a/b:" * (SIZE // 4),
    "activities": b"    a/b\n" * (SIZE // 8),
    "properties": b"[a]: [" * (SIZE // 6),
}


@pytest.mark.slow
@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_is_read_in_time_that_grows_with_its_size_alone(flood: str, reading: Make) -> None:
    """4 MiB in each topic; a body may be sixteen times as long, so a second here is a quarter of a minute there."""
    for topic in Topic:
        if topic in (Topic.APP_FILE_TAIL, Topic.APP_FILE_RANGE):
            continue
        answers = [reading(topic, FLOODS[flood], user=0)]
        assert any(_cpu_seconds(answers) < 3 for _ in range(3)), topic  # a busy machine may spoil one try


def _cpu_seconds(answers: list) -> float:
    begun = time.process_time()
    observe(answers, "phone")
    return time.process_time() - begun
