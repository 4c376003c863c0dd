# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the reader's answers to devices: one device once, makers, kinds, players; whatever else is a gap."""

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from devicecheck.model.network import DeviceKind, NetworkWay
from devicecheck.model.network_observations import NetworkDevice, NetworkLook
from devicecheck.model.observations import GapReason
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse import network
from devicecheck.parse.network import makers
from devicecheck.readers.wire import Status

WHEN = datetime(2026, 11, 27, tzinfo=UTC)
EMPTY = {
    "network": "192.168.1.0/24", "own": "192.168.1.10", "way": "connect", "seconds": 2, "left_out": 0, "not_read": 0,
    "packets": False, "deaf": [], "hosts": [],
}  # fmt: skip


def host(ip: str, mac: str = "", *said: tuple[str, str]) -> dict[str, object]:
    return {"ip": ip, "mac": mac, "said": [list(pair) for pair in said]}


def reading(body: object, status: Status = Status.COMPLETE, name: str = "n1") -> Reading:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Reading(name, Topic.NETWORK_DEVICES, "network-1", "look", WHEN, WHEN, status, data)


def devices(*bodies: dict[str, object]) -> list[NetworkDevice]:
    readings = [reading(body, name=f"n{number}") for number, body in enumerate(bodies)]
    return [each for each in network.observe(readings, "network-1").observations if isinstance(each, NetworkDevice)]


def test_two_looks_are_one_device_with_all_that_it_said() -> None:
    first = EMPTY | {"hosts": [host("192.168.1.7", "", ("discovery", "vstarcam"))]}
    second = EMPTY | {
        "way": "listen",
        "hosts": [
            host("192.168.1.7", "f4:e2:5d:99:2b:04", ("dhcp-name", "VSTC12")),
            host("fe80::1", "f4:e2:5d:99:2b:04", ("ipv6", "fe80::1")),
        ],
    }
    (device,) = devices(first, second)
    assert (device.key, device.address, device.names) == ("f4:e2:5d:99:2b:04", "192.168.1.7", ("VSTC12",))
    assert device.said[0] == ("discovery", "vstarcam")
    assert device.readings == ("n0", "n1")
    assert device.module_maker


def test_makers_by_24_28_and_36_bits_and_made_up_addresses() -> None:
    assert "Hikvision" in makers.maker("f8:4d:fc:01:02:03")
    assert "SOREDI" in makers.maker("70:b3:d5:00:1a:00")
    assert makers.maker("5a:0c:ae:3e:0d:3a") == ""
    assert makers.made_up("5a:0c:ae:3e:0d:3a")
    assert makers.is_module_maker(makers.maker("fc:f5:c4:70:12:c9"))
    assert not makers.is_module_maker(makers.maker("f8:4d:fc:01:02:03"))


def test_kinds_for_the_list() -> None:
    said = {
        DeviceKind.ROUTER: ("ssdp-type", "urn:schemas-upnp-org:device:InternetGatewayDevice:1"),
        DeviceKind.PRINTER: ("mdns-type", "_ipp._tcp.local"),
        DeviceKind.PHONE: ("router-name", "Pixel-8"),
        DeviceKind.COMPUTER: ("wsd-type", "Computer"),
        DeviceKind.TV: ("mdns-type", "_googlecast._tcp.local"),
        DeviceKind.SPEAKER: ("mdns-type", "_raop._tcp.local"),
        DeviceKind.STORAGE: ("http-title", "DiskStation - Synology NAS"),
        DeviceKind.SMART_HOME: ("announcement", "tuya"),
        DeviceKind.NOT_NAMED: ("port", "80"),
    }
    body = EMPTY | {"hosts": [host(f"192.168.1.{n}", "", pair) for n, pair in enumerate(said.values(), 20)]}
    assert [each.kind for each in devices(body)] == list(said)


def test_a_player_of_music_shows_no_pictures() -> None:
    pairs = (("rtsp-server", "AirTunes/366.0"), ("stream", "locked"))
    (player,) = devices(EMPTY | {"hosts": [host("192.168.1.7", "", *pairs)]})
    assert ("stream", "locked") not in player.said
    for server, plays in (("QTSS/6.0", True), ("RealServer Version 9.0", True), ("Hipcam RealServer/V1.0", False)):
        pairs = (("rtsp-server", server), ("stream", "offers"))
        (player,) = devices(EMPTY | {"hosts": [host("192.168.1.7", "", *pairs)]})
        assert (("stream", "offers") not in player.said) is plays


def test_what_could_not_be_done_is_a_gap() -> None:
    def reasons(*readings: Reading) -> list[GapReason]:
        return [gap.reason for gap in network.observe(readings, "network-1").gaps]

    assert reasons(reading(EMPTY)) == [GapReason.EMPTY]
    router = host("192.168.1.1", "", ("ssdp-type", "urn:schemas-upnp-org:device:InternetGatewayDevice:1"))
    assert reasons(reading(EMPTY | {"hosts": [router]})) == [GapReason.EMPTY], "a guest network shows the router alone"
    for way in ("listen", "ask"):
        half = EMPTY | {"way": way, "hosts": [router, host("192.168.1.7")]}
        assert reasons(reading(half)) == [GapReason.HALF_LOOK]
        assert reasons(reading(half), reading(EMPTY)) == []
    assert reasons(reading(EMPTY | {"hosts": [host("192.168.1.7")], "not_read": 4})) == [GapReason.NOT_UNDERSTOOD]
    assert reasons(reading(b"", Status.STOPPED)) == [GapReason.STOPPED]
    assert reasons(reading(b"{}")) == [GapReason.NOT_UNDERSTOOD]
    assert reasons(reading(EMPTY | {"hosts": [host("192.168.1.7")], "silent": 2})) == [GapReason.SILENT]
    whole = EMPTY | {"hosts": [host("192.168.1.7")], "left_out": 3, "deaf": ["mdns"]}
    assert reasons(reading(whole)) == [GapReason.TRUNCATED, GapReason.REFUSED]
    assert reasons(reading(EMPTY | {"hosts": [host("192.168.1.7", "not a mac")]})) == [GapReason.NOT_UNDERSTOOD]


def test_the_look_says_how_it_went() -> None:
    parsed = network.observe([reading(EMPTY | {"hosts": [host("192.168.1.7")], "packets": True})], "network-1")
    (look,) = [each for each in parsed.observations if isinstance(each, NetworkLook)]
    assert (look.way, look.devices, look.packets) == (NetworkWay.CONNECT, 1, True)


@given(st.binary(max_size=300) | st.lists(st.text() | st.integers()).map(json.dumps).map(str.encode))
def test_any_body_is_a_gap_or_devices(body: bytes) -> None:
    parsed = network.observe([reading(body)], "network-1")
    assert parsed.observations or parsed.gaps
