# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The step cards: complete for every maker, easy, honest about who notices; and the list of computers as proof."""

import re
from datetime import date

import pytest

from devicecheck.errors import UsageError
from devicecheck.model.cards import Basis
from devicecheck.model.findings import CouldNot, Fact, Finding, NotAsked
from devicecheck.model.observations import GapReason
from devicecheck.model.steps import StepCard
from devicecheck.model.topics import Topic
from devicecheck.readers.android.usb_sights import PHONE_MAKERS
from devicecheck.report.let_in import CHECK, ComputerList, computer_list, computers_let_in
from devicecheck.report.steps import OTHER, find_steps, step_cards, step_parts
from devicecheck.report.view import build
from devicecheck.report.wording import load
from tests import reading_age
from tests.report import samples
from tests.test_wording import STATEMENTS

WORDS = load()
MAKERS = {"pixel", "samsung", "xiaomi", "huawei", "oneplus", OTHER}


def lines(card: StepCard) -> list[str]:
    return [line for part in step_parts(card, WORDS, card.checked_on) for line in part.lines]


def text(card: StepCard) -> str:
    return "\n".join(lines(card))


def test_every_maker_has_steps_and_every_number_on_the_cable_leads_to_one() -> None:
    assert {card.id for card in step_cards()} == MAKERS and step_cards()[-1].id == OTHER
    assert {find_steps(maker).id for maker in PHONE_MAKERS.values() if maker} == MAKERS
    names = [name for card in step_cards() for name in (card.id, *card.also)]
    assert len(names) == len(set(names))
    assert find_steps("POCO").id == "xiaomi" and find_steps("realme").id == "oneplus"


def test_an_unknown_maker_is_an_error_that_names_the_others() -> None:
    with pytest.raises(UsageError) as caught:
        find_steps("nope")
    assert caught.value.code == "usage.unknown-maker" and "samsung" in caught.value.terms["makers"]


@pytest.mark.parametrize("card", step_cards(), ids=lambda card: card.id)
def test_a_card_asks_first_who_notices_and_what_was_there(card: StepCard) -> None:
    headings = [part.heading for part in step_parts(card, WORDS, card.checked_on)]
    order = [headings.index(WORDS.text(f"steps.headings.{part}")) for part in ("before", "may_notice", "note_first",
             "turn_on", "put_back")]  # fmt: skip
    assert order == sorted(order)
    everything = text(card)
    for who in ("reads the screen", "reads notifications", "Family Link", "Work or school control"):
        assert who in everything
    assert card.basis is Basis.DESK and "The path was not tried on a phone." in everything


@pytest.mark.parametrize("card", step_cards(), ids=lambda card: card.id)
def test_what_is_turned_on_is_written_down_before_and_put_back_after(card: StepCard) -> None:
    for setting in ("USB debugging", "Developer options"):
        for part in (card.note_first, card.turn_on, card.put_back):
            assert any(setting in line for line in part), f"{card.id}: {setting}"
    undone = [line for line in card.put_back if re.search(r"\bturn (?:it )?off\b", line)]
    assert all("was off" in line or "were off" in line for line in undone)


@pytest.mark.parametrize("card", step_cards(), ids=lambda card: card.id)
def test_no_card_has_the_list_of_computers_wiped(card: StepCard) -> None:
    own = [*card.turn_on, *card.if_stuck, *card.put_back]
    assert [line for line in own if re.search(r"revoke|forget|reset", line, re.IGNORECASE)] == []
    assert next(line for line in lines(card) if "wipes proof" in line).startswith("Do not tap")


@pytest.mark.parametrize("card", step_cards(), ids=lambda card: card.id)
def test_a_card_is_easy_and_says_nothing_that_nobody_can_know(card: StepCard) -> None:
    spoken = [
        re.sub(r"Settings(?: > [^.:,]+)*", "Settings", line).replace("Secure Folder", "Folder") for line in lines(card)
    ]
    assert [hit[0] for line in spoken if (hit := STATEMENTS.search(line))] == []
    assert [part for line in spoken for part in reading_age.sentences(line)
            if len(reading_age.words(part)) > 20] == []  # fmt: skip
    assert reading_age.mean_sentence(spoken) <= 12 and reading_age.grade(spoken) <= 6.0


def test_what_each_maker_does_otherwise_is_named() -> None:
    """Source: research on what phones refuse; each of these has stopped a visit somewhere."""
    assert "Auto Blocker" in "".join(find_steps("samsung").turn_on)
    assert any("Auto Blocker was on" in line for line in find_steps("samsung").put_back)
    xiaomi = find_steps("xiaomi")
    assert any("Install via USB" in line for line in xiaomi.leave)
    assert any("Security settings" in line for line in xiaomi.leave)
    huawei = find_steps("huawei")
    assert all(any("charge only mode" in line for line in part)
               for part in (huawei.note_first, huawei.if_stuck, huawei.put_back))  # fmt: skip


def with_facts(*facts: Fact, **terms: str):
    """A visit whose one finding holds these facts."""
    visit = samples.watched()
    finding: Finding = visit.findings[0].model_copy(update={"facts": facts, "terms": terms})
    return visit.model_copy(update={"findings": (finding,), "outcomes": ()})


@pytest.mark.parametrize(
    ("visit", "let_in"),
    [
        (with_facts(Fact.COMPUTER_ALLOWED), True),
        (with_facts(Fact.WIRELESS_DEBUGGING), True),
        (with_facts(Fact.OUTSIDE_STORE, source="cable"), True),
        (with_facts(Fact.OUTSIDE_STORE, source="file"), False),
    ],
)
def test_making_the_phone_forget_is_a_plan_where_debugging_was_used_before(visit, let_in) -> None:
    assert computers_let_in(visit) is let_in
    view = build(visit, WORDS, date(2026, 11, 28))
    piles = {pile.id: {action.id: action for action in pile.actions} for pile in view.piles}
    assert ("forget-computers" in piles["plan"]) is let_in
    assert all("forget-computers" not in piles.get(pile, {}) for pile in ("now", "police"))
    if let_in:
        assert "This wipes proof." in piles["plan"]["forget-computers"].why


def outcome(of: object) -> ComputerList:
    return computer_list(with_facts().model_copy(update={"outcomes": (of,)}))


def test_a_list_that_was_not_read_is_left_alone() -> None:
    unread = samples.gap(Topic.AUTHORISED_COMPUTERS, GapReason.TIMEOUT)
    assert outcome(samples.completed(CHECK)) is ComputerList.NONE
    assert outcome(samples.completed(CHECK, gaps=(unread,))) is ComputerList.UNKNOWN
    assert outcome(CouldNot(check=CHECK, gaps=(unread,))) is ComputerList.UNKNOWN
    assert outcome(NotAsked(check=CHECK, reason="not-agreed")) is ComputerList.UNKNOWN
    assert computer_list(with_facts().model_copy(update={"outcomes": ()})) is ComputerList.UNKNOWN
    assert computer_list(with_facts(Fact.COMPUTER_ALLOWED)) is ComputerList.OTHERS
