# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The close, and the card that comes before it where a home must not be found."""

from datetime import date

import pytest
from textual.widgets import Static

from devicecheck.frontend.closing import Handed, left
from devicecheck.model.findings import Fact
from devicecheck.model.told import Kept
from devicecheck.report.let_in import CHECK as COMPUTERS
from devicecheck.report.view import help_view
from devicecheck.report.wording import load
from devicecheck.runner import secret_home
from devicecheck.runner.card_plan import Plan
from devicecheck.tui.screens.caseworker import CaseworkerScreen
from devicecheck.tui.screens.close import CloseScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.finish import FinishScreen
from devicecheck.tui.screens.guided import GuidedScreen
from devicecheck.tui.screens.hidden import HiddenScreen
from devicecheck.tui.screens.start import StartScreen
from tests.report import samples
from tests.tui.scripted import (
    Script,
    app_of,
    choose,
    down_to,
    first_questions,
    no_story,
    practise,
    shown,
    to_start,
    until,
)

SIZES = [(80, 24), (120, 40)]
NOTHING = samples.watched().model_copy(update={"devices": (), "findings": (), "outcomes": (), "gaps": ()})


def words(app):
    """Everything on the screen, with single spaces."""
    return " ".join(shown(app).split())


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_the_close_says_what_is_left_and_keeps_the_next_day(size):
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=size) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        await pilot.press("f")
        await until(pilot, CloseScreen)
        assert "USB debugging is off again" in words(app) and "[X]" not in shown(app)
        await pilot.press("space")
        await until(pilot, lambda: "[X] USB debugging" in words(app))
        await down_to(pilot, "review")
        await pilot.press(*"31.01.27", "enter")
        await until(pilot, lambda: "That is not a day." in words(app))
        assert "How are you feeling about leaving today?" in words(app) or size[1] == 24
        assert app.consultation.staff.review_on == samples.watched().staff.review_on
        app.screen.query_one("#review").value = ""
        await pilot.press(*"2027-01-31", "enter")
        await until(pilot, lambda: "Kept. It stands in copies" in words(app))
        assert app.consultation.staff.review_on == date(2027, 1, 31)


@pytest.mark.slow
async def test_a_day_that_was_typed_is_kept_without_enter_and_one_that_is_none_is_not_lost():
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        await pilot.press("f")
        await until(pilot, CloseScreen)
        field = app.screen.query_one("#review")
        for typed, said in (("31.1.27", "That is not a day."), ("2026-11-23", "That day is over.")):
            field.value = ""
            field.focus()
            await pilot.press(*typed, "tab", "f")
            await until(pilot, lambda said=said: said in words(app))
            assert isinstance(app.screen, CloseScreen)
            assert app.consultation.staff.review_on == samples.watched().staff.review_on
        field.value = ""
        field.focus()
        await pilot.press(*"2027-01-31", "tab", "f")
        await until(pilot, FinishScreen)
        assert app.consultation.staff.review_on == date(2027, 1, 31)


HANDED = (
    Handed(("appointment-notes-AB-C123-copy.html", "appointment-notes-AB-C123-copy.pdf"), "/media/stick", Kept.PAPER),
    Handed(("appointment-notes-AB-C123.html", "appointment-notes-AB-C123.pdf"), "/media/stick", None),
)


async def test_every_line_of_the_close_is_seen_with_the_arrow_keys_alone():
    app = app_of(Script(None))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        numbers = help_view(app.words.wording, samples.TODAY)
        await app.switch_screen(CloseScreen(app.words, samples.watched(), numbers, None, HANDED))
        seen = set()
        for _ in range(12):
            await pilot.pause()
            seen |= set(words(app).split())
            await pilot.press("down")
        written = {word for each in app.screen.query(Static) for word in str(each.render()).split()}
        assert {"appointment-notes-AB-C123.pdf", "/media/stick", "feeling", "colleague"} <= seen
        assert written - seen == set()
        assert app.focused.id == "review"
        for _ in range(12):
            await pilot.press("up")
        assert "Before the client goes" in words(app) and app.focused.id == "put-back-android-0"


