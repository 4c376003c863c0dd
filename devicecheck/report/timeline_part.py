# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Days that the phone names beside days that the client named. Pure. A date never says who.

A day on which many apps came, an app that was moved over, or a clock that was off: no line is drawn to such a day.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from devicecheck.checks.stores import MOVERS
from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import Finding, SaidBy
from devicecheck.report.blocks import Block, Day, Heading, Para, Timeline
from devicecheck.report.clean_text import LIMIT, shown
from devicecheck.report.dates import day
from devicecheck.report.source import Source

MANY_APPS = 5
"""Added apps on one day that make it look like the day of a set-up."""
CLOCK_OFF = timedelta(hours=1)
MOST_EVENTS = 60
"""Events of a page; those of the findings further down are in their cards."""

_DAY = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?!\d)", re.ASCII)


class Doubt(StrEnum):
    """Why a day that the phone names may not be what it seems; the name of its sentence."""

    CLOCK_OFF = "clock-off"
    SET_UP = "set-up"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Event:
    """Something on one day, and who says so."""

    on: date
    text: str
    said_by: SaidBy
    doubt: Doubt | None = None


def events(source: Source) -> tuple[Event, ...]:
    """Everything with a day, in order: what the phone says first, on each day."""
    every = [*_installs(source), *_told(source)]
    return tuple(sorted(every, key=lambda event: (event.on, event.said_by is not SaidBy.PHONE)))


def _installs(source: Source) -> Iterator[Event]:
    names = [finding.inside for finding in source.view.findings[:MOST_EVENTS]]
    shared = Counter(read_day(finding.terms.get("installed", "")) for finding in source.document.findings)
    for finding, name in zip(source.document.findings[:MOST_EVENTS], names, strict=True):
        if (when := read_day(finding.terms.get("installed", ""))) is not None:
            text = source.wording.text("casework.timeline.installed", app=name)
            yield Event(when, text, SaidBy.PHONE, doubt(finding, when, source.document, shared[when]))


def left_out(source: Source) -> int:
    """How many findings with a day are not among the events."""
    rest = source.document.findings[MOST_EVENTS:]
    return sum(read_day(finding.terms.get("installed", "")) is not None for finding in rest)


def more(source: Source) -> Iterator[Para]:
    """A sentence that counts them, if there are any."""
    if count := left_out(source):
        yield Para(source.wording.text("casework.timeline.more", count=count))


def _told(source: Source) -> Iterator[Event]:
    told = source.document.told
    for named in told.dates:
        yield Event(named.on, shown(named.what, LIMIT), SaidBy.CLIENT)
    for incident in told.incidents:
        yield Event(incident.on, shown(incident.what, LIMIT), incident.said_by)


def doubt(finding: Finding, when: date, document: Consultation, shared: int) -> Doubt | None:
    """What is doubtful about the day on which the phone says that this app came; `shared` findings name that day."""
    ahead = document.clock_ahead_seconds
    if ahead is not None and abs(ahead) >= CLOCK_OFF.total_seconds():
        return Doubt.CLOCK_OFF
    if finding.terms.get("source") == "moved" or finding.terms.get("installer") in MOVERS:
        return Doubt.MOVED
    many = document.install_days.get(when.isoformat(), 0)
    return Doubt.SET_UP if max(many, shared) >= MANY_APPS else None


def read_day(text: str) -> date | None:
    """The day in a time that a phone printed; None for anything else."""
    if found := _DAY.match(text):
        try:
            return date(*(int(part) for part in found.groups()))
        except ValueError:
            return None
    return None


def timeline(source: Source) -> Iterator[Block]:
    """The days, the phone's and the client's side by side."""
    words = source.wording
    every = events(source)
    yield Heading(words.text("casework.headings.timeline"), 2)
    if not every:
        yield Para(words.text("casework.timeline.none"))
        return
    intro = words.text("casework.timeline.intro")
    head: tuple[str, ...] = (
        words.text("casework.columns.date"),
        words.text("casework.columns.phone"),
        words.text("casework.columns.client"),
    )
    if all(event.said_by is SaidBy.PHONE for event in every):
        intro, head = f"{intro} {words.text('casework.timeline.none-told')}", head[:2]
    yield Para(intro)
    days = dict.fromkeys(event.on for event in every)
    yield Timeline(head, tuple(_day(on, tuple(e for e in every if e.on == on), source) for on in days))
    yield from more(source)


def _day(on: date, its: tuple[Event, ...], source: Source) -> Day:
    words = source.wording
    phone = [event for event in its if event.said_by is SaidBy.PHONE]
    doubts = dict.fromkeys(event.doubt for event in phone if event.doubt is not None)
    sentences = (words.text(f"casework.timeline.{kind}") for kind in doubts)
    return Day(
        day=day(on, words),
        phone=(*(event.text for event in phone), *sentences),
        told=tuple(event.text for event in its if event.said_by is not SaidBy.PHONE),
        joined=not doubts,
    )
