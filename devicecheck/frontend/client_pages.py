# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a client sees when the laptop is turned round: one part of one thing on a page, nobody else's name. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from devicecheck.model.consultation import Consultation
from devicecheck.report import view
from devicecheck.report.clean_text import plain
from devicecheck.report.page import FindingView, ReportView
from devicecheck.report.translation import TextState, load_translation, state, unmarked
from devicecheck.report.wording import Wording, load

JOINED = ("ar", "bn", "pa", "ur")
"""Languages whose letters join, or run from right to left. Some terminals draw them well, and none says that it does:
they are offered with a word on what to do if they look wrong. On paper they are always right."""
LANGUAGES = ("en", "cy", "pl", "ro", "uk", *JOINED)

DRAFT = "†"
MOST_AT_ONCE = 3
"""Statements of a list on one page: with their English they fill a small screen."""


@dataclass(frozen=True, slots=True)
class Said:
    """One statement. `english` stands below it where the words were checked by nobody, or "" where that is not so.

    `kept_back`: there is no translation of it that may be shown, so the English stands in its place.
    """

    text: str
    english: str = ""
    kept_back: bool = False


@dataclass(frozen=True, slots=True)
class ClientPage:
    """One page: a heading and a few statements."""

    heading: Said
    said: tuple[Said, ...]


def pages(visit: Consultation, finding: str, language: str, today: date) -> tuple[ClientPage, ...]:
    """The pages about one finding, by its id; without one, what was and was not seen.

    Errors: WordingError, as `translation.load_translation`.
    """
    english = load()
    other = load_translation(language) if language != "en" else english
    ours, theirs = view.build(visit, english, today), view.build(visit, other, today)
    both = next((pair for pair in zip(theirs.findings, ours.findings, strict=True) if pair[1].id == finding), None)
    return tuple(_of_finding(*both, other, english)) if both else tuple(_of_all(theirs, ours, other, english))


def _of_finding(other: FindingView, ours: FindingView, words: Wording, english: Wording) -> Iterator[ClientPage]:
    yield ClientPage(said(other.headline, ours.headline), _all(other.sure, ours.sure))
    for part, theirs, mine in (
        ("can-mean", other.can_mean, ours.can_mean),
        ("ordinary", other.ordinary, ours.ordinary),
        ("ask", other.ask, ours.ask),
        ("not-yet", other.not_yet, ours.not_yet),
        ("next", other.next, ours.next),
    ):
        if mine:
            key = f"findings.headings.{part}"
            yield ClientPage(said(words.text(key), english.text(key)), _all(theirs, mine))


def _of_all(other: ReportView, ours: ReportView, words: Wording, english: Wording) -> Iterator[ClientPage]:
    """What was and was not seen, a few at a time. None of it stands without the caveat, nor without what was found."""
    always = [said(other.caveat, ours.caveat)]
    if ours.no_findings:
        yield ClientPage(said(other.no_findings, ours.no_findings), tuple(always))
    else:
        more = "client.findings.more"
        counted = len(ours.findings)
        always.append(said(words.text(more, count=counted), english.text(more, count=counted)))
    not_seen = _all(tuple(each.text for each in other.not_seen), tuple(each.text for each in ours.not_seen))
    intro = said(other.not_seen_intro, ours.not_seen_intro)
    for place in range(0, max(1, len(not_seen)), MOST_AT_ONCE):
        yield ClientPage(intro, (*not_seen[place : place + MOST_AT_ONCE], *always))
    could_not = _all(tuple(each.what for each in other.could_not), tuple(each.what for each in ours.could_not))
    intro = said(other.could_not_intro, ours.could_not_intro)
    for place in range(0, len(could_not), MOST_AT_ONCE):
        yield ClientPage(intro, could_not[place : place + MOST_AT_ONCE])


def _all(other: tuple[str, ...], ours: tuple[str, ...]) -> tuple[Said, ...]:
    """Statements one by one; where a language has more or fewer of them, English stands alone."""
    if len(other) != len(ours):
        return tuple(said(text, text) for text in ours)
    return tuple(said(*pair) for pair in zip(other, ours, strict=True))


def said(other: str, ours: str) -> Said:
    """One text as it may be shown, with its English where nobody has checked it."""
    english, text = plain(unmarked(ours)), plain(unmarked(other))
    kept_back = state(other) in {TextState.ENGLISH, TextState.STAFF}
    if kept_back or text == english:
        return Said(english, kept_back=kept_back)
    return Said(text) if state(other) is TextState.REVIEWED else Said(f"{text} {DRAFT}", english)
