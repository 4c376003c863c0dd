# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Blocks that stand in more than one copy: page one, what was not seen, what could not be checked, help. Pure."""

from collections.abc import Iterable, Iterator

from devicecheck.report.blocks import (
    Block,
    Box,
    Bullets,
    Cell,
    Facts,
    Heading,
    Note,
    Number,
    Numbers,
    Para,
    Row,
    Style,
    Table,
)
from devicecheck.report.page import ReportView, ShortView
from devicecheck.report.summary_part import MOST_NAMED

STRONG_ROWS = frozenset({"found", "do-not"})


def in_short(view: ReportView, more: str = "") -> Iterator[Block]:
    """What page one answers: checked, found, how sure, do, not yet, when to look again; then caveat and help.

    `more` says where the findings are that page one does not name; without it, they are on the next pages.
    """
    yield Heading(view.labels["in-short"])
    marks = tuple(finding.concern for finding in view.findings[:MOST_NAMED])
    rows = [
        Row(
            short.label,
            _named(short, more) if short.id == "found" else short.lines,
            strong=short.id in STRONG_ROWS,
            marks=marks if short.id == "found" else (),
        )
        for short in view.in_short
    ]
    yield Facts((*rows, Row(view.labels["again"], (view.again,))))
    yield Note(view.caveat)
    yield Para(view.help.intro)
    yield Para(view.help.danger, Style.STRONG)


def _named(found: ShortView, more: str) -> tuple[str, ...]:
    """What was found, with another sentence in the place of the one that counts the rest."""
    return (*found.lines[:MOST_NAMED], more, *found.lines[MOST_NAMED + 1 :]) if more else found.lines


def not_seen(view: ReportView) -> Iterator[Block]:
    """The checks that ran in full, with the numbers they rest on; then the caveat, always."""
    yield Heading(view.labels["not-seen"])
    yield Para(view.not_seen_intro)
    if view.not_seen:
        for numbers, together in by_first((seen.numbers, seen.text) for seen in view.not_seen).items():
            if len(together) > 1:
                yield Bullets(tuple(together))
                if numbers:
                    yield Para(numbers, Style.QUIET)
            else:
                yield Bullets((f"{together[0]} {numbers}".rstrip(),))
    yield Note(view.caveat)


def could_not(view: ReportView) -> Iterator[Block]:
    """What is not known, grouped by why, then what no cable can show."""
    yield Heading(view.labels["could-not"])
    yield Para(view.could_not_intro)
    if view.could_not:
        yield answers((missing.why, missing.what) for missing in view.could_not)
    yield Heading(view.labels["cable"])
    yield Para(" ".join((view.cable_intro, *view.cable)))


def piles(view: ReportView) -> Iterator[Block]:
    """The piles of actions in one table: what, and whether the other person will notice."""
    yield Heading(view.labels["piles"])
    rows: list[tuple[Cell, ...]] = []
    for pile in view.piles:
        rows.append((Cell(pile.intro, f"{pile.heading}."),))
        rows += [(Cell(action.text), Cell(action.why, f"{action.notice}.")) for action in pile.actions]
    yield Table((view.labels["action"], view.labels["will-they-notice"]), tuple(rows), (20, 19))


def why_nothing_removed(view: ReportView) -> Box:
    """Why nothing was taken off."""
    return Box(view.labels["why-nothing-removed"], (" ".join(view.why_nothing_removed),))


def help_(view: ReportView) -> Iterator[Block]:
    """Who can help; first of all, on which phone."""
    yield Heading(view.labels["help"])
    yield Para(view.help.intro)
    if view.help.services:
        yield Numbers(
            tuple(
                Number(service.number, service.name, " ".join(filter(None, (service.about, service.checked))))
                for service in view.help.services
            )
        )
    if view.help.note:
        yield Para(view.help.note)


def answers(pairs: Iterable[tuple[str, str]]) -> Facts:
    """What came of things, and which things: those with the same answer stand behind it in one row."""
    rows = by_first(pairs).items()
    return Facts(tuple(Row(first, ("; ".join(seconds),)) for first, seconds in rows), run_in=True)


def by_first(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The second texts of pairs by their first one, in order."""
    groups: dict[str, list[str]] = {}
    for first, second in pairs:
        groups.setdefault(first, []).append(second)
    return groups


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]], shares: tuple[int, ...]) -> Table:
    """A table of plain cells."""
    return Table(head, tuple(tuple(Cell(text) for text in row) for row in rows), shares)
