# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Questions and answers of DNS and mDNS (RFC 1035, 6762), as far as names of devices need them. Pure."""

import ipaddress
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

A, PTR, TXT, AAAA, SRV, ANY = 1, 12, 16, 28, 33, 255
UNICAST_ANSWER = 0x8001
RECORDS_LIMIT = 400
JUMPS_LIMIT = 40
NAME_LIMIT = 255


@dataclass(frozen=True, slots=True)
class Record:
    """One answer. Shape: `value` is a name for PTR and SRV, an address for A and AAAA, lines for TXT, else empty."""

    name: str
    kind: int
    value: str


def question(
    names: Sequence[str], kind: int = PTR, flags: int = 0, number: int = 0, cls: int = UNICAST_ANSWER
) -> bytes:
    """One packet that asks for all these names."""
    asked = b"".join(_labels(name) + struct.pack(">HH", kind, cls) for name in names)
    return struct.pack(">6H", number, flags, len(names), 0, 0, 0) + asked


def answers(data: bytes) -> Iterator[Record]:
    """The records of an answer packet, sections after the question alike.

    Errors: IndexError, ValueError for anything that is cut or turns in circles; what came before is given.
    """
    if len(data) < 12:
        raise ValueError("short")
    flags, questions, *counts = struct.unpack(">5H", data[2:12])
    if not flags & 0x8000:
        return
    at = 12
    for _ in range(min(questions, RECORDS_LIMIT)):
        _, at = name_at(data, at)
        at += 4
    for _ in range(min(sum(counts), RECORDS_LIMIT)):
        name, at = name_at(data, at)
        if at + 10 > len(data):
            raise ValueError("cut")
        kind, size = int.from_bytes(data[at : at + 2], "big"), int.from_bytes(data[at + 8 : at + 10], "big")
        at += 10
        if at + size > len(data):
            raise ValueError("cut")
        yield Record(name, kind, _value(data, at, kind, size))
        at += size


def _value(data: bytes, at: int, kind: int, size: int) -> str:
    if kind == PTR:
        return name_at(data, at)[0]
    if kind == SRV and size > 6:
        return name_at(data, at + 6)[0]
    if (kind, size) in {(A, 4), (AAAA, 16)}:
        return str(ipaddress.ip_address(data[at : at + size]))
    return "\n".join(_texts(data[at : at + size])) if kind == TXT else ""


def _texts(data: bytes) -> Iterator[str]:
    """The texts of one TXT record (RFC 6763, 6). Errors: ValueError when cut."""
    at = 0
    while at < len(data):
        size = data[at]
        if at + 1 + size > len(data):
            raise ValueError("cut")
        yield data[at + 1 : at + 1 + size].decode("utf-8", "replace").replace("\n", " ")
        at += 1 + size


def name_at(data: bytes, at: int) -> tuple[str, int]:
    """A name and where it ends. Errors: IndexError, ValueError."""
    labels: list[str] = []
    end = 0
    for _ in range(JUMPS_LIMIT):
        size = data[at]
        if size >= 0xC0:
            end = end or at + 2
            at = (size & 0x3F) << 8 | data[at + 1]
        elif size == 0:
            return ".".join(labels), end or at + 1
        else:
            if at + 1 + size > len(data) or sum(map(len, labels)) > NAME_LIMIT:
                raise ValueError("cut")
            labels.append(data[at + 1 : at + 1 + size].decode("utf-8", "replace"))
            at += size + 1
    raise ValueError("circle")


def _labels(name: str) -> bytes:
    return b"".join(bytes([len(part)]) + part for part in name.encode("ascii").split(b".")) + b"\0"
