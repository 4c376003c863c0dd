# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the capture reader finds, on every kind of link, file and way; and what it must not find."""

import random
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devicecheck.readers.bounds import OutOfTime, Watch
from devicecheck.readers.capture import looking, servers
from devicecheck.readers.capture.servers import Servers
from devicecheck.readers.file_session import NotLooked
from tests.readers.capture import frames
from tests.readers.capture.frames import dns, ethernet, hello, ip, ip6, pcap, pcapng, quic, record, request, tcp, udp

LIST = frozenset({"spy.example", "panel.watch.example"})


def look(tmp_path: Path, data: bytes) -> dict:
    path = tmp_path / "a.pcap"
    path.write_bytes(data)
    return looking.look(path, Servers(LIST), Watch(60, lambda: False))


def met(tmp_path: Path, *packets: bytes) -> dict[str, list[str]]:
    return {hit["name"]: hit["ways"] for hit in look(tmp_path, pcap(packets))["hits"]}


def test_each_way_of_naming_a_server_is_found(tmp_path: Path) -> None:
    found = met(
        tmp_path,
        ethernet(ip(17, udp(dns("A.Spy.Example"), 53))),
        ethernet(ip6(17, udp(dns("six.spy.example"), 53))),
        ethernet(ip(6, tcp(b"\x00\x20" + dns("tcp.spy.example"), 53))),
        ethernet(ip(6, tcp(record(hello("panel.watch.example")), 443))),
        ethernet(ip(6, tcp(record(hello("odd.spy.example")), 8443, source=40_001))),
        ethernet(ip(6, tcp(request("up.spy.example"), 80))),
        *(ethernet(ip(17, udp(each, 443))) for each in quic("q.spy.example")),
    )
    assert found == {
        "a.spy.example": ["dns"],
        "six.spy.example": ["dns"],
        "tcp.spy.example": ["dns"],
        "panel.watch.example": ["tls"],
        "odd.spy.example": ["tls"],
        "up.spy.example": ["http"],
        "q.spy.example": ["quic"],
    }


def test_a_listed_address_is_met_whatever_the_packet_carries(tmp_path: Path) -> None:
    listed = Servers(frozenset({"198.51.100.7", "2001:db8::7", "203.0.113.9", "spy.example"}))
    path = tmp_path / "a.pcap"
    quiet = (tcp(b"", 443), tcp(b"\x17\x03\x03" + bytes(60), 443), tcp(record(hello("fine.example")), 443))
    path.write_bytes(pcap([ethernet(make(6, each)) for make in (ip, ip6) for each in quiet]))
    found = looking.look(path, listed, Watch(60, lambda: False))
    assert [(hit["name"], hit["server"], hit["ways"], hit["packets"]) for hit in found["hits"]] == [
        ("198.51.100.7", "198.51.100.7", ["address"], 3),
        ("2001:db8::7", "2001:db8::7", ["address"], 3),
    ]


def test_an_address_that_is_not_listed_is_not_met(tmp_path: Path) -> None:
    listed = Servers(frozenset({"198.51.100.8", "192.168.1.5", "2001:db8::70"}))
    path = tmp_path / "a.pcap"
    path.write_bytes(pcap([ethernet(make(6, tcp(b"", 443))) for make in (ip, ip6)]))
    assert looking.look(path, listed, Watch(60, lambda: False))["hits"] == []


@pytest.mark.parametrize(
    "name", ["notspy.example", "spy.example.org", "xspy.example", "watch.example", "example", "spy-example.com", "spy"]
)
def test_names_that_only_look_alike_are_not(tmp_path: Path, name: str) -> None:
    everything = (
        ethernet(ip(17, udp(dns(name), 53))),
        ethernet(ip(6, tcp(record(hello(name)), 443))),
        ethernet(ip(6, tcp(request(name), 80))),
        *(ethernet(ip(17, udp(each, 443))) for each in quic(name)),
    )
    assert met(tmp_path, *everything) == {}


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1)])
def test_a_greeting_in_several_packets_is_put_together_in_any_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    stream, start = record(hello("big.spy.example", 3_000)), 0xFFFFFF00
    parts = [
        ethernet(ip(6, tcp(stream[place : place + 1_200], 443, start + place)))
        for place in range(0, len(stream), 1_200)
    ]
    assert len(parts) == len(order)
    assert met(tmp_path, *(parts[number] for number in order)) == {"big.spy.example": ["tls"]}


