# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Package patterns: `*` stands for any letters within one label. No regular expression ever comes from a pack."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Found = TypeVar("Found")

ANY = "*"
Shape = tuple[int, str, str]
"""Number of labels, and the first two of them; ANY for one that is open."""

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
    """All patterns of a pack, by number of labels and the first two labels, so that a look-up meets few of them."""

    def __init__(self, patterns: Iterable[tuple[str, Found]]) -> None:
        self._by_shape: dict[Shape, list[tuple[tuple[LabelPattern, ...], Found]]] = {}
        for pattern, found in patterns:
            labels = compiled(pattern)
            first, second = (ANY if label.open else label.start for label in labels[:2])
            self._by_shape.setdefault((len(labels), first, second), []).append((labels, found))
        self._open = {(count, first) for count, first, second in self._by_shape if ANY in (first, second)}

    def matching(self, key: str) -> tuple[Found, ...]:
        """What the patterns that fit this id stand for."""
        count = key.count(".") + 1
        if not 1 < count <= MOST_LABELS:
            return ()
        first, second, *_ = key.split(".", 2)
        shapes: tuple[Shape, ...] = ((count, first, second),)
        if (count, first) in self._open or (count, ANY) in self._open:
            shapes = (*shapes, (count, first, ANY), (count, ANY, second), (count, ANY, ANY))
        candidates = [candidate for shape in shapes for candidate in self._by_shape.get(shape, ())]
        if not candidates:
            return ()
        labels = key.split(".")
        return tuple(
            found
            for pattern, found in candidates
            if all(part.fits(label) for part, label in zip(pattern, labels, strict=True))
        )
