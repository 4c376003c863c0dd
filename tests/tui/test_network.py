# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking at a home network in the app: a recorded one to its findings, and a visit with every question."""

from contextlib import asynccontextmanager

import pytest
from textual.widgets import Input

from devicecheck.frontend.opening import NETWORK
from devicecheck.model.network import NetworkWay
from devicecheck.runner.network_visit import NetworkVisit
from devicecheck.tui.app import DeviceCheckApp
from devicecheck.tui.screens.consent import ConsentScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.gate import GateScreen
from devicecheck.tui.screens.start import StartScreen
from devicecheck.tui.screens.step import StepScreen
from tests.runner.test_network_visit import PACK, REAL, STAMP, House
from tests.tui.scripted import choose, first_questions, practise, shown, until

pytestmark = pytest.mark.slow

PATIENCE = 60.0


async def test_a_recorded_network_goes_from_the_first_screen_to_its_findings():
    app = DeviceCheckApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot, "home-camera")
        await until(pilot, GateScreen, PATIENCE)
        await first_questions(pilot)
        await until(pilot, FindingsScreen, PATIENCE)
        assert "On this network" in shown(app)
        assert "PRACTICE - not a real phone" in shown(app)


async def test_every_question_of_a_visit_and_the_name_of_a_device():
    house = House()

    @asynccontextmanager
    async def open_visit(choice, before, log, device):
        assert choice == NETWORK
        yield NetworkVisit(REAL, PACK, STAMP, house)

    def asks(words):
        return lambda: words in " ".join(shown(app).split())

    app = DeviceCheckApp(open_visit)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, StartScreen)
        await choose(pilot, "network")
        await until(pilot, GateScreen)
        for words in ("Is it safe for you", "Whose Wi-Fi is this laptop in", "Who looks after the internet box"):
            await until(pilot, asks(words))
            assert house.looked == []
            await pilot.press("1", "enter")
        await until(pilot, ConsentScreen)
        assert "May we look which things are on this network?" in " ".join(shown(app).split())
        await pilot.press("y", "enter")
        await until(pilot, asks("How far may we go?"))
        assert isinstance(app.screen, StepScreen)
        await pilot.press("3", "enter")
        await until(pilot, asks("We met this: A camera made of an ESP32-CAM"))
        assert house.looked == [NetworkWay.CONNECT]
        await pilot.press("2", "enter")
        await until(pilot, asks("We met this: A doorbell or camera of Ring"))
        await pilot.press("1", "enter")
        await until(pilot, lambda: app.screen.query_one("#name", Input).has_focus)
        await pilot.press(*"our_bell", "enter")
        await until(pilot, FindingsScreen, PATIENCE)
        assert [finding.code for finding in app.consultation.findings] == ["network-device", "network-known"]
        assert app.consultation.findings[1].terms["own"] == "our_bell"
