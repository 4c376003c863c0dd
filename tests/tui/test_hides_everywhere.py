# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""F12 hides every screen there is within a tenth of a second, and the PIN brings that screen back."""

import asyncio
import time

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.screens.client import ClientScreen
from devicecheck.tui.screens.file import FileScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.gate import GateScreen
from devicecheck.tui.screens.hidden import HiddenScreen
from devicecheck.tui.screens.pin import PinScreen
from devicecheck.tui.screens.start import StartScreen
from tests.report import samples
from tests.tui.more_pictured import SCREENS
from tests.tui.scripted import Script, app_of, no_story, practise, shown, to_start, until

pytestmark = pytest.mark.slow

LONGEST = 0.1
TRIES = 4


async def hides(pilot: Pilot[int]) -> float:
    """Hide what is shown, come back to it; how long hiding took, in seconds."""
    before, taken = pilot.app.screen, []
    for _ in range(TRIES):  # a busy machine holds up everybody; what hiding itself takes would show in every try
        started = time.perf_counter()
        pilot.app.simulate_key("f12")
        while shown(pilot.app).split() != ["Notes"]:  # noqa: ASYNC110 - the very frame is waited for
            await asyncio.sleep(0)
        taken.append(time.perf_counter() - started)
        await pilot.press(*"4711", "enter")
        await until(pilot, lambda: pilot.app.screen is before, pauses=False)
        if taken[-1] < LONGEST:
            break
    return min(taken)


@pytest.mark.parametrize("name", sorted(SCREENS.keys() - {"hidden"}))
async def test_every_screen_is_hidden_at_once_and_the_pin_brings_it_back(name: str) -> None:
    app = app_of(Script(None))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        app._pin = "4711"
        screen = SCREENS[name]()
        await (app.switch_screen(screen) if isinstance(screen, VisitScreen) else app.push_screen(screen))
        await pilot.pause()
        taken = await hides(pilot)
    assert taken < LONGEST


@pytest.mark.parametrize("way", ["tags", "network", "backup", "capture"])
async def test_what_is_beside_a_phone_has_a_pin_and_hides_when_nobody_types(way: str, tmp_path) -> None:
    app = app_of(Script(None, pause=60.0), idle=2.0)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        options = app.screen.query_one("#choices", OptionList)
        options.highlighted = options.get_option_index(way)
        await pilot.press("enter")
        if way in {"backup", "capture"}:
            await until(pilot, FileScreen)
            place = tmp_path / "recorded.pcap"
            place.touch()
            await pilot.press(*str(place if way == "capture" else tmp_path), "enter")
        await until(pilot, PinScreen)
        await pilot.press(*"4711", "enter")
        await until(pilot, lambda: not isinstance(app.screen, PinScreen | StartScreen | FileScreen))
        await until(pilot, HiddenScreen)
        assert shown(app).split() == ["Notes"]
        await pilot.press(*"0000", "enter")
        assert isinstance(app.screen, HiddenScreen)
        await pilot.press(*"4711", "enter")
        await until(pilot, lambda: not isinstance(app.screen, HiddenScreen))


async def test_a_question_about_a_client_hides_with_a_pin_too() -> None:
    app = app_of(Script(None))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        options = app.screen.query_one("#choices", OptionList)
        options.highlighted = options.get_option_index("usb")
        await pilot.press("enter")
        await until(pilot, PinScreen)
        await pilot.press(*"4711", "enter")
        await until(pilot, GateScreen)
        assert await hides(pilot) < LONGEST


async def test_what_was_said_at_the_edge_of_the_screen_is_hidden_too_and_is_not_for_the_client() -> None:
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        said = app.words.text("tui.findings.none-listed").plain

        async def say() -> None:
            app.notify(said)
            app.notify(said)
            await until(pilot, lambda: "Nothing has" in shown(app))

        await say()
        await pilot.press("v")
        await until(pilot, ClientScreen)
        await pilot.pause(0.1)
        assert "Nothing has" not in shown(app)
        await pilot.press("escape")
        await until(pilot, FindingsScreen)
        await say()
        assert shown(app).count("Nothing has") == 1  # one of them is enough
        await pilot.press("f12")
        await until(pilot, HiddenScreen)
        app.notify(said)
        await pilot.pause(0.1)
        assert shown(app).split() == ["Notes"]
