# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two consultations beside each other in words for staff, for both front ends."""

from devicecheck.assess.comparing import Change, Comparison, of_change
from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import Finding
from devicecheck.report.clean_text import clean
from devicecheck.report.wording import Wording


def lines(before: Consultation, after: Consultation, found: Comparison, wording: Wording) -> list[str]:
    """What is new, what is still there, what is not seen any more; and what may make the two unlike."""
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
