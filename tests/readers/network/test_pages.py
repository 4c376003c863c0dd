# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a first page refers to, names in a certificate, greetings: little of each, whatever comes."""

import datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.readers.network import banners, certificates, dns, pages
from devicecheck.readers.network.answers import READS
from devicecheck.readers.network.limits import BANNER_LIMIT, FACTS_KEPT, TEXT_LIMIT

HEAD = b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n"


def said(source: str, body: bytes, head: bytes = HEAD) -> list[str]:
    return [text for place, text in banners.http(head + body) if place == source]


@pytest.mark.parametrize(
    ("answer", "path"),
    [
        (b"HTTP/1.1 302 Found\r\nLocation: http://192.168.1.9:80/doc/login.asp?_1=2\r\n\r\n", "/doc/login.asp?_1=2"),
        (HEAD + b'<meta http-equiv="refresh" content="0; url=/cgi-bin/view.cgi">', "/cgi-bin/view.cgi"),
        (HEAD + b"<script>window.location.href = '/view/index.shtml?id=1';</script>", "/view/index.shtml?id=1"),
        (HEAD + b'<script>location.replace("webs/index.html")</script>', "webs/index.html"),
    ],
)  # fmt: skip
def test_where_a_page_leads(answer: bytes, path: str) -> None:
    assert [text for place, text in banners.http(answer) if place == "http-location"] == [path]


def test_the_front_page_and_another_address_are_no_path() -> None:
    for target in (b"/", b"http://192.168.1.9/", b"http://[broken"):
        assert not said("http-location", b"", b"HTTP/1.1 302 Found\r\nLocation: %b\r\n\r\n" % target)


def test_what_a_page_loads_and_says() -> None:
    (text,) = said(
        "http-page",
        b"<script src=/js/rpcCore.js></script><object codebase='web.cab'></object><p>Live  view\n here</p>"
        b"<script>{var plugin = 'RTSPViewer';}</script><a href='x'>y</a>",
    )
    assert text.split(pages.BETWEEN) == ["/js/rpcCore.js", "web.cab", "Live view here", "RTSPViewer"]


@given(
    st.text(max_size=4_000)
    | st.lists(st.sampled_from(["<p>some words ", "<img src='abc' ", '"quoted text"', ">", "<"])).map("".join)
)
def test_any_page_gives_few_short_texts(body: str) -> None:
    told = list(pages.page("Location: x", body))
    assert len(told) <= pages.TEXTS + 3
    assert all(len(text) <= TEXT_LIMIT for place, text in told if place == "http-page")


def test_long_pages_at_every_port_leave_room_for_what_else_a_device_says() -> None:
    assert (pages.TEXTS + 8) * 8 <= FACTS_KEPT


@given(st.binary(max_size=400))
def test_any_bytes_are_no_fault_of_a_certificate_or_greeting(junk: bytes) -> None:
    assert len(list(certificates.names(junk))) <= certificates.MOST
    for port in banners.GREETING_PORTS:
        assert len(list(banners.greeting(port, junk))) <= banners.GREETING_LINES
    banners.left(junk)


def test_names_in_a_certificate() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Camera works"),
            x509.NameAttribute(NameOID.COMMON_NAME, "IPC-7"),
        ]
    )
    day = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    built = x509.CertificateBuilder(name, name, key.public_key(), 1, day, day + datetime.timedelta(1))
    made = built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    assert sorted(certificates.names(made)) == [("tls-name", "Camera works"), ("tls-name", "IPC-7")]


def test_greetings() -> None:
    assert list(banners.greeting(21, b"220 AXIS P3364 Network Camera 5.20 ready.\r\n220 x\r\n")) == [
        ("ftp-greeting", "220 AXIS P3364 Network Camera 5.20 ready.")
    ]
    telnet = b"\xff\xfd\x01\xff\xfb\x03\xff\xfa\x18\x01\xff\xf0\r\n\r\nIPCamera login: "
    assert list(banners.greeting(23, telnet)) == [("telnet-greeting", "IPCamera login:")]
    assert list(banners.greeting(22, b"220 no\r\n")) == []


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        (b"", 1),
        (b"HTTP/1.1 200 OK\r\n", 1),
        (b"HTTP/1.1 200 OK\r\n\r\nabc", -1),
        (b"HTTP/1.1 200 OK\r\n\r\n<HTML>abc</HTML>", 0),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc", 2),
        (b"HTTP/1.1 200 OK\r\nCONTENT-LENGTH:3\r\n\r\nabc", 0),
        (b"HTTP/1.1 304 Not\r\n\r\n", 0),
        (b"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace;boundary=1\r\n\r\n", 0),
        (b"RTSP/1.0 401 No\r\n\r\n", 0),
        (b"RTSP/1.0 200 OK\r\nContent-length: 9\r\n\r\nv=0\r\n", 4),
    ],
)
def test_how_much_of_an_answer_is_missing(answer: bytes, left: int) -> None:
    assert banners.left(answer) == left


def test_a_promise_beyond_the_limit_is_not_waited_for() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n"
    assert banners.left(head + bytes(BANNER_LIMIT - len(head))) == 0


def test_headers_in_capitals_are_told_in_their_order() -> None:
    head = b"HTTP/1.1 200 OK\r\nCONNECTION: close\r\nDate: x\r\nCONTENT-LENGTH: 0\r\n\r\n"
    assert said("http-shape", b"", head) == ["!connection !content-length"]
    assert said("http-shape", b"") == []


def test_kind_and_model_of_a_service() -> None:
    service = b"\x04_hap\x04_tcp\x05local\0"
    texts = b"".join(bytes([len(each)]) + each for each in (b"ci=17", b"md=Cam 2", b"id=AA", b"sf"))
    record = b"\x03Hut" + service + b"\0\x10\0\1\0\0\0\x78" + len(texts).to_bytes(2, "big") + texts
    answer = b"\0\0\x84\0\0\0\0\1\0\0\0\0" + record
    assert list(READS["mdns"](answer)) == [("mdns-kind", "_hap._tcp.local ci=17"), ("mdns-model", "Cam 2")]
    with pytest.raises(ValueError, match="cut"):
        list(dns.answers(answer[:-3] + b"\xff" + answer[-2:]))


def test_the_name_and_the_model_of_an_onvif_camera() -> None:
    scopes = (
        "onvif://www.onvif.org/type/video onvif://www.onvif.org/name/Front%20door onvif://www.onvif.org/hardware/DS-2CD"
    )
    body = (
        f"<a:ProbeMatches><a:Types>dn:NetworkVideoTransmitter</a:Types><a:Scopes>{scopes}</a:Scopes></a:ProbeMatches>"
    )
    told = [text for place, text in READS["wsd"](body.encode()) if place == "wsd-name"]
    assert told == ["Front door", "DS-2CD"]
