# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which characters the shipped fonts can show, read from their cmap tables.

Run as a program it prints reports/fonts/coverage.txt; a test holds that file equal to the fonts.
"""

import struct
import sys
from collections.abc import Iterator
from pathlib import Path

FONTS = Path(__file__).resolve().parents[2] / "reports" / "fonts"
# REUSE-IgnoreStart
NOTICE = (
    "# SPDX-FileCopyrightText: 2026 DeviceCheck contributors\n"
    "# SPDX-License-Identifier: GPL-3.0-or-later\n"
    "# Characters that the fonts beside this file can show, as ranges in hexadecimal.\n"
    "# Made by: python tests/report/font_coverage.py > reports/fonts/coverage.txt\n"
)
# REUSE-IgnoreEnd


def characters(font: bytes) -> set[int]:
    """Code points of every Unicode cmap subtable (formats 4 and 12)."""
    found: set[int] = set()
    tables = struct.unpack_from(">H", font, 4)[0]
    for number in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag != b"cmap":
            continue
        for part in range(struct.unpack_from(">H", font, offset + 2)[0]):
            start = offset + struct.unpack_from(">I", font, offset + 4 + 8 * part + 4)[0]
            kind = struct.unpack_from(">H", font, start)[0]
            if kind in {4, 12}:
                found.update(_format_4(font, start) if kind == 4 else _format_12(font, start))
    return found


def _format_4(font: bytes, start: int) -> Iterator[int]:
    count = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends, starts, deltas, offsets = (start + 14 + at for at in (0, 2 * count + 2, 4 * count + 2, 6 * count + 2))
    for segment in range(count):
        first = struct.unpack_from(">H", font, starts + 2 * segment)[0]
        last = struct.unpack_from(">H", font, ends + 2 * segment)[0]
        delta = struct.unpack_from(">H", font, deltas + 2 * segment)[0]
        shift = struct.unpack_from(">H", font, offsets + 2 * segment)[0]
        for code in range(first, last + 1):
            glyph = code
            if shift:
                glyph = struct.unpack_from(">H", font, offsets + 2 * segment + shift + 2 * (code - first))[0]
            if (glyph if shift and not glyph else glyph + delta) & 0xFFFF and code != 0xFFFF:
                yield code


def _format_12(font: bytes, start: int) -> Iterator[int]:
    for group in range(struct.unpack_from(">I", font, start + 12)[0]):
        first, last, _ = struct.unpack_from(">III", font, start + 16 + 12 * group)
        yield from range(first, last + 1)


def coverage_text(folder: Path = FONTS) -> str:
    """The content of coverage.txt for the fonts of a folder."""
    every = sorted(set().union(*(characters(path.read_bytes()) for path in sorted(folder.glob("*.ttf")))))
    ranges: list[list[int]] = []
    for code in every:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    words = [f"{first:x}" if first == last else f"{first:x}-{last:x}" for first, last in ranges]
    lines = [" ".join(words[at : at + 10]) for at in range(0, len(words), 10)]
    return NOTICE + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(coverage_text())
