# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An app's file with one planted sign of each kind that files can hold. It is nobody's app and could never run."""

import struct
import zlib
from dataclasses import dataclass

from devicecheck.selftest.planted import signed_archive

PACKAGE = "org.devicecheck.canary.file"
SERVER = "planted.canary.invalid"
START, TEXT, RESOURCES = 0x102, 3, 0x180


@dataclass(frozen=True)
class Part:
    """One part of an archive, deflated."""

    name: str
    content: bytes


def planted_file() -> bytes:
    """An archive with a manifest, code that names a server, and a maker's stamp."""
    code = b"dex\n035\0" + bytes(104) + b"\0" + bytes([len(SERVER) + 13]) + f"https://{SERVER}/sync".encode() + b"\0"
    return archive((Part("AndroidManifest.xml", manifest(PACKAGE)), Part("classes.dex", code)))


def stamp() -> bytes:
    """The certificate that the file names as its maker's."""
    return b"org.devicecheck.canary.file certificate"


def manifest(package: str) -> bytes:
    """The smallest binary manifest: one element, one attribute. Source: AOSP ResourceTypes.h."""
    texts = ("package", "manifest", package)
    data, offsets = b"", []
    for text in texts:
        offsets.append(len(data))
        data += struct.pack("<H", len(text)) + text.encode("utf-16-le") + b"\0\0"
    data += bytes(-len(data) % 4)
    start = 28 + 4 * len(texts)
    pool = struct.pack("<HHIIIIII", 1, 28, start + len(data), len(texts), 0, 0, start, 0)
    pool += struct.pack(f"<{len(texts)}I", *offsets) + data
    none = 0xFFFFFFFF
    attribute = struct.pack("<IIIHBBI", none, 0, 2, 8, 0, TEXT, 2)
    element = struct.pack("<IIHHHHHH", none, 1, 20, 20, 1, 0, 0, 0) + attribute
    node = struct.pack("<HHIII", START, 16, 16 + len(element), 1, none) + element
    body = pool + struct.pack("<HHI", RESOURCES, 8, 8) + node
    return struct.pack("<HHI", 3, 8, 8 + len(body)) + body


def archive(parts: tuple[Part, ...]) -> bytes:
    """A ZIP archive of these parts with a signature block between them and the directory."""
    body, directory = b"", b""
    for part in parts:
        name, checksum = part.name.encode(), zlib.crc32(part.content)
        deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        packed = deflater.compress(part.content) + deflater.flush()
        sizes = struct.pack("<IIIHH", checksum, len(packed), len(part.content), len(name), 0)
        head = struct.pack("<HHHHH", 20, 0, 8, 0, 0x21) + sizes
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04" + head + name + packed
    block = signed_archive(stamp())[:-22]
    place = len(body) + len(block)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(parts), len(parts), len(directory), place, 0)
    return body + block + directory + end
