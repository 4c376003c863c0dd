# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings as items of a record: statements, who says so, and the lines that the phone printed. Pure."""

from collections.abc import Iterator
from itertools import islice

from devicecheck.model.excerpts import Excerpt
from devicecheck.model.findings import Finding
from devicecheck.report.blocks import Block, Heading, Para, Row, Style
from devicecheck.report.blocks import Facts as FactRows
from devicecheck.report.clean_text import plain, shown
from devicecheck.report.evidence import ways
from devicecheck.report.evidence.facts import Facts
from devicecheck.report.evidence.tables import of_finding
from devicecheck.report.findings_part import MOST_SIGNATURES
from devicecheck.report.page import FindingView
from devicecheck.report.shared_blocks import table

MOST_ITEMS = 30
"""Items that are printed; a record of a thousand is read by a machine, from the other files."""
MOST_ROWS = 200
"""Lines of the phone's answers that are printed for one item."""


def items(facts: Facts) -> Iterator[Block]:
    """Every finding, in the order of the other copies."""
    yield Heading(facts.text("headings.found"))
    findings, views = facts.document.findings, facts.source.view.findings
    if not findings:
        yield Para(facts.text("finding.none"))
    for number, (finding, view) in enumerate(zip(findings[:MOST_ITEMS], views, strict=False), 1):
        yield from _item(number, finding, view, facts)
    if len(findings) > MOST_ITEMS:
        yield Para(facts.text("finding.further", count=len(findings) - MOST_ITEMS))


def _item(number: int, finding: Finding, view: FindingView, facts: Facts) -> Iterator[Block]:
    words = facts.wording
    yield Heading(facts.text("finding.heading", number=number, app=view.app), 2)
    rows = [Row(facts.text("finding.label"), (view.key,))] if plain(view.key).strip() else []
    rows += [Row(facts.text("finding.sure"), (facts.text(f"finding.sure-words.{finding.confidence}"),))]
    if finding.category is not None and not ways.is_thing(finding):
        rows.append(Row(facts.text("finding.kind"), (words.text(f"findings.category.{finding.category}"),)))
    if entries := tuple(_entries(finding, facts)):
        rows.append(Row(facts.text("finding.entry"), entries))
    rows.append(Row(facts.text("finding.rests-on"), view.details))
    yield FactRows(tuple(rows))
    yield Heading(facts.text("finding.statements"), 3)
    head = (facts.text("finding.statement"), facts.text("finding.says"))
    yield table(head, ((line.text, line.said_by) for line in view.saw), (17, 6))
    dated = "" if ways.is_thing(finding) else facts.text("finding.date")
    yield Para(f"{facts.text('finding.not-known')} {dated}".rstrip())
    yield from _excerpts(finding, facts)


def _entries(finding: Finding, facts: Facts) -> Iterator[str]:
    for each in finding.signatures[:MOST_SIGNATURES]:
        status = facts.wording.text(
            f"findings.status.{each.status}", list=shown(each.list), dated=shown(each.list_dated)
        )
        yield facts.text("finding.entry-text", id=shown(each.id), name=shown(each.name), status=status)


def _excerpts(finding: Finding, facts: Facts) -> Iterator[Block]:
    excerpts = of_finding(finding, facts.document)
    if ways.is_thing(finding) and not excerpts:
        return
    yield Heading(facts.text("finding.lines"), 3)
    if not excerpts:
        yield Para(facts.text("finding.no-lines"), Style.QUIET)
        return
    head = (facts.text("finding.reading"), facts.text("finding.text"))
    rows = list(islice((row for excerpt in excerpts for row in _rows(excerpt, facts)), MOST_ROWS + 1))
    yield table(head, rows[:MOST_ROWS], (4, 24))
    if len(rows) > MOST_ROWS:
        yield Para(facts.text("finding.further-lines"))
    if any(line.cut for excerpt in excerpts for line in excerpt.lines):
        yield Para(facts.text("finding.cut"), Style.QUIET)


def _rows(excerpt: Excerpt, facts: Facts) -> Iterator[tuple[str, str]]:
    reading = shown(excerpt.reading, 20)
    for line in excerpt.lines:
        yield facts.text("finding.line", reading=reading, line=line.number), shown(line.text.strip(), 500)
    if not excerpt.lines:
        said = facts.text("finding.absent", count=excerpt.of) if excerpt.of else facts.text("finding.bytes")
        yield reading, said
    if excerpt.more:
        yield reading, facts.text("finding.more", count=excerpt.more)
