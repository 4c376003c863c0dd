# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An evidence pack from a consultation: built, signed with the clinic's key, written where a person asked for it."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from platform import platform, python_version

from devicecheck.casefile import clinic_key
from devicecheck.casefile.export import write_file, write_folder
from devicecheck.model.consultation import Consent, Consultation
from devicecheck.model.topics import Scope
from devicecheck.report.evidence import build, sshsig, to_zip
from devicecheck.report.wording import Wording
from devicecheck.runner import gates

_PROGRAM = Path(__file__).resolve().parent.parent
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9]+")
LIBRARIES = ("devicecheck", "cryptography", "pydantic", "typst")
READERS = ("android", "iphone", "backup", "apk", "capture", "bluetooth", "network")
"""Readers whose tables of questions can stand in a pack."""


@dataclass(frozen=True)
class Pack:
    """Where a pack lies, and the fingerprint of the key that signed it."""

    path: Path
    fingerprint: str


def make(
    consultation: Consultation,
    wording: Wording,
    folder: Path,
    passphrase: Callable[[], str],
    *,
    as_folder: bool = False,
    bodies: Mapping[str, bytes] | None = None,
) -> Pack:
    """Build the pack, sign it with the clinic's key and write it. The passphrase is asked for if the key has one.

    Shape: `bodies` are whole answers of the phone, which the client said yes to: see `agreed_to_whole`.
    Errors: EvidenceError without a usable key; ExportError when it cannot be written.
    """
    clinics = clinic_key.load(clinic_key.key_path())
    files = build(
        consultation,
        wording,
        key=clinics.open(passphrase() if clinics.sealed else ""),
        made_at=datetime.now(UTC).replace(microsecond=0),
        versions=versions(),
        command_table=command_table(consultation),
        bodies=bodies or {},
    )
    with suppress(OSError):  # what is wrong with the folder is said when the file is written
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stem = f"appointment-notes-{_NOT_IN_A_NAME.sub('-', consultation.code)[:40].strip('-')}-c"
    path = write_folder(folder / stem, files) if as_folder else write_file(folder / f"{stem}.zip", to_zip(files))
    return Pack(path, sshsig.fingerprint(clinics.public))


def agreed_to_whole(consultation: Consultation) -> Consultation:
    """The document with the client's yes to giving whole answers away, for each device that was read."""
    now = datetime.now(UTC)
    given = tuple(
        Consent(scope=Scope.KEEP_READINGS, device=device.id, given=True, at=now, words=gates.WORDS_VERSION)
        for device in consultation.devices
    )
    return consultation.model_copy(update={"consents": (*consultation.consents, *given)})


def versions() -> dict[str, str]:
    """What the pack is made with; `program-sha256` stands for the text of the whole program."""
    text = sha256()
    for path in sorted(_PROGRAM.rglob("*.py")):
        text.update(path.relative_to(_PROGRAM).as_posix().encode() + b"\0" + path.read_bytes())
    made_with = {"python": python_version(), "system": platform(), "program-sha256": text.hexdigest()}
    return {name: version(name) for name in LIBRARIES} | made_with


def command_table(consultation: Consultation) -> bytes:
    """Everything that the readers of this visit can ask, if this is the program that read it; else nothing."""
    platforms = {device.platform for device in consultation.devices}
    if consultation.tool_version != version("devicecheck") or not platforms <= set(READERS) or not platforms:
        return b""
    tables = [_table(reader) for reader in READERS if reader in platforms]
    if len(tables) == 1:
        return tables[0]
    return json.dumps([row for each in tables for row in json.loads(each)], indent=2).encode("ascii") + b"\n"


def _table(reader: str) -> bytes:
    argv = [sys.executable, "-I", "-m", f"devicecheck.readers.{reader}", "--table", "--json"]
    return subprocess.run(argv, capture_output=True, check=True, timeout=30).stdout
