# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck verify`: look an evidence pack over: what differs, and which key signed; never a bare "all right"."""

import json
import sys
from contextlib import suppress
from pathlib import Path

from devicecheck.casefile import clinic_key
from devicecheck.casefile.plain_file import opened
from devicecheck.cli.exits import Exit
from devicecheck.errors import EvidenceError
from devicecheck.report.clean_text import clean, in_groups, plain
from devicecheck.report.dates import day
from devicecheck.report.evidence import Verdict, open_pack, sshsig, verify
from devicecheck.report.wording import Wording, load

SIGNERS_LIMIT = 1 << 20
MOST_PROBLEMS = 100
"""Lines on a screen; `--json` names every one."""


def run(pack: Path, printed: str, signers: Path | None, as_json: bool) -> int:
    """Look the pack over and say what was seen; the exit code."""
    wording = load()
    known = known_keys(signers, wording)
    verdict = verify(open_pack(pack), known, printed, container=pack.name)
    if as_json:
        print(json.dumps(as_data(verdict)))
    else:
        sys.stdout.write("".join(f"{line}\n" for line in told(verdict, wording)))
        sys.stdout.flush()
    return Exit.DONE if verdict.shown else Exit.NOT_SHOWN


def known_keys(signers: Path | None, wording: Wording) -> dict[bytes, str]:
    """Keys with the names of their owners: of the list given or of this computer's list, and the clinic's own.

    Errors: EvidenceError `no-signers` when a list that was named cannot be read.
    """
    known: dict[bytes, str] = {}
    path = signers or clinic_key.signers_path()
    try:
        with opened(path) as file:
            known = sshsig.allowed_keys(file.read(SIGNERS_LIMIT).decode("utf-8", "replace"))
    except OSError as error:
        if signers is not None:
            raise EvidenceError("no-signers", {"path": str(path), "why": error.strerror or ""}) from None
    with suppress(EvidenceError):  # a computer without a key of its own can look a pack over as well
        known.setdefault(clinic_key.load(clinic_key.key_path()).public, wording.text("verify.own-key"))
    return known


def told(verdict: Verdict, wording: Wording) -> list[str]:
    """The verdict in words: what it is about, every difference, then the key and how to compare it."""
    manifest = verdict.manifest
    lines: list[str] = []
    if manifest is None:
        lines.append(wording.text("verify.no-intro"))
    else:
        made = plain(day(manifest.made_at.date(), wording))
        intro = wording.text("verify.intro", code=clean(manifest.code, 40), made=made, count=len(manifest.files))
        lines.append(f"{intro} {wording.text('verify.practice')}" if manifest.practice else intro)
    if verdict.problems:
        lines.append(wording.text("verify.problems", count=len(verdict.problems)))
    else:
        lines.append(wording.text("verify.no-problems"))
    for problem in verdict.problems[:MOST_PROBLEMS]:
        text = wording.text(f"verify.trouble.{problem.trouble}", file=clean(problem.file, 200), line=problem.line)
        lines.append(f"  {text}")
    lines.append(wording.text(f"verify.key.{verdict.key_is}", key=verdict.key, name=clean(verdict.name, 80)))
    if manifest is not None and verdict.key:
        lines.append(wording.text("verify.head", head=in_groups(manifest.log_head)))
    return [*lines, wording.text("verify.time")] if verdict.key else lines


def as_data(verdict: Verdict) -> dict[str, object]:
    """The verdict for a machine."""
    manifest = verdict.manifest
    return {
        "shown": verdict.shown,
        "problems": [
            {"trouble": problem.trouble, "file": problem.file, "line": problem.line} for problem in verdict.problems
        ],
        "key": verdict.key,
        "key_is": verdict.key_is,
        "name": verdict.name,
        "log_head": manifest.log_head if manifest else None,
        "code": manifest.code if manifest else None,
        "made_at": manifest.made_at.isoformat() if manifest else None,
        "practice": manifest.practice if manifest else None,
    }
