# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pocket card: an appointment and the emergency number. It tells nothing to anybody who finds it. Pure."""

from collections.abc import Iterator

from devicecheck.report import summary_part
from devicecheck.report.blocks import Block, Note, Paper, Para, Sheet, Style
from devicecheck.report.dates import day
from devicecheck.report.source import Source

POINTS = 13


def sheet(source: Source) -> Sheet:
    """One side of A6."""
    heading = source.wording.text("card.heading")
    return source.sheet(heading, (), _blocks(source), paper=Paper.A6, points=16 if source.large else POINTS)


def _blocks(source: Source) -> Iterator[Block]:
    words = source.wording
    when = day(summary_part.next_day(source.document), words)
    yield Para(words.text("card.next", date=when), Style.STRONG)
    yield Para(words.text("card.code", code=source.view.code))
    yield Para(words.text("card.bring"))
    yield Note(words.text("card.danger"))
    yield Para(words.text("card.quiet"))
    yield Para(words.text("card.call"))
