# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Package patterns: `*` stands for any letters within one label. No regular expression ever comes from a pack."""

from collections import defaultdict
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
    parts = (label.partition("*") for label in labels)
    return tuple(LabelPattern(start, end, bool(star)) for start, star, end in parts)


class PatternTable(Generic[Found]):
    """All patterns of a pack, by number of labels and first label."""

    def __init__(self, patterns: Iterable[tuple[str, Found]]) -> None:
        self._by_shape: defaultdict[tuple[int, str], list[tuple[tuple[LabelPattern, ...], Found]]] = defaultdict(list)
        for pattern, found in patterns:
            labels = compiled(pattern)
            first = "*" if labels[0].open else labels[0].start
            self._by_shape[len(labels), first].append((labels, found))

    def matching(self, key: str) -> tuple[Found, ...]:
        """What the patterns that fit this id stand for."""
        count, first = key.count(".") + 1, key.partition(".")[0]
        named, open_ = self._by_shape.get((count, first)), self._by_shape.get((count, "*"))
        if (named is None and open_ is None) or count > MOST_LABELS:
            return ()
        labels = key.split(".")
        candidates = (*(named or ()), *(open_ or ()))
        return tuple(
            found
            for pattern, found in candidates
            if all(part.fits(label) for part, label in zip(pattern, labels, strict=True))
        )
