# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries as a table for a spreadsheet, one line each, and back again. What comes back changed is a draft."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePath

from pydantic import ValidationError

from devicecheck.errors import PackError
from devicecheck.model.signatures import (
    Capability,
    Category,
    Indicators,
    OrdinaryReason,
    Pack,
    Signature,
    SignatureStatus,
)
from devicecheck.packs.normal_form import advice, normal
from devicecheck.packs.problems import Problem

LISTS = ("packages", "package_patterns", "bundles", "certificates", "components", "labels", "domains", "addresses")
COLUMNS = ("id", "name", "aliases", "category", "status", "can_do", "ordinary_reasons", *LISTS, "references", "note")
BETWEEN = "; "
MOST_BYTES = 16 << 20
MOST_SAID = 20
RUN = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run. Such a text gets an apostrophe in front, which is taken off again."""


def write(entries: Iterable[Signature]) -> bytes:
    """The table. Shape: several values of one cell stand between `; `."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for entry in entries:
        cells = _cells(entry)
        table.writerow([_guarded(cells[name]) for name in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def _cells(entry: Signature) -> Mapping[str, str]:
    lists = {name: BETWEEN.join(getattr(entry.indicators, name)) for name in LISTS}
    return {
        "id": entry.id,
        "name": entry.name,
        "aliases": BETWEEN.join(entry.aliases),
        "category": entry.category,
        "status": entry.status,
        "can_do": BETWEEN.join(entry.can_do),
        "ordinary_reasons": BETWEEN.join(entry.ordinary_reasons),
        **lists,
        "references": BETWEEN.join(entry.references),
        "note": entry.note,
    }


def read(data: bytes, path: PurePath, pack: Pack, person: str, today: date) -> tuple[Signature, ...]:
    """Entries that the table changes or adds, each a draft of this person. What is not in the table stays as it is.

    Errors: PackError `problems`, every problem as `path:line: what to do`.
    """
    known = {entry.id: entry for entry in pack.signatures}
    problems: list[Problem] = []
    found: dict[str, Signature] = {}
    for line, row in _rows(data, path.name):
        cells = {name: _without_guard(cell) for name, cell in zip(COLUMNS, row, strict=True)}
        before = known.get(cells["id"])
        if before and _same(cells, _cells(before)):
            continue
        wrong = [*_problems(cells, found)]
        problems += [Problem(path.name, line, do) for do in wrong]
        if not wrong:
            try:
                found[cells["id"]] = _entry(cells, before, person, today)
            except ValidationError as error:
                place = ".".join(map(str, error.errors()[0]["loc"]))
                problems.append(Problem(path.name, line, f"correct the cell `{place}`"))
    if problems:
        raise PackError("problems", tuple(map(str, problems)))
    return tuple(found.values())


def _rows(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    try:
        if len(data) > MOST_BYTES:
            raise csv.Error("make it smaller")
        text = data.decode("utf-8-sig")
        table = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
        rows = list(table)
    except UnicodeDecodeError:
        raise PackError("problems", (f"{name}:1: save the table as UTF-8 (in a spreadsheet: CSV UTF-8)",)) from None
    except csv.Error as error:
        raise PackError("problems", (f"{name}:1: correct the table: {error}",)) from None
    places = _places(rows[0] if rows else [], name)
    for line, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        if len(row) <= max(places) or any(cell for place, cell in enumerate(row) if place not in places):
            raise PackError("problems", (f"{name}:{line}: write {len(COLUMNS)} cells",))
        yield line, [row[place] for place in places]


def _places(first: Sequence[str], name: str) -> tuple[int, ...]:
    """Where each of our columns stands: people move them. Errors: PackError `problems`."""
    heading = [cell.strip().casefold() for cell in first]
    wrong = [f"add the column {column}; every column is needed" for column in COLUMNS if column not in heading]
    if len(wrong) == len(COLUMNS):
        wrong = [f"keep these columns in the first line: {', '.join(COLUMNS)}"]
    wrong += [
        f"take the column {cell[:40]!r} out; it stands here twice, or is none of ours"
        for place, cell in enumerate(heading)
        if cell and (cell not in COLUMNS or heading.index(cell) != place)
    ]
    if wrong:
        raise PackError("problems", tuple(f"{name}:1: {do}" for do in wrong[:MOST_SAID]))
    return tuple(heading.index(column) for column in COLUMNS)


def separator(text: str) -> str:
    """What stands between the cells of a table: spreadsheets of some countries write semicolons, some people tabs."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _problems(cells: Mapping[str, str], found: Mapping[str, Signature]) -> Iterator[str]:
    if cells["id"] in found:
        yield f"keep one line of {cells['id']}; it stands here twice"
    for name, kind in (("can_do", Capability), ("ordinary_reasons", OrdinaryReason)):
        for value in _values(cells[name]):
            if value not in list(kind):
                yield f"{name}: {value[:40]!r} is not known; write {', '.join(kind)}"
    if cells["category"] not in list(Category):
        yield f"category: write one of {', '.join(Category)}"
    if not _values(cells["ordinary_reasons"]):
        yield "ordinary_reasons: write at least one"
    for name in LISTS:
        for value in _values(cells[name]):
            if do := advice(name, normal(name, value)):
                yield f"{name}: {value[:60]!r}: {do}"


def _same(cells: Mapping[str, str], held: Mapping[str, str]) -> bool:
    return all(_values(cells[name]) == _values(held[name]) for name in COLUMNS if name != "status")


def _values(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()))


def _entry(cells: Mapping[str, str], before: Signature | None, person: str, today: date) -> Signature:
    """The entry of a line. What has no column stays as it was."""
    lists = {name: tuple(normal(name, value) for value in _values(cells[name])) for name in LISTS}
    held = dict(before.indicators) if before else {}
    return Signature(
        id=cells["id"],
        name=cells["name"],
        aliases=_values(cells["aliases"]),
        category=Category(cells["category"]),
        status=SignatureStatus.DRAFT,
        added_by=person,
        can_do=tuple(Capability(value) for value in _values(cells["can_do"])),
        ordinary_reasons=tuple(OrdinaryReason(value) for value in _values(cells["ordinary_reasons"])),
        indicators=Indicators(**(held | lists)),
        references=_values(cells["references"]),
        added_on=before.added_on if before else today,
        checked_on=max(today, before.added_on) if before else today,
        note=cells["note"],
    )


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RUN) else cell


def _without_guard(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(RUN) else cell
