# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of consent with keys that come faster than a screen is drawn."""

import pytest
from textual import events
from textual.pilot import Pilot

from devicecheck.report.wording import load
from devicecheck.runner.events import Need, NeedKind, Question
from devicecheck.tui.screens.consent import ConsentScreen
from devicecheck.tui.screens.copies import CopiesScreen
from devicecheck.tui.widgets.tick import Tick
from devicecheck.tui.words import Words
from tests.report import samples
from tests.tui.scripted import Script, app_of, to_start

WORDS = Words(load())
NEED = Need(
    NeedKind.CONSENT, tuple(Question(name, ("yes", "no")) for name in ("phone-facts", "apps", "control", "app-files"))
)


async def burst(pilot: Pilot[int], *keys: str) -> None:
    """Keys that are all there before the first one is taken."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await pilot.pause()
    await pilot.pause(0.2)


@pytest.mark.slow
async def test_each_of_many_quick_answers_goes_to_its_own_question() -> None:
    app = app_of(Script(None))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        screen = ConsentScreen(WORDS, NEED)
        await app.switch_screen(screen)
        await pilot.pause()
        await burst(pilot, "n", "y", "n", "y")
        assert list(screen.given().values()) == ["no", "yes", "no", "yes"]


@pytest.mark.slow
async def test_each_of_many_quick_steps_goes_one_further() -> None:
    app = app_of(Script(None))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        screen = CopiesScreen(WORDS, samples.watched(), whole={})
        await app.switch_screen(screen)
        await pilot.pause()
        ticked = {each for each in screen.query(Tick) if each.ticked}
        await burst(pilot, "down", "down", "down", "space", "down")
        assert screen.focused is screen.query(Tick)[4]
        assert {each for each in screen.query(Tick) if each.ticked} ^ ticked == {screen.query(Tick)[3]}
