# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report as cards: their order, and that the three kinds of not-finding stay apart."""

from datetime import date

import pytest

from devicecheck.report.view import build
from devicecheck.report.wording import load
from devicecheck.tui.cards import cards
from tests.report import samples

TODAY = date(2026, 11, 24)


@pytest.fixture
def cards_of():
    def make(consultation, ended=()):
        return cards(build(consultation, load(), TODAY), load(), ended)

    return make


def headings(card):
    return [block.heading for block in card.blocks]


def test_findings_come_first_and_then_the_other_parts(cards_of):
    made = cards_of(samples.watched())
    assert [card.name for card in made[:2]] == ["■ TheTruthSpy", "● Life360"]
    assert [card.id for card in made[2:]] == ["not-seen", "could-not", "in-short", "piles", "cable", "help", "how"]


def test_a_finding_has_every_part_in_order(cards_of):
    card = cards_of(samples.watched())[0]
    wanted = [
        load().text(f"findings.headings.{part}") for part in ("can-mean", "ordinary", "ask", "not-yet", "evidence")
    ]
    assert [heading for heading in headings(card) if heading in wanted] == wanted
    assert headings(card)[0].startswith("What we saw")
    assert all(block.lines for block in card.blocks)


def test_nothing_found_carries_the_caveat(cards_of):
    card = cards_of(samples.ordinary())[0]
    assert card.id == "none"
    assert card.blocks[-1].lines == (load().text("report.caveat"),)


def test_what_was_not_read_is_never_under_not_seen(cards_of):
    made = {card.id: card for card in cards_of(samples.unread(), ("It broke off.",))}
    not_seen = [line for block in made["not-seen"].blocks for line in block.lines]
    assert not_seen == [load().text("report.caveat")]
    assert any("unplugged" in line for block in made["could-not"].blocks for line in block.lines)
    assert made["ended"].blocks[0].lines == made["could-not"].blocks[-1].lines


def test_where_nothing_stopped_us_the_card_says_so_and_is_not_empty(cards_of):
    read = samples.ordinary().model_copy(update={"gaps": ()})
    (card,) = (each for each in cards_of(read) if each.id == "could-not")
    shown = build(read, load(), TODAY)
    assert card.blocks[0].lines == (shown.could_not_intro,)
    assert bool(shown.could_not) is (len(card.blocks) == 2)


def test_no_card_holds_isolates_or_break_places(cards_of):
    for card in cards_of(samples.watched()):
        text = card.title + card.name + "".join(line for block in card.blocks for line in (block.heading, *block.lines))
        assert not set(text) & {"\u2068", "\u2069", "\u200b"}
