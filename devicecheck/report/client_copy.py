# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copy A, for the client: page one alone answers; page two holds what was seen and what can be done. Pure.

It names no serial number, no staff, no clinic and no hidden label. What does not fit is counted, never dropped.
"""

from collections.abc import Iterator

from devicecheck.report.blocks import Badges, Block, Box, Bullets, Cell, Heading, Para, Sheet, Style, Table
from devicecheck.report.page import FindingView
from devicecheck.report.shared_blocks import in_short
from devicecheck.report.source import Source
from devicecheck.report.summary_part import MOST_NAMED, things_alone

MOST_UNKNOWN, MOST_UNKNOWN_IN_BRIEF = 3, 1
"""Lines about what was not seen, or could not be checked; of the latter the others are counted."""
ROOMY = 2
"""So many findings leave room for badges, both sides of each thing, and a box; with more, the page is briefer."""
MOST_ACTIONS, MOST_ACTIONS_IN_BRIEF = 2, 1
"""Actions of one pile."""


def sheet(source: Source) -> Sheet:
    """The client's copy: two sides of one paper."""
    view = source.view
    about = ((view.labels["date"], view.date), (view.labels["code"], view.code))
    return source.sheet(view.heading, about, _blocks(source), footer=view.labels["keep"], tight=True)


def _blocks(source: Source) -> Iterator[Block]:
    left = len(source.view.findings) - MOST_NAMED
    yield from in_short(source.view, source.wording.text("client.findings.more", count=left) if left > 0 else "")
    yield from _findings(source)
    if len(source.view.findings) < ROOMY:
        yield from _not_seen(source)
    yield from _unknown(source)
    yield from _steps(source)
    yield from _left_out(source)


def _findings(source: Source) -> Iterator[Block]:
    view = source.view
    yield Heading(view.labels["findings"])
    if not view.findings:
        yield Para(view.no_findings)
    for finding in view.findings[:MOST_NAMED]:
        yield from _finding(finding, source)


def _roomy(source: Source) -> bool:
    return len(source.view.findings) <= ROOMY


def _finding(finding: FindingView, source: Source) -> Iterator[Block]:
    """What was seen, and what it can mean. Page one says how sure we are, and what not to do yet."""
    if _roomy(source):
        yield Badges(finding.concern, finding.badge, finding.confidence_badge)
    yield Heading(finding.headline, 2)
    lines = {"saw": tuple(f"{line.text} ({line.said_by})" for line in finding.saw[:1])}
    if _roomy(source) or not finding.sure[1:]:
        lines["can-mean"] = finding.can_mean[:1]
    label = source.wording.text
    named = (f"{label(f'client.findings.{name}')}: {line}" for name in lines for line in lines[name])
    yield Bullets((*named, *finding.sure[1:]))


def _not_seen(source: Source) -> Iterator[Block]:
    view = source.view
    if view.not_seen:
        yield Heading(view.labels["not-seen"])
        yield Bullets(tuple(f"{seen.text} {seen.numbers}".rstrip() for seen in view.not_seen[:MOST_UNKNOWN]))
        yield Para(view.caveat, Style.STRONG)


def _unknown(source: Source) -> Iterator[Block]:
    view = source.view
    yield Heading(view.labels["could-not"])
    yield Para(view.could_not_intro)
    most = MOST_UNKNOWN if _roomy(source) else MOST_UNKNOWN_IN_BRIEF
    lines = [f"{missing.what}: {missing.why}" for missing in view.could_not[:most]]
    if (left := len(view.could_not) - most) > 0:
        lines.append(source.wording.text("client.could-not.more", count=left))
    if lines:
        yield Bullets(tuple(lines))


def _steps(source: Source) -> Iterator[Block]:
    view = source.view
    yield Heading(view.labels["piles"])
    rows: list[tuple[Cell, ...]] = []
    for pile in view.piles:
        rows.append((Cell(pile.intro, pile.heading + "."),))
        most = MOST_ACTIONS if _roomy(source) or pile.id == "now" else MOST_ACTIONS_IN_BRIEF
        rows += [(Cell(action.text), Cell(f"{action.notice}.")) for action in pile.actions[:most]]
    yield Table((view.labels["action"], view.labels["will-they-notice"]), tuple(rows), (24, 7))
    if _roomy(source):
        yield Box(view.labels["why-nothing-removed"], view.why_nothing_removed[:2])
    else:
        yield Heading(view.labels["why-nothing-removed"], 2)
        yield Para(" ".join(view.why_nothing_removed[:2]))


def _left_out(source: Source) -> Iterator[Block]:
    words = source.wording
    lines = []
    if apps := source.document.counts.get("installed-app", 0):
        lines.append(words.text("client.other-apps", count=apps))
    lines.append(words.text("client.left-out-things" if things_alone(source.document) else "client.left-out"))
    yield Para(" ".join(lines), Style.QUIET)
