# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The case that one visit is kept in while it runs: begun, opened again after a crash, and what becomes of it."""

import secrets
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from devicecheck.casefile import open_visits, retention, sealing
from devicecheck.casefile.erasing import erase
from devicecheck.casefile.retention import Keeping, Rule
from devicecheck.casefile.store import Case, new_case, open_case
from devicecheck.errors import CaseError
from devicecheck.model import chain
from devicecheck.model.base import Value
from devicecheck.model.consultation import Consultation
from devicecheck.report import document
from devicecheck.runner import gates
from devicecheck.runner.desk import KEPT
from devicecheck.runner.recovering import LeftOpen, left_open
from devicecheck.runner.visit_log import Ledger, Noted, VisitLog

RULE_SET, SEALED = "rule-set", "sealed"
LONGEST_REASON = 500
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GROUPS, GROUP = 8, 4
"""A recovery key has 32 letters of 32 kinds: 160 bits."""
SHORTEST = 12


@dataclass(frozen=True)
class Chosen:
    """How long a case stays: a rule, and for a hold its reason and the key of the lead."""

    rule: Rule
    reason: str = ""
    lead: str = ""


@dataclass
class KeptCase:
    """The case that one visit writes into. `case` None: the visit is not kept, and nothing of it is written."""

    log: VisitLog = field(default_factory=VisitLog)
    case: Case | None = None
    folder: Path | None = None
    secret: str = ""
    held: ExitStack = field(default_factory=ExitStack)

    def note(self, what: Noted, value: Value) -> None:
        """Keep what was told or decided; it is on the disk when this returns, or `log.failed` says why not."""
        self.log.note(what, value)

    def close(self) -> None:
        """Let go of the case as it is. One that holds an open visit is found again by its mark."""
        self.held.close()

    def stay(self, visit: Consultation, chosen: Chosen, today: date) -> Keeping | None:
        """Keep the document as it is now, by the rule that was chosen; the visit is over. Errors: CaseError."""
        if self.case is None or self.folder is None:
            return None
        self.case.add(datetime.now(UTC), KEPT, {"code": visit.code, "document": document.write(visit).decode()})
        keeping = _set_rule(chosen, self.case, self.folder, today)
        self.case.add(datetime.now(UTC), Noted.ENDED, {}, let_go=gates.lets_go(visit.consents))
        self.case.close()
        if chosen.lead:
            sealing.seal(self.folder, self.secret, chosen.lead)
        open_visits.done(self.folder)
        self.held.close()
        return keeping

    def erase(self) -> None:
        """Erase the case: the key first. Errors: CaseError."""
        if self.case is None or self.folder is None:
            return
        self.case.close()
        erase(self.folder)
        open_visits.done(self.folder)
        self.held.close()


def _set_rule(chosen: Chosen, case: Case, folder: Path, today: date) -> Keeping:
    """Write the rule, its reason inside the case and its end beside it. Errors: CaseError `not-written`."""
    case.add(datetime.now(UTC), RULE_SET, {"rule": chosen.rule, "reason": chosen.reason})
    if chosen.lead:
        case.add(datetime.now(UTC), SEALED, {"for": chosen.lead.lower()})
    keeping = Keeping(rule=chosen.rule, set_on=today)
    retention.keep(folder, keeping)
    return keeping


def begin(
    place: Path,
    passphrase: str,
    recovery: str,
    recorded: gates.Recorded,
    ledger: Callable[[Case], Ledger],
    log: VisitLog | None = None,
) -> KeptCase:
    """A new case with the answers so far in it. Nothing is left of one that could not be made. Errors: CaseError.

    Shape: `place` as of `open_visits.new_place`. `log`: the one of a visit that runs already.
    """
    with ExitStack() as held:
        held.enter_context(open_visits.marked(place))
        case = _made(place, passphrase, recovery)
        held.callback(case.close)
        log = log or VisitLog()
        log.keep_in(ledger(case))
        log.note(Noted.OPENED)
        log.recorded(gates.Recorded(), recorded)
        return KeptCase(log, case, place, passphrase, held.pop_all())


def _made(place: Path, passphrase: str, recovery: str) -> Case:
    """A new case; where it cannot be made, nothing of it stays."""
    try:
        return new_case(place, passphrase, recovery)
    except CaseError as error:
        if error.reason != "exists":
            shutil.rmtree(place, ignore_errors=True)
            open_visits.done(place)
        raise


def reopen(folder: Path, secret: str) -> tuple[KeptCase, LeftOpen]:
    """A case whose visit was cut off, and what it was left with.

    Errors: CaseError of `open_case` and `open_visits.marked`; `nothing-open` if its last visit had ended.
    """
    with ExitStack() as held:
        held.enter_context(open_visits.marked(folder))
        case = open_case(folder, secret)
        held.callback(case.close)
        left = left_open([chain.read(line) for line in case.lines()], case.held())
        if left is None:
            open_visits.done(folder)
            raise CaseError("nothing-open")
        return KeptCase(VisitLog(case), case, folder, secret, held.pop_all()), left


def recovery_key() -> str:
    """A random recovery key, in groups that are easily copied by hand."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def check_passphrase(typed: str, again: str) -> None:
    """Errors: CaseError `short-passphrase`, `passphrases-differ`."""
    if len(typed) < SHORTEST:
        raise CaseError("short-passphrase")
    if typed != again:
        raise CaseError("passphrases-differ")
