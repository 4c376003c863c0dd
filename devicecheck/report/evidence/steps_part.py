# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people looked at on the phone's screen, as rows of a record: card, answer, who says so, when. Pure."""

from collections.abc import Iterator

from devicecheck.report.blocks import Block, Heading, Para
from devicecheck.report.clean_text import LIMIT, shown
from devicecheck.report.dates import day
from devicecheck.report.evidence.facts import Facts
from devicecheck.report.shared_blocks import table


def steps(facts: Facts) -> Iterator[Block]:
    """Every guided card that has an answer, as it was given. None: nothing was looked at, and that is said."""
    words, results = facts.wording, facts.document.told.cards
    yield Heading(facts.text("headings.steps"))
    if not results:
        yield Para(facts.text("steps.none"))
        return
    yield Para(facts.text("steps.intro"))
    head = tuple(facts.text(f"steps.{name}") for name in ("card", "answer", "says", "at"))
    rows = (
        (
            f"{shown(each.title, LIMIT)} ({day(each.checked_on, words)})",
            words.text(f"cards.answers.{each.answer}"),
            words.text(f"findings.said-by.{each.said_by}"),
            facts.time(each.at),
        )
        for each in results
    )
    yield table(head, rows, (9, 6, 6, 8))
