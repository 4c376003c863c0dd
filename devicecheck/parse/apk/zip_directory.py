# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a ZIP archive that lead to a signature: the end record, the directory, single small entries.

Source: PKWARE APPNOTE 4.3; Android accepts no ZIP64 archive and no bytes after the comment.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from devicecheck.errors import ParseError
from devicecheck.parse.apk.file_parts import BLOCK, FileParts

END_MAGIC, ENTRY_MAGIC, LOCAL_MAGIC = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
END_SIZE, ENTRY_SIZE, LOCAL_SIZE = 22, 46, 30
LONGEST_COMMENT = 0xFFFF
LARGEST_DIRECTORY = 4 << 20
LARGEST_ENTRY = 1 << 20
USUAL_EXTRA = 512
STORED, DEFLATED = 0, 8


@dataclass(frozen=True, slots=True)
class Directory:
    """Where the list of entries stands. Units: bytes from the start of the file."""

    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the archive, as the directory tells."""

    name: bytes
    method: int
    compressed: int
    size: int
    offset: int


def find_directory(parts: FileParts) -> Directory:
    """Where the directory stands, from the record at the end of the file.

    Errors: ParseError when there is no end record; MissingBytesError.
    """
    for reach in (BLOCK, END_SIZE + LONGEST_COMMENT):
        length = min(parts.size, reach)
        if directory := _in_tail(parts.read(parts.size - length, length), parts.size):
            return directory
        if length == parts.size:
            break
    raise ParseError("no-zip")


def _in_tail(tail: bytes, size: int) -> Directory | None:
    place = len(tail) - END_SIZE
    while (place := tail.rfind(END_MAGIC, 0, max(0, place) + len(END_MAGIC))) >= 0:
        if place + END_SIZE <= len(tail):
            length, offset, comment = struct.unpack_from("<IIH", tail, place + 12)
            if place + END_SIZE + comment == len(tail) and offset + length <= size - len(tail) + place:
                return Directory(offset, length)
        place -= 1
        if place < 0:
            return None
    return None


def entries(parts: FileParts, directory: Directory) -> Iterator[Entry]:
    """The entries in the directory's order. Errors: ParseError; MissingBytesError."""
    if directory.size > LARGEST_DIRECTORY:
        raise ParseError("directory-too-large")
    data = parts.read(directory.offset, directory.size)
    place = 0
    while place + ENTRY_SIZE <= len(data):
        if data[place : place + 4] != ENTRY_MAGIC:
            raise ParseError("bad-directory")
        method, compressed, size, name, extra, comment = struct.unpack_from("<10xH8xIIHHH", data, place)
        (offset,) = struct.unpack_from("<I", data, place + 42)
        yield Entry(data[place + ENTRY_SIZE : place + ENTRY_SIZE + name], method, compressed, size, offset)
        place += ENTRY_SIZE + name + extra + comment


def content(parts: FileParts, entry: Entry) -> bytes:
    """What one small entry holds. Errors: ParseError when it is damaged or too large; MissingBytesError."""
    if entry.compressed > LARGEST_ENTRY or entry.size > LARGEST_ENTRY:
        raise ParseError("entry-too-large")
    header_and_more = LOCAL_SIZE + len(entry.name) + USUAL_EXTRA + entry.compressed
    start = parts.read(entry.offset, max(LOCAL_SIZE, min(header_and_more, parts.size - entry.offset)))
    if start[:4] != LOCAL_MAGIC:
        raise ParseError("bad-entry")
    name, extra = struct.unpack_from("<HH", start, 26)
    data = parts.read(entry.offset + LOCAL_SIZE + name + extra, entry.compressed)
    if entry.method == STORED:
        return data
    if entry.method != DEFLATED:
        raise ParseError("unknown-method")
    return _inflated(data)


def _inflated(data: bytes) -> bytes:
    try:
        inflated = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, LARGEST_ENTRY + 1)
    except zlib.error as error:
        raise ParseError("bad-entry") from error
    if len(inflated) > LARGEST_ENTRY:
        raise ParseError("entry-too-large")
    return inflated
