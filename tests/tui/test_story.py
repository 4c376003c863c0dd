# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client's story and the plan in the terminal app, up to the document."""

import pytest

from devicecheck.frontend.opening import NoCable
from devicecheck.model.questions import SKIP
from devicecheck.runner import gates
from devicecheck.tui.screens.ended import EndedScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.gate import GateScreen
from devicecheck.tui.screens.guided import GuidedScreen
from devicecheck.tui.screens.plan import PlanScreen
from devicecheck.tui.screens.questions import QuestionsScreen
from tests.report import samples
from tests.tui.scripted import Script, app_of, choose, first_questions, practise, shown, to_start, until

SIZES = [(80, 24), (120, 40)]


def words(app):
    """Everything on the screen, with single spaces."""
    return " ".join(shown(app).split())


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_the_story_orders_the_plan_and_stands_in_the_document(size):
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=size) as pilot:
        await practise(pilot)
        await until(pilot, QuestionsScreen)
        assert "Question 1. What do they seem to know?" in words(app) and "Why we ask" not in words(app)
        await pilot.press("question_mark")
        await until(pilot, lambda: "Why we ask: What they know tells us where to look first." in words(app))
        await pilot.press("1", "2")
        await until(pilot, lambda: words(app).count("[X]") == 2)
        await pilot.press("2", "enter")
        await until(pilot, lambda: "Question 2. And what do they not seem to know?" in words(app))
        await pilot.press("2", "enter")
        await until(pilot, lambda: "Question 3. Where does it happen?" in words(app))
        await pilot.press("s")
        await until(pilot, lambda: "Does it also happen when you leave the phone at home?" in words(app))
        await pilot.press("b", "2", "enter")
        await until(pilot, lambda: "Question 4." in words(app))
        await pilot.press("1", "enter", "k")
        await until(pilot, PlanScreen)
        assert "[X] 60 minutes" in words(app) and "They seem to know where you are." in words(app)
        assert "They do not seem to know your messages." in words(app)
        later = app.screen.plan.later
        await pilot.press("9", "a")
        await until(pilot, lambda: "[X] 90 minutes" in words(app))
        assert len(app.screen.plan.later) < len(later)
        await pilot.press("enter")
        await until(pilot, FindingsScreen)
        told = [(each.question, each.answers) for each in app.consultation.told.answers]
        assert told == [
            ("they-know", ("places",)), ("not-known", ("messages",)), ("where-it-happens", ("car",)),
            ("without-phone", ("yes",)),
        ]  # fmt: skip
        assert app.consultation.choices.shared_answers == tuple(question for question, _ in told)


@pytest.mark.slow
async def test_every_question_can_be_skipped_and_one_can_go_back_from_the_plan():
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot)
        await until(pilot, QuestionsScreen)
        while isinstance(app.screen, QuestionsScreen):
            await pilot.press("s")
            await pilot.pause(0.02)
        await until(pilot, PlanScreen)
        await pilot.press("b")
        await until(pilot, QuestionsScreen)
        assert "Do you work, study or help out somewhere?" in words(app)
        await pilot.press("s")
        await until(pilot, PlanScreen)
        await pilot.press("enter")
        await until(pilot, FindingsScreen)
        answers = app.consultation.told.answers
        assert len(answers) > 12 and {each.answers for each in answers} == {(SKIP,)}
        assert app.consultation.choices.shared_answers == ()


@pytest.mark.slow
async def test_without_a_cable_safety_comes_first_and_the_cards_after_the_plan():
    plan = Script(samples.watched().model_copy(update={"devices": (), "findings": (), "outcomes": ()}))
    app = app_of(plan)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        await choose(pilot, "no-cable")
        await first_questions(pilot)
        await until(pilot, QuestionsScreen)
        await pilot.press("2", "enter", "k")
        await until(pilot, PlanScreen)
        assert "Nothing in this visit. We work with questions and cards." in words(app)
        await pilot.press("enter")
        await until(pilot, GuidedScreen)
        assert plan.endpoint == NoCable() and len(plan.recorded.answers) == len((*gates.FIRST_NEEDS, gates.KEEPING))
        await pilot.press("escape")
        await until(pilot, FindingsScreen)


@pytest.mark.parametrize("keys", [("escape",), ("2", "enter")])
async def test_no_story_is_asked_for_where_it_is_not_a_good_time(keys):
    plan = Script(samples.watched())
    app = app_of(plan)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        await choose(pilot, "no-cable")
        await until(pilot, GateScreen)
        await pilot.press(*keys)
        await until(pilot, EndedScreen)
        assert plan.endpoint is None and app.consultation is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("way", "answers", "words_said"),
    [
        ("no-cable", {"see_alone": "not-alone"}, "the client is not alone"),
        ("no-cable", {"interpreter": "not-independent"}, "The interpreter knows one of the two"),
        ("no-cable", {"under_18": "lead-not-told"}, "The safeguarding lead does not know yet"),
        ("usb", {"police_asked": "stop"}, "The police may want it"),
        ("online", {"call_watched": "not-sure"}, "Nobody knows if this call is watched"),
        ("online", {"online_agreed": "no"}, "this was not agreed"),
    ],
)
async def test_an_answer_that_stops_offers_another_way_and_starts_nothing(way, answers, words_said):
    plan = Script(samples.watched())
    app = app_of(plan)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        await choose(pilot, way)
        await first_questions(pilot, **answers)
        await until(pilot, EndedScreen)
        assert words_said in words(app) and plan.endpoint is None
