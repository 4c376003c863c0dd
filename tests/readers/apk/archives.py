# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Archives for tests, written byte by byte so that each rule of the form can be broken by itself."""

import struct
import zlib
from dataclasses import dataclass, replace

from devicecheck.practice.apk.builder import ApkFacts, Component, manifest

MANIFEST = "AndroidManifest.xml"
STORED, DEFLATED = 0, 8


@dataclass(frozen=True)
class Part:
    """One part; what the directory and the part's own header say of it can be made to differ from what is true."""

    name: str
    content: bytes
    method: int = DEFLATED
    said_method: int | None = None
    local_method: int | None = None
    flags: int = 0
    said_size: int | None = None
    local_size: int | None = None
    local_name: str | None = None
    said_checksum: int | None = None

    @property
    def packed(self) -> bytes:
        if self.method == STORED:
            return self.content
        deflater = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
        return deflater.compress(self.content) + deflater.flush()


def archive(*parts: Part, behind: bytes = b"") -> bytes:
    """A ZIP archive of these parts."""
    body, directory = b"", b""
    for part in parts:
        packed = part.packed
        checksum = zlib.crc32(part.content) if part.said_checksum is None else part.said_checksum
        method = part.method if part.said_method is None else part.said_method
        size = len(part.content) if part.said_size is None else part.said_size
        local_size = size if part.local_size is None else part.local_size
        local_method = method if part.local_method is None else part.local_method
        local_name = (part.local_name or part.name).encode()
        head = struct.pack("<HHHHHIIIHH", 20, part.flags, method, 0, 33, checksum, len(packed), size,
                           len(part.name.encode()), 0)  # fmt: skip
        local = struct.pack("<HHHHHIIIHH", 20, part.flags, local_method, 0, 33, checksum, len(packed), local_size,
                            len(local_name), 0)  # fmt: skip
        directory += b"PK\x01\x02\x14\x00" + head + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + part.name.encode()
        body += b"PK\x03\x04" + local + local_name + packed
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(parts), len(parts), len(directory), len(body), 0)
    return body + directory + end + behind


SPY = ApkFacts(
    "org.example.spy",
    label="System Service",
    permissions=("android.permission.READ_SMS", "android.permission.READ_CALL_LOG"),
    activities=(Component(".Main", ("android.intent.action.MAIN",), ("android.intent.category.LAUNCHER",)),),
    services=(
        Component(
            ".Watch",
            ("android.accessibilityservice.AccessibilityService",),
            permission="android.permission.BIND_ACCESSIBILITY_SERVICE",
        ),
    ),
)

WHOLE = Part(MANIFEST, manifest(SPY))


def code(*texts: str) -> bytes:
    """The start of a DEX file and its texts, each with its length before and a zero behind."""
    return b"dex\n035\0" + bytes(105) + b"".join(bytes([len(text)]) + text.encode() + b"\0" for text in texts)


def odd(**changes: object) -> Part:
    """The manifest, with one thing about it that is not as it should be."""
    return replace(WHOLE, **changes)  # type: ignore[arg-type]
