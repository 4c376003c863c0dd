# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON of one reading, and its values by type: a phone may say anything under any name."""

import json
from collections.abc import Iterator
from typing import Any

from devicecheck.errors import ParseError
from devicecheck.model.observations import Gap, GapReason
from devicecheck.model.readings import Reading
from devicecheck.readers.wire import Status

LONGEST_KEY = 300
LONGEST_TEXT = 400
Told = dict[str, Any]


def content(reading: Reading) -> Any:  # noqa: ANN401 - any JSON
    """The value in a reading. Errors: ParseError `empty`, `not-understood`."""
    if not reading.body.strip():
        raise ParseError(GapReason.EMPTY)
    try:
        return json.loads(reading.body)
    except (ValueError, RecursionError):
        raise ParseError(GapReason.NOT_UNDERSTOOD) from None


def dictionary(value: object) -> Told:
    """The value if it is a dictionary. Errors: ParseError `not-understood`."""
    if not isinstance(value, dict):
        raise ParseError(GapReason.NOT_UNDERSTOOD)
    return value


def dictionaries(value: object) -> list[Told]:
    """The dictionaries of a list. Errors: ParseError `not-understood`."""
    if not isinstance(value, list):
        raise ParseError(GapReason.NOT_UNDERSTOOD)
    return [each for each in value if isinstance(each, dict)]


def text(told: Told, name: str, most: int = LONGEST_TEXT) -> str:
    """A text, "" for anything else; half letters and what is too long are left out."""
    value = told.get(name)
    return value.encode("utf-8", "replace").decode("utf-8")[:most] if isinstance(value, str) else ""


def yes_or_no(told: Told, name: str) -> bool | None:
    """True, False, or None for anything else."""
    value = told.get(name)
    return value if isinstance(value, bool) else None


def number(told: Told, name: str) -> float | None:
    """A number of ordinary size, or None."""
    value = told.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12 else None


def gaps_of(reading: Reading) -> tuple[Gap, ...]:
    """The gap of an answer that is not whole."""
    return () if reading.status is Status.COMPLETE else (gap(reading, GapReason(reading.status.value)),)


def gap(reading: Reading, reason: GapReason, **terms: str) -> Gap:
    """A gap about the question of this reading."""
    return Gap(topic=reading.topic, reason=reason, device=reading.device, user=reading.user, terms=terms)


def unique(names: Iterator[str]) -> Iterator[tuple[int, str]]:
    """Each name once, with its place."""
    seen: set[str] = set()
    for place, name in enumerate(names):
        if name and name not in seen:
            seen.add(name)
            yield place, name
