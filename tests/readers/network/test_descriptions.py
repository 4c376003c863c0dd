# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages on which devices describe themselves: asked of the device alone, and nothing but its name is taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.readers.network import answers
from devicecheck.readers.network.descriptions import Place, described, missing, place, question

PAGE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<?xml version='1.0'?><root><device>"
    b"<deviceType>urn:schemas-upnp-org:device:DigitalSecurityCamera:1</deviceType>"
    b"<friendlyName>Front &amp; door</friendlyName>"
    b"<manufacturer>Maker</manufacturer><modelName>IP Camera</modelName><UDN>uuid:1</UDN></device></root>"
)


def test_a_page_of_the_sender_is_asked_for() -> None:
    found = place("192.168.1.9", "http://192.168.1.9:49152/a/device.xml?x=1")
    assert found == Place("192.168.1.9", 49152, "/a/device.xml?x=1")
    assert place("192.168.1.9", "http://192.168.1.9") == Place("192.168.1.9", 80, "/")
    asked = question(Place("192.168.1.9", 49152, "/d.xml")).decode()
    assert asked.startswith("GET /d.xml HTTP/1.1\r\nHost: 192.168.1.9:49152\r\n")
    assert asked.count("\r\n\r\n") == 1


@pytest.mark.parametrize(
    "location",
    [
        "http://192.168.1.1/device.xml",
        "http://203.0.113.7/device.xml",
        "https://192.168.1.9/device.xml",
        "ftp://192.168.1.9/device.xml",
        "http://name.example/device.xml",
        "http://who@192.168.1.9/device.xml",
        "http://192.168.1.9:99999/device.xml",
        "http://192.168.1.9/a b\r\nX: y",
        "http://192.168.1.9/" + "a" * 300,
        "http://[::1",
        "",
    ],
)
def test_nothing_else_is_asked_for(location: str) -> None:
    assert place("192.168.1.9", location) is None


def test_what_is_taken_of_a_page() -> None:
    assert list(described(PAGE)) == [
        ("ssdp-type", "urn:schemas-upnp-org:device:DigitalSecurityCamera:1"),
        ("upnp-name", "Front & door"),
        ("upnp-maker", "Maker"),
        ("upnp-model", "IP Camera"),
    ]
    assert list(described(b"SSH-2.0 <modelName>x</modelName>")) == []
    assert len(list(described(b"HTTP/1.1 200 OK\r\n\r\n" + b"<modelName>x</modelName>" * 500))) == 12


def test_the_end_of_a_page() -> None:
    assert missing(PAGE) == 0
    assert missing(PAGE[:-7]) == -1


def test_an_answer_names_its_page() -> None:
    said = answers.READS["ssdp"](b"HTTP/1.1 200 OK\r\nLOCATION: http://192.168.1.9:80/d.xml\r\n\r\n")
    assert ("ssdp-location", "http://192.168.1.9:80/d.xml") in list(said)


@given(st.binary(max_size=400), st.text(max_size=80))
def test_any_bytes_are_only_text(page: bytes, location: str) -> None:
    assert all(isinstance(text, str) for pair in described(b"HTTP/1.1 200 OK\r\n\r\n" + page) for text in pair)
    assert (found := place("192.168.1.9", location)) is None or found.address == "192.168.1.9"
