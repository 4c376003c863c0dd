# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck case keep | due | seal | lead-key`: how long a case is kept, and who can still open it."""

from datetime import UTC, date, datetime
from pathlib import Path

from devicecheck.casefile import age_key, clock_seen, retention, sealing
from devicecheck.casefile.places import cases_path
from devicecheck.casefile.retention import Keeping, Rule
from devicecheck.casefile.store import open_case
from devicecheck.cli.case import asked_secret
from devicecheck.cli.exits import Exit, narrate
from devicecheck.errors import CaseError, UsageError
from devicecheck.frontend.due_cases import tell_due
from devicecheck.frontend.kept_visit import LONGEST_REASON, RULE_SET, SEALED
from devicecheck.report.wording import Wording, load


def keep(folder: Path, named: str, reason: str, lead: str, today: date) -> int:
    """Set how long a case is kept; a hold also seals it for the lead. The exit code.

    The reason stands inside the case, never beside it.
    """
    wording, rule = load(), _rule(named)
    if rule is Rule.LEGAL_HOLD and not (reason.strip() and (lead or sealing.is_sealed(folder))):
        raise CaseError("hold-needs")
    if lead:
        age_key.public_bytes(lead)
    secret = asked_secret(wording, folder)
    case = open_case(folder, secret)
    try:
        case.add(datetime.now(UTC), RULE_SET, {"rule": rule, "reason": reason.strip()[:LONGEST_REASON]})
    finally:
        case.close()
    keeping = Keeping(rule=rule, set_on=today)
    retention.keep(folder, keeping)
    narrate(wording.text(f"case.rule.{rule}", day=str(keeping.ends_on or "")))
    if lead:
        _seal(folder, secret, lead, wording)
    return Exit.DONE


def seal(folder: Path, lead: str) -> int:
    """Seal a case for the lead; the exit code."""
    wording = load()
    age_key.public_bytes(lead)
    _seal(folder, asked_secret(wording, folder), lead, wording)
    return Exit.DONE


def lead_key() -> int:
    """Print a new key for the lead: the half that opens on stdout, the half that seals on stderr. The exit code."""
    wording = load()
    secret, public = age_key.new_key()
    print(secret)
    narrate(wording.text("case.lead-key", public=public))
    return Exit.DONE


def due(place: Path | None, today: date, *, date_is_right: bool) -> int:
    """Tell which cases end soon, and erase those whose day has come; the exit code."""
    wording = load()
    if date_is_right:
        clock_seen.trust(clock_seen.clock_path(), today)
    found, whole = tell_due(place or cases_path(), today, wording, narrate, print)
    if not found:
        narrate(wording.text("case.due.none"))
    return Exit.DONE if whole else Exit.FILE


def _seal(folder: Path, secret: str, lead: str, wording: Wording) -> None:
    case = open_case(folder, secret)
    try:
        case.add(datetime.now(UTC), SEALED, {"for": lead.strip().lower()})
    finally:
        case.close()
    sealing.seal(folder, secret, lead)
    narrate(wording.text("case.sealed"))


def _rule(named: str) -> Rule:
    try:
        return Rule(named)
    except ValueError:
        raise UsageError("one-of-these", {"options": ", ".join(Rule)}) from None
