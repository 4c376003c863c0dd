# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck case export | import | salvage`: a case as one file, and what can still be read of a damaged one."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from devicecheck.casefile import age_key
from devicecheck.casefile.bundle import read_bundle, write_bundle
from devicecheck.casefile.salvage import Salvaged, salvage_case
from devicecheck.casefile.store import open_case
from devicecheck.cli import typed_secrets
from devicecheck.cli.case import asked_secret, made, printed
from devicecheck.cli.exits import Exit, narrate
from devicecheck.errors import CaseError
from devicecheck.report.clean_text import clean
from devicecheck.report.wording import Wording, load
from devicecheck.runner.desk import KEPT
from devicecheck.sources.private_folder import private_folder

MOST_NAMED = 40
"""Numbers of lost lines that are listed; more are counted."""


def export(folder: Path, out: Path, lead: str) -> int:
    """Write a case as one `.age` file; the exit code. The case stays as it is."""
    wording = load()
    if lead:
        age_key.public_bytes(lead)
    lines = _all_lines(folder, asked_secret(wording, folder), wording)
    if lead:
        place = write_bundle(out, lines, publics=[lead])
    else:
        narrate(wording.text("case.bundle-passphrase"))
        place = write_bundle(out, lines, passphrase=typed_secrets.new_passphrase(wording))
    narrate(wording.text("case.exported", path=str(place), count=str(len(lines))))
    return Exit.DONE


def _all_lines(folder: Path, secret: str, wording: Wording) -> tuple[str, ...]:
    """Every line of a case, also of a damaged one if no line is lost. Errors: CaseError."""
    try:
        case = open_case(folder, secret)
        try:
            return case.lines()
        finally:
            case.close()
    except CaseError as error:
        if error.reason != "damaged":
            raise
    found = _salvaged(folder, secret)
    if found.lost or found.unfitting or found.end_missing:
        raise CaseError("damaged")
    narrate(wording.text("case.torn"))
    return found.lines


def bring_in(bundle: Path, folder: Path) -> int:
    """Make a case of a bundle, if nothing of it is lost; the exit code. Prints the new recovery key."""
    wording = load()
    found = read_bundle(bundle, typed_secrets.secret(wording.text("case.ask-bundle")))
    if not found.whole:
        _name_lost(found, wording)
        raise CaseError("bundle-not-whole")
    case, recovery = made(folder, wording)
    try:
        case.take_in(found.lines)
        case.add(datetime.now(UTC), "brought-in", {"lines": str(len(found.lines))})
    finally:
        case.close()
    print(recovery)
    narrate(wording.text("case.made"))
    narrate(wording.text("case.brought-in", count=str(len(found.lines))))
    return Exit.DONE


def salvage(place: Path, code: str | None) -> int:
    """List every record of a damaged case or bundle that is whole, or print one consultation; the exit code."""
    wording = load()
    if place.is_dir():
        found = _salvaged(place, typed_secrets.secret(wording.text("case.ask")))
    else:
        found = read_bundle(place, typed_secrets.secret(wording.text("case.ask-bundle")))
    if code is not None:
        return _one(found, code)
    for entry in found.entries:
        print(
            wording.text(
                "case.salvaged-line",
                number=str(entry.number), at=f"{entry.at:%Y-%m-%d}", event=clean(entry.event),
                code=clean(entry.terms.get("code", "")),
            )
        )  # fmt: skip
    narrate(wording.text("case.salvaged", count=str(len(found.entries))))
    _name_lost(found, wording)
    return Exit.DONE if found.whole else Exit.FILE


def _salvaged(folder: Path, secret: str) -> Salvaged:
    """With its copy in the folder that is erased also after a kill, by the next start."""
    with private_folder() as scratch:
        return salvage_case(folder, secret, scratch)


def _one(found: Salvaged, code: str) -> int:
    kept = (entry for entry in reversed(found.entries) if entry.event == KEPT and entry.terms.get("code") == code)
    entry = next(kept, None)
    if entry is None:
        raise CaseError("no-such-code")
    sys.stdout.write(printed(entry) + "\n")
    return Exit.DONE


def _name_lost(found: Salvaged, wording: Wording) -> None:
    for name, numbers in (("lost", found.lost), ("unfitting", found.unfitting)):
        if numbers:
            more = ", ..." if len(numbers) > MOST_NAMED else ""
            named = ", ".join(map(str, numbers[:MOST_NAMED])) + more
            narrate(wording.text(f"case.{name}", count=str(len(numbers)), numbers=named))
    if found.end_missing:
        narrate(wording.text("case.end-missing"))
    if found.torn and not found.lost and not found.end_missing:
        narrate(wording.text("case.torn"))
    if found.whole:
        narrate(wording.text("case.nothing-lost"))
