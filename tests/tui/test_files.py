# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the first screen to a copy of a phone or a recording on this computer, and to one of several networks."""

import pytest
from textual.widgets import Input, OptionList

from devicecheck.errors import UsageError
from devicecheck.frontend import practice_backups
from devicecheck.model.endpoints import Endpoint
from devicecheck.model.findings import Completed
from devicecheck.runner.backup_visit import MOST_TRIES
from devicecheck.tui.app import DeviceCheckApp
from devicecheck.tui.screens.checking import CheckingScreen
from devicecheck.tui.screens.consent import ConsentScreen
from devicecheck.tui.screens.ended import EndedScreen
from devicecheck.tui.screens.file import FileScreen, PasswordScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.gate import GateScreen
from devicecheck.tui.screens.pin import PinScreen
from devicecheck.tui.screens.practice import PracticeScreen
from tests.readers.capture.frames import dns, ethernet, ip, pcap, udp
from tests.report import samples
from tests.tui.scripted import NO_CASES, Script, app_of, choose, first_questions, practise, shown, to_start, until

pytestmark = pytest.mark.slow

SMALL = (80, 24)
PATIENCE = 60.0
SPY = "protocol-a.thetruthspy.com"


def words(app):
    """Everything on the screen, with single spaces."""
    return " ".join(shown(app).split())


async def name_place(pilot, kind, place):
    await to_start(pilot)
    await choose(pilot, kind)
    await until(pilot, FileScreen)
    pilot.app.screen.query_one(Input).value = str(place)
    await pilot.press("enter")


async def agree(pilot, gates, pages):
    """Say yes to everything that is asked before a file is opened."""
    await until(pilot, PinScreen, PATIENCE)
    await pilot.press("escape")
    for _ in range(gates):
        await until(pilot, GateScreen, PATIENCE)
        before = pilot.app.screen
        await pilot.press("1", "enter")
        await until(pilot, lambda asked=before: pilot.app.screen is not asked, PATIENCE)
    for count in pages:
        await until(pilot, ConsentScreen, PATIENCE)
        before = pilot.app.screen
        await pilot.press(*"y" * count, "enter")
        await until(pilot, lambda asked=before: pilot.app.screen is not asked, PATIENCE)
    await until(pilot, GateScreen, PATIENCE)
    await first_questions(pilot)  # whether the visit is kept


async def test_a_locked_copy_asks_for_its_password_again_and_comes_to_its_findings():
    app = DeviceCheckApp(cases=lambda: NO_CASES)
    locked = [story.name for story in await practice_backups.stories()]
    for name in locked:
        async with practice_backups.made(name) as place:
            if not place.password:
                continue
            async with app.run_test(size=SMALL) as pilot:
                await name_place(pilot, "backup", place.folder)
                await agree(pilot, 2, (1, 3))
                await until(pilot, PasswordScreen, PATIENCE)
                await pilot.press(*"wrong", "enter")
                await until(pilot, lambda: "That password does not open this copy." in words(app), PATIENCE)
                assert "wrong" not in shown(app)
                await pilot.press(*place.password, "enter")
                await until(pilot, FindingsScreen, PATIENCE)
                assert app.consultation.devices[0].platform == "backup"
                assert any(isinstance(outcome, Completed) for outcome in app.consultation.outcomes)
                assert place.password not in app.consultation.model_dump_json()
            return
    raise AssertionError("no made-up copy has a password")


async def test_a_made_up_copy_is_practised_with_and_says_its_password():
    app = DeviceCheckApp(cases=lambda: NO_CASES)
    async with app.run_test(size=SMALL) as pilot:
        await to_start(pilot)
        await choose(pilot, "practice")
        await until(pilot, lambda: isinstance(app.screen, PracticeScreen), PATIENCE)
        stories = app.screen.query_one(OptionList)
        await until(pilot, lambda: "copy-ordinary" in {option.id for option in stories.options}, PATIENCE)
        stories.highlighted = stories.get_option_index("copy-ordinary")
        await pilot.press("enter")
        await until(pilot, PasswordScreen, PATIENCE)
        assert "Made up for training. Its password is: practice" in words(app)
        await pilot.press(*"practice", "enter")
        await until(pilot, FindingsScreen, PATIENCE)
        assert app.consultation.practice and app.consultation.findings == ()
        assert app.consultation.gaps == ()


