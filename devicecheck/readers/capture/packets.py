# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packets of a capture file, one after another, in flat memory: pcap and pcapng, both byte orders, micro and nano."""

import struct
from collections.abc import Callable, Iterator
from itertools import count
from typing import IO

from devicecheck.readers.capture.limits import PACKET_LIMIT
from devicecheck.readers.file_session import NotLooked

PCAP = {
    b"\xd4\xc3\xb2\xa1": ("<", 1_000),
    b"\xa1\xb2\xc3\xd4": (">", 1_000),
    b"\x4d\x3c\xb2\xa1": ("<", 1),
    b"\xa1\xb2\x3c\x4d": (">", 1),
}
"""First bytes of a pcap: the byte order, and how many nanoseconds one part of its clock is."""
PCAPNG = b"\x0a\x0d\x0d\x0a"
SECTION, INTERFACE, SIMPLE, ENHANCED, OLD_PACKET, STATISTICS = 0x0A0D0D0A, 1, 3, 6, 2, 5
DROPPED = frozenset({5, 7})
"""Options of statistics: dropped by the interface, dropped by the system."""
BLOCK_LIMIT = PACKET_LIMIT + (1 << 16)
RESOLUTION = 9
MOST_INTERFACES = 1_024
SECOND = 1_000_000_000
FEWEST_PACKET_BYTES = 16
LARGEST_POWER = 63


class CutOff(Exception):
    """Raised when the file ends inside a packet, or goes on with something that is no packet."""


Packet = tuple[int, int, bytes]
"""One packet: when (nanoseconds since 1970, by the capture's clock), which kind of link, its bytes."""
PIECE = 1 << 20
BLOCKS = 4_096
"""Parts of the newer form between two words about how far one is."""
Glances = Callable[[int], Callable[[bytes | bytearray, int, int], bool]]
"""For a kind of link: a look at a packet, from where to where it lies in some bytes; true if nobody needs it."""


class Packets:
    """The packets of one file. `number` counts all of them, those passed over at a glance too.

    `pace` is called now and then; what it raises ends the reading. `read` counts the bytes of the file so far.
    `short` counts those of which only the beginning was recorded, `lost` those that the recorder says it dropped.
    """

    def __init__(self, file: IO[bytes], glances: Glances, pace: Callable[[int], None] = lambda _: None) -> None:
        self._file, self._glances, self._pace = file, glances, pace
        self.number = self.short = self.lost = self.read = 0

    def __iter__(self) -> Iterator[Packet]:
        """Every packet that somebody needs.

        Errors: NotLooked("no-capture") for another kind of file, CutOff after the last whole packet.
        """
        magic = self._file.read(4)
        if magic in PCAP:
            yield from self._pcap(*PCAP[magic])
        elif magic == PCAPNG:
            for at, link, data in self._pcapng():
                self.number += 1
                if not self._glances(link)(data, 0, len(data)):
                    yield at, link, data
        else:
            raise NotLooked("no-capture")

    def _pcap(self, order: str, unit: int) -> Iterator[Packet]:
        head = self._file.read(20)
        if len(head) < 20:
            raise NotLooked("no-capture")
        link = struct.unpack(order + "I", head[16:20])[0] & 0xFFFF
        record, nothing = struct.Struct(order + "IIII").unpack_from, self._glances(link)
        held, left = bytearray(PIECE + PACKET_LIMIT + 16), 0
        view = memoryview(held)
        while more := self._file.readinto(view[left : left + PIECE]):  # type: ignore[attr-defined]
            self.read += more
            self._pace(self.read)
            start, size = 16, left + more
            while start <= size:
                seconds, part, length, full = record(held, start - 16)
                if length > PACKET_LIMIT:
                    raise CutOff
                end = start + length
                if end > size:
                    break
                self.number += 1
                if full > length:
                    self.short += 1
                if not nothing(held, start, end):
                    yield seconds * SECOND + part * unit, link, bytes(view[start:end])
                start = end + 16
            left = size - start + 16
            view[:left] = view[start - 16 : size]
        if left:
            raise CutOff

    def _pcapng(self) -> Iterator[Packet]:
        file = self._file
        order = _byte_order(file.read(8))
        file.seek(0)
        interfaces: list[tuple[int, int]] = []
        for number in count():
            if number % BLOCKS == 0:
                self._pace(self.read)
            if not (head := file.read(8)):
                return
            if head[:4] == PCAPNG:
                order, interfaces = _section(file, head), []
                continue
            kind, body = _block(file, head, order)
            self.read += len(body) + 12
            if kind == INTERFACE:
                if len(body) < 8 or len(interfaces) >= MOST_INTERFACES:
                    raise CutOff
                interfaces.append((struct.unpack(order + "H", body[:2])[0], _units(body[8:], order)))
            elif kind in {ENHANCED, OLD_PACKET, SIMPLE}:
                packet = _packet(kind, body, order, interfaces)
                self.short += _full_length(kind, body, order) > len(packet[2])
                yield packet
            elif kind == STATISTICS:
                self.lost += _dropped(body[12:], order)


