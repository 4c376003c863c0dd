# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said first over TCP and QUIC is put together from pieces that come in any order, twice, or cut anywhere."""

import random
import struct
from itertools import pairwise
from pathlib import Path

import pytest

from tests.readers.capture import frames
from tests.readers.capture.frames import dns, ethernet, hello, ip, quic, record, request, tcp, udp
from tests.readers.capture.test_looking import look, pcap

GREETING = record(hello("late.spy.example", 1_400))
RECORDS = record(hello("rec.spy.example", 600), 300)
PAGE = b"GET / HTTP/1.1\r\nUser-Agent: " + b"x" * 300 + b"\r\nHost: web.spy.example\r\n\r\n"


def asked(name: str) -> bytes:
    message = dns(name)
    return struct.pack(">H", len(message)) + message


def pieces(stream: bytes, *cuts: int, port: int = 443, start: int = 1) -> list[bytes]:
    """The packets of a stream that is cut at these places."""
    return [
        ethernet(ip(6, tcp(stream[here:there], port, start + here)))
        for here, there in pairwise((0, *cuts, len(stream)))
    ]


def met(tmp_path: Path, packets: list[bytes]) -> tuple[list[str], int]:
    """Which listed servers were met, and how many beginnings never ended."""
    found = look(tmp_path, pcap(packets))
    assert found["unreadable"] == 0
    return [hit["name"] for hit in found["hits"]], found["unfinished"]


@pytest.mark.parametrize("order", [(1, 0, 2), (2, 1, 0), (0, 2, 0, 1), (2, 2, 0, 1, 0)])
def test_a_first_piece_may_come_late_or_twice(order: tuple[int, ...], tmp_path: Path) -> None:
    parts = pieces(GREETING, 500, 1_000)
    assert met(tmp_path, [parts[number] for number in order]) == (["late.spy.example"], 0)


