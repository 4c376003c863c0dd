# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""ADB packets: a header of 24 bytes and a payload, as the phone's side reads and writes them.

Source: AOSP packages/modules/adb, protocol.txt.
"""

import struct
from dataclasses import dataclass
from enum import IntEnum

HEADER = struct.Struct("<6I")
MAX_PAYLOAD = 1 << 20
FIRST_VERSION = 0x01000000
VERSION_WITHOUT_CHECKSUMS = 0x01000001


class Command(IntEnum):
    """The seven words of the protocol: four letters, read as a little-endian number."""

    CNXN = int.from_bytes(b"CNXN", "little")
    AUTH = int.from_bytes(b"AUTH", "little")
    OPEN = int.from_bytes(b"OPEN", "little")
    OKAY = int.from_bytes(b"OKAY", "little")
    WRTE = int.from_bytes(b"WRTE", "little")
    CLSE = int.from_bytes(b"CLSE", "little")
    STLS = int.from_bytes(b"STLS", "little")


class BadPacketError(Exception):
    """The other side sent something that is no ADB packet."""


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of a header; `magic` is always the command with all bits turned."""

    command: int
    arg0: int
    arg1: int
    length: int
    checksum: int
    magic: int

    def encode(self) -> bytes:
        """Return the 24 bytes for the wire."""
        return HEADER.pack(self.command, self.arg0, self.arg1, self.length, self.checksum, self.magic)


def checksum(payload: bytes) -> int:
    """Sum of the payload's bytes, which the protocol calls crc32."""
    return sum(payload) & 0xFFFFFFFF


def header_for(command: Command, arg0: int, arg1: int, payload: bytes, *, summed: bool) -> Header:
    """Build the header that announces a payload."""
    total = checksum(payload) if summed else 0
    return Header(command, arg0, arg1, len(payload), total, command ^ 0xFFFFFFFF)


def decode_header(raw: bytes) -> Header:
    """Read a header.

    Errors: BadPacketError when the magic does not fit the command or the length is over the limit.
    """
    header = Header(*HEADER.unpack(raw))
    if header.magic != header.command ^ 0xFFFFFFFF or header.length > MAX_PAYLOAD:
        raise BadPacketError(raw.hex())
    return header
