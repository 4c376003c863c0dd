# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report as values: every sentence filled in, nothing laid out yet. HTML, PDF, text and screens show the same one.

Texts may hold isolates and break places around inserted values (see clean_text); terminals take `clean_text.plain`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from devicecheck.model.findings import Concern, Confidence


@dataclass(frozen=True, slots=True)
class Line:
    """One statement and who says so."""

    text: str
    said_by: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding in words. `key` is the hidden label of its app, "" where none is meant; `details` are for staff.

    Shape: `app` is its name as a sentence begins with it, `inside` as it stands within one; `phone` names its phone
    where a visit has several, else "".
    """

    id: str
    code: str
    concern: Concern
    confidence: Confidence
    app: str
    key: str
    headline: str
    badge: str
    confidence_badge: str
    sure: tuple[str, ...]
    saw: tuple[Line, ...]
    can_mean: tuple[str, ...]
    can_do: tuple[str, ...]
    ordinary: tuple[str, ...]
    ask: tuple[str, ...]
    not_yet: tuple[str, ...]
    next: tuple[str, ...]
    details: tuple[str, ...]
    phone: str = ""
    inside: str = ""


@dataclass(frozen=True, slots=True)
class ShortView:
    """One line of the summary: what it answers, and the answer."""

    id: str
    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotSeenView:
    """A check that ran in full and saw nothing, with the numbers that this rests on."""

    check: str
    text: str
    numbers: str


@dataclass(frozen=True, slots=True)
class CouldNotView:
    """Something we do not know, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class CheckView:
    """One check, what came of it, and what it cannot see even when it runs in full."""

    check: str
    name: str
    result: str
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActionView:
    """One thing a person could do. `notice`: will the other person notice, and why."""

    id: str
    text: str
    notice: str
    why: str


@dataclass(frozen=True, slots=True)
class PileView:
    """Actions that belong together: now, only with a plan, for the police."""

    id: str
    heading: str
    intro: str
    actions: tuple[ActionView, ...]


@dataclass(frozen=True, slots=True)
class ServiceView:
    """One number to call."""

    name: str
    number: str
    about: str
    checked: str


@dataclass(frozen=True, slots=True)
class HelpView:
    """Who can help."""

    intro: str
    danger: str
    services: tuple[ServiceView, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole report. `labels` are the headings, by name; `made_at` is the document's own time, not today's.

    Shape: `mark` is empty for a real phone; `not_seen` may be empty, `caveat` never is. Of `findings` only those
    that are read are put into words.
    """

    language: str
    direction: str
    title: str
    heading: str
    code: str
    file_stem: str
    date: str
    made_at: str
    phones: tuple[str, ...]
    mark: str
    labels: Mapping[str, str]
    in_short: tuple[ShortView, ...]
    caveat: str
    again: str
    findings: Sequence[FindingView]
    no_findings: str
    not_seen_intro: str
    not_seen: tuple[NotSeenView, ...]
    could_not_intro: str
    could_not: tuple[CouldNotView, ...]
    cable_intro: str
    cable: tuple[str, ...]
    piles: tuple[PileView, ...]
    why_nothing_removed: tuple[str, ...]
    help: HelpView
    how: tuple[str, ...]
    limits_intro: str
    checks: tuple[CheckView, ...]
