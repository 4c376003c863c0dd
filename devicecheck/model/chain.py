# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one hash chain: lines that each carry the fingerprint of the line before. For the case log and evidence packs.

A line is canonical JSON, so that anybody can repeat the sum with stock tools: the SHA-256 of line 3 without its line
end is `previous` in line 4. The fingerprint of the last line, the head, has to be kept or printed somewhere else:
whoever can write the whole file can write a whole new chain.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from hashlib import sha256

from pydantic import Field, ValidationError

from devicecheck.model.base import Value

START = "0" * 64
"""What the first line names as the line before it."""


class Entry(Value):
    """One line. `event` is a code, `terms` are its values. Units: `at` is UTC of the computer that wrote it."""

    number: int = Field(ge=1)
    at: datetime
    event: str
    terms: dict[str, str] = {}
    previous: str = Field(pattern=r"^[0-9a-f]{64}$")

    @property
    def line(self) -> str:
        """The entry as it is written: one line, keys in order, no spaces, ASCII only."""
        plain = self.model_dump(mode="json") | {"at": self.at.astimezone(UTC).isoformat()}
        return json.dumps(plain, sort_keys=True, separators=(",", ":"))


def fingerprint(line: str) -> str:
    """SHA-256 of a line without its end."""
    return sha256(line.encode("utf-8", "surrogatepass")).hexdigest()


def follow(before: str | None, at: datetime, event: str, terms: dict[str, str]) -> str:
    """The line that comes after the line `before`; the first one after None. Errors: ValueError if `before` is none."""
    number = read(before).number + 1 if before is not None else 1
    previous = fingerprint(before) if before is not None else START
    return Entry(number=number, at=at, event=event, terms=terms, previous=previous).line


def chained(events: Iterable[tuple[datetime, str, dict[str, str]]]) -> tuple[str, ...]:
    """All events as the lines of one chain, in the order given."""
    lines: list[str] = []
    previous = START
    for number, (at, event, terms) in enumerate(events, 1):
        lines.append(Entry(number=number, at=at, event=event, terms=terms, previous=previous).line)
        previous = fingerprint(lines[-1])
    return tuple(lines)


def head(lines: Sequence[str]) -> str:
    """The fingerprint that stands for the whole chain."""
    return fingerprint(lines[-1]) if lines else START


def read(line: str) -> Entry:
    """The entry in a line. Errors: ValueError if it is none, or is written in another way than `Entry.line` does."""
    try:
        entry = Entry.model_validate_json(line)
    except ValidationError:
        raise ValueError("not a line of a chain") from None
    if entry.line != line:
        raise ValueError("not written as a chain writes")
    return entry


def first_break(lines: Iterable[str]) -> int | None:
    """The number of the first line that does not follow from the one before it; None for a whole chain.

    A change of line 7 shows at line 7 if it is no entry any more, else at line 8; of the last line, in the head alone.
    """
    previous = START
    for number, line in enumerate(lines, 1):
        try:
            entry = read(line)
        except ValueError:
            return number
        if entry.number != number or entry.previous != previous:
            return number
        previous = fingerprint(line)
    return None
