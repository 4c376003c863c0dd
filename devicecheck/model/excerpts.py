# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Excerpts: the lines of a reading that an observation rests on. Never a whole reading, never another app's line."""

from pydantic import Field

from devicecheck.model.base import Value

MOST_LINES = 40
"""Lines of one excerpt."""
LONGEST_LINE = 500
"""Characters of one line."""
MOST_EXCERPTS = 5_000
"""Excerpts of one consultation; findings that need more name their readings alone."""


class ExcerptLine(Value):
    """One line as the phone printed it. `number` counts from 1. `cut`: parts that are not about this app left out."""

    number: int = Field(ge=1)
    text: str
    cut: bool = False


class Excerpt(Value):
    """What of one reading is about one thing.

    Shape: `key` names the thing, `of` counts the lines of the reading; 0: it was bytes, not text. With `of` lines and
    none kept, the thing is on none of them. `more` counts lines about it that are left out for length.
    """

    observation: str
    reading: str
    key: str
    lines: tuple[ExcerptLine, ...] = ()
    of: int = Field(default=0, ge=0)
    more: int = Field(default=0, ge=0)
