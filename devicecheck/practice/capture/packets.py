# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packets of a made-up phone: questions for addresses, greetings, web requests, and what nobody can look into.

Each goes from the phone to a server of the documentation's addresses (RFC 5737), in an Ethernet frame.
"""

import random
import struct
from collections.abc import Callable, Iterator

from devicecheck.practice.capture.quic import datagram

PHONE = bytes([192, 168, 1, 21])
TCP, UDP = 6, 17
PIECE = 700
"""Bytes of a greeting in one packet: a real one of today has two or three."""
KEY_SHARE = 1_216
WIREGUARD = 51_820


def of(way: str, name: str, chance: random.Random) -> Iterator[bytes]:
    """The frames by which a phone names a server in this way. Errors: KeyError for a way that is not known."""
    port, server = chance.randrange(32_768, 60_999), bytes([198, 51, 100, chance.randrange(1, 255)])
    yield from (_ethernet(packet(server, port)) for packet in _WAYS[way](name, chance))


Packet = Callable[[bytes, int], bytes]
"""A packet of IPv4, once it is known where it goes and from which port."""


def hello(name: str, chance: random.Random) -> bytes:
    """A ClientHello with a key share of today's length (RFC 8446, 4.1.2; RFC 6066, 3)."""
    host = name.encode("ascii")
    extensions = struct.pack(">HH", 51, KEY_SHARE) + chance.randbytes(KEY_SHARE)
    extensions += struct.pack(">HHHBH", 0, len(host) + 5, len(host) + 3, 0, len(host)) + host
    body = b"\x03\x03" + chance.randbytes(32) + b"\x20" + chance.randbytes(32) + b"\0\2\x13\x01\1\0"
    body += struct.pack(">H", len(extensions)) + extensions
    return b"\1" + len(body).to_bytes(3, "big") + body


def _dns(name: str, chance: random.Random) -> Iterator[Packet]:
    labels = b"".join(bytes([len(part)]) + part.encode("ascii") for part in name.split("."))
    message = (
        struct.pack(">6H", chance.randrange(1 << 16), 0x100, 1, 0, 0, 0) + labels + b"\0" + struct.pack(">HH", 1, 1)
    )
    yield _udp(message, 53)


def _tls(name: str, chance: random.Random) -> Iterator[Packet]:
    message = hello(name, chance)
    yield from _stream(b"\x16\x03\x01" + struct.pack(">H", len(message)) + message, 443)


def _http(name: str, chance: random.Random) -> Iterator[Packet]:
    head = f"POST /gateway HTTP/1.1\r\nUser-Agent: Dalvik/2.1.0\r\nHost: {name}\r\nContent-Length: 0\r\n\r\n"
    yield from _stream(head.encode("ascii"), 80)


def _quic(name: str, chance: random.Random) -> Iterator[Packet]:
    message, connection = hello(name, chance), chance.randbytes(8)
    for number, place in enumerate(range(0, len(message), PIECE)):
        yield _udp(datagram(connection, number, place, message[place : place + PIECE]), 443)


def _sealed(name: str, chance: random.Random) -> Iterator[Packet]:
    """Data of a WireGuard tunnel; the name stays inside and is never written."""
    for number in range(20):
        yield _udp(b"\4\0\0\0" + struct.pack("<IQ", 7, number) + chance.randbytes(1_296), WIREGUARD)


_WAYS: dict[str, Callable[[str, random.Random], Iterator[Packet]]] = {
    "dns": _dns, "tls": _tls, "http": _http, "quic": _quic, "tunnel": _sealed,
}  # fmt: skip


def data(chance: random.Random) -> bytes:
    """A packet of a connection that is open already."""
    load = b"\x17\x03\x03\x04\xb0" + chance.randbytes(1_200)
    return _ethernet(_tcp(load, 443, chance.randrange(1 << 31))(bytes([203, 0, 113, 9]), 40_404))


def _stream(stream: bytes, port: int) -> Iterator[Packet]:
    for place in range(0, len(stream), PIECE):
        yield _tcp(stream[place : place + PIECE], port, 1 + place)


def _tcp(load: bytes, port: int, sequence: int) -> Packet:
    return lambda server, own: _ip(
        TCP, server, struct.pack(">HHIIBBHHH", own, port, sequence, 1, 0x50, 0x18, 64_000, 0, 0) + load
    )


def _udp(load: bytes, port: int) -> Packet:
    return lambda server, own: _ip(UDP, server, struct.pack(">HHHH", own, port, 8 + len(load), 0) + load)


def _ip(protocol: int, server: bytes, load: bytes) -> bytes:
    return struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(load), 1, 0, 64, protocol, 0) + PHONE + server + load


def _ethernet(packet: bytes) -> bytes:
    return b"\x02\0\0\0\0\x01\x02\0\0\0\0\x21\x08\0" + packet
