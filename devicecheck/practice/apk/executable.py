# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A valid Android executable (DEX) that has a table of strings and no code.

Source: Android's "Dalvik Executable format", version 035.
"""

import hashlib
import struct
import zlib

HEADER_SIZE = 0x70
HEADER_ITEM, STRING_ID_ITEM, STRING_DATA_ITEM, MAP_LIST = 0x0000, 0x0001, 0x2002, 0x1000
ENDIAN_TAG = 0x12345678


def string_table(strings: list[str]) -> bytes:
    """Return a DEX file with these strings, each shorter than 128 characters of ASCII."""
    encoded = [bytes([len(text)]) + text.encode("ascii") + b"\0" for text in sorted(strings)]
    count, data_start = len(encoded), HEADER_SIZE + 4 * len(encoded)
    data = b"".join(encoded)
    places = [data_start + sum(map(len, encoded[:index])) for index in range(count)]
    data += b"\0" * (-len(data) % 4)
    sections = ((HEADER_ITEM, 1, 0), (STRING_ID_ITEM, count, HEADER_SIZE), (STRING_DATA_ITEM, count, data_start))
    map_start = data_start + len(data)
    items = [*sections, (MAP_LIST, 1, map_start)]
    data += struct.pack("<I", len(items)) + b"".join(struct.pack("<HHII", kind, 0, n, at) for kind, n, at in items)
    size = data_start + len(data)
    header = struct.pack("<8I", size, HEADER_SIZE, ENDIAN_TAG, 0, 0, map_start, count, HEADER_SIZE)
    header += b"\0" * 40 + struct.pack("<II", len(data), data_start)
    rest = header + struct.pack(f"<{count}I", *places) + data
    digest = hashlib.sha1(rest).digest()
    return b"dex\n035\0" + struct.pack("<I", zlib.adler32(digest + rest)) + digest + rest
