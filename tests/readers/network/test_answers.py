# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What datagrams and banners say: real forms, scapy as the judge of names, and any bytes at all."""

import random
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scapy.compat import raw
from scapy.layers.dhcp import BOOTP, DHCP
from scapy.layers.dns import DNS, DNSQR, DNSRR, DNSRRSRV

from devicecheck.readers.network import answers, banners, dns, questions
from devicecheck.readers.network.heard import Heard

WSD = (
    b'<?xml version="1.0"?><s:Envelope xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><s:Body>'
    b"<d:ProbeMatches><d:ProbeMatch><d:Types>dn:NetworkVideoTransmitter tds:Device</d:Types>"
    b"<d:Scopes>onvif://www.onvif.org/name/IPC</d:Scopes></d:ProbeMatch></d:ProbeMatches></s:Body></s:Envelope>"
)


def said(kind: str, data: bytes) -> list[tuple[str, str]]:
    return list(answers.READS[kind](data))


def test_an_mdns_answer_that_scapy_built() -> None:
    service, instance = "_rtsp._tcp.local.", "Nursery._rtsp._tcp.local."
    packet = DNS(
        qr=1,
        qd=[],
        an=[DNSRR(rrname=service, type="PTR", rdata=instance)],
        ar=[
            DNSRRSRV(rrname=instance, port=8554, target="VTech-RM.local."),
            DNSRR(rrname="VTech-RM.local.", type="A", rdata="192.168.1.9"),
        ],
    )
    assert said("mdns", raw(packet)) == [
        ("mdns-type", "_rtsp._tcp.local"),
        ("mdns-name", "Nursery"),
        ("mdns-name", "VTech-RM"),
    ]


def test_the_list_of_service_types_and_a_question() -> None:
    listing = DNS(qr=1, qd=[], an=[DNSRR(rrname=questions.ALL_SERVICES, type="PTR", rdata="_Axis-Video._tcp.local.")])
    assert said("mdns", raw(listing)) == [("mdns-type", "_axis-video._tcp.local")]
    assert said("mdns", raw(DNS(qr=0, qd=DNSQR(qname="_rtsp._tcp.local", qtype="PTR")))) == []


def test_scapy_reads_our_questions() -> None:
    asked = DNS(dns.question(["_rtsp._tcp.local", "_http._tcp.local"]))
    assert [(each.qname, each.qtype) for each in asked.qd] == [(b"_rtsp._tcp.local.", 12), (b"_http._tcp.local.", 12)]
    backwards = DNS(questions.reverse_name("192.168.1.20", 7))
    assert (backwards.id, backwards.rd, backwards.qd[0].qname) == (7, 1, b"20.1.168.192.in-addr.arpa.")


def test_ssdp() -> None:
    answer = (
        b"HTTP/1.1 200 OK\r\nST: urn:schemas-upnp-org:device:DigitalSecurityCamera:1\r\nSERVER: IPCamera/1.0\r\n\r\n"
    )
    assert said("ssdp", answer) == [
        ("ssdp-type", "urn:schemas-upnp-org:device:DigitalSecurityCamera:1"),
        ("ssdp-server", "IPCamera/1.0"),
    ]
    assert said("ssdp", b"M-SEARCH * HTTP/1.1\r\nST: ssdp:all\r\n\r\n") == []