async def test_a_letter_typed_at_the_day_does_what_the_line_of_keys_says():
    app = app_of(Script(None))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        numbers = help_view(app.words.wording, samples.TODAY)
        await app.push_screen(CloseScreen(app.words, samples.watched(), numbers, None, ()))
        await down_to(pilot, "review")
        assert "C Copies" in words(app)
        await pilot.press("2", "0", "f")
        await until(pilot, lambda: "That is not a day." in words(app))
        assert app.screen.query_one("#review").value == "20"
        await pilot.press("backspace", "backspace", "f")
        await until(pilot, FinishScreen)


async def close_secret(pilot, answer="yes"):
    """A visit without a cable to somebody whose home must not be found, up to the cards."""
    await to_start(pilot)
    await choose(pilot, "no-cable")
    await first_questions(pilot, secret_home=answer)
    await no_story(pilot)


@pytest.mark.slow
@pytest.mark.core
@pytest.mark.parametrize("answer", ["yes", "not-sure"])
async def test_a_secret_home_cannot_reach_the_close_without_its_card(answer):
    app = app_of(Script(NOTHING, with_answers=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await close_secret(pilot, answer)
        await until(pilot, GuidedScreen)
        await pilot.press("escape")
        await until(pilot, FindingsScreen)
        await pilot.press("f")
        await until(pilot, CaseworkerScreen)
        assert "Stop. Caseworker now." in words(app)
        await pilot.press("f12")
        await until(pilot, HiddenScreen)
        await pilot.press("x", "enter")
        await until(pilot, CaseworkerScreen)
        await pilot.press("escape")
        await until(pilot, FindingsScreen)
        assert not secret_home.agreed(app.consultation)
        await pilot.press("f", "y")
        await until(pilot, CloseScreen)
        assert secret_home.agreed(app.consultation)
        await pilot.press("f", "y")
        await until(pilot, StartScreen)


@pytest.mark.slow
async def test_a_shared_place_seen_by_a_card_stops_at_once():
    app = app_of(Script(NOTHING, with_answers=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await close_secret(pilot)
        await until(pilot, GuidedScreen)
        assert "places" in app.screen.open.tells
        await pilot.press("2")
        await until(pilot, lambda: "Result:" in shown(app))
        assert isinstance(app.screen, GuidedScreen)
        await pilot.press("1")
        await until(pilot, CaseworkerScreen)
        await pilot.press("y")
        await until(pilot, GuidedScreen)
        await pilot.press("1")
        await pilot.pause()
        assert isinstance(app.screen, GuidedScreen)


@pytest.mark.slow
async def test_a_finding_that_can_show_a_place_stops_at_once():
    app = app_of(Script(samples.watched().model_copy(update={"devices": ()}), with_answers=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await close_secret(pilot)
        await until(pilot, CaseworkerScreen)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("facts", "outcomes", "said"),
    [
        ((Fact.COMPUTER_ALLOWED,), (), "The list of computers stays for the plan. Revoke wipes proof."),
        ((), (), "The list of computers stays. We did not read it; it can be proof."),
        ((), (samples.completed(COMPUTERS),), 'If "Always" was ticked: this laptop is forgotten (Revoke).'),
    ],
)
async def test_the_list_of_computers_is_wiped_only_where_it_is_no_proof(facts, outcomes, said, size):
    finding = samples.family_finding().model_copy(update={"facts": facts})
    app = app_of(Script(samples.watched().model_copy(update={"findings": (finding,), "outcomes": outcomes})))
    async with app.run_test(size=size) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        await pilot.press("f")
        await until(pilot, CloseScreen)
        assert said in words(app)


def test_cards_of_a_plan_are_counted_only_where_there_was_a_plan():
    assert next(left(samples.watched(), Plan((), (), frozenset()), load())) == "Cards of the plan without a result: 0"
    assert not any("plan" in line for line in left(samples.watched(), None, load()))
