# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who has read a file of texts, and which texts can hurt someone when they are wrong.

A review is set by a named person, for one state of the English texts: when those change, the review no longer counts.
The program and the build never set one.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import lru_cache

from devicecheck.errors import WordingError
from devicecheck.report.folder import reports_folder

_DIGEST = re.compile(r"[0-9a-f]{12}")
_FIELDS = frozenset({"state", "by", "on", "english"})


class ReviewState(StrEnum):
    """Whether a named person has read a file of texts."""

    DRAFT = "draft"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Review:
    """The review of one file. Shape: `english` is the digest of the English texts that the reader compared with."""

    state: ReviewState = ReviewState.DRAFT
    by: str = ""
    on: date | None = None
    english: str = ""

    def holds_for(self, english: str) -> bool:
        """Whether the file counts as reviewed against English texts with this digest."""
        return self.state is ReviewState.REVIEWED and self.english == english


def parse(fields: Mapping[str, str], file: str) -> Review:
    """The `review:` block of a file.

    Errors: WordingError unless a reviewed file names its reader, the day and the English texts.
    """
    state, by, on, english = (fields.get(name, "") for name in ("state", "by", "on", "english"))
    if fields.keys() - _FIELDS or state not in set(ReviewState):
        raise WordingError("bad-review", {"file": file})
    if state == ReviewState.DRAFT:
        return Review()
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise WordingError("bad-review", {"file": file}) from None
    if not by.strip() or by == "null" or not _DIGEST.fullmatch(english):
        raise WordingError("bad-review", {"file": file})
    return Review(ReviewState.REVIEWED, by, day, english)


def digest(texts: Mapping[str, str]) -> str:
    """A short fingerprint of texts by key: it changes with any of them."""
    lines = "".join(f"{key}\0{texts[key]}\0" for key in sorted(texts))
    return hashlib.sha256(lines.encode()).hexdigest()[:12]


def safety_critical(key: str) -> bool:
    """Whether a mistake in the text of this key can hurt someone."""
    return any(fnmatchcase(key, pattern) for pattern in safety_patterns())


@lru_cache(maxsize=1)
def safety_patterns() -> tuple[str, ...]:
    """The keys of texts that print in English until a named person has reviewed the translation."""
    lines = (reports_folder() / "wording" / "safety-critical.txt").read_text("utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
