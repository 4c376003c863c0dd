# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags and a home network in the visit of a phone: one document, nothing asked twice, and the findings always there."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from textual.widgets import Input

from devicecheck.frontend import practice_backups
from devicecheck.frontend.opening import RADIO, FileChoice
from devicecheck.frontend.opening import open_visit as open_real
from devicecheck.frontend.proving import proved_pack
from devicecheck.model.endpoints import Endpoint
from devicecheck.model.told import Known
from devicecheck.runner.beside_visit import Keeps
from devicecheck.runner.tag_visit import TagVisit
from devicecheck.tui.app import DeviceCheckApp
from devicecheck.tui.screens.another import AnotherScreen
from devicecheck.tui.screens.close import CloseScreen
from devicecheck.tui.screens.consent import ConsentScreen
from devicecheck.tui.screens.ended import EndedScreen
from devicecheck.tui.screens.file import FileScreen, PasswordScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.gate import GateScreen
from tests.readers.capture.frames import dns, ethernet, ip, pcap, udp
from tests.report import samples
from tests.runner.test_several_phones import first
from tests.runner.test_tag_visit import PACK as TAGS
from tests.runner.test_tag_visit import STAMP, Air, both_places
from tests.tui.scripted import (
    Script,
    ScriptedVisit,
    choose,
    first_questions,
    no_story,
    practise,
    shown,
    to_start,
    until,
)

pytestmark = pytest.mark.slow
PATIENCE = 60.0
SIZE = (80, 24)


async def add(pilot, name):
    """Something made up joins the visit."""
    await pilot.press("o")
    await until(pilot, AnotherScreen)
    await choose(pilot, name)
    await until(pilot, lambda: not isinstance(pilot.app.screen, AnotherScreen), PATIENCE)
    await until(pilot, lambda: isinstance(pilot.app.screen, FindingsScreen | EndedScreen), PATIENCE)


async def test_tags_and_a_network_join_the_visit_of_a_practice_phone():
    app = DeviceCheckApp()
    async with app.run_test(size=SIZE) as pilot:
        await practise(pilot, "watched")
        await no_story(pilot)
        await until(pilot, FindingsScreen, PATIENCE)
        await pilot.press("3")
        before = app.consultation
        await add(pilot, "tag-travels")
        await add(pilot, "home-camera")
        visit = app.consultation
        assert [each.platform for each in visit.devices] == ["android", "bluetooth", "network"]
        assert visit.code == before.code and [each.known for each in visit.told.known] == [Known.DID_NOT_KNOW]
        assert {each.id for each in before.findings} < {each.id for each in visit.findings}
        assert "TheTruthSpy" in shown(app) and "Apple AirTag" in shown(app)
        await add(pilot, "tag-travels")
        assert isinstance(app.screen, EndedScreen) and "It is in the report already." in shown(app)
        await pilot.press("escape")
        await until(pilot, FindingsScreen)
        assert app.consultation is visit
        await pilot.press("f")
        await until(pilot, CloseScreen)


def app_of_phone_and_radio(script: Script, air: Air) -> DeviceCheckApp:
    """The app with a phone on the cable and a radio that hears what the test says."""

    @asynccontextmanager
    async def open_visit(choice, before, log, device):
        if choice == RADIO:
            yield TagVisit(RADIO, TAGS, STAMP, air, Keeps(log, before, offered=True))
        else:
            script.endpoint, script.recorded, script.log, script.device = choice, before, log, device
            yield ScriptedVisit(script)

    async def no_stories():
        return ()

    return DeviceCheckApp(open_visit, no_stories)


