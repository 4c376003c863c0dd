# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each kind of fault does what it says: looked at byte by byte."""

import time

import pytest

from devicecheck.practice import wire_packets
from devicecheck.practice.phone import PracticePhone
from devicecheck.practice.wire_packets import Command


@pytest.fixture
def faulty(small_story, bare):
    """Connect to a phone with faults; the greeting has been sent."""
    phones = []

    def connect(**faults):
        phones.append(PracticePhone(small_story, faults=faults))
        connection = bare(phones[-1])
        connection.greet()
        return connection, phones[-1]

    yield connect
    for phone in phones:
        phone.close()


def raw_header(connection):
    return wire_packets.Header(*wire_packets.HEADER.unpack(connection.read(24)))


def test_without_faults_packets_are_whole(faulty):
    connection, _ = faulty()
    header, banner = connection.packet()
    assert header.command == Command.CNXN
    assert banner.startswith(b"device::ro.product.name=panther;")
    assert header.checksum == wire_packets.checksum(banner)


def test_garbage(faulty):
    connection, _ = faulty(garbage_at_packet=1)
    with pytest.raises(wire_packets.BadPacketError):
        connection.packet()


def test_bad_checksum(faulty):
    connection, _ = faulty(bad_checksum_at_packet=1)
    header, banner = connection.packet()
    assert header.checksum == wire_packets.checksum(banner) + 1


def test_bad_magic(faulty):
    connection, _ = faulty(bad_magic_at_packet=1)
    assert raw_header(connection).magic == 0


def test_oversize(faulty):
    connection, _ = faulty(oversize_at_packet=1)
    assert raw_header(connection).length == 0x7FFFFFFF


def test_truncate(faulty):
    connection, _ = faulty(truncate_at_packet=1)
    header = raw_header(connection)
    assert len(connection.read(header.length)) < header.length


def test_drop_after_bytes_happens_once(faulty, bare):
    connection, phone = faulty(drop_after_bytes=30)
    assert len(connection.read(1000)) == 30
    second = bare(phone)
    second.greet()
    assert second.packet()[0].command == Command.CNXN


def test_replug_takes_a_while(faulty, bare):
    connection, phone = faulty(replug={"after_bytes": 30, "down": 0.4})
    assert len(connection.read(1000)) == 30
    assert bare(phone).read(1) == b""
    time.sleep(0.5)
    back = bare(phone)
    back.greet()
    assert back.packet()[0].command == Command.CNXN


def test_stall_at_packet(faulty):
    connection, phone = faulty(stall_at_packet=2)
    assert connection.packet()[0].command == Command.CNXN
    connection.open_shell("echo x")
    connection.socket.settimeout(0.3)
    with pytest.raises(TimeoutError):
        connection.read(1)
    assert {"event": "fault", "kind": "stall"}.items() <= phone.audit.events[-1].items()


def test_services_that_stall_are_refused_or_hang_up(faulty):
    stalled, _ = faulty(stall_open="^exec:")
    stalled.packet()
    stalled.open_shell("echo x")
    stalled.socket.settimeout(0.3)
    with pytest.raises(TimeoutError):
        stalled.read(1)
    refused, _ = faulty(refuse_open="^exec:")
    refused.packet()
    refused.open_shell("echo x")
    assert refused.packet()[0].command == Command.CLSE
    closed, _ = faulty(close_on_open="^exec:")
    closed.packet()
    closed.open_shell("echo x")
    assert closed.read(1) == b""


def test_trickle_and_latency_take_their_time(faulty):
    started = time.monotonic()
    trickling, _ = faulty(trickle={"bytes": 10, "delay": 0.02})
    _, banner = trickling.packet()
    assert time.monotonic() - started > (len(banner) // 10) * 0.02
    started = time.monotonic()
    late, _ = faulty(latency=0.2)
    late.packet()
    assert time.monotonic() - started > 0.2


def test_stale_bytes_come_first(faulty):
    connection, _ = faulty(stale="deadbeef")
    assert connection.read(4) == bytes.fromhex("deadbeef")
    assert connection.packet()[0].command == Command.CNXN


def test_stls_asks_for_encryption(faulty):
    connection, _ = faulty(stls=True)
    assert connection.packet()[0].command == Command.STLS


def test_a_fault_that_does_not_exist_is_no_story(small_story):
    with pytest.raises(ValueError, match="drop_after_byte'"):
        PracticePhone(small_story, faults={"drop_after_byte": 3})


def test_unplugging_ends_the_connection_and_not_the_phone(phone, bare):
    connection = bare(phone)
    connection.greet()
    connection.packet()
    phone.unplug()
    assert connection.read(1) == b""
    again = bare(phone)
    again.greet()
    assert again.packet()[0].command == Command.CNXN


def test_a_client_that_sends_no_adb_is_dropped(phone, bare):
    connection = bare(phone)
    connection.socket.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert connection.read(1) == b""
    assert phone.audit.events[-1]["event"] == "bad_packet"


def test_a_client_with_a_wrong_checksum_is_dropped(phone, bare):
    connection = bare(phone)
    header = wire_packets.header_for(Command.CNXN, wire_packets.FIRST_VERSION, 4096, b"host::", summed=True)
    connection.socket.sendall(header.encode() + b"HOST::")
    assert connection.read(1) == b""


def test_a_client_whose_key_is_no_key_is_dropped(small_story, bare):
    with PracticePhone(small_story, auth="accept") as phone:
        connection = bare(phone)
        connection.greet()
        assert connection.packet()[0].command == Command.AUTH
        connection.send(Command.AUTH, 3, 0, b"bm8ga2V5 somebody\0")
        assert connection.read(1) == b""


def test_authentication_modes_are_named_when_one_is_wrong(small_story):
    with pytest.raises(ValueError, match="accept, decline, ignore, open, silent"):
        PracticePhone(small_story, auth="maybe")
