# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One finding about a file as lines of text, for commands that look at no phone."""

from devicecheck.model.findings import Fact, Finding, SignatureRef
from devicecheck.model.signatures import SignatureStatus
from devicecheck.report.clean_text import clean
from devicecheck.report.wording import Wording


def card(finding: Finding, wording: Wording) -> list[str]:
    """What is known, how sure we are, and who says so."""
    terms = {name: clean(value) for name, value in finding.terms.items()}
    concern = wording.text(f"findings.concern.{finding.concern}.badge")
    sure = wording.text(f"findings.confidence.{finding.confidence}.badge")
    headline = wording.text(f"findings.codes.{finding.code}.headline", **terms)
    lines = [f"{concern} | {sure}: {headline}"]
    lines += [f"  - {wording.text(f'findings.fact.{fact}', **terms)}" for fact in finding.facts]
    if Fact.LISTED_RULE in finding.facts:
        lines += [wording.text("check-file.our-rule") for entry in finding.signatures[:1] if not _reviewed(entry)]
    for entry in finding.signatures:
        kind = wording.text(f"findings.category.{entry.category}")
        lines.append(f"  {wording.text('findings.evidence.signature', name=entry.name, id=entry.id, kind=kind)}")
        status = wording.text(f"findings.status.{entry.status}", list=entry.list, dated=entry.list_dated)
        lines.append(f"  {status}")
    if finding.purpose_unknown:
        lines.append(f"  {wording.text('findings.purpose-unknown')}")
    return lines


def _reviewed(entry: SignatureRef) -> bool:
    return entry.status is SignatureStatus.REVIEWED
