# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a caseworker notes about a kept visit, without a phone and without a technician. Pure.

Every note is a record in the chain of the case. The document that was kept is never rewritten: what stands in a copy
that is printed again is that document with all notes put on it in their order.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from devicecheck.errors import CaseError
from devicecheck.model.chain import Entry
from devicecheck.model.consultation import Consultation
from devicecheck.model.told import FollowUp, StaffNotes
from devicecheck.report import document
from devicecheck.report.clean_text import clean

KEPT = "consultation-kept"
STAFF_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,19}")
"""A code has no space, so that nobody types a name by habit."""

LONGEST_REFERENCE, LONGEST_WHY = 60, 300
FURTHEST = timedelta(days=366)
"""A re-check that is planned further ahead than this is a slip of the keys."""


class Noted(StrEnum):
    """Records of the desk."""

    FOLLOWED = "followed-up"
    TAKEN_BACK = "follow-up-taken-back"
    POLICE = "police-reference"
    RECHECK = "recheck-planned"
    PRINTED = "printed-again"


class Record(NamedTuple):
    """One event for the case's chain, with its terms."""

    event: str
    terms: dict[str, str]


def kept_visits(entries: Iterable[Entry]) -> dict[str, Consultation]:
    """The visits of a case by their code, each as it was kept last, without later notes. Errors: DocumentError."""
    return {
        entry.terms["code"]: document.read(entry.terms["document"].encode()) for entry in entries if entry.event == KEPT
    }


def visits(entries: Iterable[Entry]) -> dict[str, Consultation]:
    """The same with all notes of the desk on them. Errors: DocumentError; CaseError `damaged` for a note that is none.

    A note stays when its visit was kept once more later.
    """
    every = tuple(entries)
    found = kept_visits(every)
    for entry in every:
        if (visit := found.get(entry.terms.get("code", ""))) is not None:
            found[visit.code] = visit.model_copy(update={"staff": _with(visit.staff, entry)})
    return found


def _with(staff: StaffNotes, entry: Entry) -> StaffNotes:
    terms = entry.terms
    try:
        match entry.event:
            case Noted.FOLLOWED:
                done = FollowUp(action=terms["action"], on=date.fromisoformat(terms["on"]), staff=terms["staff"])
                return staff.model_copy(update={"followed": (*_others(staff, done.action), done)})
            case Noted.TAKEN_BACK:
                return staff.model_copy(update={"followed": _others(staff, terms["action"])})
            case Noted.POLICE:
                return staff.model_copy(update={"police_reference": terms["reference"]})
            case Noted.RECHECK:
                return staff.model_copy(update={"review_on": date.fromisoformat(terms["on"])})
    except (KeyError, ValueError):
        raise CaseError("damaged", {"line": str(entry.number)}) from None
    return staff


def _others(staff: StaffNotes, action: str) -> tuple[FollowUp, ...]:
    return tuple(each for each in staff.followed if each.action != action)


def followed(visit: Consultation, action: str, on: date, staff: str, today: date) -> Record:
    """An action was done. Errors: CaseError `day-not-fitting` (before the visit, or not yet), `no-staff-code`."""
    if not visit.started_at.date() <= on <= today:
        raise CaseError("day-not-fitting", {"from": str(visit.started_at.date()), "until": str(today)})
    return Record(Noted.FOLLOWED, {"code": visit.code, "action": action, "on": str(on), **_by(staff)})


def taken_back(visit: Consultation, action: str, staff: str) -> Record:
    """An action was ticked by mistake. Errors: CaseError `no-staff-code`."""
    return Record(Noted.TAKEN_BACK, {"code": visit.code, "action": action, **_by(staff)})


def police(visit: Consultation, reference: str, staff: str) -> Record:
    """The police gave a reference; a later one replaces it. Errors: CaseError `no-reference`, `no-staff-code`."""
    if not (said := clean(reference.strip(), LONGEST_REFERENCE)):
        raise CaseError("no-reference")
    return Record(Noted.POLICE, {"code": visit.code, "reference": said, **_by(staff)})


def recheck(visit: Consultation, on: date, staff: str, today: date) -> Record:
    """The next look was planned, at most a year ahead. Errors: CaseError `day-not-fitting`, `no-staff-code`."""
    last = today + min(FURTHEST, date.max - today)
    if not today <= on <= last:
        raise CaseError("day-not-fitting", {"from": str(today), "until": str(last)})
    return Record(Noted.RECHECK, {"code": visit.code, "on": str(on), **_by(staff)})


def printed(visit: Consultation, staff: str) -> Record:
    """The caseworker's copy was made anew, for the file. Errors: CaseError `no-staff-code`."""
    return Record(Noted.PRINTED, {"code": visit.code, "sheet": "B", **_by(staff)})


def shared(
    visit: Consultation, staff: str, *, agreed: bool, why: str, sheet: str = "summary", left_out: Iterable[str] = ()
) -> Record:
    """A page for somebody else was made, without `left_out`. Without the client's yes it needs a reason.

    Errors: CaseError `no-yes`, `no-staff-code`.
    """
    reason = clean(why.strip(), LONGEST_WHY)
    if not agreed and not reason:
        raise CaseError("no-yes")
    given = {"agreed": "yes" if agreed else "no", "why": reason, "left_out": ",".join(left_out)}
    return Record(Noted.PRINTED, {"code": visit.code, "sheet": sheet, **given, **_by(staff)})


def read_day(typed: str, usual: date | None) -> date:
    """A day as it was typed, YEAR-MONTH-DAY; an empty line is the usual one. Errors: CaseError `no-day`."""
    if not typed.strip() and usual is not None:
        return usual
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise CaseError("no-day") from None


def _by(staff: str) -> dict[str, str]:
    if not STAFF_CODE.fullmatch(staff.strip()):
        raise CaseError("no-staff-code")
    return {"staff": staff.strip()}
