# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck case`: keep consultations in an encrypted folder, list them, take one out, erase the folder."""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from devicecheck.casefile.erasing import erase
from devicecheck.casefile.store import Case, new_case, open_case, read_slots
from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.typed_secrets import line, new_passphrase, secret
from devicecheck.errors import CaseError, DocumentError
from devicecheck.frontend.desk import alone_at
from devicecheck.frontend.kept_visit import recovery_key
from devicecheck.frontend.saved_document import read
from devicecheck.model import chain
from devicecheck.model.chain import Entry
from devicecheck.model.consultation import Consultation
from devicecheck.report import document
from devicecheck.report.clean_text import clean
from devicecheck.report.wording import Wording, load
from devicecheck.runner.desk import KEPT, visits


def new(folder: Path) -> int:
    """Make a case and print its recovery key, once; the exit code."""
    wording = load()
    case, recovery = made(folder, wording)
    try:
        case.add(datetime.now(UTC), "case-made", {})
    finally:
        case.close()
    print(recovery)
    narrate(wording.text("case.made"))
    return Exit.DONE


def made(folder: Path, wording: Wording) -> tuple[Case, str]:
    """A new case and its recovery key, after a passphrase was typed twice.

    Errors: CaseError; `exists` before anything is typed.
    """
    if os.path.lexists(folder):
        raise CaseError("exists")
    passphrase, recovery = new_passphrase(wording), recovery_key()
    return new_case(folder, passphrase, recovery), recovery


def add(folder: Path, path: Path) -> int:
    """Keep one consultation, if the client wants that; the exit code."""
    wording = load()
    consultation = read(path)
    narrate(wording.text("case.say"))
    if _answer(wording.text("case.want")) != "yes":
        narrate(wording.text("case.not-kept"))
        return Exit.GATE
    case = open_case(folder, asked_secret(wording, folder))
    try:
        text = document.write(consultation).decode()
        with alone_at(folder):
            case.add(datetime.now(UTC), KEPT, {"code": consultation.code, "document": text})
    finally:
        case.close()
    narrate(wording.text("case.kept", code=consultation.code))
    return Exit.DONE


def show(folder: Path, code: str | None) -> int:
    """List what is kept, or print one consultation with what was noted at the desk since; the exit code."""
    wording = load()
    case = open_case(folder, asked_secret(wording, folder))
    try:
        entries = [chain.read(line) for line in case.lines()]
    finally:
        case.close()
    kept = [entry for entry in entries if entry.event == KEPT]
    from devicecheck.cli import case_correcting  # it needs names of this module

    case_correcting.tell(entries, folder, wording)
    if code is None:
        for entry in kept:
            print(
                wording.text(
                    "case.line",
                    number=str(entry.number),
                    at=f"{entry.at:%Y-%m-%d}",
                    code=clean(entry.terms.get("code", "")),
                )
            )
        narrate(wording.text("case.count", count=str(len(kept))))
        return Exit.DONE
    found = next((entry for entry in reversed(kept) if entry.terms.get("code") == code), None)
    if found is None:
        raise CaseError("no-such-code")
    _kept(found)  # what is damaged is named with its line, before notes are put on it
    own = (entry for entry in entries if entry.terms.get("code") == code)
    sys.stdout.write(_as_json(visits(own)[code]) + "\n")
    return Exit.DONE


def printed(entry: Entry) -> str:
    """The consultation of a line as JSON of ASCII alone: a case may come from elsewhere, and a screen obeys codes.

    Errors: CaseError `damaged` for what is no consultation.
    """
    return _as_json(_kept(entry))


def _kept(entry: Entry) -> Consultation:
    try:
        return document.read(entry.terms["document"].encode())
    except (KeyError, ValueError, DocumentError):
        raise CaseError("damaged", {"line": str(entry.number)}) from None


def _as_json(visit: Consultation) -> str:
    return json.dumps(json.loads(document.write(visit)))


def erase_case(folder: Path) -> int:
    """Erase the whole case after a yes; the exit code."""
    wording = load()
    narrate(wording.text("case.erase-say"))
    if _answer(wording.text("case.erase-want")) != "erase":
        narrate(wording.text("case.not-erased"))
        return Exit.GATE
    erase(folder)
    print(wording.text("case.receipt", at=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"))
    narrate(wording.text("case.erased-limit"))
    return Exit.DONE


def asked_secret(wording: Wording, folder: Path) -> str:
    """What opens the case in this folder, typed unseen. Errors: CaseError, before that is asked, if there is none."""
    read_slots(folder)
    return secret(wording.text("case.ask"))


def _answer(question: str) -> str:
    narrate(question)
    return line().strip().lower()
