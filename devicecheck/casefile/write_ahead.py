# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the log beside the records is as it was written, looked at before SQLite does.

SQLite passes over a log from the first frame that does not fit, without a word. After a killed program that frame may
have been acknowledged, so a changed one has to be told from one that was never written to its end.

Source: sqlite.org/fileformat2.html, section 4, The Write-Ahead Log.
"""

from enum import Enum, auto
from itertools import takewhile
from struct import unpack, unpack_from

HEADER, FRAME_HEADER, SECTOR = 32, 24, 512
MAGIC = 0x377F0682
"""The first number of a log; the last bit says in which order of bytes its sums are made."""
LARGEST_PAGE = 1 << 16
ENDS = slice(4, 8)
"""Where a frame says that a transaction ends with it: the size of the records then, else 0."""
_WORD = 0xFFFFFFFF


class Log(Enum):
    """`CUT_OFF`: its last frames were never written to their end, and so never acknowledged."""

    WHOLE = auto()
    CUT_OFF = auto()
    CHANGED = auto()


def look(data: bytes) -> Log:
    """What the bytes of a log are. Frames of an older round, behind the last of this one, do not count. Pure."""
    if len(data) < HEADER or not any(data[:HEADER]):
        return Log.WHOLE if not data else Log.CUT_OFF
    magic, _, page, _, first, second, *sums = unpack(">8I", data[:HEADER])
    order = ">" if magic & 1 else "<"
    well_sized = page.bit_count() == 1 and SECTOR <= page <= LARGEST_PAGE
    if magic | 1 != MAGIC | 1 or list(_sums(data[:24], order, (0, 0))) != sums or not well_sized:
        return Log.CHANGED
    return _frames(data, page + FRAME_HEADER, order, (first, second, *sums))


def _frames(data: bytes, size: int, order: str, start: tuple[int, ...]) -> Log:
    salts, before = start[:2], (start[2], start[3])
    for at in range(HEADER, len(data), size):
        frame = data[at : at + size]
        if len(frame) < size:
            return Log.CUT_OFF
        first, second, *told = unpack_from(">4I", frame, 8)
        if not _same_round(frame, salts[1]):
            return Log.WHOLE
        made = _sums(frame[FRAME_HEADER:], order, _sums(frame[:8], order, before))
        if (first, second) != salts or made != tuple(told):
            left = _has_gap(frame) or ((first, second) == salts and _given_up(data[at:], size, order, before))
            return Log.CUT_OFF if left else Log.CHANGED
        before = made
    return Log.WHOLE


def _same_round(frame: bytes, salt: int) -> bool:
    """The second salt is random in each round: one bit apart is the same round."""
    return (int.from_bytes(frame[12:16], "big") ^ salt).bit_count() <= 1


def _given_up(rest: bytes, size: int, order: str, before: tuple[int, int]) -> bool:
    """Whether these frames are of writing that a full disk ended, with less written over their first ones later.

    None of them ends a transaction, so none was acknowledged. A last frame that did, until one bit of its mark was
    changed, is told by its sums, which fit with that bit.
    """
    salt = unpack_from(">I", rest, 12)[0]
    frames = (rest[at : at + size] for at in range(0, len(rest), size))
    of_round = takewhile(lambda frame: len(frame) == size and _same_round(frame, salt), frames)
    if any(any(frame[ENDS]) for frame in of_round):
        return False
    told, page = unpack_from(">2I", rest, 16), rest[FRAME_HEADER:size]
    marks = ((1 << bit).to_bytes(4, "big") for bit in range(32))
    return all(_sums(page, order, _sums(rest[:4] + mark, order, before)) != told for mark in marks)


def _has_gap(frame: bytes) -> bool:
    """Whether a part of a page is empty: a place on the disk that was never written. No encrypted page has one."""
    return any(not any(frame[at : at + SECTOR // 2]) for at in range(FRAME_HEADER, len(frame), SECTOR // 2))


def _sums(data: bytes, order: str, before: tuple[int, int]) -> tuple[int, int]:
    first, second = before
    words = unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = first + even + second & _WORD
        second = second + odd + first & _WORD
    return first, second