async def test_a_client_is_asked_about_the_tags_alone_and_the_phone_can_be_read_again():
    document = first(samples.watched()).model_copy(update={"pack": STAMP})
    script = Script(document)
    app = app_of_phone_and_radio(script, both_places())
    async with app.run_test(size=SIZE) as pilot:
        await to_start(pilot)
        await choose(pilot, "usb")
        await first_questions(pilot)
        await no_story(pilot)
        await until(pilot, GateScreen)
        await pilot.press("1", "enter")
        await until(pilot, ConsentScreen)
        await pilot.press("y", "y", "y", "y", "enter")
        await until(pilot, FindingsScreen)
        await pilot.press("o")
        await until(pilot, AnotherScreen)
        await choose(pilot, "tags")
        for words, keys in (
            ("Is the client here yet?", "2"),
            ("May we listen for small tags near your things?", "y"),  # no question of before comes again
            ("close to this laptop", "1"),
            ("We heard this: Apple AirTag", "2"),
            ("go to another place", "2"),
        ):
            await until(pilot, lambda words=words: words in " ".join(shown(app).split()))
            before = app.screen
            await pilot.press(keys, "enter")
            await until(pilot, lambda before=before: app.screen is not before)
            assert type(app.screen) is not GateScreen
        await until(pilot, FindingsScreen)
        assert [each.platform for each in app.consultation.devices] == ["android", "bluetooth"]
        journey = app._journey
        assert isinstance(journey.choice, Endpoint) and journey.choice.reader == "android" and journey.of_phones
        journey.again(app.consultation)
        again = journey.joined(document)
        assert [each.platform for each in again.devices] == ["android", "bluetooth"]


def app_of_phone_and_files(script: Script) -> DeviceCheckApp:
    """The app with a phone on the cable; what lies on this computer is really opened."""

    @asynccontextmanager
    async def open_visit(choice, before, log, device):
        if isinstance(choice, FileChoice):
            async with open_real(choice, before, log, device) as visit:
                yield visit
        else:
            script.endpoint, script.recorded, script.log, script.device = choice, before, log, device
            yield ScriptedVisit(script)

    async def no_stories():
        return ()

    return DeviceCheckApp(open_visit, no_stories)


async def join_file(pilot, kind, place):
    """From the findings to the first question about a file."""
    await pilot.press("o")
    await until(pilot, AnotherScreen)
    await choose(pilot, kind)
    await until(pilot, FileScreen)
    await pilot.press("escape")
    await until(pilot, AnotherScreen)
    await choose(pilot, kind)
    await until(pilot, FileScreen)
    pilot.app.screen.query_one(Input).value = str(place)
    await pilot.press("enter")


async def test_a_recording_and_a_copy_join_the_visit_of_a_phone_and_are_asked_about_by_themselves(tmp_path):
    recording = tmp_path / "a.pcap"
    recording.write_bytes(pcap([ethernet(ip(17, udp(dns("protocol-a.thetruthspy.com"), 53)))]))
    _, stamp = await asyncio.to_thread(proved_pack)
    document = first(samples.watched()).model_copy(update={"pack": stamp})
    app = app_of_phone_and_files(Script(document))
    async with app.run_test(size=SIZE) as pilot, practice_backups.made("copy-managed") as copy:
        await to_start(pilot)
        await choose(pilot, "usb")
        await first_questions(pilot)
        await no_story(pilot)
        await until(pilot, GateScreen)
        await pilot.press("1", "enter")
        await until(pilot, ConsentScreen)
        await pilot.press("y", "y", "y", "y", "enter")
        await until(pilot, FindingsScreen)
        await join_file(pilot, "capture", recording)
        await until(pilot, ConsentScreen, PATIENCE)
        await pilot.press("y", "enter")
        await until(pilot, FindingsScreen, PATIENCE)
        await join_file(pilot, "backup", copy.folder)
        await until(pilot, lambda: "Whose phone is this?" in shown(app), PATIENCE)
        await pilot.press("1", "enter")
        for yes in (1, 3):
            await until(pilot, ConsentScreen, PATIENCE)
            asked = app.screen
            await pilot.press(*"y" * yes, "enter")
            await until(pilot, lambda asked=asked: app.screen is not asked)
        if copy.password:
            await until(pilot, PasswordScreen, PATIENCE)
            await pilot.press(*copy.password, "enter")
        await until(pilot, FindingsScreen, PATIENCE)
        assert [each.platform for each in app.consultation.devices] == ["android", "capture", "backup"]
        assert {each.id for each in document.findings} < {each.id for each in app.consultation.findings}
