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
    parts = (_summary(view), _findings(view), _looked(view), _next_steps(view), _how(view), _mark(view))
    return "\n".join(plain(line) for part in parts for line in part).encode("utf-8", "replace") + b"\n"


def _mark(view: ReportView) -> Iterator[str]:
    """On a screen that scrolls, the first and the last line say what is not real."""
    if view.mark:
        yield f"[{view.mark}]"


def _summary(view: ReportView) -> Iterator[str]:
    yield from _mark(view)
    yield from (view.heading, "=" * len(view.heading))
    yield from _wrap(f"{view.labels['date']}: {view.date}   {view.labels['code']}: {view.code}")
    for phone in view.phones:
        yield from _wrap(f"{view.labels['phone']}: {phone}")
    yield from _section(view.labels["in-short"])
    for short in view.in_short:
        yield from _named(short.label, short.lines)
    yield from _named(view.labels["again"], (view.again,))
    yield ""
    yield from _wrap(view.caveat)
    yield from _wrap(f"{view.help.intro} {view.help.danger}")


def _findings(view: ReportView) -> Iterator[str]:
    yield from _section(view.labels["findings"])
    yield from _wrap(view.no_findings)
    for number, finding in enumerate(view.findings, 1):
        yield from _finding(number, finding, view)


def _finding(number: int, finding: FindingView, view: ReportView) -> Iterator[str]:
    yield ""
    yield from _wrap(f"{number}. {finding.headline}")
    yield from _wrap(f"[{finding.badge}] [{finding.confidence_badge}]", "   ")
    yield from _wrap(" ".join(finding.sure), "   ")
    for label, texts in (
        ("saw", tuple(f"{line.text} ({line.said_by})" for line in finding.saw)),
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
    yield from _items(f"{seen.text} {seen.numbers}" for seen in view.not_seen)
    yield from _wrap(view.caveat)
    yield from _section(view.labels["could-not"])
    yield from _wrap(view.could_not_intro)
    yield from _items(f"{missing.what}: {missing.why}" for missing in view.could_not)
    yield from _section(view.labels["cable"])
    yield from _wrap(view.cable_intro)
    yield from _items(view.cable)


def _next_steps(view: ReportView) -> Iterator[str]:
    yield from _section(view.labels["piles"])
    for pile in view.piles:
        yield from _pile(pile, view)
    yield from _section(view.labels["why-nothing-removed"])
    yield from _items(view.why_nothing_removed)
    yield from _section(view.labels["help"])
    yield from _wrap(f"{view.help.intro} {view.help.danger}")
    yield from _items(
        " ".join(filter(None, (f"{service.name}: {service.number}.", service.about, service.checked)))
        for service in view.help.services
    )
    yield from _wrap(view.help.note)


def _pile(pile: PileView, view: ReportView) -> Iterator[str]:
    yield from _wrap(f"{pile.heading}. {pile.intro}")
    for action in pile.actions:
        yield from _items((action.text,))
        yield from _wrap(f"{view.labels['will-they-notice']} {action.notice}. {action.why}", "    ")
    yield ""


def _how(view: ReportView) -> Iterator[str]:
    yield from _section(view.labels["how"])
    yield from _items(view.how)
    yield from _named(view.labels["checks"], tuple(f"{check.name}: {check.result}" for check in view.checks))
    limits = tuple(dict.fromkeys(limit for check in view.checks for limit in check.limits))
    yield from _named(view.labels["limits"], limits)
    if view.findings:
        yield from _section(view.labels["details"])
    for finding in view.findings:
        yield from _wrap(f"{finding.app}. {view.labels['hidden-label']}: {finding.key}")
        yield from _items(finding.details)


def _section(heading: str) -> Iterator[str]:
    yield from ("", heading, "-" * len(heading))


def _named(label: str, texts: tuple[str, ...], indent: str = "") -> Iterator[str]:
    """A label with its lines below it; nothing at all when there are none."""
    if texts:
        yield from _wrap(f"{label}:", indent)
    yield from _items(texts, indent)


def _items(texts: Iterable[str], indent: str = "") -> Iterator[str]:
    for text in texts:
        yield from textwrap.wrap(plain(text), WIDTH, initial_indent=f"{indent}  - ", subsequent_indent=f"{indent}    ")


def _wrap(text: str, indent: str = "") -> Iterator[str]:
    yield from textwrap.wrap(plain(text), WIDTH, initial_indent=indent, subsequent_indent=indent)
