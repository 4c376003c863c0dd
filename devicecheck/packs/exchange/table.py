# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain CSV for spreadsheets: one line for each value. The ISDi list's own columns are understood too."""

import csv
import io
from collections import Counter

from devicecheck.model.signatures import Pack
from devicecheck.packs.exchange.families import KINDS, MOST_VALUES, Contents, Family, Unreadable, category_named
from devicecheck.packs.sheet import separator

COLUMNS = ("entry", "name", "category", "aliases", "kind", "value")
ISDI = ("appId", "store", "flag", "title")
BETWEEN = "; "
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run as a formula. Such a text gets an apostrophe in front."""


def read(data: bytes) -> Contents:
    """The families of the table. Errors: Unreadable."""
    rows = _rows(data)
    head = tuple(rows[0]) if rows else ()
    if head == ISDI:
        return _isdi(rows[1:])
    if head != COLUMNS:
        raise Unreadable(f"write these columns in the first line: {', '.join(COLUMNS)}")
    families: dict[str, Family] = {}
    skipped: Counter[str] = Counter()
    for number, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        if len(row) != len(COLUMNS):
            raise Unreadable(f"line {number}: write {len(COLUMNS)} cells")
        key, name, category, aliases, kind, value = map(_without_guard, row)
        if kind not in KINDS or not value or not (key or name):
            skipped["unknown-kinds" if kind not in KINDS else "empty-cells"] += 1
            continue
        family = families.setdefault(key or name, Family(name or key, key, category_named(category)))
        family.aliases = tuple(alias for alias in aliases.split(BETWEEN) if alias)
        family.add(kind, value)
    return Contents(tuple(families.values()), skipped)


def _rows(data: bytes) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True))
    except UnicodeDecodeError:
        raise Unreadable("save the table as UTF-8 (in a spreadsheet: CSV UTF-8)") from None
    except csv.Error as error:
        raise Unreadable(f"correct the table: {error}") from None
    if len(rows) > MOST_VALUES:
        raise Unreadable(f"keep {MOST_VALUES} lines at the most")
    return rows


def _isdi(rows: list[list[str]]) -> Contents:
    families: list[Family] = []
    skipped: Counter[str] = Counter()
    for row in rows:
        if len(row) != len(ISDI):
            skipped["empty-cells"] += 1
            continue
        key, store, flag, title = row
        category = category_named(flag)
        if category is None:
            skipped["no-risk-by-its-own-flag"] += 1
            continue
        family = Family(title.strip() or key, category=category)
        family.add("bundles" if store == "appstore" else "packages", key)
        families.append(family)
    return Contents(tuple(families), skipped)


def write(pack: Pack) -> bytes:
    """All entries, one line for each value, with the mark that makes spreadsheets read UTF-8."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for entry in pack.signatures:
        aliases = BETWEEN.join(entry.aliases)
        for kind in KINDS:
            for value in getattr(entry.indicators, kind):
                cells = (entry.id, entry.name, entry.category.value, aliases, kind, value)
                table.writerow([_guarded(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _without_guard(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
