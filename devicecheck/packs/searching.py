# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds entries by any part of what stands in them, and those that nobody has looked at for long."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from devicecheck.matching.index import fingerprint
from devicecheck.model.signatures import Pack, Signature, SignatureStatus
from devicecheck.packs.difference import values

MONTHS_UNTIL_STALE = 12


@dataclass(frozen=True)
class Found:
    """One entry, and where the words stand in it: a field's name, or `kind: value`."""

    entry: Signature
    places: tuple[str, ...]


def find(pack: Pack, words: str) -> tuple[Found, ...]:
    """Entries that hold the words in id, name, other names or a value, in any case; fingerprints also with colons.

    Shape: entries that are called so come first, then those whose name or id begins so.
    """
    wanted = words.strip().casefold()
    digits = fingerprint(words)
    if not wanted:
        return ()
    found = (Found(entry, tuple(_places(entry, {wanted, digits}))) for entry in pack.signatures)
    return tuple(sorted((item for item in found if item.places), key=lambda item: _rank(item.entry, wanted)))


def _rank(entry: Signature, wanted: str) -> tuple[int, str]:
    names = [entry.id, *(name.casefold() for name in (entry.name, *entry.aliases))]
    near = 0 if wanted in names else 1 if any(name.startswith(wanted) for name in names) else 2
    return near, entry.id


def _places(entry: Signature, wanted: set[str]) -> Iterator[str]:
    if any(word in entry.id for word in wanted):
        yield "id"
    if any(word in name.casefold() for word in wanted for name in (entry.name, *entry.aliases)):
        yield "name"
    yield from (value for value in values(entry.indicators) if any(word in value.casefold() for word in wanted))


def stale(pack: Pack, today: date) -> tuple[Signature, ...]:
    """Entries in use whose day of last checking is twelve months or more ago, oldest first."""
    old = (entry for entry in pack.signatures if entry.status is not SignatureStatus.RETIRED)
    return tuple(sorted((e for e in old if months(e.checked_on, today) >= MONTHS_UNTIL_STALE), key=_age))


def _age(entry: Signature) -> tuple[date, str]:
    return entry.checked_on, entry.id


def months(start: date, end: date) -> int:
    """Whole months between two days; below 0 when the end is before the start."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
