# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names in the certificates of servers, as far as TLS shows them. Frames are written from the RFCs."""

import ssl
import struct
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.readers.bounds import Watch
from devicecheck.readers.capture import certificate, looking
from devicecheck.readers.capture.servers import Servers
from tests.readers.capture.frames import ethernet, hello, ip, ip6, pcap, record, tcp

LIST = frozenset({"spy.example"})
DONE = b"\x0e\0\0\0"
CHANGE_CIPHER = b"\x14\x03\x03\0\1\1"


@cache
def made(*names: str, common: str = "x.invalid", padding: int = 0) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common)])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(datetime(2026, 1, 1, tzinfo=UTC)).not_valid_after(
        datetime(2027, 1, 1, tzinfo=UTC)
    )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(each) for each in names]), False)
    filler = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), bytes(padding))
    return builder.add_extension(filler, False).sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def sized(kind: int, body: bytes) -> bytes:
    return bytes([kind]) + struct.pack(">I", len(body))[1:] + body


def server_hello(*extensions: tuple[int, bytes]) -> bytes:
    told = b"".join(struct.pack(">HH", kind, len(body)) + body for kind, body in extensions)
    return sized(2, b"\x03\x03" + bytes(32) + b"\x20" + bytes(32) + b"\xc0\x2f\0" + struct.pack(">H", len(told)) + told)


def certificates(*every: bytes) -> bytes:
    listed = b"".join(struct.pack(">I", len(der))[1:] + der for der in every)
    return sized(11, struct.pack(">I", len(listed))[1:] + listed)


def answer(der: bytes, *others: bytes) -> bytes:
    return record(server_hello((0, b"")) + certificates(der, *others) + DONE)


def look(tmp_path: Path, *packets: bytes) -> dict:
    path = tmp_path / "a.pcap"
    path.write_bytes(pcap([ethernet(packet) for packet in packets]))
    return looking.look(path, Servers(LIST), Watch(60, lambda: False))


def met(found: dict) -> dict[str, list[str]]:
    return {hit["name"]: hit["ways"] for hit in found["hits"]}


def pieces(stream: bytes, step: int, source: int = 443) -> list[bytes]:
    parts = range(0, len(stream), step)
    return [tcp(stream[place : place + step], 40_000, 1 + place, source) for place in parts]


def test_the_names_of_a_servers_certificate_are_met(tmp_path: Path) -> None:
    found = look(tmp_path, *(ip(6, each) for each in pieces(answer(made("a.spy.example", "other.example")), 60_000)))
    assert met(found) == {"a.spy.example": ["certificate"]}
    assert found["seen"] == {"certificate": 1}
    assert found["unfinished"] == 0


@pytest.mark.parametrize("name", ["myspy.example", "spy.example.org", "spy-example.com"])
def test_names_that_only_look_alike_are_not(tmp_path: Path, name: str) -> None:
    assert not look(tmp_path, ip(6, tcp(answer(made(name)), 40_000, source=443)))["hits"]


def test_a_wildcard_and_a_common_name_count(tmp_path: Path) -> None:
    wild = look(tmp_path, ip(6, tcp(answer(made("*.spy.example")), 40_000, source=443)))
    assert met(wild) == {"spy.example": ["certificate"]}
    common = look(tmp_path, ip6(6, tcp(answer(made(common="panel.spy.example")), 40_000, source=443)))
    assert met(common) == {"panel.spy.example": ["certificate"]}


def test_only_the_servers_own_certificate_counts(tmp_path: Path) -> None:
    found = look(tmp_path, ip(6, tcp(answer(made("fine.example"), made("ca.spy.example")), 40_000, source=443)))
    assert not found["hits"]


@pytest.mark.parametrize("step", [60, 500, 1_400])
def test_a_certificate_in_many_parts_in_any_order_is_met(tmp_path: Path, step: int) -> None:
    parts = pieces(answer(made("a.spy.example", padding=200)), step)
    if len(parts) > 16:
        parts = pieces(answer(made("a.spy.example", padding=200)), 100)
    shuffled = [parts[0], *reversed(parts[1:])]
    found = look(tmp_path, *(ip(6, each) for each in shuffled))
    assert met(found) == {"a.spy.example": ["certificate"]}
    assert found["unfinished"] == 0