@pytest.mark.parametrize("seed", range(5))
def test_a_shuffled_recording_of_many_greetings_loses_none(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    packets, planted = [], [f"h{number}.spy.example" for number in range(40)]
    for number, name in enumerate(planted):
        whole = record(hello(name, 1_400), chance.choice((300, 900, 16_000)))
        cuts = sorted(chance.sample(range(1, len(whole)), chance.choice((1, 2, 6))))
        for here, there in pairwise((0, *cuts, len(whole))):
            start = (0xFFFFFF00 + here) & 0xFFFFFFFF
            packets.append(ethernet(ip(6, tcp(whole[here:there], 443, start, source=50_000 + number))))
    chance.shuffle(packets)
    assert met(tmp_path, packets) == (sorted(planted), 0)


def test_pieces_that_overlap_and_many_small_ones(tmp_path: Path) -> None:
    longer = ethernet(ip(6, tcp(GREETING[:800], 443)))
    first, second, third = pieces(GREETING, 500, 1_000)
    assert met(tmp_path, [first, longer, third, second]) == (["late.spy.example"], 0)
    small = pieces(GREETING, *range(40, len(GREETING), 40))
    random.Random(4).shuffle(small)
    assert met(tmp_path, small) == (["late.spy.example"], 0)


@pytest.mark.parametrize("backwards", [False, True])
def test_each_record_of_a_greeting_may_begin_a_packet(backwards: bool, tmp_path: Path) -> None:
    packets = pieces(RECORDS, *range(305, len(RECORDS), 305))
    assert met(tmp_path, packets[::-1] if backwards else packets) == (["rec.spy.example"], 0)


@pytest.mark.parametrize("cut", [100, PAGE.index(b"Host") + 2, PAGE.index(b"web") + 5, len(PAGE) - 2])
@pytest.mark.parametrize("backwards", [False, True])
def test_a_web_request_in_two_pieces_names_its_server(cut: int, backwards: bool, tmp_path: Path) -> None:
    packets = pieces(PAGE, cut, port=80)
    assert met(tmp_path, packets[::-1] if backwards else packets) == (["web.spy.example"], 0)


def test_a_name_that_goes_on_in_the_next_piece_is_not_taken_for_a_listed_one(tmp_path: Path) -> None:
    alike = request("web.spy.example.else.example").replace(b":8080", b"")
    both = pieces(alike, alike.index(b".else"), port=80)
    assert met(tmp_path, both) == ([], 0)
    assert met(tmp_path, both[:1]) == ([], 1)


@pytest.mark.parametrize(
    "line", [b"CONNECT a.spy.example:443", b"GET http://u@A.spy.example:80/x", b"GET HTTP://a.spy.example"]
)
def test_a_request_to_a_proxy_names_its_server_in_its_first_line(line: bytes, tmp_path: Path) -> None:
    assert met(tmp_path, [ethernet(ip(6, tcp(line + b" HTTP/1.0\r\n\r\n", 8080)))]) == (["a.spy.example"], 0)
    origin = b"GET /a.spy.example HTTP/1.0\r\n\r\n"
    assert met(tmp_path, [ethernet(ip(6, tcp(origin, 80)))]) == ([], 0)


@pytest.mark.parametrize("cuts", [(), (2,), (20,), (3, 33), (40,)])
def test_questions_over_tcp_may_be_cut_anywhere(cuts: tuple[int, ...], tmp_path: Path) -> None:
    both = asked("t.spy.example") + asked("u.spy.example")
    assert met(tmp_path, pieces(both, *cuts, port=53)) == (["t.spy.example", "u.spy.example"], 0)


def test_a_question_that_is_whole_counts_where_the_next_never_ends(tmp_path: Path) -> None:
    both = asked("t.spy.example") + asked("u.spy.example")[:9]
    assert met(tmp_path, pieces(both, port=53)) == (["t.spy.example"], 1)


def test_the_other_packets_of_a_quic_connection_are_not_waited_for(tmp_path: Path) -> None:
    """Each side answers to the other's own number of the connection, with the keys of the first (RFC 9000, 7.2)."""
    later = bytearray(frames._initial(random.Random(3).randbytes(8), 2, b"\x02\0\0\0\0"))
    later[6:14] = b"\xbb" * 8
    sent = [ethernet(ip(17, udp(each, 443))) for each in quic("q.spy.example", pieces=4, seed=3)]
    answer = bytearray(ethernet(ip(17, udp(bytes(later), 443))))
    again = bytes(answer)
    for here, there in ((slice(26, 30), slice(30, 34)), (slice(34, 36), slice(36, 38))):
        answer[here], answer[there] = answer[there], answer[here]
    for packets in ([*sent, bytes(answer), again], [bytes(answer), again, *sent]):
        assert met(tmp_path, packets) == (["q.spy.example"], 0)
    assert met(tmp_path, [bytes(answer), again]) == ([], 1)


def test_a_connection_may_open_with_data_at_once(tmp_path: Path) -> None:
    first, second = pieces(GREETING, 700)
    opens = bytearray(first)
    opens[47] |= 2  # SYN, as in TCP Fast Open: it takes one place of the stream
    rest = ethernet(ip(6, tcp(GREETING[700:], 443, 702)))
    assert met(tmp_path, [bytes(opens), rest]) == (["late.spy.example"], 0)
    assert met(tmp_path, [first, second]) == (["late.spy.example"], 0)


def test_a_version_of_quic_that_nobody_can_open_is_counted(tmp_path: Path) -> None:
    packet = bytearray(quic("q.spy.example", seed=3)[0])
    packet[1:5] = b"Q050"
    frame = ethernet(ip(17, udp(bytes(packet), 443)))
    assert met(tmp_path, [frame, frame]) == ([], 1)
    packet[1:5] = bytes(4)  # negotiates versions and carries nothing
    assert met(tmp_path, [ethernet(ip(17, udp(bytes(packet), 443)))]) == ([], 0)
