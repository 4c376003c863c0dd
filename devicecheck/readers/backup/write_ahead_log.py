# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The newest changes of a database, from the log kept beside it: put into its pages in memory, as SQLite would.

Source: sqlite.org, "Database File Format", section 4, "The Write-Ahead Log".
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from devicecheck.readers.bounds import Watch
from devicecheck.readers.file_session import NotLooked

OPEN_LOG = "open-log"
"""The code of a log whose changes could not all be read."""
HEAD = struct.Struct(">8L")
FRAME = struct.Struct(">6L")
LITTLE, BIG = 0x377F0682, 0x377F0683
VERSION = 3_007_000
SMALLEST_PAGE, LARGEST_PAGE = 512, 65_536
Sums = tuple[int, int]


class _Log(NamedTuple):
    order: str
    page: int
    salts: tuple[int, int]
    sums: Sums


class _Frame(NamedTuple):
    number: int
    pages: int
    start: int


def with_log(data: bytes | bytearray, log: bytes | bytearray, most: int, watch: Watch) -> tuple[bytearray, list[str]]:
    """The database with all changes that were finished, and a code where some could not be read.

    Units: `most` bytes of the whole database. Frames of an older log behind the newest one are no changes.
    Errors: OutOfTime; NotLooked `too-large`.
    """
    pages = bytearray(data)
    if not log:
        return pages, []
    head = _head(log)
    if head is None or (pages and _page_size(pages) != head.page):
        return pages, [OPEN_LOG]
    waiting: list[_Frame] = []
    frames = _frames(log, head, watch)
    broken = False
    for frame in frames:
        if frame is None:
            broken = True
            break
        waiting.append(frame)
        if frame.pages:
            _put(pages, log, waiting, head.page, most)
            waiting.clear()
    return pages, [OPEN_LOG] if broken else []


def _head(log: bytes | bytearray) -> _Log | None:
    """What the log says of itself; None if it is no log."""
    if len(log) < HEAD.size:
        return None
    magic, version, page, _, first, second, *sums = HEAD.unpack_from(log)
    order = {LITTLE: "<", BIG: ">"}.get(magic)
    sizes = SMALLEST_PAGE <= page <= LARGEST_PAGE and not page & (page - 1)
    if order is None or version != VERSION or not sizes:
        return None
    if _summed(order, memoryview(log)[: HEAD.size - 8], (0, 0)) != tuple(sums):
        return None
    return _Log(order, page, (first, second), (sums[0], sums[1]))


def _frames(log: bytes | bytearray, head: _Log, watch: Watch) -> Iterator[_Frame | None]:
    """Frames of this log, one after another; None for one of it that is broken, after which nothing can be read."""
    view, sums, step = memoryview(log), head.sums, FRAME.size + head.page
    for start in range(HEAD.size, len(log), step):
        watch.look()
        if len(log) - start < FRAME.size:
            return
        number, pages, first, second, *stated = FRAME.unpack_from(log, start)
        if (first, second) != head.salts:
            return
        if len(log) - start < step or not number:
            yield None
            return
        sums = _summed(head.order, view[start : start + 8], sums)
        sums = _summed(head.order, view[start + FRAME.size : start + step], sums)
        if sums != tuple(stated):
            yield None
            return
        yield _Frame(number, pages, start + FRAME.size)


def _put(pages: bytearray, log: bytes | bytearray, frames: list[_Frame], page: int, most: int) -> None:
    """Put the pages of one finished change where they belong. Errors: NotLooked."""
    size = frames[-1].pages * page
    if max(size, *(frame.number * page for frame in frames)) > most:
        raise NotLooked("too-large")
    for frame in frames:
        place = (frame.number - 1) * page
        if len(pages) < place + page:
            pages.extend(bytes(place + page - len(pages)))
        pages[place : place + page] = log[frame.start : frame.start + page]
    if len(pages) < size:
        pages.extend(bytes(size - len(pages)))
    del pages[size:]


def _summed(order: str, data: memoryview, sums: Sums) -> Sums:
    first, second = sums
    for even, odd in struct.iter_unpack(f"{order}LL", data):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second


def _page_size(data: bytes | bytearray) -> int:
    if len(data) < HEAD.size:
        return 0
    (size,) = struct.unpack_from(">H", data, 16)
    return LARGEST_PAGE if size == 1 else int(size)
