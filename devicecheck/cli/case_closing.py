# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of a kept visit when it is over: erased, or kept by a rule that the client chose; a hold is sealed."""

from datetime import date

from devicecheck.casefile import age_key, clock_seen
from devicecheck.casefile.clock_seen import Clock
from devicecheck.casefile.retention import Rule
from devicecheck.cli.asking import Asker
from devicecheck.errors import CaseError
from devicecheck.frontend.kept_visit import LONGEST_REASON, Chosen

ERASE = "erase"


async def choose(ask: Asker) -> Chosen | None:
    """What the client wants to happen; None: erase it. Errors: InputEndedError."""
    answers = {name: ask.wording.text(f"kept.end.{name}") for name in (ERASE, *Rule)}
    named = await ask.choose(ask.wording.text("kept.end.question"), answers)
    if named == ERASE:
        return None
    if Rule(named) is not Rule.LEGAL_HOLD:
        return Chosen(Rule(named))
    return Chosen(Rule.LEGAL_HOLD, await _reason(ask), await _lead(ask))


async def _reason(ask: Asker) -> str:
    while not (reason := await ask.line(ask.wording.text("kept.hold-reason"))):
        pass
    return reason[:LONGEST_REASON]


async def _lead(ask: Asker) -> str:
    """The public key of the clinic lead; a hold without one could be opened by whoever knows the passphrase."""
    while True:
        lead = await ask.line(ask.wording.text("kept.hold-lead"))
        try:
            age_key.public_bytes(lead)
        except CaseError as error:
            ask.problem(error.code, error.terms)
        else:
            return lead


async def confirm_date(ask: Asker, today: date) -> None:
    """Where a case is going to end by itself: the date of this computer has to be right. Errors: InputEndedError."""
    if clock_seen.look(clock_seen.clock_path(), today) is Clock.FITS:
        return
    answers = {name: ask.wording.text(f"kept.date.{name}") for name in ("right", "wrong")}
    question = ask.wording.text("kept.date.question", today=today.isoformat())
    if await ask.choose(question, answers) == "right":
        clock_seen.trust(clock_seen.clock_path(), today)
