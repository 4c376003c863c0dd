# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Package patterns: `*` stands for any letters within one label. No regular expression ever comes from a pack."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Found = TypeVar("Found")

MOST_LABELS = 32
"""Longer ids than any real one are not compared, so that a hostile id costs nothing."""


@dataclass(frozen=True, slots=True)
class LabelPattern:
    """One label of a pattern: what it starts and ends with, and whether anything may stand between."""

    start: str
    end: str
    open: bool

    def fits(self, label: str) -> bool:
        """Whether the label is of this form."""
        if not self.open:
            return label == self.start
        long_enough = len(label) >= len(self.start) + len(self.end)
        return long_enough and label.startswith(self.start) and label.endswith(self.end)


def compiled(pattern: str) -> tuple[LabelPattern, ...]:
    """The pattern label by label. Errors: ValueError for two stars in one label or a pattern without a fixed label."""
    labels = pattern.split(".")
    if any(label.count("*") > 1 for label in labels):
        raise ValueError("one * in a label at the most")
    if sum("*" not in label and bool(label) for label in labels) < 2:
        raise ValueError("two whole labels at the least")
    if len(labels) > MOST_LABELS:
        raise ValueError(f"{MOST_LABELS} labels at the most")
    parts = (label.partition("*") for label in labels)
    return tuple(LabelPattern(start, end, bool(star)) for start, star, end in parts)


Compiled = tuple[tuple[LabelPattern, ...], Found]


class PatternTable(Generic[Found]):
    """All patterns of a pack, by their first two labels, or by number of labels and one whole label at its place."""

    def __init__(self, patterns: Iterable[tuple[str, Found]]) -> None:
        self._by_start: dict[str, list[Compiled[Found]]] = {}
        self._by_label: dict[tuple[int, int, str], list[Compiled[Found]]] = {}
        self._places: dict[int, tuple[int, ...]] = {}
        for pattern, found in patterns:
            labels = compiled(pattern)
            if labels[0].open or labels[1].open:
                count, place = len(labels), max(number for number, label in enumerate(labels) if not label.open)
                self._by_label.setdefault((count, place, labels[place].start), []).append((labels, found))
                self._places[count] = tuple(sorted({*self._places.get(count, ()), place}))
            else:
                self._by_start.setdefault(f"{labels[0].start}.{labels[1].start}", []).append((labels, found))

    def matching(self, key: str) -> tuple[Found, ...]:
        """What the patterns that fit this id stand for."""
        second = key.find(".", key.find(".") + 1)
        candidates = self._by_start.get(key if second < 0 else key[:second])
        count = key.count(".") + 1
        places = self._places.get(count)
        if candidates is None and places is None:
            return ()
        labels = key.split(".", MOST_LABELS)
        for place in places or ():
            if (more := self._by_label.get((count, place, labels[place]))) is not None:
                candidates = [*(candidates or ()), *more]
        if candidates is None:
            return ()
        return tuple(
            found
            for pattern, found in candidates
            if len(pattern) == len(labels)
            and all(part.fits(label) for part, label in zip(pattern, labels, strict=True))
        )
