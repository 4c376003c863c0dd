# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames as real programs send them, written from the RFCs and not from the reader that is tested with them."""

import random
import struct
from collections.abc import Sequence

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

PHONE, SERVER = bytes([192, 168, 1, 50]), bytes([198, 51, 100, 7])
PHONE_6, SERVER_6 = bytes.fromhex("20010db8" + "00" * 11 + "50"), bytes.fromhex("20010db8" + "00" * 11 + "07")
SALT = bytes.fromhex("38762cf7f55934b34d179ae6a4c80cadccbb7f0a")
START = 1_790_000_000


def ethernet(packet: bytes, vlans: Sequence[int] = ()) -> bytes:
    kind = b"\x86\xdd" if packet[0] >> 4 == 6 else b"\x08\x00"
    return bytes(12) + b"".join(struct.pack(">HH", tag, 10) for tag in vlans) + kind + packet


def ip(protocol: int, payload: bytes, *, fragment: int = 0) -> bytes:
    head = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(payload), 1, fragment, 64, protocol, 0)
    return head + PHONE + SERVER + payload


def ip6(protocol: int, payload: bytes) -> bytes:
    return struct.pack(">IHBB", 0x60000000, len(payload), protocol, 64) + PHONE_6 + SERVER_6 + payload


def ip6_with_options(protocol: int, payload: bytes) -> bytes:
    return ip6(0, bytes([protocol, 0]) + bytes(6) + payload)


def udp(payload: bytes, port: int) -> bytes:
    return struct.pack(">HHHH", 40_000, port, 8 + len(payload), 0) + payload


def tcp(payload: bytes, port: int, sequence: int = 1, source: int = 40_000) -> bytes:
    return struct.pack(">HHIIBBHHH", source, port, sequence & 0xFFFFFFFF, 1, 0x50, 0x18, 64_000, 0, 0) + payload


def dns(name: str) -> bytes:
    labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    return struct.pack(">HHHHHH", 7, 0x100, 1, 0, 0, 0) + labels + b"\0" + struct.pack(">HH", 1, 1)


def hello(name: str, padding: int = 0) -> bytes:
    """A ClientHello; padding makes it as long as a browser's with a large key share."""
    host = name.encode()
    named = struct.pack(">HHHBH", 0, len(host) + 5, len(host) + 3, 0, len(host)) + host if name else b""
    filler = struct.pack(">HH", 51, padding) + bytes(padding)
    extensions = filler + struct.pack(">HHH", 43, 3, 0x0203) + b"\x04" + named
    body = b"\x03\x03" + bytes(32) + b"\x20" + bytes(32) + b"\x00\x04\x13\x01\x13\x02\x01\x00"
    body += struct.pack(">H", len(extensions)) + extensions
    return b"\x01" + struct.pack(">I", len(body))[1:] + body


def record(message: bytes, size: int = 16_000) -> bytes:
    parts = [message[place : place + size] for place in range(0, len(message), size)]
    return b"".join(b"\x16\x03\x01" + struct.pack(">H", len(part)) + part for part in parts)


def request(name: str) -> bytes:
    return f"POST /u.php HTTP/1.1\r\nUser-Agent: x\r\nhost:  {name}:8080\r\nContent-Length: 0\r\n\r\n".encode()


def quic(name: str, pieces: int = 1, seed: int = 1) -> list[bytes]:
    """The Initial datagrams of a connection; with several pieces the greeting comes shuffled over two of them."""
    chance = random.Random(seed)
    message, connection = hello(name, 900 if pieces > 1 else 0), chance.randbytes(8)
    step = -(-len(message) // pieces)
    parts = [(place, message[place : place + step]) for place in range(0, len(message), step)]
    chance.shuffle(parts)
    frames = [b"\x06" + _number(place) + _number(len(part)) + part for place, part in parts]
    half = len(frames) // 2
    loads = [b"".join(frames)] if pieces == 1 else [b"".join(frames[:half]), b"".join(frames[half:])]
    return [_initial(connection, number, load) for number, load in enumerate(loads)]


def _number(value: int) -> bytes:
    return struct.pack(">H", 0x4000 | value)


def _expand(secret: bytes, label: bytes, length: int) -> bytes:
    full = b"tls13 " + label
    return HKDFExpand(hashes.SHA256(), length, struct.pack(">HB", length, len(full)) + full + b"\0").derive(secret)


def _initial(connection: bytes, number: int, frames: bytes) -> bytes:
    first = hmac.HMAC(SALT, hashes.SHA256())
    first.update(connection)
    secret = _expand(first.finalize(), b"client in", 32)
    load, told = frames.ljust(1_150, b"\0"), struct.pack(">H", number)
    head = b"\xc1\x00\x00\x00\x01" + bytes([len(connection)]) + connection + b"\0\0" + _number(len(load) + 18) + told
    nonce = (int.from_bytes(_expand(secret, b"quic iv", 12), "big") ^ number).to_bytes(12, "big")
    sealed = AESGCM(_expand(secret, b"quic key", 16)).encrypt(nonce, load, head)
    mask = Cipher(algorithms.AES(_expand(secret, b"quic hp", 16)), modes.ECB()).encryptor().update(sealed[2:18])
    covered = bytearray(head)
    covered[0] ^= mask[0] & 0x0F
    covered[-2] ^= mask[1]
    covered[-1] ^= mask[2]
    return bytes(covered) + sealed


def pcap(frames: Sequence[bytes], link: int = 1, order: str = "<", nano: bool = False) -> bytes:
    magic = 0xA1B23C4D if nano else 0xA1B2C3D4
    head = struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, 262_144, link)
    return head + b"".join(
        struct.pack(order + "IIII", START + number, 5, len(frame), len(frame)) + frame
        for number, frame in enumerate(frames)
    )


def pcapng(frames: Sequence[bytes], link: int = 1, order: str = "<", exponent: int | None = None) -> bytes:
    """One section, one interface; with an exponent the clock counts 10 to the power of minus that."""
    options = b"" if exponent is None else struct.pack(order + "HHB3xHH", 9, 1, exponent, 0, 0)
    out = _block(0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1), order)
    out += _block(1, struct.pack(order + "HHI", link, 0, 0) + options, order)
    out += _block(0xBAD, b"of another program", order)
    for number, frame in enumerate(frames):
        at = (START + number) * 10 ** (6 if exponent is None else exponent)
        head = struct.pack(order + "IIIII", 0, at >> 32, at & 0xFFFFFFFF, len(frame), len(frame))
        out += _block(6, head + frame, order)
    return out


def _block(kind: int, body: bytes, order: str) -> bytes:
    padded = body + bytes(-len(body) % 4)
    length = struct.pack(order + "I", len(padded) + 12)
    return struct.pack(order + "I", kind) + length + padded + length
