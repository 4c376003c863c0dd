# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck compare`: two saved consultations of one phone beside each other. Looks at no phone, writes nothing."""

import json
from pathlib import Path

from devicecheck.assess.comparing import Change, Comparison, compare, of_change
from devicecheck.cli.exits import Exit
from devicecheck.errors import UsageError
from devicecheck.frontend.saved_document import read
from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import Finding
from devicecheck.report.clean_text import clean
from devicecheck.report.wording import Wording, load


def run(earlier: Path, later: Path, as_json: bool) -> int:
    """Read both, print how they differ; the exit code. Errors: DocumentError, UsageError for the wrong order."""
    before, after = read(earlier), read(later)
    if before.started_at > after.started_at:
        raise UsageError("wrong-order")
    found = compare(before, after)
    if as_json:
        print(json.dumps(_as_data(found), ensure_ascii=False, indent=2))
        return Exit.DONE
    for line in _lines(before, after, found, load()):
        print(line)
    return Exit.DONE


def _as_data(found: Comparison) -> dict[str, object]:
    return {
        "phones": found.phones.value,
        "other_list": found.other_list,
        "findings": [
            {"change": each.change.value, "finding": each.finding.model_dump(mode="json")} for each in found.findings
        ],
    }


def _lines(before: Consultation, after: Consultation, found: Comparison, wording: Wording) -> list[str]:
    dates = {"earlier": f"{before.started_at:%Y-%m-%d}", "later": f"{after.started_at:%Y-%m-%d}"}
    lines = [wording.text("compare.heading", **dates)]
    lines += [wording.text(f"compare.phones.{found.phones}")]
    lines += [wording.text("compare.other-list")] if found.other_list else []
    for change in Change:
        findings = of_change(found.findings, change)
        if findings:
            lines += ["", wording.text(f"compare.change.{change}", **dates)]
            lines += [f"  - {_headline(finding, wording)}" for finding in findings]
    return [*lines, "", wording.text("compare.limit" if found.findings else "compare.nothing")]


def _headline(finding: Finding, wording: Wording) -> str:
    terms = {name: clean(value) for name, value in finding.terms.items()}
    concern = wording.text(f"findings.concern.{finding.concern}.badge")
    return f"{concern}: {wording.text(f'findings.codes.{finding.code}.headline', **terms)}"
