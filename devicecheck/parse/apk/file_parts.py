# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a file that are known so far. Reading an unknown place says which bytes to fetch; no I/O."""

from collections.abc import Iterable
from dataclasses import dataclass

from devicecheck.errors import ParseError

BLOCK = 4096
LONGEST_RANGE = 1 << 20


@dataclass(frozen=True, slots=True)
class ByteRange:
    """A part of a file to fetch. Units: bytes; both are multiples of 4096, and the length is at most 1 MiB."""

    offset: int
    length: int


class MissingBytesError(Exception):
    """Raised when bytes are needed that are not known yet; `ranges` hold them."""

    def __init__(self, ranges: tuple[ByteRange, ...]) -> None:
        super().__init__(ranges)
        self.ranges = ranges


class FileParts:
    """A file of known size, of which some parts are known."""

    def __init__(self, size: int, parts: Iterable[tuple[int, bytes]]) -> None:
        self.size = size
        self._spans = _joined(parts)

    def read(self, offset: int, length: int, ahead: int = 0) -> bytes:
        """The bytes at this place. If any is unknown, `ahead` more bytes before it are asked for as well.

        Errors: ParseError when the place is outside the file; MissingBytesError.
        """
        if offset < 0 or length < 0 or offset + length > self.size:
            raise ParseError("outside-file")
        for start, data in self._spans:
            if start <= offset and offset + length <= start + len(data):
                return data[offset - start : offset - start + length]
        raise MissingBytesError(self._missing(max(0, offset - ahead), offset + length))

    def _missing(self, start: int, end: int) -> tuple[ByteRange, ...]:
        """The ranges that cover what is unknown between two places."""
        for known, data in self._spans:
            if known <= start < known + len(data):
                start = known + len(data)
        for known, data in reversed(self._spans):
            if known < end <= known + len(data):
                end = known
        first, last = start // BLOCK * BLOCK, -(-end // BLOCK) * BLOCK
        return tuple(
            ByteRange(offset, min(LONGEST_RANGE, last - offset)) for offset in range(first, last, LONGEST_RANGE)
        )


def _joined(parts: Iterable[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
    """The parts in order, with those that touch or overlap as one."""
    spans: list[tuple[int, bytes]] = []
    for offset, data in sorted(parts):
        if spans and offset <= spans[-1][0] + len(spans[-1][1]):
            start, before = spans[-1]
            spans[-1] = (start, before + data[start + len(before) - offset :])
        elif data:
            spans.append((offset, data))
    return spans
