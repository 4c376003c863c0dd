# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""YARA rules: compiled from source alone, each set of rules by itself when one of them is bad."""

import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yara

from devicecheck.readers.apk.limits import RULES_LIMIT
from devicecheck.readers.bounds import Watch

LONGEST_WHY = 200
SECONDS_FOR_ONE_PART = 20
warnings.filterwarnings("ignore", module="yara")


class TooSlow(Exception):
    """Raised when the rules took longer over one part than they may."""


@dataclass(frozen=True)
class Rules:
    """Rules ready to be used, and those that were left out, with the compiler's reason."""

    compiled: yara.Rules | None
    count: int
    dropped: dict[str, str]

    def matches(self, data: bytes, watch: Watch) -> list[tuple[str, str]]:
        """Whose rules fit these bytes, and their names. Errors: TooSlow."""
        if self.compiled is None or not data:
            return []
        seconds = max(1, min(SECONDS_FOR_ONE_PART, int(watch.left)))
        try:
            found = self.compiled.match(data=data, timeout=seconds, fast=True)
        except yara.TimeoutError:
            raise TooSlow from None
        return [(match.namespace, match.rule) for match in found]


def read(file: Path) -> dict[str, str]:
    """The sources that the parent laid into the private folder, by whose they are. Errors: ValueError, OSError."""
    with file.open("rb") as opened:
        return sources(opened.read(RULES_LIMIT + 1))


def sources(data: bytes) -> dict[str, str]:
    """Rule sources by whose they are. Errors: ValueError."""
    if len(data) > RULES_LIMIT:
        raise ValueError("too-large")
    found = json.loads(data)
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise ValueError("no-rules")
    return found


def compiled(texts: Mapping[str, str]) -> Rules:
    """All rules that can be compiled. One bad file costs that file alone. Errors: none."""
    dropped: dict[str, str] = {}
    good = dict(texts)
    rules = _try(good)
    if isinstance(rules, str):
        for owner, text in texts.items():
            alone = _try({owner: text})
            if isinstance(alone, str):
                dropped[owner] = alone
                del good[owner]
        rules = _try(good) if good else None
    if isinstance(rules, str):
        return Rules(None, 0, dict.fromkeys(texts, rules))
    return Rules(rules if good else None, len(good), dropped)


def _try(texts: Mapping[str, str]) -> "yara.Rules | str":
    """The rules, or why they cannot be compiled."""
    try:
        return yara.compile(sources=dict(texts), includes=False)
    except (
        yara.Error,
        UnicodeError,
        TypeError,
    ) as error:  # the last: half a letter (a lone surrogate) is no text to it
        return str(error)[:LONGEST_WHY] or type(error).__name__
