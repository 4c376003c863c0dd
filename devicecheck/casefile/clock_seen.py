# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When this computer was last in use, by its own clock: a clock that jumped may not erase anything by itself."""

from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

import platformdirs

from devicecheck.casefile import whole_file
from devicecheck.casefile.plain_file import opened
from devicecheck.errors import CaseError

MOST_DAYS = 7
"""Days without a start, after which a person has to say that the date is right."""


class Clock(StrEnum):
    """What the date of today is beside the last one that was trusted. Only `FITS` lets a case end."""

    FITS = "fits"
    WENT_BACK = "went-back"
    JUMPED = "jumped"
    NEVER_SEEN = "never-seen"


def clock_path() -> Path:
    """Where the last trusted date stands."""
    return platformdirs.user_data_path("devicecheck") / "last-day"


def clock(seen: date | None, today: date) -> Clock:
    """Whether today's date can follow the last one. Pure."""
    if seen is None:
        return Clock.NEVER_SEEN
    if today < seen:
        return Clock.WENT_BACK
    return Clock.JUMPED if today - seen > timedelta(days=MOST_DAYS) else Clock.FITS


def look(path: Path, today: date) -> Clock:
    """Compare today with the record, and move it on where that fits. A record that is no date was never seen."""
    seen = _read(path)
    found = clock(seen, today)
    if found is Clock.FITS and today != seen:
        trust(path, today)
    return found


def trust(path: Path, today: date) -> None:
    """A person says that this date is right. Errors: CaseError `not-written`."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        whole_file.put(path, today.isoformat().encode())
    except OSError:
        raise CaseError("not-written") from None


def _read(path: Path) -> date | None:
    try:
        with opened(path) as file:
            return date.fromisoformat(file.read(16).decode("ascii").strip())
    except (OSError, ValueError):
        return None
