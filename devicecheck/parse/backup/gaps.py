# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why something of a backup is not known: the backup does not hold it, it is locked, or a part is missing or broken."""

from collections.abc import Mapping
from types import MappingProxyType

from devicecheck.model.observations import Gap, GapReason
from devicecheck.model.readings import Reading
from devicecheck.parse.iphone.answer import Told, gap
from devicecheck.readers.wire import Status

REASONS: Mapping[str, GapReason] = MappingProxyType(
    {
        "not-in-backup": GapReason.NOT_HELD,
        "locked": GapReason.LOCKED,
        "wrong-password": GapReason.LOCKED,
        "too-many-rounds": GapReason.LOCKED,
        "broken-keys": GapReason.DAMAGED,
        "no-class-key": GapReason.DAMAGED,
        "missing-file": GapReason.DAMAGED,
        "cut-off": GapReason.DAMAGED,
        "damaged": GapReason.DAMAGED,
        "link": GapReason.DAMAGED,
        "not-a-file": GapReason.DAMAGED,
        "no-index": GapReason.DAMAGED,
        "no-table": GapReason.NOT_UNDERSTOOD,
        "too-large": GapReason.TRUNCATED,
        "open-log": GapReason.TRUNCATED,
    }
)
"""The reader's codes. One that is not here has the reason of its status, and its code as a term."""


def of(reading: Reading) -> tuple[Gap, ...]:
    """The gap of an answer that is not whole, with the reader's code."""
    if reading.status is Status.COMPLETE:
        return ()
    reason = REASONS.get(reading.note, GapReason(reading.status.value))
    return (gap(reading, reason, **({"why": reading.note[:100]} if reading.note else {})),)


def some(reading: Reading, codes: list[str]) -> tuple[Gap, ...]:
    """One gap for parts of an answer that could not be read, with their number."""
    if not codes:
        return ()
    return (gap(reading, REASONS.get(codes[0], GapReason.NOT_UNDERSTOOD), count=str(len(codes)), why=codes[0][:100]),)


def codes(told: Told, name: str) -> list[str]:
    """The codes in a list of an answer."""
    held = told.get(name)
    return [each for each in held if isinstance(each, str)] if isinstance(held, list) else []
