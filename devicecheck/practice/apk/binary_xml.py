# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Android's binary XML, written: enough for a manifest.

Source: AOSP frameworks/base, ResourceTypes.h.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

NAMESPACE = "http://schemas.android.com/apk/res/android"
PREFIX = "android:"
RESOURCE_IDS = {
    "label": 0x01010001,
    "name": 0x01010003,
    "permission": 0x01010006,
    "exported": 0x01010010,
    "minSdkVersion": 0x0101020C,
    "versionCode": 0x0101021B,
    "versionName": 0x0101021C,
    "targetSdkVersion": 0x01010270,
}
NONE = 0xFFFFFFFF
STRING, INTEGER, BOOLEAN = 3, 0x10, 0x12
XML, STRING_POOL, RESOURCE_MAP = 3, 1, 0x180
START_NAMESPACE, END_NAMESPACE, START_ELEMENT, END_ELEMENT = 0x100, 0x101, 0x102, 0x103

Value: TypeAlias = str | int | bool


@dataclass(frozen=True)
class Element:
    """A tag; attributes named `android:...` are the framework's."""

    tag: str
    attributes: dict[str, Value]
    children: list["Element"] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        """This element and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


class _Writer:
    def __init__(self, root: Element) -> None:
        used = {
            name.removeprefix(PREFIX) for each in root.walk() for name in each.attributes if name.startswith(PREFIX)
        }
        framework = sorted(used, key=RESOURCE_IDS.__getitem__)
        self._strings = {name: place for place, name in enumerate(framework)}
        namespace = struct.pack("<II", self._string("android"), self._string(NAMESPACE))
        nodes = self._node(START_NAMESPACE, namespace) + self._element(root) + self._node(END_NAMESPACE, namespace)
        ids = [RESOURCE_IDS[name] for name in framework]
        resources = struct.pack(f"<HHI{len(ids)}I", RESOURCE_MAP, 8, 8 + 4 * len(ids), *ids)
        body = self._pool() + resources + nodes
        self.document = struct.pack("<HHI", XML, 8, 8 + len(body)) + body

    def _string(self, text: str) -> int:
        return self._strings.setdefault(text, len(self._strings))

    @staticmethod
    def _node(kind: int, body: bytes) -> bytes:
        return struct.pack("<HHIII", kind, 16, 16 + len(body), 1, NONE) + body

    def _element(self, element: Element) -> bytes:
        attributes = [self._attribute(name, value) for name, value in element.attributes.items()]
        encoded = b"".join(attribute for _, attribute in sorted(attributes))
        tag = self._string(element.tag)
        start = struct.pack("<IIHHHHHH", NONE, tag, 20, 20, len(attributes), 0, 0, 0) + encoded
        children = b"".join(self._element(child) for child in element.children)
        return self._node(START_ELEMENT, start) + children + self._node(END_ELEMENT, struct.pack("<II", NONE, tag))

    def _attribute(self, name: str, value: Value) -> tuple[int, bytes]:
        """Return the resource id, by which Android wants attributes sorted, and the attribute."""
        framework = name.startswith(PREFIX)
        short = name.removeprefix(PREFIX)
        raw = NONE
        if isinstance(value, str):
            kind, data = STRING, self._string(value)
            raw = data
        elif isinstance(value, bool):
            kind, data = BOOLEAN, NONE if value else 0
        else:
            kind, data = INTEGER, value
        namespace = self._string(NAMESPACE) if framework else NONE
        encoded = struct.pack("<IIIHBBI", namespace, self._string(short), raw, 8, 0, kind, data)
        return (RESOURCE_IDS[short] if framework else NONE), encoded

    def _pool(self) -> bytes:
        offsets, data = [], b""
        for text in self._strings:
            encoded = text.encode("utf-16-le")
            offsets.append(len(data))
            data += struct.pack("<H", len(encoded) // 2) + encoded + b"\0\0"
        data += b"\0" * (-len(data) % 4)
        start = 28 + 4 * len(offsets)
        header = struct.pack("<HHIIIIII", STRING_POOL, 28, start + len(data), len(offsets), 0, 0, start, 0)
        return header + struct.pack(f"<{len(offsets)}I", *offsets) + data


def encode(root: Element) -> bytes:
    """Return the binary form of a document."""
    return _Writer(root).document
