# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The glance passes over exactly what reading in full makes nothing of, whatever the bytes; else it says nothing."""

import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.readers.bounds import Watch
from devicecheck.readers.capture import links, looking
from devicecheck.readers.capture.idle import IP_AT, glance, never
from devicecheck.readers.capture.packets import Packets
from devicecheck.readers.capture.servers import Servers
from devicecheck.readers.capture.slicing import Again, Slicer
from tests.readers.capture.frames import (
    dns,
    ethernet,
    hello,
    ip,
    ip6,
    ip6_with_options,
    pcap,
    quic,
    record,
    request,
    tcp,
    udp,
)  # fmt: skip

SPY = "a.spy.example"
DATA = b"\x17\x03\x03\x00\x40" + bytes(64)
HALF = record(hello(SPY, 1_400))
PACKETS = (
    *(make(6, tcp(body, port)) for make in (ip, ip6) for body in (DATA, b"", record(hello(SPY)), request(SPY), b"GETT")
      for port in (443, 80, 53)),
    *(make(17, udp(body, port)) for make in (ip, ip6) for body in (dns(SPY), *quic(SPY), b"\x40" + bytes(30), b"")
      for port in (53, 443)),
    ip(6, tcp(HALF[:700], 443)), ip(6, tcp(HALF[700:], 443, 701)), ip(1, bytes(40)), ip(6, tcp(DATA, 443), fragment=5),
    ip6_with_options(17, udp(dns(SPY), 53)), ip6(58, bytes(40)), ip(4, ip(17, udp(dns(SPY), 53))),
    *(ip(17, udp(load + ip(17, udp(dns(SPY), 53)), port)) for load in (b"", b"\x08" + bytes(7) + ethernet(b"\x45"))
      for port in (4789, 6081, 2152, 3544, 4500, 1194)), ip(17, udp(b"\4" + bytes(47), 9)), ip(47, bytes(40)),
)  # fmt: skip
LINKS = [1, 101, 113, 276, 0, 147]


def framed(link: int, packet: bytes) -> bytes:
    kind = b"\x86\xdd" if packet[0] >> 4 == 6 else b"\x08\x00"
    if link == 1:
        return ethernet(packet)
    return {101: b"", 113: bytes(14) + kind, 276: kind + bytes(18), 0: bytes(4)}.get(link, b"") + packet


def read_in_full(link: int, frames: list[bytes]) -> tuple[object, ...]:
    """What comes of these frames without any glance: what was seen, met, left open, and not readable."""
    servers = Servers(frozenset({"spy.example"}))
    slicer = Slicer(servers)
    faults = take_all(slicer, link, frames)
    take_all(Again(slicer), link, frames)
    return dict(slicer.seen), servers.as_rows(), slicer.unfinished, slicer.fragments, faults


def take_all(slicer: Slicer, link: int, frames: list[bytes]) -> list[int]:
    """Every frame, in order; how many could not be read, and how many are of an unknown kind."""
    faults = [0, 0]
    for frame in frames:
        try:
            start = links.start(link, frame)
            if start >= 0:
                slicer.take(frame, start, 1)
        except IndexError:
            faults[0] += 1
        except ValueError:
            faults[1] += 1
    return faults


NOTHING = ({}, [], 0, 0, [0, 0])
MUTATION = st.tuples(st.integers(0, 90), st.integers(0, 255))


@given(
    packet=st.sampled_from(PACKETS),
    link=st.sampled_from(LINKS),
    mutations=st.lists(MUTATION, max_size=4),
    cut=st.none() | st.integers(0, 120),
    around=st.tuples(st.binary(max_size=20), st.binary(max_size=80)),
)
def test_what_is_passed_over_would_have_named_nothing(
    packet: bytes, link: int, mutations: list[tuple[int, int]], cut: int | None, around: tuple[bytes, bytes]
) -> None:
    frame = bytearray(framed(link, packet))
    for place, value in mutations:
        if place < len(frame):
            frame[place] = value
    whole = bytes(frame[:cut])
    before, after = around
    if glance(link, ())(before + whole + after, len(before), len(before) + len(whole)):
        assert read_in_full(link, [whole]) == NOTHING


