# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Property lists from a stranger, and values of them by type."""

import plistlib
from datetime import UTC, datetime
from typing import Any

from devicecheck.readers.file_session import NotLooked

LONGEST = 400
EPOCH = datetime(2001, 1, 1, tzinfo=UTC).timestamp()
"""Apple's clocks count seconds from here."""
FARTHEST = 200 * 365 * 86_400

Told = dict[str, Any]


def loads(data: bytes | bytearray) -> Any:  # noqa: ANN401 - any property list
    """The value in a property list. Errors: NotLooked `damaged`.

    Shape: lists and dictionaries may contain themselves; whoever follows them keeps count.
    """
    try:
        return plistlib.loads(data)
    except MemoryError:
        raise NotLooked("too-large") from None
    except Exception:  # plistlib raises nearly anything
        raise NotLooked("damaged") from None


def dictionary(data: bytes | bytearray) -> Told:
    """The dictionary in a property list. Errors: NotLooked `damaged`."""
    return held(loads(data))


def held(value: object) -> Told:
    """The value if it is a dictionary. Errors: NotLooked `damaged`."""
    if not isinstance(value, dict):
        raise NotLooked("damaged")
    return value


def inner(told: object, name: str) -> Told:
    """A dictionary inside another one, as far as its names are texts; an empty one for anything else."""
    value = told.get(name) if isinstance(told, dict) else None
    return {key: each for key, each in value.items() if isinstance(key, str)} if isinstance(value, dict) else {}


def items(told: object, name: str) -> list[Any]:
    """A list inside a dictionary; an empty one for anything else."""
    value = told.get(name) if isinstance(told, dict) else None
    return value if isinstance(value, list) else []


def text(told: object, name: str, most: int = LONGEST) -> str:
    """A text, "" for anything else; half letters and what is too long are left out."""
    value = told.get(name) if isinstance(told, dict) else None
    return value.encode("utf-8", "replace").decode("utf-8")[:most] if isinstance(value, str) else ""


def texts(told: object, names: tuple[str, ...]) -> Told:
    """Those of the named values that are texts, numbers or yes and no."""
    known = told if isinstance(told, dict) else {}
    return {
        name: text(known, name) if isinstance(known[name], str) else known[name]
        for name in names
        if isinstance(known.get(name), str | bool | int) and not _huge(known[name])
    }


def moment(value: object) -> str:
    """A time as ISO 8601 in UTC, "" for anything else. Takes a date, or seconds since 2001."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC).isoformat(timespec="seconds")
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < FARTHEST:
        return datetime.fromtimestamp(EPOCH + value, UTC).isoformat(timespec="seconds")
    return ""


def _huge(value: object) -> bool:
    return isinstance(value, int) and abs(value) > 1 << 53