def test_vendor_answers() -> None:
    assert said("wsd", WSD)[0] == ("wsd-type", "NetworkVideoTransmitter")
    refusal = b'<e:Envelope xmlns:n="http://www.onvif.org/ver10/network/wsdl"><e:Body><e:Fault></e:Fault></e:Body></e:Envelope>'
    assert said("wsd", refusal) == [("wsd-type", "NetworkVideoTransmitter")]
    assert said("wsd", refusal.replace(b"Fault", b"Probe")) == []
    assert said("sadp", b"<ProbeMatch><DeviceDescription>DS-2CD</DeviceDescription></ProbeMatch>") == [
        ("discovery", "sadp"),
        ("discovery-name", "DS-2CD"),
    ]
    assert said("sadp", b"<Probe><Types>inquiry</Types></Probe>") == []
    body = b'{"method":"client.notifyDevInfo"}'
    assert said("dhip", struct.pack("<I", 32) + b"DHIP" + bytes(24) + body) == [("discovery", "dhip")]
    own = next(each.payload for each in questions.to_all("192.168.1.255") if each.kind == "dhip")
    assert said("dhip", own) == []
    assert said("vstarcam", b"DH\x01\x08" + bytes(20)) == [("discovery", "vstarcam")]
    assert said("pppp", b"\xf1\x41\x00\x14" + bytes(20)) == [("discovery", "pppp")]
    assert said("pppp", b"\xf1\x30\x00\x00") == []
    assert said("tuya", b"\x00\x00\x55\xaa" + bytes(12)) == [("announcement", "tuya")]


def test_dhcp_as_scapy_builds_it() -> None:
    options = [("message-type", "request"), ("hostname", b"Pixel-8"), ("vendor_class_id", b"android-dhcp-15"), "end"]
    packet = raw(BOOTP(op=1) / DHCP(options=options))
    assert list(answers.dhcp(packet)) == [("dhcp-name", "Pixel-8"), ("dhcp-vendor", "android-dhcp-15")]
    assert list(answers.dhcp(raw(BOOTP(op=2) / DHCP(options=["end"])))) == []


RTSP = b"RTSP/1.0 200 OK\r\nCSeq: 1\r\nServer: Micro-RTSP\r\nPublic: DESCRIBE\r\n\r\n"


@pytest.mark.parametrize(
    ("description", "stream"),
    [
        (b"RTSP/1.0 200 OK\r\n\r\nm=video 0 RTP/AVP 96\r\nm=audio 0 RTP/AVP 0\r\n", "video"),
        (b"RTSP/1.0 200 OK\r\n\r\nm=audio 0 RTP/AVP 96\r\n", "sound"),
        (b'RTSP/1.0 401 Unauthorized\r\nWWW-Authenticate: Digest realm="IPC"\r\n\r\n', "locked"),
        (b"", "not-said"),
    ],
)
def test_rtsp(description: bytes, stream: str) -> None:
    told = list(banners.rtsp(RTSP, description))
    assert ("stream", stream) in told
    assert ("rtsp-server", "Micro-RTSP") in told
    assert list(banners.rtsp(b"HTTP/1.1 200 OK\r\n\r\n", description)) == []
    assert list(banners.rtsp(b"HTTP/1.0 501 No\r\nAllow: DESCRIBE, PLAY\r\n\r\n", b"")) == [("stream", "offers")]


@pytest.mark.parametrize(
    ("verbs", "stream"),
    [
        ("Public: OPTIONS, DESCRIBE, SETUP, TEARDOWN, PLAY, PAUSE", "offers"),
        ("Allow: OPTIONS, DESCRIBE, SETUP,PLAY", "offers"),
        ("Public: ANNOUNCE, SETUP, RECORD, PAUSE, FLUSH, TEARDOWN, OPTIONS, DESCRIBE, PLAY", "not-said"),
        ("Public: OPTIONS, SETUP, PLAY", "not-said"),
        ("X-Public: DESCRIBE, PLAY", "not-said"),
    ],
)
def test_what_offers_something_to_play_is_told_from_what_takes_it_in(verbs: str, stream: str) -> None:
    options = f"RTSP/1.0 200 OK\r\nCSeq: 1\r\n{verbs}\r\n\r\n".encode()
    assert list(banners.rtsp(options, b"RTSP/1.0 404 Stream Not Found\r\n\r\n")) == [("stream", stream)]


