# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sums of packets: a new phone is not made to count each byte, a wrong sum that is given is never passed over."""

from collections.abc import Callable
from typing import Any

import pytest
from adb_shell.adb_message import AdbMessage

from devicecheck.practice.phone import PracticePhone
from devicecheck.readers.android.adb_packets import PacketLine
from devicecheck.readers.android.faults import ReaderFault
from devicecheck.readers.android.watch import Watch
from devicecheck.readers.wire import Fault, Status
from tests.fuzz.streams import Handing

OF_SUM = slice(16, 20)


def packet(given: int | None = None) -> bytes:
    """What a phone sends; with its own sum or another one."""
    message = AdbMessage(b"WRTE", 1, 2, b"bytes of a phone")
    head = bytearray(message.pack())
    if given is not None:
        head[OF_SUM] = given.to_bytes(4, "little")
    return bytes(head) + message.data


@pytest.mark.parametrize(("given", "summed", "good"), [
    (None, True, True), (None, False, True), (0, False, True), (0, True, False), (7, False, False), (7, True, False),
])  # fmt: skip
def test_a_sum_is_checked_where_one_is_given(given: int | None, summed: bool, good: bool) -> None:
    line = PacketLine(Handing(packet(given)))
    line.summed = summed
    if good:
        assert line.receive(Watch(5)).data == b"bytes of a phone"
        return
    with pytest.raises(ReaderFault) as raised:
        line.receive(Watch(5))
    assert raised.value.fault is Fault.PROTOCOL


@pytest.mark.parametrize("version", [0x01000000, 0x01000001])
def test_old_and_new_phones_answer_the_same(ask: Callable[..., Any], small: dict[str, Any], version: int) -> None:
    with PracticePhone(small | {"device": small["device"] | {"adb_version": version}}) as phone:
        asked = ask(phone)
    assert set(asked.statuses) == {Status.COMPLETE}
    assert b"org.example.app11" in asked.body("app-details")


def test_a_wrong_sum_of_an_old_phone_ends_the_visit(ask: Callable[..., Any], small: dict[str, Any]) -> None:
    faulty = {"device": small["device"] | {"adb_version": 0x01000000}, "faults": {"bad_checksum_at_packet": 3}}
    with PracticePhone(small | faulty) as phone:
        assert ask(phone).fault is Fault.PROTOCOL
