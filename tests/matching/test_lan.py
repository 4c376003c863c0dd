# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shipped entries say of things in a home, by the words of their servers."""

from functools import cache

import pytest

from devicecheck.matching.lan import LanTable
from devicecheck.model.network_observations import NetworkDevice
from devicecheck.model.signatures import LanPrint, LanSource
from devicecheck.packs.load import load_shipped
from devicecheck.readers.network import banners
from tests.packs.entries import entry

CAMERAS = [
    ("http-title", "Netzwerkkamera - Anmeldung"),
    ("http-title", "网络摄像机"),
    ("http-title", "IP-камера"),
    ("http-server", "NetEVI/3.10"),
    ("http-title", "My camera in the hall"),
    ("http-realm", "Camera Name : hall"),
    ("http-title", "The AXIS 200+ Home Page"),
    ("rtsp-server", "Network Video Server"),
    ("rtsp-realm", "ZoneMinder"),
]
ORDINARY = [
    ("http-title", "Web Configurator"),
    ("http-title", "DCS-7050T switch"),
    ("http-title", "AVTECH Room Alert 3E"),
    ("http-title", "TVIP set-top box"),
    ("http-title", "The AXIS 540+ Print Server"),
    ("http-title", "Synology DiskStation"),
    ("http-title", "Camerata Choir"),
    ("http-server", "Grandstream GXP2160"),
    ("http-server", "HDHomeRun/1.0"),
    ("http-realm", "DSL Router"),
    ("rtsp-server", "AirTunes/366.0"),
]


@cache
def shipped() -> LanTable:
    return LanTable((print_, each) for each in load_shipped().signatures for print_ in each.indicators.lan)


def thing(*said: tuple[str, str]) -> NetworkDevice:
    return NetworkDevice(id="device:1", device="n1", readings=(), key="1", address="10.0.0.2", said=said)


@pytest.mark.parametrize("said", CAMERAS)
def test_a_server_that_calls_itself_a_camera_is_told(said: tuple[str, str]) -> None:
    assert shipped().matching(thing(said))


@pytest.mark.parametrize("said", ORDINARY)
def test_ordinary_things_are_not_told(said: tuple[str, str]) -> None:
    assert shipped().matching(thing(said)) == ()


def test_a_banner_is_what_any_server_calls_itself_and_no_name_of_the_thing() -> None:
    one = entry(lan=(LanPrint(source=LanSource.BANNER, text="hall eye", match="word"),))
    table = LanTable((print_, one) for print_ in one.indicators.lan)
    for place in ("http-server", "http-title", "http-realm", "rtsp-server", "rtsp-realm"):
        (match,) = table.matching(thing((place, "The Hall Eye 2")))
        assert match.said == ((place, "The Hall Eye 2"),)
    for place in ("router-name", "mdns-name", "dhcp-name", "stream", "ssh"):
        assert table.matching(thing((place, "hall eye"))) == ()


@pytest.mark.parametrize(
    ("header", "realm"),
    [
        ('Basic realm="A, B"', "A, B"),
        ("Basic realm=Camera Name : hall", "Camera Name : hall"),
        ("Digest realm=hall, nonce=1", "hall"),
        ('Basic realm=""', None),
    ],
)
def test_a_realm_is_read_with_and_without_its_quotes(header: str, realm: str | None) -> None:
    answer = f"HTTP/1.1 401 No\r\nWWW-Authenticate: {header}\r\n\r\n".encode()
    assert list(banners.http(answer)) == ([("http-realm", realm)] if realm else [])
