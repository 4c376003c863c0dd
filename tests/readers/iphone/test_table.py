# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of requests: what reads may leave, everything else is stopped before its first byte is sent."""

import plistlib
import struct
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.model.topics import Topic
from devicecheck.practice.iphone import afc, lockdown, services
from devicecheck.readers.iphone import table
from devicecheck.readers.iphone.table import NotAllowed

OPERATION = {
    "installation_proxy": "Command",
    "mcinstall": "RequestType",
    "misagent": "MessageType",
    "diagnostics": "Request",
    "springboard": "command",
    "notification_proxy": "Command",
    "image_mounter": "Command",
    "companion": "Command",
}
CHANGING = [
    *({OPERATION[service]: operation} for service, every in services.CHANGES.items() for operation in sorted(every)),
    *({"Request": operation} for operation in sorted(lockdown.CHANGES)),
]


def frame(request: object, form: plistlib.PlistFormat = plistlib.FMT_XML) -> bytes:
    body = plistlib.dumps(request, fmt=form)
    return struct.pack(">L", len(body)) + body


def allowed(data: bytes, **open_to: bool) -> bool:
    try:
        table.check(data, pairing=open_to.get("pairing", False), leaving=open_to.get("leaving", False))
    except NotAllowed:
        return False
    return True


def test_every_topic_is_known_to_the_house() -> None:
    assert set(table.TOPICS) <= {topic.value for topic in Topic}


@pytest.mark.parametrize("request_", CHANGING, ids=str)
def test_what_changes_a_phone_is_stopped_in_any_state_of_the_visit(request_: dict[str, str]) -> None:
    for form in (plistlib.FMT_XML, plistlib.FMT_BINARY):
        assert not allowed(frame(request_, form), pairing=True, leaving=True)
        assert not allowed(frame({**request_, "Label": "x", **table.PROGRAMS, **request_}, form), pairing=True)


@pytest.mark.parametrize("request_", table._EXACT, ids=lambda each: str(each)[:40])
def test_a_listed_request_may_leave_and_with_one_word_more_may_not(request_: dict[str, object]) -> None:
    assert allowed(frame(request_))
    assert not allowed(frame({**request_, "Extra": 1}))


def test_trust_is_asked_for_and_given_back_only_while_that_is_due() -> None:
    pair, unpair = ({"Request": name, "PairRecord": {}, "ProtocolVersion": "2"} for name in ("Pair", "Unpair"))
    assert not allowed(frame(pair)) and not allowed(frame(pair), leaving=True) and allowed(frame(pair), pairing=True)
    assert not allowed(frame(unpair)) and allowed(frame(unpair), leaving=True)


def test_only_listed_services_are_started_and_only_folders_are_read() -> None:
    for name in table.SERVICES:
        assert allowed(frame({"Request": "StartService", "Service": name}))
    for name in ("com.apple.mobile.house_arrest", "com.apple.mobilebackup2", "com.apple.crashreportmover", "", None):
        request = {"Request": "StartService"} | ({"Service": name} if name is not None else {})
        assert not allowed(frame(request))
    for code in range(0x40):
        head = struct.pack("<8sQQQQ", afc.MAGIC, 42, 42, 1, code) + b"/\0"
        assert allowed(head) is (code == table.AFC_READ_DIR)


@given(
    st.binary(max_size=200)
    | st.dictionaries(st.text(max_size=12), st.text(max_size=12) | st.integers(-9, 9), max_size=4).map(
        lambda each: frame(each, plistlib.FMT_BINARY)
    )
)
def test_what_is_no_request_of_the_table_is_stopped(data: bytes) -> None:
    assert not allowed(data, pairing=True, leaving=True)


def test_the_table_is_printed_without_loading_the_library() -> None:
    argv = [sys.executable, "-I", "-X", "importtime", "-m", "devicecheck.readers.iphone", "--table"]
    done = subprocess.run(argv, capture_output=True, text=True, check=True, timeout=30)
    assert all(topic in done.stdout for topic in table.TOPICS)
    assert "iTunesMetadata" in done.stdout and "pymobiledevice3" not in done.stderr
