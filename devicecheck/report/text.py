# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report as plain text: for a terminal, a screen reader, Braille, or to paste."""

import textwrap
from collections.abc import Iterable, Iterator

from devicecheck.report.clean_text import plain
from devicecheck.report.page import FindingView, PileView, ReportView

WIDTH = 78


def render(view: ReportView) -> bytes:
    """The whole report. Shape: UTF-8, lines of at most 78 characters where words allow it, no control characters."""
    return "\n".join(plain(line) for line in _lines(view)).encode("utf-8", "replace") + b"\n"


def _lines(view: ReportView) -> Iterator[str]:
    if view.mark:
        yield from (view.mark, "")
    yield from (view.heading, "=" * len(view.heading))
    yield from _wrap(f"{view.labels['code']}: {view.code}   {view.labels['date']}: {view.date}")
    for phone in view.phones:
        yield from _wrap(f"{view.labels['phone']}: {phone}")
    yield from _section(view.labels["in-short"])
    for short in view.in_short:
        yield from _named(short.label, short.lines)
    yield from _section(view.labels["findings"])
    yield from _wrap(view.no_findings)
    for number, finding in enumerate(view.findings, 1):
        yield from _finding(number, finding, view)
    yield from _looked(view)
    yield from _next_steps(view)
    yield from _footing(view)


def _finding(number: int, finding: FindingView, view: ReportView) -> Iterator[str]:
    yield ""
    yield from _wrap(f"{number}. {finding.headline}")
    yield from _wrap(f"[{finding.badge}] [{finding.confidence_badge}]", "   ")
    for text in finding.sure:
        yield from _wrap(text, "   ")
    saw = (f"{line.text} ({line.said_by})" for line in finding.saw)
    for label, texts in (
        ("saw", saw),
        ("can-mean", finding.can_mean),
        ("can-do", finding.can_do),
        ("ordinary", finding.ordinary),
        ("ask", finding.ask),
        ("not-yet", finding.not_yet),
        ("next", finding.next),
    ):
        yield from _named(view.labels[label].rstrip(":"), texts, "   ")


def _looked(view: ReportView) -> Iterator[str]:
    yield from _section(view.labels["not-seen"])
    yield from _wrap(view.not_seen_intro)
    for seen in view.not_seen:
        yield from _item(f"{seen.text} {seen.numbers}")
    yield ""
    yield from _wrap(view.caveat)
    yield from _section(view.labels["could-not"])
    yield from _wrap(view.could_not_intro)
    for missing in view.could_not:
        yield from _item(f"{missing.what}: {missing.why}")
    yield from _section(view.labels["cable"])
    yield from _wrap(view.cable_intro)
    for text in view.cable:
        yield from _item(text)


def _next_steps(view: ReportView) -> Iterator[str]:
    yield from _section(view.labels["piles"])
    for pile in view.piles:
        yield from _pile(pile, view)
    yield from _section(view.labels["why-nothing-removed"])
    for text in view.why_nothing_removed:
        yield from _wrap(text)
    yield from _section(view.labels["help"])
    yield from _wrap(view.help.intro)
    yield from _wrap(view.help.danger)
    for service in view.help.services:
        yield from _item(" ".join(filter(None, (f"{service.name}: {service.number}.", service.about, service.checked))))
    yield from _wrap(view.help.note)


def _pile(pile: PileView, view: ReportView) -> Iterator[str]:
    yield ""
    yield from _wrap(f"{pile.heading}. {pile.intro}")
    for action in pile.actions:
        yield from _item(action.text)
        yield from _wrap(f"{view.labels['will-they-notice']} {action.notice}. {action.why}", "    ")


def _footing(view: ReportView) -> Iterator[str]:
    yield from _section(view.labels["how"])
    for text in view.how:
        yield from _item(text)
    yield ""
    yield from _wrap(view.limits_intro)
    for check in view.checks:
        yield from _item(f"{check.name}: {check.result} {' '.join(check.limits)}")
    yield from _section(view.labels["again"])
    yield from _wrap(view.again)


def _section(heading: str) -> Iterator[str]:
    yield from ("", "", heading, "-" * len(heading))


def _named(label: str, texts: Iterable[str], indent: str = "") -> Iterator[str]:
    """A label with its lines below it; nothing at all when there are none."""
    listed = tuple(texts)
    if listed:
        yield from _wrap(f"{label}:", indent)
    for text in listed:
        yield from _item(text, indent)


def _item(text: str, indent: str = "") -> Iterator[str]:
    yield from textwrap.wrap(plain(text), WIDTH, initial_indent=f"{indent}  - ", subsequent_indent=f"{indent}    ")


def _wrap(text: str, indent: str = "") -> Iterator[str]:
    yield from textwrap.wrap(plain(text), WIDTH, initial_indent=indent, subsequent_indent=indent)