def test_a_greeting_over_several_records_and_a_shuffled_quic_one_are_found(tmp_path: Path) -> None:
    assert met(tmp_path, ethernet(ip(6, tcp(record(hello("r.spy.example"), 40), 443)))) == {"r.spy.example": ["tls"]}
    packets = [ethernet(ip(17, udp(each, 443))) for each in quic("s.spy.example", pieces=6)]
    assert len(packets) == 2
    assert met(tmp_path, *reversed(packets)) == {"s.spy.example": ["quic"]}


def test_a_greeting_that_never_ends_is_counted_and_no_server_is_made_of_it(tmp_path: Path) -> None:
    stream = record(hello("big.spy.example", 3_000))
    found = look(tmp_path, pcap([ethernet(ip(6, tcp(stream[:1_200], 443)))]))
    assert (found["hits"], found["unfinished"]) == ([], 1)


PACKET = ip(17, udp(dns("spy.example"), 53))


@pytest.mark.parametrize(
    ("link", "frame"),
    [
        (1, ethernet(PACKET, vlans=(0x8100,))),
        (1, ethernet(PACKET, vlans=(0x88A8, 0x8100))),
        (101, PACKET),
        (228, PACKET),
        (113, bytes(14) + b"\x08\x00" + PACKET),
        (276, b"\x08\x00" + bytes(18) + PACKET),
        (0, b"\x02\x00\x00\x00" + PACKET),
        (1, ethernet(frames.ip6_with_options(17, udp(dns("spy.example"), 53)))),
    ],
)
def test_every_kind_of_link_is_read(tmp_path: Path, link: int, frame: bytes) -> None:
    assert [hit["name"] for hit in look(tmp_path, pcap([frame], link))["hits"]] == ["spy.example"]


def test_an_unknown_link_is_counted_and_never_read_as_nothing(tmp_path: Path) -> None:
    found = look(tmp_path, pcap([PACKET, PACKET], link=195))
    assert (found["unknown_links"], found["hits"], found["seen"]) == (2, [], {})


@pytest.mark.parametrize(
    "data",
    [
        pcap([ethernet(PACKET)], order=">"),
        pcap([ethernet(PACKET)], nano=True),
        pcapng([ethernet(PACKET)]),
        pcapng([ethernet(PACKET)], order=">"),
        pcapng([ethernet(PACKET)], exponent=9),
        pcapng([ethernet(PACKET)]) + pcapng([ethernet(PACKET)], order=">"),
    ],
)
def test_every_form_of_file_is_read_with_its_clock(tmp_path: Path, data: bytes) -> None:
    (hit,) = look(tmp_path, data)["hits"]
    assert hit["first"] // 1_000_000_000 == frames.START
    assert hit["name"] == hit["server"] == "spy.example"


@pytest.mark.parametrize("form", [pcap, pcapng])
def test_a_cut_file_keeps_what_was_whole_and_says_that_it_was_cut(tmp_path: Path, form) -> None:
    whole = form([ethernet(PACKET), ethernet(PACKET)])
    for cut in range(1, len(ethernet(PACKET))):
        found = look(tmp_path, whole[:-cut])
        assert (found["packets"], found["cut"], len(found["hits"])) == (1, True, 1)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04" + bytes(40), b"\x0a\x0d\x0d\x0a" + bytes(40), b"\xd4\xc3\xb2\xa1"])
