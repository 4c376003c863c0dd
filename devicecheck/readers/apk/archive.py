# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A ZIP archive from a stranger, read as Android reads it: the directory decides, whatever the parts say of themselves.

What makes other tools stumble is read all the same, and named as a trick.
Source: PKWARE APPNOTE 4.3; AOSP system/libziparchive.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from devicecheck.readers.apk.limits import DIRECTORY_LIMIT, ENTRIES_LIMIT

END, ENTRY, LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
END_SIZE, ENTRY_SIZE, LOCAL_SIZE = 22, 46, 30
LONGEST_COMMENT = 0xFFFF
STORED, DEFLATED = 0, 8
ENCRYPTED, SIZES_FOLLOW = 1, 8
LONGEST_NAME = 1_000
INFLATE_STEP = 1 << 20


class NoArchive(Exception):
    """Raised when a file is no archive that Android could read."""


class Unreadable(Exception):
    """Raised when one part cannot be read; the text is a code."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One part, as the directory tells."""

    name: str
    flags: int
    method: int
    compressed: int
    size: int
    offset: int
    checksum: int


class Archive:
    """An open archive. `tricks` grows while parts are read."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file, self._size = file, size
        self.tricks: set[str] = set()
        self.entries = tuple(self._directory())
        self._name_tricks()

    def content(self, entry: Entry, most: int) -> bytes:
        """One part, inflated. Errors: Unreadable."""
        content = self._unpacked(entry, self._raw(entry, most), most)
        if zlib.crc32(content) != entry.checksum:
            self.tricks.add("checksum-does-not-fit")
        return content

    def _unpacked(self, entry: Entry, data: bytes, most: int) -> bytes:
        """What a part holds. Android does not look at the checksum. Errors: Unreadable."""
        if entry.method == STORED:
            return data
        if entry.method != DEFLATED:
            self.tricks.add("unknown-compression")
            if entry.compressed == entry.size:
                return data
        try:
            return _inflated(data, most)
        except zlib.error:
            raise Unreadable("damaged") from None

    def _raw(self, entry: Entry, most: int) -> bytes:
        """The bytes of a part as they lie in the file. Errors: Unreadable."""
        header = self._read(entry.offset, LOCAL_SIZE)
        if len(header) < LOCAL_SIZE or header[:4] != LOCAL:
            raise Unreadable("no-header")
        flags, method, compressed, size, name, extra = struct.unpack_from("<6xHH8xIIHH", header)
        if method != entry.method or (
            not flags & SIZES_FOLLOW and (compressed, size) != (entry.compressed, entry.size)
        ):
            self.tricks.add("header-contradicts-directory")
        if (flags | entry.flags) & ENCRYPTED:
            self.tricks.add("marked-as-encrypted")
        length = entry.compressed
        if length > most:
            raise Unreadable("too-large")
        data = self._read(entry.offset + LOCAL_SIZE + name + extra, length)
        if len(data) < length:
            raise Unreadable("cut-off")
        return data

    def _read(self, offset: int, length: int) -> bytes:
        self._file.seek(offset)
        return self._file.read(length)

    def _directory(self) -> Iterator[Entry]:
        offset, length = self._place()
        data = self._read(offset, length)
        place = 0
        for _ in range(ENTRIES_LIMIT):
            if place + ENTRY_SIZE > len(data) or data[place : place + 4] != ENTRY:
                break
            flags, method, compressed, size, name, extra, comment = struct.unpack_from("<8xHH8xIIHHH", data, place)
            (checksum,) = struct.unpack_from("<I", data, place + 16)
            (local,) = struct.unpack_from("<I", data, place + 42)
            raw = data[place + ENTRY_SIZE : place + ENTRY_SIZE + min(name, LONGEST_NAME)]
            yield Entry(raw.decode("utf-8", "replace"), flags, method, compressed, size, local, checksum)
            place += ENTRY_SIZE + name + extra + comment
        if place != len(data):
            self.tricks.add("directory-ends-early")

    def _place(self) -> tuple[int, int]:
        """Where the directory stands. Errors: NoArchive."""
        length = min(self._size, END_SIZE + LONGEST_COMMENT)
        tail = self._read(self._size - length, length)
        end = len(tail)
        while (end := tail.rfind(END, 0, end)) >= 0:
            if end + END_SIZE <= len(tail):
                size, offset, comment = struct.unpack_from("<12xIIH", tail, end)
                if size and offset + size <= self._size - len(tail) + end:
                    if size > DIRECTORY_LIMIT:
                        raise NoArchive("directory-too-large")
                    if end + END_SIZE + comment != len(tail):
                        self.tricks.add("bytes-behind-the-end")
                    return offset, size
            end += len(END) - 1
        raise NoArchive("no-archive")

    def _name_tricks(self) -> None:
        names = [entry.name for entry in self.entries]
        if len(set(names)) != len(names):
            self.tricks.add("name-twice")
        known = {"AndroidManifest.xml", "classes.dex", "resources.arsc"}
        if any(name.rstrip("/") != name and name.rstrip("/") in known for name in names):
            self.tricks.add("folder-named-like-a-part")
        if any(name.startswith("/") or ".." in name.split("/") for name in names):
            self.tricks.add("name-leads-outside")


def _inflated(data: bytes, most: int) -> bytes:
    """The inflated bytes. Errors: zlib.error; Unreadable when they are more than may be."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    inflated = inflater.decompress(data, most + 1)
    if len(inflated) > most:
        raise Unreadable("too-large")
    if not inflater.eof:
        raise Unreadable("cut-off")
    return inflated
