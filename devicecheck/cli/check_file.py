# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck check-file`: what an app's file says, and what our list says about it. Looks at no phone."""

import asyncio
import json
from pathlib import Path

from devicecheck.casefile.plain_file import opened
from devicecheck.cli.cards import card
from devicecheck.cli.exits import Exit, narrate
from devicecheck.errors import DocumentError
from devicecheck.frontend.proving import proved_pack
from devicecheck.model.findings import Completed
from devicecheck.report.clean_text import clean
from devicecheck.report.wording import Wording, load
from devicecheck.runner.file_check import FileChecked, check_file

MOST_GAPS = 20


def run(path: Path, as_json: bool) -> int:
    """Look into the file and print what was found; the exit code."""
    try:
        with opened(path) as file:
            file.read(1)
    except OSError as error:
        raise DocumentError("not-readable", {"path": str(path), "why": error.strerror or ""}) from None
    wording = load()
    pack, _ = proved_pack()
    found = asyncio.run(check_file(path, pack))
    if as_json:
        print(json.dumps(_as_data(found), ensure_ascii=False, indent=2))
    else:
        for line in _lines(found, wording):
            print(line)
    if found.file is None:
        narrate(wording.text("check-file.not-looked", why=_why(found.why, wording)))
        return Exit.FILE
    return Exit.DONE


def _as_data(found: FileChecked) -> dict[str, object]:
    check = next(outcome for outcome in found.judgement.outcomes if outcome.check == "app-files")
    return {
        "file": found.file.model_dump(mode="json") if found.file else None,
        "stamps": found.stamps.model_dump(mode="json") if found.stamps else None,
        "findings": [finding.model_dump(mode="json") for finding in found.judgement.findings],
        "outcome": check.model_dump(mode="json", exclude={"signs"}),
        "readings": [reading.record.model_dump(mode="json") for reading in found.readings],
        "why": found.why,
    }


def _lines(found: FileChecked, wording: Wording) -> list[str]:
    file, stamps = found.file, found.stamps
    if file is None:
        return []
    unknown = wording.text("report.unknown")
    facts = {
        "id": file.key,
        "name": file.label or unknown,
        "version": file.version or unknown,
        "sha256": file.sha256,
        "size": str(file.size),
        "stamps": ", ".join((*stamps.sha1, *stamps.sha256)) if stamps else unknown,
        "powers": ", ".join(wording.text(f"findings.access.{power}") for power in file.powers),
        "tricks": ", ".join(file.tricks),
    }
    lines = [wording.text(f"check-file.fact.{name}", value=clean(value, 400)) for name, value in facts.items() if value]
    for finding in found.judgement.findings:
        lines += ["", *card(finding, wording)]
    return [*lines, "", *_ending(found, wording)]


def _ending(found: FileChecked, wording: Wording) -> list[str]:
    """What was not seen and not looked at. "Did not see" is said only when there is no gap."""
    check = next(outcome for outcome in found.judgement.outcomes if outcome.check == "app-files")
    gaps = getattr(check, "gaps", ())
    lines = []
    if isinstance(check, Completed) and not check.signs and not gaps:
        lines.append(wording.text("checks.app-files.not-seen"))
    for gap in gaps[:MOST_GAPS]:
        what = gap.terms.get("part") or gap.terms.get("entry") or wording.text(f"report.topic.{gap.topic}")
        why = _why(gap.terms.get("why", gap.reason.value), wording)
        lines.append(wording.text("check-file.gap", what=clean(what), why=why))
    if len(gaps) > MOST_GAPS:
        lines.append(wording.text("check-file.more-gaps", count=str(len(gaps) - MOST_GAPS)))
    return [*lines, *(wording.text(f"report.limits.{limit}") for limit in getattr(check, "limits", ()))]


def _why(code: str, wording: Wording) -> str:
    """The reason in words; what a compiler said stays as it is."""
    for key in (f"check-file.why.{code}", f"report.reason.{code}"):
        if wording.has(key):
            return wording.text(key)
    return clean(code)
