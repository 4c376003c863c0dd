# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listening for tags in the app: a recorded radio to the findings, and a visit with every step and a name."""

from contextlib import asynccontextmanager

from textual.widgets import Input

from devicecheck.frontend.opening import RADIO
from devicecheck.frontend.practice_phones import Story
from devicecheck.readers.wire import Fault
from devicecheck.runner.tag_visit import TagVisit
from devicecheck.tui.app import DeviceCheckApp
from devicecheck.tui.screens.caseworker import CaseworkerScreen
from devicecheck.tui.screens.close import CloseScreen
from devicecheck.tui.screens.consent import ConsentScreen
from devicecheck.tui.screens.ended import EndedScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.gate import GateScreen
from devicecheck.tui.screens.start import StartScreen
from devicecheck.tui.screens.step import StepScreen
from tests.runner.test_tag_visit import PACK, STAMP, Air, both_places
from tests.tui.scripted import choose, first_questions, practise, shown, to_start, until

PATIENCE = 60.0


def app_with(air: Air) -> DeviceCheckApp:
    """The app whose radio hears what the test says."""

    @asynccontextmanager
    async def open_visit(choice, before, log, device):
        assert choice == RADIO
        yield TagVisit(RADIO, PACK, STAMP, air)

    async def no_stories():
        return ()

    return DeviceCheckApp(open_visit, no_stories)


async def choose_radio(pilot):
    await until(pilot, StartScreen)
    await choose(pilot, "tags")


async def test_a_recorded_radio_goes_from_the_first_screen_to_its_findings():
    app = DeviceCheckApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot, "tag-travels")
        await until(pilot, GateScreen, PATIENCE)
        await first_questions(pilot)
        await until(pilot, FindingsScreen, PATIENCE)
        assert "Apple AirTag" in shown(app)
        assert "PRACTICE - not a real phone" in shown(app)
        assert app.consultation is not None
        assert app.consultation.devices[0].platform == "bluetooth"


async def test_every_step_of_a_visit_and_the_name_of_a_tag():
    air = both_places()
    app = app_with(air)
    async with app.run_test(size=(80, 24)) as pilot:
        await choose_radio(pilot)
        await until(pilot, lambda: "Is the client here yet?" in shown(app))
        assert isinstance(app.screen, StepScreen)
        await pilot.press("1", "enter")
        await until(pilot, lambda: type(app.screen) is GateScreen)
        assert len(air.listened) == 1
        await pilot.press("1", "enter")
        await until(pilot, lambda: "must not find?" in shown(app))
        await pilot.press("1", "enter")
        await until(pilot, ConsentScreen)
        assert "May we listen for small tags near your things?" in " ".join(shown(app).split())
        assert "with a cable" not in shown(app)
        await pilot.press("y", "enter")
        await until(pilot, lambda: "close to this laptop" in " ".join(shown(app).split()))
        await pilot.press("1", "enter")
        await until(pilot, lambda: "We heard this: Apple AirTag" in " ".join(shown(app).split()))
        await pilot.press("1", "enter")
        await until(pilot, lambda: app.screen.query_one("#name", Input).has_focus)
        await pilot.press(*"my keys".replace(" ", "_"), "enter")
        await until(pilot, lambda: "go to another place" in shown(app))
        await pilot.press("1", "enter")
        await until(pilot, FindingsScreen, PATIENCE)
        assert "Your own tag: my_keys" in " ".join(shown(app).split())


async def test_a_tag_near_somebody_whose_home_must_not_be_found_stops_for_a_caseworker():
    app = app_with(both_places())
    async with app.run_test(size=(80, 24)) as pilot:
        await choose_radio(pilot)
        await until(pilot, StepScreen)
        await pilot.press("2", "enter")
        await until(pilot, lambda: type(app.screen) is GateScreen)
        await first_questions(pilot, secret_home="yes")
        await until(pilot, ConsentScreen)
        await pilot.press("y", "enter")
        await until(pilot, lambda: "close to this laptop" in " ".join(shown(app).split()))
        await pilot.press("1", "enter")
        await until(pilot, lambda: "We heard this: Apple AirTag" in " ".join(shown(app).split()))
        await pilot.press("2", "enter")
        await until(pilot, lambda: "go to another place" in shown(app))
        await pilot.press("2", "enter")
        await until(pilot, CaseworkerScreen, PATIENCE)
        assert "Agreed" in shown(app) and "Not yet" in shown(app)  # its keys are seen at 80x24 too
        await pilot.press("escape", "f")
        await until(pilot, CaseworkerScreen)
        await pilot.press("y")
        await until(pilot, CloseScreen)


async def test_a_radio_that_is_off_says_what_to_do_and_nothing_was_listened_to():
    air = both_places()
    air.fault = Fault.RADIO_OFF
    app = app_with(air)
    async with app.run_test(size=(80, 24)) as pilot:
        await choose_radio(pilot)
        await until(pilot, StepScreen)
        await pilot.press("1", "enter")
        await until(pilot, EndedScreen)
        assert "Bluetooth is turned off on this laptop." in " ".join(shown(app).split())


async def test_leaving_at_a_question_starts_nothing():
    air = both_places()
    app = app_with(air)
    async with app.run_test(size=(80, 24)) as pilot:
        await choose_radio(pilot)
        await until(pilot, StepScreen)
        await pilot.press("escape")
        await until(pilot, EndedScreen)
        assert air.listened == []


async def test_recorded_radios_stand_among_the_practice_phones():
    async def listed():
        return (Story("watched", "A watched phone"), Story("own-tag", "Own things", radio=True))

    app = DeviceCheckApp(list_stories=listed)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        await choose(pilot, "practice")
        await until(pilot, lambda: "A watched phone" in shown(app))
        assert "Own things" in shown(app)
