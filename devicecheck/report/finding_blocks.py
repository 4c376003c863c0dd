# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A finding as blocks: one compact block for each of the first ones, one row for each of the others. Pure.

A block holds one row for each question a caseworker asks; its sentences run on, so that a card stays under half a page.
"""

from collections.abc import Iterator, Sequence

from devicecheck.report.blocks import Badges, Block, Cell, Facts, Heading, Para, Row, Table
from devicecheck.report.page import FindingView
from devicecheck.report.source import Source

MOST_CARDS = 20
"""Findings with a card of their own; the others stand in one table. A page of a thousand cards helps nobody."""


def findings(source: Source) -> Iterator[Block]:
    """Every finding, most important first."""
    view = source.view
    yield Heading(view.labels["findings"])
    if not view.findings:
        yield Para(view.no_findings)
    for finding in view.findings[:MOST_CARDS]:
        yield from card(finding, source)
    if rest := view.findings[MOST_CARDS:]:
        yield from _list(rest, source)


def card(finding: FindingView, source: Source) -> Iterator[Block]:
    """Everything about one finding, in plain words; what it rests on stands last."""
    yield Badges(finding.concern, finding.badge, finding.confidence_badge)
    yield Heading(finding.headline, 2)
    yield Facts(tuple(_rows(finding, source)), run_in=True)


def _rows(finding: FindingView, source: Source) -> Iterator[Row]:
    """What was seen by who says so, then each part that has something in it."""
    labels = source.view.labels
    own = f"casework.sure-of.{finding.code}.{finding.confidence}"
    trade = source.wording.text(own if source.wording.has(own) else f"casework.sure.{finding.confidence}")
    yield Row(source.wording.text("report.short.sure.label"), (" ".join(finding.sure), trade))
    for who in dict.fromkeys(line.said_by for line in finding.saw):
        yield Row(who, (" ".join(line.text for line in finding.saw if line.said_by == who),))
    can_do = (f"{labels['can-do']} {'; '.join(finding.can_do)}.",) if finding.can_do else ()
    yield from _row(labels["can-mean"], (*finding.can_mean, *can_do))
    yield from _row(labels["ordinary"], finding.ordinary)
    yield from _row(labels["ask"], finding.ask)
    yield from _row(labels["not-yet"], finding.not_yet, strong=True)
    yield from _row(labels["next"], finding.next)
    label = (f"{labels['hidden-label']}: {finding.key}",) if finding.key else ()
    yield Row(labels["details"], ("; ".join((*label, *finding.details)),), small=True)


def _row(label: str, items: tuple[str, ...], *, strong: bool = False) -> Iterator[Row]:
    if items:
        yield Row(label, (" ".join(items),), strong=strong)


def _list(rest: Sequence[FindingView], source: Source) -> Iterator[Block]:
    words = source.wording
    yield Heading(words.text("casework.headings.list"), 2)
    yield Para(words.text("casework.list-intro", count=len(rest)))
    head = tuple(words.text(f"casework.columns.{name}") for name in ("finding", "first-step", "sure"))
    rows = tuple((Cell(one.headline), Cell(one.badge), Cell(one.confidence_badge)) for one in rest)
    yield Table(head, rows, (20, 9, 9))
