# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Before findings and copies it is offered to see the client alone; behind that page no finding is seen."""

import pytest

from devicecheck.tui.screens.alone import AloneScreen
from devicecheck.tui.screens.copies import CopiesScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.hidden import HiddenScreen
from devicecheck.tui.screens.wellbeing import PauseScreen
from tests.report import samples
from tests.tui.scripted import Script, app_of, no_story, practise, shown, until

pytestmark = pytest.mark.slow


async def test_no_finding_is_seen_before_the_answer_and_a_no_waits() -> None:
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, AloneScreen, pauses=False)
        assert "Can we talk with you alone?" in shown(app) and "TheTruthSpy" not in shown(app)
        await pilot.press("3", "enter")
        await until(pilot, lambda: "Offer another place" in shown(app), pauses=False)
        assert "TheTruthSpy" not in shown(app)
        await pilot.press("f12")
        await until(pilot, HiddenScreen, pauses=False)
        await pilot.press("x", "enter")
        await until(pilot, AloneScreen, pauses=False)
        await pilot.press("2", "enter")
        await until(pilot, PauseScreen, pauses=False)
        await pilot.press("enter")
        await until(pilot, FindingsScreen)
        assert [each.answer for each in app.consultation.answers] == ["not-alone", "supporter"]
        await pilot.press("c")
        await until(pilot, AloneScreen, pauses=False)
        await pilot.press("1", "enter")
        await until(pilot, CopiesScreen)
        await pilot.press("escape")
        await until(pilot, FindingsScreen)
        await pilot.press("c")
        await until(pilot, CopiesScreen, pauses=False)


async def test_who_said_alone_before_the_findings_is_not_asked_before_copies() -> None:
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, AloneScreen, pauses=False)
        await pilot.press("1", "enter")
        await until(pilot, FindingsScreen)
        await pilot.press("c")
        await until(pilot, CopiesScreen, pauses=False)
