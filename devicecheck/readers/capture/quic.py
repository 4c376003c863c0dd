# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The greeting in the first packets of a QUIC connection. Its key follows from the packet (RFC 9001, RFC 9369)."""

import hmac
import struct
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from devicecheck.readers.capture import hello
from devicecheck.readers.capture.limits import HELLO_LIMIT

_LABELS = (b"quic key", b"quic iv", b"quic hp", 0)
_DRAFT_SALT = bytes.fromhex("afbfec289993d24c9e9786f19c6111e04390a899")
VERSIONS = {
    1: (bytes.fromhex("38762cf7f55934b34d179ae6a4c80cadccbb7f0a"), *_LABELS),
    **{0xFF000000 + draft: (_DRAFT_SALT, *_LABELS) for draft in range(29, 33)},
    0x6B3343CF: (
        bytes.fromhex("0dede3def700a6db819381be6e269dcbf9bd2ed9"),
        b"quicv2 key",
        b"quicv2 iv",
        b"quicv2 hp",
        1,
    ),
}
"""Versions with a known salt: the salt, three labels, and the number of the packet type Initial."""
PADDING, PING, ACK, ACK_COUNTED, CRYPTO = 0, 1, 2, 3, 6
LONG_HEADER = 0xC0
NEGOTIATION = 0
SAMPLE = 16
MOST_PIECES = 64


@dataclass(frozen=True, slots=True)
class Initial:
    """One Initial packet: whose connection it opens, where its number stands, and where it ends."""

    version: int
    connection: bytes
    number_at: int
    end: int


@dataclass(slots=True)
class Opening:
    """The pieces of one greeting so far, by their place in it."""

    key: AESGCM
    nonce: int
    mask: bytes
    pieces: dict[int, bytes] = field(default_factory=dict)

    def message(self) -> bytes | None:
        """The whole greeting; None while a part is missing."""
        out = b""
        for place in sorted(self.pieces):
            if place > len(out):
                break
            out = out[:place] + self.pieces[place]
        return out if len(out) >= 4 and len(out) >= hello.length(out) else None


def initial(data: bytes, start: int) -> Initial | None:
    """The Initial packet that begins here; None for any other. Errors: IndexError when it is cut."""
    version = int.from_bytes(data[start + 1 : start + 5], "big")
    known = VERSIONS.get(version)
    if known is None or data[start] & LONG_HEADER != LONG_HEADER or data[start] >> 4 & 3 != known[4]:
        return None
    size = data[start + 5]
    connection = data[start + 6 : start + 6 + size]
    place = start + 6 + size
    place += 1 + data[place]
    token, place = _number(data, place)
    length, place = _number(data, place + token)
    return Initial(version, connection, place, min(place + length, len(data)))


def foreign(data: bytes, start: int) -> bool:
    """Whether a packet with a long header begins here, of a version whose keys nobody here knows (RFC 8999)."""
    version = int.from_bytes(data[start + 1 : start + 5], "big")
    return version not in VERSIONS and version != NEGOTIATION and data[start] & LONG_HEADER == LONG_HEADER


def opening(packet: Initial) -> Opening:
    """The keys of the connection that this packet opens; anybody who sees the packet has them."""
    salt, key, iv, mask, _ = VERSIONS[packet.version]
    secret = _expand(hmac.digest(salt, packet.connection, "sha256"), b"client in", 32)
    nonce = int.from_bytes(_expand(secret, iv, 12), "big")
    return Opening(AESGCM(_expand(secret, key, 16)), nonce, _expand(secret, mask, 16))


def add(found: Opening, data: bytes, start: int, packet: Initial) -> bool:
    """Take the pieces of the greeting out of one packet; whether it could be opened. Errors: IndexError when cut."""
    place = packet.number_at
    sample = data[place + 4 : place + 4 + SAMPLE]
    if len(sample) < SAMPLE:
        raise IndexError
    # The header's mask is one block of AES by itself, as RFC 9001 section 5.4.3 has it; nothing is kept secret with it.
    cover = Cipher(algorithms.AES(found.mask), modes.ECB()).encryptor().update(sample)  # noqa: S305
    first = data[start] ^ (cover[0] & 0x0F)
    size = (first & 3) + 1
    number = bytes(data[place + each] ^ cover[1 + each] for each in range(size))
    header = bytes([first]) + data[start + 1 : place] + number
    nonce = (found.nonce ^ int.from_bytes(number, "big")).to_bytes(12, "big")
    try:
        plain = found.key.decrypt(nonce, data[place + size : packet.end], header)
    except InvalidTag:
        return False
    _frames(found, plain)
    return True


def _frames(found: Opening, plain: bytes) -> None:
    place = 0
    while place < len(plain):
        kind = plain[place]
        if kind in {PADDING, PING}:
            place += 1
        elif kind == CRYPTO:
            offset, place = _number(plain, place + 1)
            length, place = _number(plain, place)
            if offset + length <= HELLO_LIMIT and len(found.pieces) < MOST_PIECES:
                found.pieces[offset] = plain[place : place + length]
            place += length
        elif kind in {ACK, ACK_COUNTED}:
            place = _after_ack(plain, place)
        else:
            return


def _after_ack(plain: bytes, place: int) -> int:
    counted = plain[place] == ACK_COUNTED
    _, place = _number(plain, place + 1)
    _, place = _number(plain, place)
    ranges, place = _number(plain, place)
    for _ in range(1 + 2 * min(ranges, len(plain)) + (3 if counted else 0)):
        _, place = _number(plain, place)
    return place


def _number(data: bytes, place: int) -> tuple[int, int]:
    size = 1 << (data[place] >> 6)
    if place + size > len(data):
        raise IndexError
    return int.from_bytes(data[place : place + size], "big") & ((1 << (8 * size - 2)) - 1), place + size


def _expand(secret: bytes, label: bytes, length: int) -> bytes:
    full = b"tls13 " + label
    told = struct.pack(">HB", length, len(full)) + full + b"\x00\x01"
    return hmac.digest(secret, told, "sha256")[:length]
