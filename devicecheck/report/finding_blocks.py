# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A finding as blocks: the whole card for the first ones, one row for each of the others. Pure."""

from collections.abc import Iterator, Sequence

from devicecheck.report.blocks import Badges, Block, Box, Bullets, Cell, Heading, Para, Style, Table
from devicecheck.report.page import FindingView
from devicecheck.report.source import Source

MOST_CARDS = 20
"""Findings with a card of their own; the others stand in one table. A page of a thousand cards helps nobody."""


def findings(source: Source) -> Iterator[Block]:
    """Every finding, most important first."""
    view = source.view
    yield Heading(view.labels["findings"], new_page=True)
    if not view.findings:
        yield Para(view.no_findings)
    for finding in view.findings[:MOST_CARDS]:
        yield from card(finding, source)
    if rest := view.findings[MOST_CARDS:]:
        yield from _list(rest, source)


def card(finding: FindingView, source: Source) -> Iterator[Block]:
    """Everything about one finding, in plain words."""
    labels = source.view.labels
    yield Badges(finding.concern, finding.badge, finding.confidence_badge)
    yield Heading(finding.headline, 2)
    yield Para(" ".join(finding.sure))
    yield Para(source.wording.text(f"casework.sure.{finding.confidence}"), Style.QUIET)
    yield Heading(labels["saw"], 3)
    for who in dict.fromkeys(line.said_by for line in finding.saw):
        yield Para(who, Style.QUIET)
        yield Bullets(tuple(line.text for line in finding.saw if line.said_by == who))
    yield from _listed(labels["can-mean"], finding.can_mean)
    if finding.can_do:
        yield Para(f"{labels['can-do']} {'; '.join(finding.can_do)}.")
    yield from _listed(labels["ordinary"], finding.ordinary)
    yield from _listed(labels["ask"], finding.ask)
    yield Box(labels["not-yet"], finding.not_yet, 3)
    yield from _listed(labels["next"], finding.next)


def _listed(label: str, items: tuple[str, ...]) -> Iterator[Block]:
    if items:
        yield Heading(label, 3)
        yield Bullets(items)


def _list(rest: Sequence[FindingView], source: Source) -> Iterator[Block]:
    words = source.wording
    yield Heading(words.text("casework.headings.list"), 2)
    yield Para(words.text("casework.list-intro", count=len(rest)))
    head = tuple(words.text(f"casework.columns.{name}") for name in ("finding", "first-step", "sure"))
    rows = tuple((Cell(one.headline), Cell(one.badge), Cell(one.confidence_badge)) for one in rest)
    yield Table(head, rows, (20, 9, 9))