def test_no_question_could_start_a_stream_or_try_a_password() -> None:
    asked = [*banners.rtsp_questions("192.168.1.5", 554), banners.http_question("192.168.1.5")]
    words = b" ".join(asked)
    assert [each.split()[0] for each in asked] == [b"OPTIONS", b"DESCRIBE", b"GET"]
    assert b"Authorization" not in words
    assert b"SETUP" not in words
    assert asked[2].startswith(b"GET / HTTP/1.1\r\n")


def test_http_and_ssh() -> None:
    head = b'HTTP/1.1 401 No\r\nServer: uc-httpd 1.0\r\nWWW-Authenticate: Basic realm="IPCam"\r\n\r\n'
    page = head + b"<title>A &amp; B</title>"
    assert list(banners.http(page)) == [
        ("http-server", "uc-httpd 1.0"),
        ("http-realm", "IPCam"),
        ("http-title", "A & B"),
    ]
    moving = b"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace;boundary=1\r\n\r\n"
    assert list(banners.http(moving)) == [("stream", "pictures")]
    assert list(banners.greeting(22, b"SSH-2.0-OpenSSH_9.2\r\nmore")) == [("ssh", "SSH-2.0-OpenSSH_9.2")]


@given(data=st.binary(max_size=600), kind=st.sampled_from([*answers.READS, "dhcp"]))
def test_any_bytes_are_read_or_counted(data: bytes, kind: str) -> None:
    heard = Heard()
    heard.take("192.168.1.9", (answers.READS | {"dhcp": answers.dhcp})[kind](data))
    assert heard.not_read in {0, 1}
    assert all(text.isprintable() and len(text) <= 200 for host in heard.hosts.values() for _, text in host.said)


@pytest.mark.slow
def test_200_000_changed_answers_end_without_a_crash() -> None:
    chance = random.Random(20261127)
    service = DNSRR(rrname="_rtsp._tcp.local.", type="PTR", rdata="N._rtsp._tcp.local.")
    whole = {
        "mdns": raw(DNS(qr=1, qd=[], an=[service] * 3)),
        "wsd": WSD,
        "ssdp": b"HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nSERVER: x\r\n\r\n",
        "dhcp": raw(BOOTP(op=1) / DHCP(options=[("hostname", b"a"), "end"])),
        "sadp": b"<ProbeMatch><DeviceDescription>x</DeviceDescription></ProbeMatch>",
    }
    heard, reads = Heard(), answers.READS | {"dhcp": answers.dhcp}
    for _ in range(200_000):
        kind = chance.choice(list(whole))
        data = bytearray(whole[kind][: chance.randrange(len(whole[kind]) + 1)])
        for _ in range(chance.randrange(4)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        heard.take("192.168.1.9", reads[kind](bytes(data)))
    assert heard.not_read > 1_000


def test_a_circle_of_names_and_a_flood_end() -> None:
    circle = struct.pack(">6H", 0, 0x8400, 0, 1, 0, 0) + b"\xc0\x0c" + bytes(10)
    heard = Heard()
    heard.take("192.168.1.9", answers.mdns(circle))
    assert heard.not_read == 1
    for number in range(5_000):
        heard.take(f"10.0.{number >> 8}.{number & 255}", [("mdns-name", "x" * 999)])
    heard.take("10.0.0.1", [("mdns-name", str(number)) for number in range(900)])
    assert len(heard.hosts) == 2_000
    assert len(heard.hosts["10.0.0.1"].said) == 200
    assert heard.left_out > 3_000


def test_a_device_that_answered_and_was_asked_nothing_more_is_counted_once_for_all_its_addresses() -> None:
    heard = Heard()
    heard.met("192.168.1.7", "02:00:00:00:00:07")
    heard.met("fe80::7", "02:00:00:00:00:07")
    heard.take("192.168.1.8", [("mdns-name", "said without a hardware address")])
    heard.met("fe80::9", "02:00:00:00:00:09")
    heard.host("192.168.1.10")
    assert heard.not_asked({"192.168.1.7": None, "192.168.1.8": None}) == 1
    assert heard.not_asked({"192.168.1.7": None}) == 2
    assert heard.not_asked({}) == 3
