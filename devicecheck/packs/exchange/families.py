# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a foreign list says, before it is judged: families of apps with their indicators, and what was left aside."""

from collections import Counter
from dataclasses import dataclass, field

from devicecheck.model.signatures import Category

KINDS = (
    "packages", "package_patterns", "bundles", "certificates", "apk_sha256", "components", "labels", "domains",
    "addresses", "profiles",
)  # fmt: skip
"""Indicators that are one text each, in the order of the model; the others are not exchanged."""

MOST_BYTES = 32 * 1024 * 1024
MOST_VALUES = 500_000


class Unreadable(Exception):
    """Raised inside this package when a file is not of the form that it was said to be; it says what to do."""


@dataclass
class Family:
    """One app or family of a foreign list. Shape: `values` holds, by kind, each text once, in the order of the list."""

    name: str
    id: str = ""
    category: Category | None = None
    aliases: tuple[str, ...] = ()
    values: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, kind: str, value: str) -> None:
        """Add one value."""
        self.values.setdefault(kind, {}).setdefault(value.strip())

    def texts(self, kind: str) -> tuple[str, ...]:
        """The values of one kind."""
        return tuple(self.values.get(kind, ()))


@dataclass(frozen=True)
class Contents:
    """Everything that a file holds. Shape: `skipped` counts by reason what was not taken over."""

    families: tuple[Family, ...]
    skipped: Counter[str]

    @property
    def values(self) -> int:
        """How many values were taken over."""
        return sum(len(texts) for family in self.families for texts in family.values.values())


def category_named(text: str) -> Category | None:
    """The kind that a list's own word stands for; None for a word that says nothing to us."""
    words = {
        "stalkerware": Category.WATCH_SECRETLY,
        "spyware": Category.WATCH_SECRETLY,
        "watchware": Category.FAMILY_WATCH,
        "dual-use": Category.OTHER_USE,
    }
    known = {category.value: category for category in Category}
    return (words | known).get(text.strip().lower())
