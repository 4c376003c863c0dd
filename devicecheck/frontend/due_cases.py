# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases that end soon are told, and those whose day has come are erased. With a clock that nobody trusts, none is."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from devicecheck.casefile import clock_seen, retention
from devicecheck.casefile.clock_seen import Clock
from devicecheck.casefile.erasing import erase
from devicecheck.casefile.places import cases
from devicecheck.casefile.retention import Due, DueCase
from devicecheck.errors import DeviceCheckError
from devicecheck.report.wording import Wording

Tell = Callable[[str], None]


def tell_due(
    place: Path, today: date, wording: Wording, tell: Tell, receipt: Tell | None = None
) -> tuple[tuple[DueCase, ...], bool]:
    """The cases with which something was to be done, and whether all of it could be done.

    `receipt`: where receipts go when a person asked; None: told with the rest, and only if there is something to tell.
    """
    clock = clock_seen.look(clock_seen.clock_path(), today)
    found = retention.due_cases(cases(place), today, clock_trusted=clock is Clock.FITS)
    if clock is not Clock.FITS and (found or receipt):
        tell(wording.text(f"case.clock.{clock}", today=today.isoformat()))
    whole = True
    for each in found:
        try:
            _run(each, today, wording, tell, receipt or tell)
        except DeviceCheckError as error:
            words = wording.problem(error.code, error.terms)
            tell(f"{each.folder.name}: {words.what} {words.do}")
            whole = False
    return found, whole


def _run(each: DueCase, today: date, wording: Wording, tell: Tell, receipt: Tell) -> None:
    tell(wording.text(f"case.due.{each.due}", case=each.folder.name, day=str(each.ends_on or "")))
    if each.due is Due.ANNOUNCE:
        retention.announce(each.folder, today)
    elif each.due is Due.ERASE:
        erase(each.folder)
        receipt(wording.text("case.receipt", at=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"))
        tell(wording.text("case.erased-limit"))
