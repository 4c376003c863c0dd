# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words explained: what we say, what it means, and what the police or a lawyer may call it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from devicecheck.report.finding_blocks import MOST_CARDS
from devicecheck.report.page import FindingView, ReportView
from devicecheck.report.source import Source
from devicecheck.report.wording import Wording, load

SHORTEST = 4
"""Letters of a word that counts when a term is looked for in a sentence; shorter ones stand everywhere."""


@dataclass(frozen=True, slots=True)
class WordView:
    """One word of the report. `trade` is the professional term."""

    id: str
    word: str
    meaning: str
    trade: str


def words_explained(wording: Wording) -> tuple[WordView, ...]:
    """The whole glossary, in its own order."""
    area = "glossary.words."
    ids = dict.fromkeys(key.split(".")[2] for key in wording.texts if key.startswith(area))
    return tuple(
        WordView(
            id=id_,
            word=wording.text(f"{area}{id_}.word"),
            meaning=wording.text(f"{area}{id_}.meaning"),
            trade=wording.text(f"{area}{id_}.trade"),
        )
        for id_ in ids
    )


def words_used(source: Source) -> tuple[WordView, ...]:
    """The words that the report of this document uses. English decides, so that every language has the same ones."""
    english = load()
    view = source.view if source.wording.language == "en" else replace(source, wording=english).view
    sentences = [part.casefold() for text in _said(view) for part in text.split(". ")]
    used = {one.id for one in words_explained(english) if any(_stands_in(one.word, part) for part in sentences)}
    return tuple(one for one in words_explained(source.wording) if one.id in used)


def _stands_in(term: str, sentence: str) -> bool:
    return all(word in sentence for word in term.casefold().split() if len(word) >= SHORTEST)


def _said(view: ReportView) -> Iterator[str]:
    """The sentences of a report that may hold a word of our own."""
    yield from (*view.how, *(seen.text for seen in view.not_seen), *(missing.what for missing in view.could_not))
    yield from (check.name for check in view.checks)
    yield from (action.text for pile in view.piles for action in pile.actions)
    yield from (action.why for pile in view.piles for action in pile.actions)
    for finding in view.findings[:MOST_CARDS]:
        yield from _of_finding(finding)
    if any(finding.key for finding in view.findings):
        yield view.labels["hidden-label"]


def _of_finding(finding: FindingView) -> Iterator[str]:
    yield from (finding.headline, *finding.sure, *(line.text for line in finding.saw), *finding.can_mean)
    yield from (*finding.can_do, *finding.ordinary, *finding.ask, *finding.not_yet, *finding.next, *finding.details)
