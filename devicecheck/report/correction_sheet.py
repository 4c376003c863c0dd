# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A dated page that goes with each copy that was handed out, when a result of it may not stand as written. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from devicecheck.model.consultation import Consultation
from devicecheck.model.corrections import Correction
from devicecheck.model.signatures import Recall
from devicecheck.model.told import Copy
from devicecheck.report.blocks import Block, Bullets, Heading, Note, Para, Sheet, Style
from devicecheck.report.clean_text import clean
from devicecheck.report.dates import day
from devicecheck.report.page import FindingView
from devicecheck.report.redaction import redacted
from devicecheck.report.source import Source
from devicecheck.report.wording import Wording

LONGEST = 200


def handed_out(visit: Consultation) -> tuple[Copy, ...]:
    """The copies that a correction has to reach. Where none was written down, the caseworker's: it is made first."""
    given = {each.copy_of for each in visit.choices.copies if each.given}
    return tuple(copy for copy in Copy if copy in given and copy not in {Copy.CARD, Copy.LOG}) or (Copy.B,)


def sheet(visit: Consultation, found: Sequence[Correction], wording: Wording, today: date, copy: Copy) -> Sheet:
    """The page for one copy, as of today. Errors: WordingError when a text is missing."""
    document, left_out = redacted(visit, copy)
    source = Source(document, wording, today, copy, left_out)
    made = source.sheet(wording.text("correction.heading"), (), _blocks(source, found))
    return replace(made, name=f"{made.name}-{today.isoformat()}", made_at=day(today, wording))


def _blocks(source: Source, found: Sequence[Correction]) -> Iterator[Block]:
    words = source.wording
    terms = {"made": day(source.today, words), "date": day(source.document.started_at.date(), words)}
    yield Para(words.text("correction.about", code=clean(source.document.code, 40), **terms), Style.STRONG)
    shown = {each.id: each for each in source.view.findings}
    for each in found:
        if each.finding in shown:
            yield from _one(each, shown[each.finding], source)
    yield Note(words.text("correction.rest"))
    yield Para(words.text("correction.keep"))
    yield Para(words.text("correction.talk"))


def _one(correction: Correction, finding: FindingView, source: Source) -> Iterator[Block]:
    words = source.wording
    yield Heading(words.text("correction.wrote"), 1)
    yield Para(finding.headline)
    if correction.recalls:
        yield Para(words.text("correction.taken-back"), Style.STRONG)
    if correction.listed_now:
        names = ", ".join(clean(name, LONGEST) for name in correction.listed_now)
        yield Para(words.text("correction.listed-now", names=names), Style.STRONG)
    if source.copy is not Copy.A and correction.recalls:
        yield Bullets(
            tuple(
                words.text("casework.recall", entry=recall.entry, day=recall.on.isoformat(), why=_why(recall, words))
                for recall in correction.recalls
            )
        )


def _why(recall: Recall, words: Wording) -> str:
    """Why a result was taken back: in our words, or in those of the people who keep the list."""
    ours = f"casework.recall-why.{recall.why}"
    return words.text(ours) if words.has(ours) else clean(recall.why, LONGEST)
