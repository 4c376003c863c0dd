# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Android's binary XML from a stranger, as far as a manifest needs it.

Attributes are known by their number, as Android does it, because their names can be made to lie.
Source: AOSP frameworks/base, ResourceTypes.h.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

XML, STRINGS, RESOURCE_MAP, START, CLOSE = 0x3, 0x1, 0x180, 0x102, 0x103
KNOWN_CHUNKS = frozenset({STRINGS, RESOURCE_MAP, 0x100, 0x101, START, CLOSE, 0x104})
UTF8 = 0x100
NONE = 0xFFFFFFFF
STRING, REFERENCE, DECIMAL, HEX, BOOLEAN = 3, 1, 0x10, 0x11, 0x12
NAMES = {
    0x01010001: "label", 0x01010003: "name", 0x01010006: "permission", 0x0101000E: "enabled", 0x01010010: "exported",
    0x0101000F: "debuggable", 0x0101020C: "minSdkVersion", 0x0101021B: "versionCode", 0x0101021C: "versionName",
    0x01010270: "targetSdkVersion", 0x01010202: "targetActivity",
}  # fmt: skip
LONGEST_TEXT = 1_000
MOST_TAGS = 50_000
MOST_ATTRIBUTES = 200
MOST_MAPPED = 10_000
ATTRIBUTE_SIZE = 20

Value = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Tag:
    """One opened element. A value that stands in the app's resources is None."""

    depth: int
    name: str
    attributes: dict[str, Value]


@dataclass
class _Strings:
    """The text pool; each text is decoded when it is asked for, so that a million of them cost nothing."""

    data: bytes = b""
    offsets: tuple[int, ...] = ()
    start: int = 0
    utf8: bool = False
    _known: dict[int, str] = field(default_factory=dict)

    def text(self, number: int) -> str:
        """One text; "" for one that is not there."""
        if number >= len(self.offsets):
            return ""
        if number not in self._known:
            try:
                self._known[number] = self._decoded(self.start + self.offsets[number])
            except (IndexError, struct.error):
                self._known[number] = ""
        return self._known[number]

    def _decoded(self, place: int) -> str:
        data = self.data
        if self.utf8:
            place += 2 if data[place] & 0x80 else 1
            length = data[place]
            place += 1
            if length & 0x80:
                length = (length & 0x7F) << 8 | data[place]
                place += 1
            return data[place : place + min(length, LONGEST_TEXT)].decode("utf-8", "replace")
        (length,) = struct.unpack_from("<H", data, place)
        place += 2
        if length & 0x8000:
            length = (length & 0x7FFF) << 16 | struct.unpack_from("<H", data, place)[0]
            place += 2
        return data[place : place + 2 * min(length, LONGEST_TEXT)].decode("utf-16-le", "replace")


class Document:
    """A binary XML document. `tricks` names what in it makes other tools stumble; it is complete after `tags`."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._strings = _Strings()
        self._names: tuple[int, ...] = ()
        self.tricks: set[str] = set()

    def tags(self) -> Iterator[Tag]:
        """Every opened element in order, as far as the document can be followed."""
        data, depth, found = self._data, 0, 0
        if len(data) < 8 or struct.unpack_from("<HH", data) != (XML, 8):
            self.tricks.add("odd-manifest-header")
        if len(data) < 8 or struct.unpack_from("<I", data, 4)[0] > len(data):
            self.tricks.add("manifest-cut-off")
        place = 8
        while place + 8 <= len(data) and found < MOST_TAGS:
            kind, header, size = struct.unpack_from("<HHI", data, place)
            if size < 8 or place + size > len(data):
                self.tricks.add("manifest-cut-off")
                return
            chunk = data[place : place + size]
            if kind == START:
                found += 1
                tag = self._tag(chunk, header, depth)
                if tag:
                    yield tag
                depth += 1
            elif kind == CLOSE:
                depth -= 1
            else:
                self._take(kind, header, chunk)
            place += size

    def _take(self, kind: int, header: int, chunk: bytes) -> None:
        try:
            if kind == STRINGS and not self._strings.data:
                self._strings = self._pool(header, chunk)
            elif kind == RESOURCE_MAP:
                count = max(0, min((len(chunk) - header) // 4, MOST_MAPPED))
                self._names = struct.unpack_from(f"<{count}I", chunk, header)
            elif kind not in KNOWN_CHUNKS:
                self.tricks.add("filler-in-manifest")
        except struct.error:
            self.tricks.add("manifest-cut-off")

    def _pool(self, header: int, chunk: bytes) -> _Strings:
        count, _, flags, start = struct.unpack_from("<IIII", chunk, 8)
        room = max(0, (min(start, len(chunk)) - header) // 4)
        if count > room:
            self.tricks.add("text-count-lies")
        offsets = struct.unpack_from(f"<{min(count, room)}I", chunk, header)
        return _Strings(chunk, offsets, start, bool(flags & UTF8))

    def _tag(self, chunk: bytes, header: int, depth: int) -> Tag | None:
        try:
            _, name, first, size, count = struct.unpack_from("<IIHHH", chunk, header)
            if size != ATTRIBUTE_SIZE and count:
                self.tricks.add("odd-attributes")
            attributes: dict[str, Value] = {}
            for number in range(min(count, MOST_ATTRIBUTES)):
                key, value = self._attribute(chunk, header + first + number * (size or ATTRIBUTE_SIZE))
                attributes.setdefault(key, value)
            return Tag(depth, self._strings.text(name), attributes)
        except struct.error:
            self.tricks.add("manifest-cut-off")
            return None

    def _attribute(self, chunk: bytes, place: int) -> tuple[str, Value]:
        name, raw, kind, data = struct.unpack_from("<4xII3xBI", chunk, place)
        known = NAMES.get(self._names[name]) if name < len(self._names) else None
        key = known or self._strings.text(name)
        if kind == STRING:
            return key, self._strings.text(data)
        if kind == BOOLEAN:
            return key, bool(data)
        if kind in (DECIMAL, HEX):
            return key, data
        if kind == REFERENCE or raw == NONE:
            return key, None
        return key, self._strings.text(raw)
