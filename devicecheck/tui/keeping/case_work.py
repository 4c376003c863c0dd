# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work on cases that takes its time, for threads: no widget is touched here.

What opens and writes cases is imported where it is used, so that the first screen does not wait for it.
"""
# ruff: noqa: PLC0415

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from devicecheck.casefile import clock_seen
from devicecheck.casefile.clock_seen import Clock
from devicecheck.casefile.retention import Rule
from devicecheck.errors import DeviceCheckError
from devicecheck.model.consultation import Consultation
from devicecheck.report.wording import Wording
from devicecheck.runner import gates
from devicecheck.runner.visit_log import VisitLog
from devicecheck.tui.keeping.messages import LeftOpenFound

if TYPE_CHECKING:
    from devicecheck.frontend.kept_visit import Chosen, KeptCase
    from devicecheck.runner.recovering import LeftOpen


def default_place() -> Path:
    """Where the cases of this computer's user lie."""
    from devicecheck.casefile.places import cases_path

    return cases_path()


def look(place: Callable[[], Path], wording: Wording) -> LeftOpenFound:
    """The cases whose visit was cut off, and what is to be said of those that end soon."""
    from devicecheck.casefile import open_visits
    from devicecheck.frontend.due_cases import tell_due

    due: list[str] = []
    tell_due(place(), datetime.now(UTC).date(), wording, due.append)
    return LeftOpenFound(open_visits.cut_off(place()), tuple(due))


def begin(
    place: Callable[[], Path], typed: str, again: str, recorded: gates.Recorded, log: VisitLog | None = None
) -> "tuple[KeptCase, str]":
    """A new case with the answers so far, and its recovery key. `log`: of a visit that runs. Errors: CaseError."""
    from devicecheck.casefile import open_visits
    from devicecheck.frontend import kept_visit

    kept_visit.check_passphrase(typed, again)
    recovery = kept_visit.recovery_key()
    made = kept_visit.begin(open_visits.new_place(place()), typed, recovery, recorded, lambda case: case, log)
    return made, recovery


async def reopen(
    folder: Path, secret: str
) -> "tuple[KeptCase, LeftOpen, Consultation | None, DeviceCheckError | None]":
    """A case whose visit was cut off, what it was left with, and its document, made now if the reading was cut off.

    The last is why no document could be made of what was read. Errors: CaseError.
    """
    kept, left = await asyncio.to_thread(_reopened, folder, secret)
    try:
        from devicecheck.frontend.left_visit import left_or_problem

        return kept, left, *await left_or_problem(kept.log, left)
    except DeviceCheckError:
        kept.close()
        raise


def _reopened(folder: Path, secret: str) -> "tuple[KeptCase, LeftOpen]":
    from devicecheck.frontend.kept_visit import reopen

    return reopen(folder, secret)


def date_is_known(today: date) -> bool:
    """Whether the date of this computer fits the last one that was trusted."""
    return clock_seen.look(clock_seen.clock_path(), today) is Clock.FITS


def erase(kept: "KeptCase", wording: Wording) -> tuple[str, ...]:
    """Erase the case; its receipt. Errors: CaseError."""
    kept.erase()
    at = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return wording.text("case.receipt", at=at), wording.text("case.erased-limit")


def stay(
    kept: "KeptCase", visit: Consultation | None, chosen: "Chosen", wording: Wording, *, date_right: bool
) -> tuple[str, ...]:
    """Keep the document by a rule; what is to be said of it. Errors: CaseError."""
    today = datetime.now(UTC).date()
    if chosen.rule is Rule.DAYS_30 and date_right:
        clock_seen.trust(clock_seen.clock_path(), today)
    if visit is None:
        return ()
    keeping = kept.stay(visit, chosen, today)
    return (
        wording.text("kept.stays", folder=str(kept.folder)),
        wording.text(f"case.rule.{chosen.rule}", day=str(keeping.ends_on if keeping else "")),
        wording.text("case.sealed" if chosen.lead else "kept.opens"),
    )
