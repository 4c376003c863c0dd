# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The course from the first screen to its end by keyboard, and its questions: each has one right answer and a why."""

import pytest

from devicecheck.report.wording import load
from devicecheck.tui.screens.close import CloseScreen
from devicecheck.tui.screens.course import PHONES, QUESTIONS, STEPS, CourseScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.finish import FinishScreen
from devicecheck.tui.screens.start import StartScreen
from tests.report import samples
from tests.tui.scripted import Script, app_of, choose, first_questions, no_story, shown, to_start, until

pytestmark = pytest.mark.slow

WORDS_A_MINUTE = 150


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_each_question_has_three_answers_one_right_one_and_a_why(name):
    words = load()
    assert len(words.lines(f"course.questions.{name}.answers")) == 3
    assert words.text(f"course.questions.{name}.right") in {"1", "2", "3"} and words.text(
        f"course.questions.{name}.why"
    )


def test_its_words_are_read_in_four_minutes_which_leaves_six_for_the_phones():
    texts = [text for key, text in load().texts.items() if key.startswith(("course.pages", "course.questions"))]
    assert sum(len(text.split()) for text in texts) <= 4 * WORDS_A_MINUTE
    assert set(STEPS) >= PHONES | QUESTIONS


async def a_phone(pilot):
    """From the course through a made-up phone to its end."""
    await pilot.press("enter")
    await first_questions(pilot, keep_while_working="no")
    await no_story(pilot)
    await until(pilot, FindingsScreen)
    await pilot.press("f")
    await until(pilot, CloseScreen)
    await pilot.press("f")
    await until(pilot, FinishScreen)
    await pilot.press("y")
    await until(pilot, CourseScreen)


async def test_the_whole_course_by_keyboard():
    app = app_of(Script(samples.watched()))
    met = []
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        await choose(pilot, "course")
        await until(pilot, CourseScreen)
        while app.screen.step != STEPS[-1]:
            step = app.screen.step
            met.append(step)
            assert "PRACTICE" in shown(app) and f"{len(met)} of {len(STEPS)}" in shown(app)
            if step in PHONES:
                await pilot.press("space")
                assert app.screen.step == step
                await a_phone(pilot)
            elif step in QUESTIONS:
                right = load().text(f"course.questions.{step}.right")
                wrong = "1" if right != "1" else "2"
                await pilot.press("space")
                assert app.screen.step == step
                await pilot.press(right if step != "door" else wrong)
                await until(pilot, lambda step=step: ("Not quite." if step == "door" else "Yes.") in shown(app))
                await pilot.press("space")
            else:
                await pilot.press("space")
            await until(pilot, lambda step=step: isinstance(app.screen, CourseScreen) and app.screen.step != step)
        assert tuple(met) == STEPS[:-1]
        await pilot.press("enter")
        await until(pilot, StartScreen)
        assert app.consultation is None and app._course is None


async def test_a_course_that_was_left_does_not_come_back_after_another_visit():
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        await choose(pilot, "course")
        await until(pilot, CourseScreen)
        await pilot.press("escape")
        await until(pilot, StartScreen)
        assert app._back_to_course() is None
