# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One page for a MARAC meeting, made anew from a kept visit: the paragraph, findings, gaps, what was done since. Pure.

It is redacted by what it is made of: nothing that the client told, no account, no number of the phone, no hidden label.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy, Told
from devicecheck.report import marac, told_part
from devicecheck.report.blocks import Block, Bullets, Heading, Note, Para, Paste, Sheet
from devicecheck.report.casework_copy import about
from devicecheck.report.redaction import redacted
from devicecheck.report.source import Source
from devicecheck.report.wording import Wording

MOST_FINDINGS = 12


def sheet(visit: Consultation, wording: Wording, today: date) -> Sheet:
    """The page as of today. Errors: WordingError when a text is missing."""
    document, left_out = redacted(_facts_alone(visit), Copy.A)
    source = Source(document, wording, today, Copy.B, left_out)
    made = source.sheet(
        wording.text("casework.marac-sheet.heading"), about(source), _blocks(source), footer=source.view.labels["keep"]
    )
    return replace(made, name=f"{made.name}-summary")


def _facts_alone(visit: Consultation) -> Consultation:
    choices = visit.choices.model_copy(update={"shown": (), "shared_answers": ()})
    return visit.model_copy(update={"told": Told(), "answers": (), "choices": choices})


def _blocks(source: Source) -> Iterator[Block]:
    words, view = source.wording, source.view
    yield Para(words.text("casework.marac-sheet.intro"))
    yield Paste((marac.paragraph(source),))
    if view.findings:
        yield Heading(words.text("casework.followed.found"), 2)
        yield Bullets(
            tuple(f"{one.headline.rstrip('.')} ({one.confidence_badge})" for one in view.findings[:MOST_FINDINGS])
        )
    if (more := len(view.findings) - MOST_FINDINGS) > 0:
        yield Para(words.text("casework.followed.more", count=more))
    if view.could_not:
        yield Heading(view.labels["could-not"], 2)
        yield Bullets(tuple(f"{missing.what}: {missing.why}" for missing in view.could_not))
    yield from told_part.followed(source)
    yield Note(view.caveat)
