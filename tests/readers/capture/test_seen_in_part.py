# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was recorded or met in part only is counted, so that nobody takes it for "looked and did not see"."""

import struct
from pathlib import Path

import pytest

from devicecheck.readers.capture import links, slicing
from devicecheck.readers.capture.servers import Servers
from devicecheck.readers.capture.slicing import Slicer
from tests.readers.capture.frames import START, dns, ethernet, hello, ip, pcapng, quic, record, request, tcp, udp
from tests.readers.capture.test_looking import look, pcap

ORDINARY = ethernet(ip(17, udp(dns("fine.example"), 53)))


def recorded(frames: list[bytes], most: int) -> bytes:
    """A pcap whose recorder kept only the beginning of each packet."""
    head = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, most, 1)
    return head + b"".join(
        struct.pack("<IIII", START, 5, len(frame[:most]), len(frame)) + frame[:most] for frame in frames
    )


def block(kind: int, body: bytes) -> bytes:
    padded = body + bytes(-len(body) % 4)
    return struct.pack("<II", kind, len(padded) + 12) + padded + struct.pack("<I", len(padded) + 12)


@pytest.mark.parametrize("most", [54, 56, 80])
def test_packets_of_which_only_the_beginning_was_recorded_are_counted(most: int, tmp_path: Path) -> None:
    frames = [ORDINARY, ethernet(ip(6, tcp(record(hello("a.spy.example")), 443)))]
    found = look(tmp_path, recorded(frames, most))
    assert found["short"] == sum(len(frame) > most for frame in frames) > 0
    assert found["hits"] == []


def test_whole_packets_are_not_counted_as_short(tmp_path: Path) -> None:
    for data in (pcap([ORDINARY]), pcapng([ORDINARY])):
        found = look(tmp_path, data)
        assert (found["short"], found["lost"], found["unfinished"]) == (0, 0, 0)


@pytest.mark.parametrize("kind", [6, 2, 3])
def test_short_packets_of_the_newer_form_are_counted(kind: int, tmp_path: Path) -> None:
    kept = ORDINARY[:60]
    head = {
        6: struct.pack("<IIIII", 0, 0, 0, len(kept), len(ORDINARY)),
        2: struct.pack("<HHIIII", 0, 0, 0, 0, len(kept), len(ORDINARY)),
        3: struct.pack("<I", len(ORDINARY)),
    }[kind]
    assert look(tmp_path, pcapng([ORDINARY]) + block(kind, head + kept))["short"] == 1


def test_what_the_recorder_dropped_is_counted(tmp_path: Path) -> None:
    options = struct.pack("<HHQHHQHHQHH", 4, 8, 99, 5, 8, 7, 7, 8, 3, 0, 0)
    assert look(tmp_path, pcapng([ORDINARY]) + block(5, bytes(12) + options))["lost"] == 10


@pytest.mark.parametrize("first", [1, 2, 4, 5, 6])
def test_a_greeting_whose_first_piece_is_tiny_is_put_together(first: int, tmp_path: Path) -> None:
    stream = record(hello("a.spy.example"))
    pieces = [ethernet(ip(6, tcp(stream[:first], 443))), ethernet(ip(6, tcp(stream[first:], 443, 1 + first)))]
    assert [hit["name"] for hit in look(tmp_path, pcap(pieces))["hits"]] == ["a.spy.example"]
    assert look(tmp_path, pcap(pieces[:1]))["unfinished"] == 1


def test_a_web_request_whose_server_comes_later_is_counted(tmp_path: Path) -> None:
    whole = request("up.spy.example")
    found = look(tmp_path, pcap([ORDINARY, ethernet(ip(6, tcp(whole[: whole.index(b"host")], 80)))]))
    assert (found["unfinished"], found["seen"]) == (1, {"dns": 1})
    assert look(tmp_path, pcap([ethernet(ip(6, tcp(b"GET / HTTP/1.0\r\n\r\n", 80)))]))["unfinished"] == 0


def test_a_question_without_a_name_is_no_name_that_was_seen(tmp_path: Path) -> None:
    empty = struct.pack(">HHHHHH", 7, 0x100, 0, 0, 0, 0)
    assert not sum(look(tmp_path, pcap([ethernet(ip(17, udp(empty, 53)))]))["seen"].values())


@pytest.mark.parametrize("kind", [0x88E5, 0x88E7, 0x6558])
def test_packets_inside_a_carrier_that_is_not_opened_are_counted(kind: int, tmp_path: Path) -> None:
    inside = ip(17, udp(dns("a.spy.example"), 53))
    frame = bytes(12) + struct.pack(">H", kind) + b"\x11\0\0\1\0\0\0\x21" + inside
    assert look(tmp_path, pcap([ORDINARY, frame]))["unknown_links"] == 1
    cooked = struct.pack(">H", kind) + bytes(18) + inside
    assert look(tmp_path, pcap([cooked], link=276))["unknown_links"] == 1


def test_more_tags_of_networks_than_are_followed_are_counted_and_other_kinds_are_none(tmp_path: Path) -> None:
    deep = ethernet(ip(17, udp(dns("a.spy.example"), 53)), vlans=(0x8100,) * 4)
    assert look(tmp_path, pcap([deep]))["unknown_links"] == 1
    assert links.start(1, bytes(12) + b"\x08\x06" + bytes(40)) == links.NOT_INTERNET


def test_greetings_that_were_given_up_for_newer_ones_stay_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slicing, "OPEN_HELLOS", 2)
    slicer = Slicer(Servers(frozenset({"spy.example"})))
    stream = record(hello("fine.example", 2_000))
    for port in range(5):
        slicer.take(ip(6, tcp(stream[:900], 443, source=50_000 + port)), 0, 1)
    for port in (3, 4):
        slicer.take(ip(6, tcp(stream[900:], 443, 901, source=50_000 + port)), 0, 2)
    assert slicer.unfinished == 3
    half = [quic(f"{number}.example", pieces=6, seed=number)[0] for number in range(4)]
    for each in half:
        slicer.take(ip(17, udp(each, 443)), 0, 1)
    assert slicer.unfinished == 7