@given(packet=st.sampled_from(PACKETS), link=st.sampled_from(LINKS), mutations=st.lists(MUTATION, max_size=4))
def test_nothing_from_or_to_a_listed_address_is_passed_over(
    packet: bytes, link: int, mutations: list[tuple[int, int]]
) -> None:
    frame = bytearray(framed(link, packet))
    for place, value in mutations:
        if place < len(frame):
            frame[place] = value
    servers = Servers(frozenset({"198.51.100.7", "2001:db8::7"}))
    if glance(link, (), servers.addresses)(bytes(frame), 0, len(frame)):
        start = links.start(link, bytes(frame))
        Slicer(servers).take(bytes(frame), start, 1)
        assert servers.hits == {}


def test_the_glance_passes_over_open_connections_and_nothing_that_names_a_server() -> None:
    for link in IP_AT:
        idle = glance(link, ())
        for make in (ip, ip6):
            for quiet in (tcp(DATA, 443), tcp(b"", 443), udp(b"\x40" + bytes(40), 443)):
                frame = framed(link, make(6 if quiet[12:13] == b"\x50" else 17, quiet))
                assert idle(frame, 0, len(frame)) == (link in {1, 101, 113, 276} or link in links.RAW)
            for loud in (tcp(record(hello(SPY)), 443), tcp(request(SPY), 80)):
                frame = framed(link, make(6, loud))
                assert not idle(frame, 0, len(frame))


def test_every_packet_of_a_connection_that_is_waited_for_is_read_and_no_other() -> None:
    slicer = Slicer(Servers(frozenset({"spy.example"})))
    for make in (ip, ip6):
        slicer.take(make(6, tcp(HALF[:700], 443)), 0, 1)
    for make in (ip, ip6):
        same, other = (ethernet(make(6, tcp(DATA, 443, source=port))) for port in (40_000, 40_001))
        assert glance(1, ())(same, 0, len(same))
        assert not glance(1, slicer.waited_for)(same, 0, len(same))
        assert glance(1, slicer.waited_for)(other, 0, len(other))


@pytest.mark.parametrize("link", [0, 108, 147, 999])
def test_a_link_that_is_not_glanced_at_is_read_in_full(link: int) -> None:
    assert glance(link, ()) is never


@pytest.mark.parametrize("piece", [64, 1_000, 1 << 20])
def test_packets_over_the_border_of_two_pieces_are_whole(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devicecheck.readers.capture.packets.PIECE", piece)
    chance = random.Random(piece)
    frames = [ethernet(ip(6, tcp(chance.randbytes(chance.randrange(1_400)), 443))) for _ in range(300)]
    found = Packets(io.BytesIO(pcap(frames)), lambda _: never)
    assert [data for _, _, data in found] == frames
    assert found.number == len(frames)


@pytest.mark.parametrize("seed", range(8))
def test_a_recording_read_with_glances_says_what_one_read_in_full_says(seed: int, tmp_path) -> None:
    chance = random.Random(seed)
    frames = [bytearray(ethernet(chance.choice(PACKETS))) for _ in range(2_000)]
    for frame in frames:
        if chance.random() < 0.3:
            frame[chance.randrange(len(frame))] = chance.randrange(256)
    plain = [bytes(frame[: chance.choice((None, None, None, chance.randrange(90)))]) for frame in frames]
    path = tmp_path / "a.pcap"
    path.write_bytes(pcap(plain))
    quick = looking.look(path, Servers(frozenset({"spy.example"})), Watch(60, lambda: False))
    seen, rows, unfinished, fragments, (unreadable, _) = read_in_full(1, plain)
    assert quick["seen"] == dict(sorted(seen.items()))  # type: ignore[attr-defined]
    assert [(row["name"], row["packets"]) for row in quick["hits"]] == [(row["name"], row["packets"]) for row in rows]  # type: ignore[attr-defined]
    assert (quick["unfinished"], quick["fragments"], quick["unreadable"]) == (unfinished, fragments, unreadable)
    assert quick["packets"] == len(plain)
