# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first packets of a QUIC connection, sealed as RFC 9001 has it: anybody who sees them has their keys."""

import hmac
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SALT = bytes.fromhex("38762cf7f55934b34d179ae6a4c80cadccbb7f0a")
LEAST = 1_150
"""Bytes that the load of a first packet is filled up to (RFC 9000, 14.1)."""
TAG = 16


def datagram(connection: bytes, number: int, place: int, piece: bytes) -> bytes:
    """One Initial packet with a piece of the greeting that belongs at `place`. Shape: the piece under 16 KiB."""
    secret = _expand(hmac.digest(SALT, connection, "sha256"), b"client in", 32)
    load = (b"\x06" + _number(place) + _number(len(piece)) + piece).ljust(LEAST, b"\0")
    told = struct.pack(">H", number)
    head = b"\xc1\0\0\0\1" + bytes([len(connection)]) + connection + b"\0\0" + _number(len(load) + TAG + 2) + told
    nonce = (int.from_bytes(_expand(secret, b"quic iv", 12), "big") ^ number).to_bytes(12, "big")
    sealed = AESGCM(_expand(secret, b"quic key", 16)).encrypt(nonce, load, head)
    # One block of AES by itself covers the head, as section 5.4.3 has it; nothing is kept secret with it.
    cipher = Cipher(algorithms.AES(_expand(secret, b"quic hp", 16)), modes.ECB())
    cover = cipher.encryptor().update(sealed[2:18])
    covered = bytearray(head)
    covered[0] ^= cover[0] & 0x0F
    covered[-2:] = bytes(a ^ b for a, b in zip(told, cover[1:3], strict=True))
    return bytes(covered) + sealed


def _number(value: int) -> bytes:
    return struct.pack(">H", 0x4000 | value)


def _expand(secret: bytes, label: bytes, length: int) -> bytes:
    full = b"tls13 " + label
    return hmac.digest(secret, struct.pack(">HB", length, len(full)) + full + b"\0\1", "sha256")[:length]
