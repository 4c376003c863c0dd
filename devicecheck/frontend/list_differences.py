# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What changed between two lists of signatures, in words, such as "adds 1 entry: can be used to follow someone"."""

from collections import Counter
from collections.abc import Iterator, Sequence

from devicecheck.model.signatures import Category, Pack, Signature
from devicecheck.packs.difference import Change, Difference, difference
from devicecheck.report.wording import Wording

SHOWN = 10
"""Entries shown of each part of a difference, unless all are asked for."""


def change_lines(pack: Pack, entries: Sequence[Signature], words: Wording) -> Iterator[str]:
    """What saving these entries changes in a list; every entry is named."""
    changed = {entry.id: entry for entry in entries}
    kept = (changed.pop(entry.id, entry) for entry in pack.signatures)
    after = pack.model_copy(update={"signatures": (*kept, *changed.values())})
    yield from diff_lines(difference(pack, after), words, None)


def diff_lines(found: Difference, words: Wording, most: int | None) -> Iterator[str]:
    """A difference in words, by kind of app; at most `most` entries are named in each part."""
    if found.nothing:
        yield words.text("exchange.diff.nothing")
    parts: tuple[tuple[str, Sequence[Signature | Change]], ...] = (
        ("added", found.added),
        ("removed", found.removed),
        ("changed", found.changed),
    )
    for part, items in parts:
        for category, number in sorted(Counter(_entry(item).category for item in items).items(), key=_rank):
            kind = words.text(f"findings.category.{category}")
            yield words.text(f"exchange.diff.{part}", count=number, kind=kind)
            same = [item for item in items if _entry(item).category is category]
            for item in same[:most]:
                yield from _lines_of(item, words)
            if len(same) > len(same[:most]):
                yield "  " + words.text("exchange.diff.more", count=len(same) - len(same[:most]))
    yield from _beside(found, words, most)


def _beside(found: Difference, words: Wording, most: int | None) -> Iterator[str]:
    """Rules, values that may match nothing, and results taken back."""
    for what, number in Counter(what for what, _ in found.beside).items():
        same = [value for each, value in found.beside if each == what]
        yield from (words.text(f"exchange.diff.{what}", value=value) for value in same[:most])
        if number > len(same[:most]):
            yield "  " + words.text("exchange.diff.more", count=number - len(same[:most]))
    for area, recalls in (("recall", found.recalled), ("no-recall", found.no_longer_recalled)):
        for recall in recalls:
            told = {"entry": recall.entry, "why": recall.why, "versions": ", ".join(recall.versions)}
            yield words.text(f"exchange.diff.{area}", value=recall.value or recall.entry, **told)


def _rank(counted: tuple[Category, int]) -> int:
    return tuple(Category).index(counted[0])


def _entry(item: Signature | Change) -> Signature:
    return item.after if isinstance(item, Change) else item


def _lines_of(item: Signature | Change, words: Wording) -> Iterator[str]:
    entry = _entry(item)
    yield "  " + words.text("exchange.diff.entry", name=entry.name, id=entry.id)
    if isinstance(item, Change):
        yield from ("    " + words.text("exchange.diff.value-added", value=value) for value in item.added)
        yield from ("    " + words.text("exchange.diff.value-removed", value=value) for value in item.removed)
        yield from ("    " + words.text(f"exchange.diff.fields.{field.replace('_', '-')}") for field in item.fields)
