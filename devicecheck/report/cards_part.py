# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Guided cards in the caseworker's copy: each answer with who says so, and the cards that nobody looked at. Pure."""

from collections.abc import Iterator

from devicecheck.model.cards import STALE_AFTER_DAYS, CardResult, Platform, phones
from devicecheck.report.blocks import Block, Heading, Para, Style
from devicecheck.report.cards import guided_cards
from devicecheck.report.clean_text import LIMIT, shown
from devicecheck.report.dates import day
from devicecheck.report.shared_blocks import table
from devicecheck.report.source import Source


def cards(source: Source) -> Iterator[Block]:
    """What came of each card. None: we did not look, and that is said."""
    words, results = source.wording, source.document.told.cards
    yield Heading(words.text("casework.headings.cards"))
    if not results:
        yield Para(words.text("casework.cards.none"))
        return
    yield Para(words.text("casework.cards.intro"), Style.QUIET)
    head = tuple(words.text(f"casework.columns.{name}") for name in ("card", "result", "said-by", "note"))
    yield table(head, (_row(result, source) for result in results), (9, 7, 6, 8))
    if missing := tuple(_missing(source)):
        yield Para(words.text("casework.cards.missing", titles="; ".join(missing)), Style.QUIET)


def _missing(source: Source) -> Iterator[str]:
    """Titles of the cards for these phones that have no answer; where no phone was read, of all."""
    answered = {result.card for result in source.document.told.cards}
    kinds = phones(device.platform for device in source.document.devices)
    for card in guided_cards():
        fits = not kinds or card.platform is Platform.ANY or card.platform in kinds
        if fits and card.id not in answered:
            yield card.title


def _row(result: CardResult, source: Source) -> tuple[str, str, str, str]:
    words = source.wording
    age = (result.at.date() - result.checked_on).days
    key = "casework.cards.card" if 0 <= age <= STALE_AFTER_DAYS else "casework.cards.older"
    return (
        words.text(key, title=shown(result.title, LIMIT), date=day(result.checked_on, words)),
        words.text(f"cards.answers.{result.answer}"),
        words.text(f"findings.said-by.{result.said_by}"),
        shown(result.note, LIMIT) if result.note else words.text("casework.cards.no-note"),
    )
