# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The yes to a copy, and where it will be kept: asked before the copy is made. No answer means no copy."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime

from devicecheck.cli.exits import narrate
from devicecheck.errors import GateError, UsageError
from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy, CopyConsent, Kept
from devicecheck.report.wording import Wording

ASKED = (Copy.A, Copy.C)
"""Copies that somebody else may find or read. The pocket card tells nothing; the others stay with staff."""


def agreed(consultation: Consultation, copies: Iterable[Copy], kept: str | None, wording: Wording) -> Consultation:
    """The document with a yes for every copy that needs one.

    Errors: GateError `no-copy` for a no, `copy-unanswered` for no answer; UsageError for an unknown place.
    """
    for copy in copies:
        given = consultation.choices.consent(copy)
        if copy in ASKED and (given is None or not given.given or (copy is Copy.A and given.kept is None)):
            consultation = _with(consultation, _ask(copy, kept, wording))
    return consultation


def _with(consultation: Consultation, consent: CopyConsent) -> Consultation:
    choices = consultation.choices
    return consultation.model_copy(
        update={"choices": choices.model_copy(update={"copies": (*choices.copies, consent)})}
    )


def _ask(copy: Copy, kept: str | None, wording: Wording) -> CopyConsent:
    now = datetime.now(UTC)
    if copy is Copy.C:
        _choose(("yes", "no"), "pack", wording)
        return CopyConsent(copy_of=copy, given=True, at=now)
    if kept is not None:
        if kept not in set(Kept):
            raise UsageError("unknown-place", {"named": kept, "places": ", ".join(Kept)})
        return CopyConsent(copy_of=copy, given=True, kept=Kept(kept), at=now)
    return CopyConsent(copy_of=copy, given=True, kept=Kept(_choose((*Kept, "no"), "kept", wording)), at=now)


def _choose(answers: tuple[str, ...], about: str, wording: Wording) -> str:
    """The answer typed, as a word or its number. Errors: GateError `no-copy`, `copy-unanswered`."""
    narrate("")
    narrate(wording.text(f"cli.ask.{about}.say"))
    narrate(wording.text(f"cli.ask.{about}.question"))
    for number, answer in enumerate(answers, 1):
        narrate(f"  {number}  {_words(answer, wording)}")
    while line := sys.stdin.readline():
        typed = line.strip().lower()
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(answers):
            typed = answers[int(typed) - 1]
        if typed == "no":
            raise GateError("no-copy")
        if typed in answers:
            return typed
        narrate(wording.text("cli.choose", numbers=f"1-{len(answers)}"))
    raise GateError("copy-unanswered")


def _words(answer: str, wording: Wording) -> str:
    key = f"cli.ask.answers.{answer}"
    return wording.text(key) if wording.has(key) else wording.text(f"client.places.{answer}")
