# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a phone says of itself on the USB bus: one configuration with file transfer and, when debugging is on, ADB.

Source: USB 2.0, chapter 9; the numbers of interfaces and endpoints are those of AOSP's FunctionFS.
"""

import struct
from dataclasses import dataclass

PACKET = 512
"""Bytes in a full bulk packet at high speed."""
GET_STATUS, GET_DESCRIPTOR, GET_CONFIGURATION = 0, 6, 8
DEVICE, CONFIGURATION, STRING = 1, 2, 3
STALL = -32
LANGUAGES = b"\x04\x03\x09\x04"
FILES_IN, FILES_OUT, FILES_EVENT, ADB_IN, ADB_OUT = 0x81, 0x01, 0x82, 0x83, 0x02


@dataclass(frozen=True)
class Identity:
    """How the phone shows itself."""

    serial: str
    maker: str = "Google"
    model: str = "Pixel 7"
    vendor: int = 0x18D1
    product: int = 0x4EE2
    debugging: bool = True

    @property
    def interfaces(self) -> int:
        return 2 if self.debugging else 1

    @property
    def device(self) -> bytes:
        return struct.pack("<BBHBBBBHHHBBBB", 18, DEVICE, 0x0200, 0, 0, 0, 64, self.vendor, self.product, 0x0510,
                           1, 2, 3, 1)  # fmt: skip

    @property
    def configuration(self) -> bytes:
        body = interface(0, (6, 1, 1), endpoint(FILES_IN), endpoint(FILES_OUT), endpoint(FILES_EVENT, 3, 28, 6))
        if self.debugging:
            body += interface(1, (0xFF, 0x42, 1), endpoint(ADB_IN), endpoint(ADB_OUT))
        return struct.pack("<BBHBBBBB", 9, CONFIGURATION, 9 + len(body), self.interfaces, 1, 0, 0x80, 250) + body

    def string(self, number: int) -> bytes | None:
        if number == 0:
            return LANGUAGES
        texts = (self.maker, self.model, self.serial)
        if number > len(texts):
            return None
        text = texts[number - 1].encode("utf-16le")
        return bytes([len(text) + 2, STRING]) + text

    def control(self, setup: bytes) -> tuple[int, bytes]:
        """The status and the answer to one request on endpoint 0."""
        direction, request, value, _index, length = struct.unpack("<BBHHH", setup)
        answer: bytes | None = b""
        if request == GET_DESCRIPTOR:
            kind, number = value >> 8, value & 0xFF
            answer = {DEVICE: self.device, CONFIGURATION: self.configuration, STRING: self.string(number)}.get(kind)
        elif direction & 0x80:
            answer = {GET_STATUS: b"\0\0", GET_CONFIGURATION: b"\x01"}.get(request)
        return (STALL, b"") if answer is None else (0, answer[:length])


def interface(number: int, kind: tuple[int, int, int], *endpoints: bytes) -> bytes:
    return struct.pack("<BBBBBBBBB", 9, 4, number, 0, len(endpoints), *kind, 0) + b"".join(endpoints)


def endpoint(address: int, kind: int = 2, size: int = PACKET, interval: int = 0) -> bytes:
    return struct.pack("<BBBBHB", 7, 5, address, kind, size, interval)