def _byte_order(after_type: bytes) -> str:
    """The byte order of a section, from the eight bytes after its type. Errors: NotLooked when it is none."""
    found = {b"\x4d\x3c\x2b\x1a": "<", b"\x1a\x2b\x3c\x4d": ">"}.get(after_type[4:8])
    if found is None:
        raise NotLooked("no-capture")
    return found


def _section(file: IO[bytes], head: bytes) -> str:
    magic = file.read(4)
    try:
        order = _byte_order(head[4:8] + magic)
    except NotLooked:
        raise CutOff from None
    length = struct.unpack(order + "I", head[4:8])[0]
    if not 28 <= length <= BLOCK_LIMIT or len(file.read(length - 12)) < length - 12:
        raise CutOff
    return order


def _block(file: IO[bytes], head: bytes, order: str) -> tuple[int, bytes]:
    if len(head) < 8:
        raise CutOff
    kind, length = struct.unpack(order + "II", head)
    if not 12 <= length <= BLOCK_LIMIT or length % 4:
        raise CutOff
    rest = file.read(length - 8)
    if len(rest) < length - 8:
        raise CutOff
    return kind, rest[:-4]


def _packet(kind: int, body: bytes, order: str, interfaces: list[tuple[int, int]]) -> Packet:
    if kind == SIMPLE:
        if len(body) < 4 or not interfaces:
            raise CutOff
        return 0, interfaces[0][0], body[4 : 4 + struct.unpack(order + "I", body[:4])[0]]
    if len(body) < 20:
        raise CutOff
    number = struct.unpack(order + ("I" if kind == ENHANCED else "H"), body[: 4 if kind == ENHANCED else 2])[0]
    high, low, length = struct.unpack(order + "III", body[4:16])
    if number >= len(interfaces) or length > len(body) - 20:
        raise CutOff
    link, units = interfaces[number]
    return ((high << 32) | low) * SECOND // units, link, body[20 : 20 + length]


def _full_length(kind: int, body: bytes, order: str) -> int:
    """How long a packet was before it was recorded."""
    place = 0 if kind == SIMPLE else 16
    return int(struct.unpack(order + "I", body[place : place + 4])[0])


def _dropped(options: bytes, order: str) -> int:
    """How many packets an interface or its system says it did not record."""
    known = {code: value for code, value in _options(options, order) if code in DROPPED and len(value) == 8}
    return sum(int(struct.unpack(order + "Q", value)[0]) for value in known.values())


def _options(options: bytes, order: str) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place + 4 <= len(options):
        code, length = struct.unpack(order + "HH", options[place : place + 4])
        if code == 0:
            return
        yield code, options[place + 4 : place + 4 + length]
        place += 4 + length + (-length % 4)


def _units(options: bytes, order: str) -> int:
    """How many units of an interface's clock make a second; millionths when it does not say."""
    for code, value in _options(options, order):
        if code == RESOLUTION and value:
            power = min(value[0] & 0x7F, LARGEST_POWER)
            return int(2**power if value[0] & 0x80 else 10 ** min(power, 18))
    return 1_000_000