def test_each_message_in_a_record_of_its_own(tmp_path: Path) -> None:
    stream = record(server_hello()) + record(certificates(made("a.spy.example"))) + record(DONE)
    assert met(look(tmp_path, ip(6, tcp(stream, 40_000, source=443)))) == {"a.spy.example": ["certificate"]}


def test_nothing_is_waited_for_where_no_certificate_will_come(tmp_path: Path) -> None:
    newer = record(server_hello((43, b"\x03\x04"))) + CHANGE_CIPHER
    resumed = record(server_hello((0, b""))) + CHANGE_CIPHER
    found = look(tmp_path, ip(6, tcp(newer, 40_000, source=443)), ip(6, tcp(resumed, 40_001, source=443)))
    assert (found["unfinished"], found["unreadable"], found["hits"]) == (0, 0, [])


def test_a_certificate_of_which_a_part_never_came_is_counted(tmp_path: Path) -> None:
    parts = pieces(answer(made("a.spy.example", padding=3_000)), 1_400)
    found = look(tmp_path, *(ip(6, each) for each in parts[:-2]))
    assert (found["unfinished"], found["hits"]) == (1, [])


def test_both_sides_of_a_connection_are_met_once_each(tmp_path: Path) -> None:
    found = look(
        tmp_path,
        ip(6, tcp(record(hello("a.spy.example")), 443)),
        ip(6, tcp(answer(made("a.spy.example")), 40_000, source=443)),
    )
    assert met(found) == {"a.spy.example": ["certificate", "tls"]}


def test_what_is_no_certificate_is_passed_over(tmp_path: Path) -> None:
    for der in (b"", b"\x30\x03abc", made("a.spy.example")[:-3] + b"xyz"[:2]):
        found = look(tmp_path, ip(6, tcp(answer(der), 40_000, source=443)))
        assert not found["hits"]


@given(st.binary(max_size=300) | st.integers(0, 900).map(lambda cut: server_hello() + certificates(made("a.b"))[:cut]))
def test_any_bytes_are_names_or_none_or_cut(flight: bytes) -> None:
    try:
        found = certificate.names(flight)
    except IndexError:
        return
    assert found is None or all(isinstance(name, str) for name in found)


def spoken(place: Path, version: ssl.TLSVersion, name: str | None) -> tuple[bytes, bytes]:
    """What OpenSSL's client and server say in the open to each other until the greeting is over."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "x.invalid")])
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), 7, datetime(2020, 1, 1), datetime(2050, 1, 1))
    names = x509.SubjectAlternativeName([x509.DNSName("real.spy.example")])
    held = builder.add_extension(names, False).sign(key, hashes.SHA256())
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (place / "server.pem").write_bytes(held.public_bytes(Encoding.PEM) + secret)
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    server.load_cert_chain(place / "server.pem")
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
    client.maximum_version = version
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    theirs, ours = b"", b""
    ends = (client.wrap_bio(to_client, to_server, server_hostname=name), server.wrap_bio(to_server, to_client, True))
    for _ in range(2):
        for end, out in zip(ends, (to_server, to_client), strict=True):
            with suppress(ssl.SSLWantReadError):
                end.do_handshake()
            said = out.read()
            out.write(said)
            theirs, ours = (theirs + said, ours) if out is to_server else (theirs, ours + said)
    return theirs, ours


@pytest.mark.parametrize(("version", "shown"), [("TLSv1_2", True), ("TLSv1_3", False)])
def test_what_openssl_says_is_read(tmp_path: Path, version: str, shown: bool) -> None:
    client, server = spoken(tmp_path, ssl.TLSVersion[version], None)
    told = look(
        tmp_path,
        *(ip(6, each) for each in pieces(client, 1_400, 40_000)),
        *(ip(6, each) for each in pieces(server, 1_400)),
    )
    assert met(told) == ({"real.spy.example": ["certificate"]} if shown else {})
    assert told["unfinished"] == 0
