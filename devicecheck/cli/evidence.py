# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clinic's key, and writing an evidence pack with it."""

import getpass
import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from devicecheck.casefile import clinic_key
from devicecheck.cli.copy_consent import agreed
from devicecheck.cli.exits import Exit, narrate
from devicecheck.errors import EvidenceError
from devicecheck.frontend import evidence_pack
from devicecheck.frontend.saved_document import read
from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy
from devicecheck.report.clean_text import plain
from devicecheck.report.evidence import sshsig
from devicecheck.report.wording import Wording, load


def key(with_passphrase: bool, as_json: bool) -> int:
    """Make the clinic's key if there is none, and print its fingerprint; the exit code."""
    wording = load()
    path = clinic_key.key_path()
    try:
        clinics = clinic_key.load(path)
    except EvidenceError as error:
        if error.reason != "no-key":
            raise
        passphrase = _new_passphrase(wording) if with_passphrase else ""
        clinics = clinic_key.create(path, datetime.now(UTC).date(), passphrase)
        narrate(wording.text("evidence-key.made", path=str(path)))
    line = sshsig.allowed_signer("clinic", clinics.public).strip()
    fingerprint = sshsig.fingerprint(clinics.public)
    if as_json:
        print(json.dumps({"fingerprint": fingerprint, "allowed_signer": line, "sealed": clinics.sealed}))
        return Exit.DONE
    print(wording.text("evidence-key.fingerprint", key=fingerprint))
    narrate(wording.text("evidence-key.print"))
    narrate(wording.text("evidence-key.sealed" if clinics.sealed else "evidence-key.open"))
    narrate(wording.text("evidence-key.line", path=str(clinic_key.signers_path())))
    print(line)
    return Exit.DONE


def write_pack(
    consultation: Consultation,
    wording: Wording,
    folder: Path,
    *,
    as_folder: bool = False,
    bodies: Mapping[str, bytes] | None = None,
    passphrase: Callable[[], str] | None = None,
) -> Path:
    """Build the pack, sign it with the clinic's key and write it; the place of it.

    `passphrase` gives what opens a sealed key; without it the terminal is asked.
    Errors: EvidenceError without a usable key; ExportError when it cannot be written.
    """
    asked = passphrase or (lambda: getpass.getpass(wording.text("evidence-key.ask")))
    made = evidence_pack.make(consultation, wording, folder, asked, as_folder=as_folder, bodies=bodies)
    narrate(wording.text("evidence-key.pack", path=str(made.path)))
    narrate(plain(wording.text("evidence-key.fingerprint", key=made.fingerprint)))
    narrate(wording.text("evidence-key.sheet"))
    return made.path


def pack(document: Path, out: Path, readings: Path | None, as_folder: bool) -> int:
    """Write the evidence pack of a saved consultation, after the questions that it needs; the exit code."""
    wording = load()
    consultation = agreed(read(document), (Copy.C,), None, wording)
    bodies = None
    if readings is not None:
        bodies = whole_readings(consultation, readings)
        consultation = _readings_agreed(consultation, wording)
    write_pack(consultation, wording, out, as_folder=as_folder, bodies=bodies)
    return Exit.DONE


def whole_readings(consultation: Consultation, folder: Path) -> dict[str, bytes]:
    """The saved answers of this visit by the id of their reading.

    Errors: EvidenceError `no-readings` if none is of this visit; StoryError for a folder that holds no saved answers.
    """
    from devicecheck.sources import recording

    saved = {(each.topic, each.record.sha256): each.body for each in recording.read(folder)}
    known = ((each.id, saved.get((each.topic, each.sha256))) for each in consultation.readings)
    bodies = {id_: body for id_, body in known if body is not None}
    if not bodies:
        raise EvidenceError("no-readings", {"path": str(folder)})
    return bodies


def _readings_agreed(consultation: Consultation, wording: Wording) -> Consultation:
    """The document with a yes to giving whole answers away. Errors: EvidenceError for anything but a yes."""
    narrate(wording.text("evidence-key.whole-readings"))
    if sys.stdin.readline().strip().lower() != "yes":
        raise EvidenceError("readings-not-agreed")
    return evidence_pack.agreed_to_whole(consultation)


def _new_passphrase(wording: Wording) -> str:
    first = getpass.getpass(wording.text("evidence-key.ask-new"))
    if first and getpass.getpass(wording.text("evidence-key.ask-again")) != first:
        raise EvidenceError("passphrases-differ")
    return first
