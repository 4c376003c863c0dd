# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is still whole of a damaged case: every line that its seal vouches for, and the numbers of those that are lost.

Each page of the records has its own seal, so a line that can be read is as it was written; a lost one is named.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3

from devicecheck.casefile.first_page import with_new_first_page
from devicecheck.casefile.store import QUIET, RECORDS, key_of, log_of
from devicecheck.casefile.write_ahead import Log
from devicecheck.errors import CaseError
from devicecheck.model.chain import START, Entry, fingerprint, read

MOST_MISSING = 2_000
"""Neighbouring numbers without a readable line, after which no more is looked for."""


@dataclass(frozen=True)
class Salvaged:
    """Entries that can be vouched for, in order; numbers of lost ones; numbers of lines that do not fit the one before.

    `end_missing`: what comes after the last entry, if anything did, is not known. `torn`: the records are damaged, even
    if every line was found.
    """

    entries: tuple[Entry, ...]
    lost: tuple[int, ...] = ()
    unfitting: tuple[int, ...] = ()
    end_missing: bool = False
    torn: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing is lost, changed or cut off."""
        return not (self.lost or self.unfitting or self.end_missing or self.torn)

    @property
    def lines(self) -> tuple[str, ...]:
        """The entries as they are written."""
        return tuple(entry.line for entry in self.entries)


def gathered(
    rows: Iterable[str], expected: int | None, *, whole: bool, end: str | None = None, torn: bool = False
) -> Salvaged:
    """The entries among these texts. `expected` is how many there were, `end` the fingerprint of the last, if known.

    `torn`: where they came from is damaged, whether or not a line was lost by it.
    """
    found: dict[int, Entry] = {}
    for row in rows:
        try:
            entry = read(row)
        except ValueError:
            continue
        found.setdefault(entry.number, entry)
    entries = tuple(found[number] for number in sorted(found))
    last = expected if expected is not None else max(found, default=0)
    lost = tuple(number for number in range(1, last + 1) if number not in found)
    unfitting = tuple(entry.number for entry in entries if not _fits(entry, found))
    ends = fingerprint(entries[-1].line) if entries else START
    cut = (expected is None and not whole) or (not lost and end is not None and ends != end)
    return Salvaged(entries, lost, unfitting, end_missing=cut, torn=torn)


def _fits(entry: Entry, found: dict[int, Entry]) -> bool:
    before = found.get(entry.number - 1)
    if before is None:
        return entry.number > 1 or entry.previous == START
    return entry.previous == fingerprint(before.line)


def salvage_case(folder: Path, secret: str, scratch: Path) -> Salvaged:
    """Everything that can still be read in the records of a case. Nothing in its folder is written to.

    `scratch`: an empty folder for an encrypted copy, which the caller erases.
    Errors: CaseError of `key_of`; `damaged` if no line at all can be read.
    """
    key = key_of(folder, secret)
    reader = _Reader(folder / RECORDS, key)
    try:
        whole = reader.opens()
        if not whole:
            reader.close()
            reader = _Reader(with_new_first_page(folder / RECORDS, key, scratch), key)
        return _lines(reader, whole=whole, log_changed=log_of(folder) is Log.CHANGED)
    except OSError:
        raise CaseError("damaged") from None
    finally:
        reader.close()


def _lines(reader: "_Reader", *, whole: bool, log_changed: bool) -> Salvaged:
    """What was only in a changed log is gone from that place on, and nobody knows how much that was."""
    rows: list[str] = []
    number = missing = 0
    last = reader.last()
    while missing < MOST_MISSING and (last is None or number < last):
        number += 1
        row, broken = reader.line(number)
        whole &= not broken
        missing = missing + 1 if row is None else 0
        if row is not None:
            rows.append(row)
    if not rows:
        raise CaseError("damaged")
    whole &= not log_changed
    return gathered(rows, expected=None if log_changed else last, whole=whole, torn=not whole)


class _Reader:
    """Reads single lines. After a broken page SQLCipher refuses every other one too, until it is opened again."""

    def __init__(self, records: Path, key: bytes) -> None:
        self._records, self._key = records, key
        self._connection = self._connect()

    def opens(self) -> bool:
        """Whether the first page, which says where everything is, can be read. Without it no line is found."""
        return self._rows("SELECT count(*) FROM sqlite_master") is not None

    def last(self) -> int | None:
        """The number of the last line; None if that cannot be read."""
        rows = self._rows("SELECT max(number) FROM event")
        return int(rows[0][0] or 0) if rows else None

    def line(self, number: int) -> tuple[str | None, bool]:
        """A line and whether its place is damaged."""
        rows = self._rows("SELECT line FROM event WHERE number = ?", number)
        return (str(rows[0][0]) if rows else None), rows is None

    def close(self) -> None:
        """Close the records."""
        self._connection.close()

    def _rows(self, question: str, *values: int) -> list[tuple[Any, ...]] | None:
        try:
            return list(self._connection.execute(question, values))
        except (sqlcipher3.Error, UnicodeDecodeError):
            self._connection.close()
            self._connection = self._connect()
            return None

    def _connect(self) -> sqlcipher3.Connection:
        try:
            connection = sqlcipher3.connect(f"file:{quote(str(self._records))}?mode=ro", uri=True, isolation_level=None)
            connection.execute(f"PRAGMA key=\"x'{self._key.hex()}'\"")
            # A first page from elsewhere may name more pages than there are; SQLite then asks for this word.
            for setting in (*QUIET, "PRAGMA writable_schema=ON"):
                connection.execute(setting)
        except sqlcipher3.Error:
            raise CaseError("damaged") from None
        return connection
