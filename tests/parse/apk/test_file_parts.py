# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.errors import ParseError
from devicecheck.parse.apk.file_parts import ByteRange, FileParts, MissingBytesError


def missing(parts: FileParts, offset: int, length: int, ahead: int = 0) -> tuple[ByteRange, ...]:
    with pytest.raises(MissingBytesError) as caught:
        parts.read(offset, length, ahead)
    return caught.value.ranges


def test_only_unknown_blocks_are_asked_for() -> None:
    parts = FileParts(100_000, [(8_192, bytes(4_096)), (95_904, bytes(4_096))])
    assert missing(parts, 0, 100) == (ByteRange(0, 4_096),)
    assert missing(parts, 10_000, 5_000) == (ByteRange(12_288, 4_096),)
    assert missing(parts, 92_000, 6_000) == (ByteRange(90_112, 8_192),)
    assert missing(parts, 40_950, 10, ahead=8_192) == (ByteRange(28_672, 12_288),)


def test_long_ranges_are_asked_for_in_pieces() -> None:
    pieces = missing(FileParts(5 << 20, []), 4_096, 3 << 20)
    assert [piece.length for piece in pieces] == [1 << 20] * 3


@pytest.mark.parametrize(("offset", "length"), [(-1, 1), (0, 11), (11, 0), (5, -1)])
def test_places_outside_the_file_are_refused(offset: int, length: int) -> None:
    with pytest.raises(ParseError):
        FileParts(10, [(0, bytes(10))]).read(offset, length)


@given(
    data=st.binary(min_size=1, max_size=60),
    cuts=st.lists(st.tuples(st.integers(0, 59), st.integers(0, 59))),
    offset=st.integers(0, 59),
    length=st.integers(0, 59),
)
def test_what_is_read_is_what_stands_there(data: bytes, cuts: list[tuple[int, int]], offset: int, length: int) -> None:
    parts = FileParts(len(data), [(start, data[start : start + count]) for start, count in cuts])
    known = {place for start, count in cuts for place in range(start, min(len(data), start + count))}
    if offset + length > len(data):
        return
    try:
        assert parts.read(offset, length) == data[offset : offset + length]
    except MissingBytesError:
        assert not set(range(offset, offset + length)) <= known or length == 0
