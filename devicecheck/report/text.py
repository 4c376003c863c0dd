# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy as plain text: for a terminal, a screen reader, Braille, or to paste."""

import textwrap
from collections.abc import Iterable, Iterator

from devicecheck.report.blocks import (
    Badges,
    Blanks,
    Block,
    Box,
    Bullets,
    Facts,
    Heading,
    Note,
    Numbers,
    Pair,
    Para,
    Paste,
    Reach,
    Row,
    Sheet,
    SignLines,
    Table,
    Timeline,
)
from devicecheck.report.clean_text import plain

WIDTH = 78
UNDERLINES = {1: "-", 2: "."}


def render(sheet: Sheet) -> bytes:
    """The whole copy. Shape: UTF-8, lines of at most 78 characters where words allow it, no control characters."""
    lines = [*_mark(sheet), sheet.heading, "=" * len(plain(sheet.heading))]
    for label, value in sheet.about:
        lines += _wrap(f"{label}: {value}")
    for block in sheet.blocks:
        lines += block_lines(block)
    lines += ["", *_wrap(sheet.footer), *_mark(sheet)]
    return "\n".join(plain(line) for line in lines).encode("utf-8", "replace") + b"\n"


def _mark(sheet: Sheet) -> Iterator[str]:
    """On a screen that scrolls, the first and the last line say what is not real."""
    if sheet.mark:
        yield f"[{sheet.mark}]"


def block_lines(block: Block) -> Iterator[str]:
    """The lines of one block."""
    match block:
        case Heading():
            yield from _heading(block.text, block.level)
        case Para():
            yield from _wrap(block.text)
        case Bullets():
            yield from _bullets(block)
        case Note():
            yield from ("", *_wrap(block.text), "")
        case Box():
            yield from _heading(block.heading, block.level)
            yield from _items(block.items) if len(block.items) > 1 else _wrap(" ".join(block.items))
        case Facts():
            for row in block.rows:
                yield from _named(row)
        case Badges():
            yield from ("", *_wrap(f"[{block.badge}] [{block.sure}]"))
        case Blanks():
            yield from _to_write_on(block)
        case Pair():
            yield from ("", f"({block.number})", *block_lines(block.first), *block_lines(block.second))
        case _:
            yield from _grid_lines(block)


def _grid_lines(block: Table | Timeline | Reach | Numbers | Paste | SignLines) -> Iterator[str]:
    """What stands in columns on paper: here each cell is named, so that an ear can follow."""
    match block:
        case Table():
            for row in block.rows:
                cells = [" ".join(filter(None, (cell.lead, cell.text))) for cell in row]
                yield from _row(block.head, cells) if len(cells) == len(block.head) else _wrap(cells[0])
        case Timeline():
            for day in block.days:
                yield from _row(block.head, (day.day, " ".join(day.phone), " ".join(day.told))[: len(block.head)])
        case Reach():
            words = dict(block.words)
            for name, marks in block.rows:
                yield from _row(block.head, (name, *(words[mark] for mark in marks)))
        case Numbers():
            yield from _items(f"{one.name}: {one.number}. {one.about}" for one in block.services)
        case Paste():
            for item in block.items:
                yield from ("", *_wrap(item))
        case SignLines():
            yield from (f"{label}: ______________________" for label in block.labels)


def _both(label: str, english: str) -> str:
    return f"{label} ({english})" if english else label


def _to_write_on(block: Blanks) -> Iterator[str]:
    """Each label, then its lines by themselves: a label of another script would push them out of place."""
    yield from _heading(_both(block.heading, block.also), block.level)
    for blank in (blank for row in block.rows for blank in row):
        yield from _wrap(f"{_both(blank.label, blank.also)}:")
        yield from ("_" * WIDTH for _ in range(blank.lines))


def _heading(text: str, level: int) -> Iterator[str]:
    yield from ("", *_wrap(text))
    if line := UNDERLINES.get(level):
        yield line * min(len(plain(text)), WIDTH)


def _row(head: Iterable[str], cells: Iterable[str]) -> Iterator[str]:
    """The first cell as an item, the others named below it; empty ones are left out."""
    pairs = list(zip(head, cells, strict=True))
    yield from _items((pairs[0][1],))
    for name, text in pairs[1:]:
        if text:
            yield from _wrap(f"{_label(name)} {text}", "    ")


def _label(name: str) -> str:
    return name if plain(name).endswith(("?", ":", ".", "؟", "۔", "।")) else f"{name}:"


def _bullets(block: Bullets) -> Iterator[str]:
    for place, item in enumerate(block.items):
        yield from _items((f"{item} {block.small[place]}".rstrip() if block.small else item,))


def _named(row: Row) -> Iterator[str]:
    yield from _wrap(_label(row.label))
    yield from _items(row.lines)


def _items(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from textwrap.wrap(plain(text), WIDTH, initial_indent="  - ", subsequent_indent="    ")


def _wrap(text: str, indent: str = "") -> Iterator[str]:
    yield from textwrap.wrap(plain(text), WIDTH, initial_indent=indent, subsequent_indent=indent)
