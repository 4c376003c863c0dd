# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A second phone of the same client in one visit, and a phone read again after its cable was out, by keyboard."""

from devicecheck.frontend.practice_phones import Story
from devicecheck.model.consultation import End
from devicecheck.model.endpoints import Endpoint
from devicecheck.model.told import Known
from devicecheck.readers.wire import Fault
from devicecheck.runner.events import Broken
from devicecheck.tui.screens.another import AnotherScreen
from devicecheck.tui.screens.close import CloseScreen
from devicecheck.tui.screens.consent import ConsentScreen
from devicecheck.tui.screens.ended import EndedScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.gate import GateScreen
from tests.report import samples
from tests.runner.test_several_phones import first, second
from tests.tui.scripted import Script, app_of, choose, first_questions, no_story, practise, shown, to_start, until


async def test_a_second_practice_phone_joins_the_visit_and_each_card_names_its_phone():
    script = Script(first(samples.watched()))
    app = app_of(script)
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        assert script.device == "phone-1" and "Phone 1" not in shown(app)
        await pilot.press("3")
        script.document = second(samples.watched())
        await pilot.press("o")
        await until(pilot, AnotherScreen)
        await choose(pilot, "ordinary")
        await until(pilot, lambda: isinstance(app.screen, FindingsScreen) and "Phone 2: TheTruthSpy" in shown(app))
        assert script.device == "phone-2" and "*■ Phone 1: TheTruthSpy" in shown(app)
        visit = app.consultation
        assert [device.id for device in visit.devices] == ["phone-1", "phone-2"]
        assert [each.known for each in visit.told.known] == [Known.DID_NOT_KNOW] and visit.code == "K7-F3QX"
        await pilot.press("f")
        await until(pilot, CloseScreen)


async def test_a_client_is_asked_about_the_second_phone_and_a_no_leaves_the_findings_of_the_first():
    script = Script(first(samples.watched()))
    app = app_of(script)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        await choose(pilot, "usb")
        await first_questions(pilot)
        await no_story(pilot)
        await until(pilot, GateScreen)
        await pilot.press("1", "enter")
        await until(pilot, ConsentScreen)
        await pilot.press("y", "y", "y", "y", "enter")
        await until(pilot, FindingsScreen)
        script.document, script.connected = second(samples.watched()), False
        await pilot.press("o")
        await until(pilot, AnotherScreen)
        await choose(pilot, "iphone")
        asked = []
        while not isinstance(app.screen, ConsentScreen):
            await until(pilot, lambda: isinstance(app.screen, GateScreen | ConsentScreen))
            if isinstance(gate := app.screen, GateScreen):
                asked.append(gate._question.id)
                await pilot.press("1", "enter")
                await until(pilot, lambda gate=gate: app.screen is not gate)
        assert asked == ["police-asked", "whose-phone"] and script.endpoint.reader == "iphone"
        assert not script.connected
        await pilot.press("n", "n", "n", "n", "enter")
        await until(pilot, EndedScreen)
        assert "The findings of the visit are still there." in shown(app) and not script.connected
        await pilot.press("escape")
        await until(pilot, FindingsScreen)
        assert [device.id for device in app.consultation.devices] == ["phone-1"]
        await pilot.press("f")
        await until(pilot, CloseScreen)


async def test_the_same_phone_twice_is_said_and_can_be_tried_again():
    script = Script(first(samples.watched()))
    app = app_of(script)
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        script.document = second(samples.watched(), mark="aaaaa")
        await pilot.press("o")
        await until(pilot, AnotherScreen)
        await choose(pilot, "ordinary")
        await until(pilot, EndedScreen)
        assert "This phone was read already." in shown(app)
        script.document = second(samples.watched())
        await pilot.press("t")
        await until(pilot, FindingsScreen)
        assert len(app.consultation.devices) == 2


async def test_an_unplugged_phone_is_read_again_and_what_was_said_stays():
    broken = first(samples.watched()).model_copy(update={"end": End.BROKEN_OFF, "broken_by": "unplugged"})
    script = Script(broken, broken=Broken(Fault.UNPLUGGED))
    app = app_of(script)
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        assert "R reads the phone again" in shown(app)
        await pilot.press("3")
        script.document, script.broken = first(samples.watched()), None
        await pilot.press("r")
        await until(pilot, lambda: app.consultation.end is End.COMPLETE, 30.0)
        await until(pilot, FindingsScreen, 30.0)
        assert [each.known for each in app.consultation.told.known] == [Known.DID_NOT_KNOW]
        assert len(app.consultation.devices) == 1 and isinstance(script.endpoint, Endpoint) is False
        assert "R reads the phone again" not in shown(app)
        await pilot.press("r")
        await pilot.pause()
        assert isinstance(app.screen, FindingsScreen)


async def test_its_keys_are_seen_below_a_long_list():
    app = app_of(Script(None))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        await app.push_screen(AnotherScreen(app.words, tuple(Story(f"s{n}", f"Story {n}") for n in range(40))))
        await pilot.pause(0.2)
        assert "Story 0" in shown(app) and "Esc  Back" in shown(app)
