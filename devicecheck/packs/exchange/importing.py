# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an import would add to a pack: new entries with what is new alone; everything else counted, with the reason."""

import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import chain, count
from unicodedata import category as category_of

from devicecheck.model.signatures import (
    Category,
    Indicators,
    Listing,
    OrdinaryReason,
    Pack,
    Signature,
    SignatureStatus,
)
from devicecheck.packs.exchange.families import Contents, Family
from devicecheck.packs.normal_form import FORMS, advice, normal
from devicecheck.packs.rules import MOST_VALUES, UNIQUE, never_reason

LONGEST_NAME = 80
SHORTEST_ID = 2
TEAM = re.compile(r"[A-Z0-9]{10}\.(?=[\w-]+\.)")
"""The team that Apple's tools put before the id of an iPhone app."""


@dataclass(frozen=True)
class Plan:
    """Shape: `new` are the entries to write; `known` counts values that the pack has already; `left_aside` counts the
    rest by reason. Values in = values of `new` + `known` + `left_aside`."""

    new: tuple[Signature, ...]
    known: int
    left_aside: Counter[str]


def plan(
    contents: Contents,
    pack: Pack,
    on: date,
    listing: Listing | None,
    category: Category,
    left_out: Container[str] = frozenset(),
) -> Plan:
    """What to add. `listing` is the vouched list that the file is, unchanged; without one everything is a draft.

    `category` is the kind of families of which the list says none. A value that stands in an entry of the pack, or
    earlier in the list, is known; an entry never holds it a second time. Values in `left_out` were left out on purpose.
    """
    sieve = _Sieve(pack, left_out, Counter(contents.skipped))
    ids = {entry.id for entry in pack.signatures}
    new: list[Signature] = []
    for family in contents.families:
        for part in _parts(sieve.new_values(family)):
            entry = _entry(family, part, _free_id(family, ids), listing, family.category or category, on)
            ids.add(entry.id)
            new.append(entry)
    return Plan(tuple(new), sieve.known, sieve.left)


class _Sieve:
    """Lets through each value once, in normal form, if the pack does not have it and may have it."""

    def __init__(self, pack: Pack, left_out: Container[str], left: Counter[str]) -> None:
        self.known = 0
        self._left_out = left_out
        self.left = left
        self._never = pack.never_match
        self._taken = {
            (kind, _form(kind, value))
            for entry in pack.signatures
            for kind in FORMS
            for value in getattr(entry.indicators, kind)
        }

    def new_values(self, family: Family) -> dict[str, tuple[str, ...]]:
        """The values of a family that are new, by kind."""
        kept = {kind: tuple(filter(None, (self._new(kind, text) for text in family.texts(kind)))) for kind in FORMS}
        return {kind: values for kind, values in kept.items() if values}

    def _new(self, kind: str, text: str) -> str:
        value = normal(kind, TEAM.sub("", text, count=1) if kind == "bundles" else text)
        if advice(kind, value):
            self.left["not-of-its-kind"] += 1
        elif never_reason(kind, value, self._never):
            self.left["never-match"] += 1
        elif (key := (kind, _form(kind, value))) in self._taken:
            self.known += 1
        elif value in self._left_out or text in self._left_out:
            self.left["left-out-before"] += 1
        else:
            self._taken.add(key)
            return value
        return ""


def _form(kind: str, value: str) -> str:
    return UNIQUE[kind](value) if kind in UNIQUE else value.casefold()


def _parts(values: dict[str, tuple[str, ...]]) -> Iterator[Indicators]:
    """The values as entries can hold them: a family with very many of one kind becomes several."""
    start = 0
    while part := {kind: texts[start : start + MOST_VALUES] for kind, texts in values.items() if texts[start:]}:
        yield Indicators.model_validate(part)
        start += MOST_VALUES


def _entry(
    family: Family, indicators: Indicators, key: str, listing: Listing | None, category: Category, on: date
) -> Signature:
    name = clean_name(family.name) or key
    return Signature(
        id=key,
        name=name,
        aliases=tuple(dict.fromkeys(alias for alias in map(clean_name, family.aliases) if alias and alias != name)),
        category=category,
        status=SignatureStatus.LISTED if listing else SignatureStatus.DRAFT,
        listed_by=listing,
        ordinary_reasons=(OrdinaryReason.TRIED_OUT,),
        indicators=indicators,
        added_on=on,
        checked_on=on,
    )


def _free_id(family: Family, taken: Container[str]) -> str:
    """The list's own id, or one made of the name; with `-more` behind it where an entry has it already."""
    start = re.sub(r"[^a-z0-9]+", "-", (family.id or family.name).lower()).strip("-")[:50].strip("-")
    if len(start) < SHORTEST_ID:
        start = f"imported-{sha256(family.name.encode('utf-8', 'replace')).hexdigest()[:8]}"
    endings = chain(("", "-more"), (f"-more-{number}" for number in count(2)))
    return next(f"{start}{ending}" for ending in endings if f"{start}{ending}" not in taken)


def clean_name(text: str) -> str:
    """A foreign name, without control and direction signs, on one line, not longer than a card can show."""
    seen = "".join(letter if letter.isprintable() else " " for letter in text if category_of(letter) != "Cf")
    return " ".join(seen.split())[:LONGEST_NAME].strip()
