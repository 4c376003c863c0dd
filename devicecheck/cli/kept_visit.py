# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visit that is kept while it runs: its case, its log, what was cut off before, and what becomes of it at the end."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from devicecheck.casefile import open_visits
from devicecheck.casefile.places import cases_path
from devicecheck.casefile.retention import Rule
from devicecheck.casefile.store import Case
from devicecheck.cli import case_closing
from devicecheck.cli.asking import Asker
from devicecheck.cli.dialogue import TypedLines, answers_to
from devicecheck.cli.exits import narrate
from devicecheck.cli.typed_secrets import new_passphrase
from devicecheck.frontend.due_cases import tell_due
from devicecheck.frontend.kept_visit import KeptCase, begin, recovery_key
from devicecheck.model.base import Value
from devicecheck.model.consultation import Consultation
from devicecheck.report.wording import Wording
from devicecheck.runner import gates
from devicecheck.runner.events import Need
from devicecheck.runner.phones import NOBODY
from devicecheck.runner.visit_log import Ledger, Noted


@dataclass(frozen=True)
class Offer:
    """What a clinic needs to keep a visit: a folder for its case and a passphrase. The client may still say no."""

    folder: Path
    passphrase: str
    ledger: Callable[[Case], Ledger] = field(default=lambda case: case)


@dataclass
class KeptVisit(KeptCase):
    """The case that one visit writes into, and the words in which it is told that it takes no more."""

    wording: Wording = field(kw_only=True)
    offered: Offer | None = field(default=None, kw_only=True)
    said: bool = False

    def start(self, recorded: gates.Recorded) -> None:
        """Make the case that was offered, with the answers so far. Errors: CaseError."""
        if self.offered is None:
            return
        place, recovery = open_visits.new_place(self.offered.folder), recovery_key()
        made = begin(place, self.offered.passphrase, recovery, recorded, self.offered.ledger, self.log)
        self.case, self.folder, self.secret, self.held = made.case, made.folder, made.secret, made.held
        narrate(self.wording.text("kept.began", folder=str(place), recovery=recovery))

    def note(self, what: Noted, value: Value) -> None:
        """Keep what was told or decided, before the next question is asked."""
        super().note(what, value)
        self.look()

    def look(self) -> None:
        """Say it, once, when the case took no more."""
        if self.log.failed and not self.said:
            self.said = True
            problem = self.wording.problem(f"case.{self.log.failed}", {})
            narrate(self.wording.text("kept.failed", what=problem.what, do=problem.do))

    def leave(self) -> None:
        """Say where the visit is, so that it can be gone on with."""
        if self.case is not None:
            narrate(self.wording.text("kept.left-open", folder=str(self.folder)))


def of_case(kept: KeptCase, wording: Wording) -> KeptVisit:
    """The same case, with words."""
    return KeptVisit(kept.log, kept.case, kept.folder, kept.secret, kept.held, wording=wording)


def offer(wording: Wording) -> Offer:
    """Ask staff for a passphrase before the client comes to the keyboard. Errors: CaseError."""
    narrate(wording.text("kept.offer"))
    return Offer(cases_path(), new_passphrase(wording))


async def asked(needs: Sequence[Need], wording: Wording, typed: TypedLines) -> gates.Recorded | None:
    """The client's answers to these needs, up to one that says stop; None when the input ended.

    Whether the phone's answers may stay as well is asked only after a yes to keeping.
    """
    recorded, wanted = gates.Recorded(), list(needs)
    for need in wanted:
        given = await answers_to(need, wording, typed)
        if given is None:
            return None
        recorded = gates.record(recorded, need, given, NOBODY, datetime.now(UTC))
        if gates.refusal(recorded, needs):
            break
        if need == gates.KEEPING and gates.keeping_agreed(recorded):
            wanted.append(gates.KEEP_READINGS)
    return recorded


@contextmanager
def keeping(offered: Offer | None, recorded: gates.Recorded, wording: Wording) -> Iterator[KeptVisit]:
    """The case of a visit, begun with the answers so far; without a recorded yes a stand-in that can `start` later.

    Errors: CaseError. A case that holds no document when an error ends the visit stays, marked as open.
    """
    kept = KeptVisit(wording=wording, offered=offered)
    try:
        if gates.keeping_agreed(recorded):
            kept.start(recorded)
        yield kept
    finally:
        kept.close()


async def settle(ask: Asker, kept: KeptVisit, visit: Consultation | None) -> None:
    """At the end: without a document erase at once; else the client says again. Errors: InputEndedError, CaseError."""
    if kept.case is None:
        return
    if visit is not None:
        chosen, today = await case_closing.choose(ask), datetime.now(UTC).date()
        if chosen is not None:
            if chosen.rule is Rule.DAYS_30:
                await case_closing.confirm_date(ask, today)
            keeping = kept.stay(visit, chosen, today)
            ask.tell("kept.stays", folder=str(kept.folder))
            ask.tell(f"case.rule.{chosen.rule}", day=str(keeping.ends_on if keeping else ""))
            ask.tell("case.sealed" if chosen.lead else "kept.opens")
            return
    erase(ask, kept)


async def undecided(ask: Asker, kept: KeptVisit) -> None:
    """Where the phone was not read: erase what was told, or leave it to go on with. Errors: InputEndedError."""
    if kept.case is None:
        return
    answers = {"erase": ask.wording.text("kept.end.erase"), "leave": ask.wording.text("kept.ways.leave")}
    if await ask.choose(ask.wording.text("kept.not-read"), answers) == "erase":
        erase(ask, kept)
    else:
        kept.leave()


def erase(ask: Asker, kept: KeptVisit) -> None:
    """Erase the case and say so. Errors: CaseError."""
    kept.erase()
    ask.tell("case.receipt", at=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
    ask.tell("case.erased-limit")


def tell_cut_off(wording: Wording) -> None:
    """Name the cases whose visit was cut off, and how to go on; then those that end soon or whose day has come."""
    tell_due(cases_path(), datetime.now(UTC).date(), wording, narrate)
    for folder in open_visits.cut_off(cases_path()):
        narrate(wording.text("kept.cut-off", folder=str(folder)))