def test_another_kind_of_file_is_no_capture(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(NotLooked, match="no-capture"):
        look(tmp_path, data)


def test_a_capture_without_packets_was_not_looked_at(tmp_path: Path) -> None:
    with pytest.raises(NotLooked, match="no-packets"):
        look(tmp_path, pcap([]))


def test_a_packet_that_says_it_is_huge_ends_the_file(tmp_path: Path) -> None:
    found = look(tmp_path, pcap([ethernet(PACKET)]) + struct.pack("<IIII", 1, 1, 1 << 30, 1 << 30))
    assert (found["packets"], found["cut"]) == (1, True)


def test_later_parts_of_split_packets_and_malformed_ones_are_counted(tmp_path: Path) -> None:
    found = look(tmp_path, pcap([ethernet(ip(17, PACKET, fragment=100)), ethernet(PACKET)[:20], ethernet(b"\x30")]))
    assert (found["fragments"], found["unreadable"], found["packets"]) == (1, 2, 3)


def test_looking_stops_when_nobody_wants_it_any_more(tmp_path: Path) -> None:
    path = tmp_path / "a.pcap"
    idle = ethernet(ip(6, tcp(b"\x17\x03\x03data", 443)))
    for data in (pcap([ethernet(PACKET)] * 9), pcap([idle] * 9), pcapng([idle] * 9)):
        path.write_bytes(data)
        with pytest.raises(OutOfTime):
            looking.look(path, Servers(LIST), Watch(60, lambda: True))


@pytest.mark.slow
@pytest.mark.parametrize("form", [pcap, pcapng])
def test_a_long_recording_says_how_far_one_is(form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "REPORT_EVERY", 0.0)
    path, said = tmp_path / "a.pcap", []
    path.write_bytes(form([ethernet(PACKET), *[ethernet(ip(6, tcp(bytes(1_000), 443)))] * 5_000]))
    looking.look(path, Servers(LIST), Watch(60, lambda: False), lambda *told: said.append(told))
    megabytes = [read for read, _, _ in said]
    assert megabytes == sorted(megabytes)
    assert 3 < megabytes[-1] <= said[-1][1] == 6
    assert said[-1][2] == 1


@pytest.mark.parametrize("text", ["", "[]", "{}", "[1]", "nonsense"])
def test_a_list_without_servers_stops_the_reader(tmp_path: Path, text: str) -> None:
    path = tmp_path / "servers.json"
    path.write_text(text)
    with pytest.raises(NotLooked, match="no-list"):
        servers.read(path)


SAMPLES = (
    ethernet(PACKET),
    ethernet(ip6(17, udp(dns("a.spy.example"), 53))),
    ethernet(ip(6, tcp(record(hello("panel.watch.example")), 443)), vlans=(0x8100,)),
    ethernet(ip(6, tcp(request("up.spy.example"), 80))),
    *(ethernet(ip(17, udp(each, 443))) for each in quic("q.spy.example", pieces=6)),
)


def mutated(chance: random.Random) -> bytes:
    frame = bytearray(chance.choice(SAMPLES))
    for _ in range(chance.randrange(1, 6)):
        frame[chance.randrange(len(frame))] = chance.randrange(256)
    return bytes(frame[: chance.randrange(len(frame) + 1)] if chance.random() < 0.4 else frame)


@pytest.mark.parametrize("count", [3_000, pytest.param(200_000, marks=pytest.mark.slow)])
def test_mutated_frames_neither_crash_nor_vanish(tmp_path: Path, count: int) -> None:
    chance = random.Random(count)
    found = look(tmp_path, pcap([mutated(chance) for _ in range(count)]))
    assert found["packets"] == count
    assert found["unreadable"] > 0
    assert {hit["server"] for hit in found["hits"]} <= LIST


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([pcap([ethernet(PACKET)]), pcapng([ethernet(PACKET)])]), st.data())
def test_any_bytes_end_as_a_result_or_as_not_looked(tmp_path_factory, junk: bytes, base: bytes, data) -> None:
    place = data.draw(st.integers(0, len(base)))
    path = tmp_path_factory.mktemp("any") / "a"
    path.write_bytes(base[:place] + junk)
    try:
        found = looking.look(path, Servers(LIST), Watch(60, lambda: False))
    except NotLooked:
        return
    assert found["packets"] >= 1
