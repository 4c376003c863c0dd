# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small walk over DER: one value at a time, definite lengths only, nothing interpreted.

Source: ITU-T X.690.
"""

from dataclasses import dataclass

from devicecheck.errors import ParseError

SEQUENCE, SET = 0x30, 0x31
MOST_CHILDREN = 1_000


@dataclass(frozen=True, slots=True)
class Element:
    """One value: its tag, its content, and all of its bytes."""

    tag: int
    content: bytes
    whole: bytes

    def children(self) -> list["Element"]:
        """The values inside. Errors: ParseError."""
        found: list[Element] = []
        place = 0
        while place < len(self.content):
            if len(found) >= MOST_CHILDREN:
                raise ParseError("too-many-parts")
            child = element(self.content, place)
            found.append(child)
            place += len(child.whole)
        return found


def element(data: bytes, place: int = 0) -> Element:
    """The value that begins at a place. Errors: ParseError, also for lengths of indefinite form (BER)."""
    header = data[place : place + 2]
    if len(header) < 2:
        raise ParseError("bad-der")
    tag, length, start = header[0], header[1], place + 2
    if length == 0x80:
        raise ParseError("indefinite-length")
    if length & 0x80:
        count = length & 0x7F
        if count > 4 or start + count > len(data):
            raise ParseError("bad-der")
        length = int.from_bytes(data[start : start + count], "big")
        start += count
    if start + length > len(data):
        raise ParseError("bad-der")
    return Element(tag, data[start : start + length], data[place : start + length])