async def test_after_the_last_wrong_password_the_page_says_that_it_goes_on_without_it():
    app = DeviceCheckApp(cases=lambda: NO_CASES)
    async with app.run_test(size=SMALL) as pilot:
        await to_start(pilot)
        await choose(pilot, "practice")
        await until(pilot, lambda: isinstance(app.screen, PracticeScreen), PATIENCE)
        stories = app.screen.query_one(OptionList)
        await until(pilot, lambda: "copy-ordinary" in {option.id for option in stories.options}, PATIENCE)
        stories.highlighted = stories.get_option_index("copy-ordinary")
        await pilot.press("enter")
        for number in range(1, MOST_TRIES + 1):
            asked = f"Try {number} of {MOST_TRIES}"
            await until(
                pilot, lambda asked=asked: isinstance(app.screen, PasswordScreen) and asked in words(app), PATIENCE
            )
            await pilot.press(*"wrong", "enter")
        await until(
            pilot, lambda: "Wrong password. That was the last try. We go on without it." in words(app), PATIENCE
        )
        assert isinstance(app.screen, CheckingScreen)


@pytest.mark.parametrize(
    ("story", "said"),
    [
        ("traffic-watched", "Something talked with a server of TheTruthSpy"),
        ("traffic-ordinary", "We looked for known signs and did not see them."),
        ("traffic-tunnel", "We could not check this. We do not know."),
    ],
)
async def test_a_made_up_recording_is_practised_with(story, said):
    app = DeviceCheckApp(cases=lambda: NO_CASES)
    async with app.run_test(size=(120, 40)) as pilot:
        await practise(pilot, story)
        await until(pilot, GateScreen, PATIENCE)
        await first_questions(pilot)
        await until(pilot, FindingsScreen, PATIENCE)
        assert app.consultation.practice
        assert said in words(app)
        assert "PRACTICE - not a real phone" in words(app)


async def test_a_folder_that_is_none_is_said_at_once_and_a_foreign_one_after_the_questions(tmp_path):
    app = DeviceCheckApp(cases=lambda: NO_CASES)
    async with app.run_test(size=SMALL) as pilot:
        await name_place(pilot, "backup", tmp_path / "nowhere")
        await until(pilot, lambda: "There is no such folder" in words(app))
        app.screen.query_one(Input).value = str(tmp_path)
        await pilot.press("enter")
        await agree(pilot, 2, (1, 3))
        await until(pilot, EndedScreen, PATIENCE)
        assert "This folder is not a copy of an iPhone." in words(app)


@pytest.mark.parametrize("listed", [True, False])
async def test_a_recording_comes_to_its_findings_after_a_yes(tmp_path, listed):
    path = tmp_path / "a.pcap"
    path.write_bytes(pcap([ethernet(ip(17, udp(dns(SPY), 53)))]) if listed else b"no recording")
    app = DeviceCheckApp(cases=lambda: NO_CASES)
    async with app.run_test(size=SMALL) as pilot:
        await name_place(pilot, "capture", path)
        await agree(pilot, 0, (1,))
        await until(pilot, FindingsScreen if listed else EndedScreen, PATIENCE)
        if listed:
            assert "TheTruthSpy" in words(app)
        else:
            assert "This file is no recording of traffic that can be read." in words(app)


async def test_without_a_yes_a_recording_is_not_looked_at(tmp_path):
    path = tmp_path / "a.pcap"
    path.write_bytes(pcap([ethernet(ip(17, udp(dns("www.example.org"), 53)))]))
    app = DeviceCheckApp(cases=lambda: NO_CASES)
    async with app.run_test(size=SMALL) as pilot:
        await name_place(pilot, "capture", path)
        await until(pilot, PinScreen, PATIENCE)
        await pilot.press("escape")
        await until(pilot, ConsentScreen, PATIENCE)
        await pilot.press("n", "enter")
        await until(pilot, EndedScreen, PATIENCE)
        assert app.consultation is None


async def test_one_of_several_networks_is_chosen_from_a_list():
    there = "eth0 (192.168.1.0/24), wlan0 (192.168.7.0/24)"
    plan = Script(samples.watched(), fails=UsageError("several-networks", {"networks": there}))
    app = app_of(plan)
    async with app.run_test(size=SMALL) as pilot:
        await to_start(pilot)
        await choose(pilot, "network")
        await until(pilot, lambda: isinstance(app.screen, GateScreen | EndedScreen), PATIENCE)
        while isinstance(gate := app.screen, GateScreen):
            await pilot.press("1", "enter")
            await until(pilot, lambda asked=gate: app.screen is not asked)
        if isinstance(app.screen, ConsentScreen):
            await pilot.press("y", "y", "y", "y", "enter")
        await until(pilot, EndedScreen)
        assert "more than one network" in words(app) and "Choose the network of the home below." in words(app)
        assert [str(each.prompt).strip() for each in app.screen.query_one(OptionList).options] == there.split(", ")
        plan.fails = None
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: not isinstance(app.screen, EndedScreen))
        assert isinstance(plan.endpoint, Endpoint) and plan.endpoint.serial == "wlan0 (192.168.7.0/24)"
