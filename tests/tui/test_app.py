# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole visits by keyboard through the app, with a visit that follows a script."""

import json
import stat

import pytest
from textual.widgets import OptionList

from devicecheck.frontend.practice_phones import Story
from devicecheck.model.consultation import Consultation
from devicecheck.model.endpoints import Endpoint, Origin, Via
from devicecheck.model.topics import Scope
from devicecheck.readers.wire import LiveState
from devicecheck.runner import gates
from devicecheck.runner.events import Broken, Live, NeedKind
from devicecheck.tui.app import NEUTRAL_TITLE, DeviceCheckApp
from devicecheck.tui.messages import Answered, StartChosen
from devicecheck.tui.screens.checking import CheckingScreen
from devicecheck.tui.screens.close import CloseScreen
from devicecheck.tui.screens.connect import ConnectScreen
from devicecheck.tui.screens.consent import ConsentScreen
from devicecheck.tui.screens.copies import CopiesScreen
from devicecheck.tui.screens.ended import EndedScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.finish import FinishScreen
from devicecheck.tui.screens.gate import GateScreen
from devicecheck.tui.screens.help import HelpScreen
from devicecheck.tui.screens.hidden import HiddenScreen
from devicecheck.tui.screens.plan import PlanScreen
from devicecheck.tui.screens.questions import QuestionsScreen
from devicecheck.tui.screens.start import StartScreen
from devicecheck.tui.screens.steps import StepsScreen
from devicecheck.tui.widgets.yes_no import YesNo
from tests.report import samples
from tests.tui.scripted import (
    Script,
    app_of,
    choose,
    down_to,
    first_questions,
    no_story,
    practise,
    shown,
    tick,
    to_start,
    until,
)

SMALL, LARGE = (80, 24), (200, 60)
MARK = "PRACTICE - not a real phone"


def of_kind(kind, told):
    """The messages of a kind, each once, however far it travelled."""
    return list({id(message): message for message in told if isinstance(message, kind)}.values())


async def to_question(pilot, title):
    await until(pilot, lambda: isinstance(pilot.app.screen, GateScreen) and pilot.app.screen._question.id == title)


@pytest.mark.slow
@pytest.mark.core
@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_practice_from_start_to_copies(tmp_path, size):
    told = []
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=size, message_hook=told.append) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        assert [message.choice for message in of_kind(StartChosen, told)] == [Story("watched", "A watched phone")]
        assert MARK in shown(app) and "TheTruthSpy" in shown(app) and "Life360" in shown(app)
        await pilot.press("c")
        await until(pilot, CopiesScreen)
        assert MARK in shown(app) and "not encrypted" in shown(app)
        await tick(pilot, "copy-B", "kind-json")
        await down_to(pilot, "folder")
        await pilot.press(*str(tmp_path), "enter")
        written = tmp_path / "appointment-notes-K7-F3QX.json"
        await until(pilot, lambda: "Written, not encrypted" in shown(app))
        assert json.loads(written.read_bytes())["code"] == "K7-F3QX"
        assert stat.S_IMODE(written.stat().st_mode) == 0o600
        assert [path.name for path in tmp_path.iterdir()] == [written.name]
        await pilot.press("escape")
        await until(pilot, FindingsScreen)
        await pilot.press("f")
        await until(pilot, CloseScreen)
        assert "appointment-notes-K7-F3QX.json" in shown(app)
        await pilot.press("escape")
        await until(pilot, FindingsScreen)
        await pilot.press("f")
        await until(pilot, CloseScreen)
        await pilot.press("f")
        await until(pilot, FinishScreen)
        await pilot.press("n")
        await until(pilot, CloseScreen)
        await pilot.press("f", "y")
        await until(pilot, StartScreen)
        assert app.consultation is None and MARK not in shown(app)


@pytest.mark.slow
@pytest.mark.core
async def test_a_client_phone_starts_only_after_every_answer():
    told, plan = [], Script(samples.watched())
    app = app_of(plan)
    async with app.run_test(size=SMALL, message_hook=told.append) as pilot:
        await to_start(pilot)
        await choose(pilot, "usb")
        await to_question(pilot, "safe-now")
        assert plan.endpoint is None
        await first_questions(pilot)
        await no_story(pilot)
        await to_question(pilot, "whose-phone")
        await pilot.press("1", "enter")
        await until(pilot, ConsentScreen)
        assert plan.endpoint == Endpoint(reader="android", via=Via.USB) and not plan.connected
        await pilot.press("y", "y", "n", "n")
        assert not plan.connected
        await pilot.press("enter")
        await until(pilot, FindingsScreen)
        assert plan.connected and plan.recorded.scopes == {Scope.PHONE_FACTS, Scope.APPS}
        assert [list(message.given.values()) for message in of_kind(Answered, told)] == [
            ["yes"], ["alone"], ["not-needed"], ["no"], ["no"], ["no"], ["no"], ["own"], ["yes", "yes", "no", "no"],
        ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (("2", "enter"), "now is not a good time"),
        (("3", "enter"), "you are not sure"),
        (("wait", "2", "enter"), "it is shared"),
        (("wait", "3", "enter"), "It belongs to work"),
        (("wait", "4", "enter"), "It is a child's"),
        (("wait", "5", "enter"), "It is someone else's"),
        (("wait", "1", "enter", "consent", "y", "n", "n", "y", "enter"), "Nothing was agreed"),
        (("escape",), "Stopped before anything was read"),
    ],
)
async def test_a_no_starts_nothing(keys, words):
    plan = Script(samples.watched())
    app = app_of(plan)
    async with app.run_test(size=SMALL) as pilot:
        await to_start(pilot)
        await choose(pilot, "usb")
        await to_question(pilot, "safe-now")
        for key in keys:
            if key == "wait":
                await first_questions(pilot)
                await no_story(pilot)
                await to_question(pilot, "whose-phone")
            elif key == "consent":
                await until(pilot, ConsentScreen)
            else:
                await pilot.press(key)
        await until(pilot, EndedScreen)
        assert words in shown(app) and not plan.connected
        await pilot.press("enter")
        await until(pilot, StartScreen)


@pytest.mark.slow
async def test_nothing_is_ticked_beforehand():
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=SMALL) as pilot:
        await to_start(pilot)
        await choose(pilot, "usb")
        before = (*gates.first_needs(cable=True), gates.KEEPING)
        for question in (*(need.questions[0].id for need in before), "whose-phone"):
            if question == "whose-phone":
                await no_story(pilot)
            await to_question(pilot, question)
            assert app.screen.query_one(OptionList).highlighted is None
            await pilot.press("enter")
            assert app.screen._question.id == question
            await pilot.press("1", "enter")
        await until(pilot, ConsentScreen)
        assert [asked.answer for asked in app.screen.query(YesNo)] == [None] * 4
        await pilot.press("enter")
        assert isinstance(app.screen, ConsentScreen)
        await pilot.press("y", "y", "y", "enter")
        assert isinstance(app.screen, ConsentScreen)


@pytest.mark.slow
async def test_connecting_shows_each_state_and_what_to_do():
    app = app_of(Script(samples.watched(), pause=0.3))
    async with app.run_test(size=SMALL) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, lambda: "Tap Allow" in shown(app))
        assert isinstance(app.screen, ConnectScreen)
        lines = [line.strip() for line in shown(app).splitlines()]
        assert "done  Find the phone" in lines and "> now   Wait for a tap on the phone" in lines
        assert "The phone: Pixel 7" in shown(app) and "[Connect]" in lines[0]
        await until(pilot, CheckingScreen)


@pytest.mark.slow
async def test_stop_keeps_what_was_read_and_names_the_rest():
    plan = Script(samples.watched(), pause=0.5)
    app = app_of(plan)
    async with app.run_test(size=SMALL) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, CheckingScreen)
        assert "Stop" in shown(app).splitlines()[-1]
        await pilot.press("escape")
        await until(pilot, FindingsScreen)
        assert plan.closed
        assert "It was stopped before the end." in shown(app)
        assert "How it ended" in shown(app)


@pytest.mark.slow
async def test_a_broken_connection_says_so_above_the_findings():
    document = samples.watched().model_copy(update={"end": samples.unread().end, "broken_by": "unplugged"})
    app = app_of(Script(document, broken=Broken("unplugged")))
    async with app.run_test(size=SMALL) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        assert "It broke off before the end: The phone was unplugged" in shown(app)


@pytest.mark.slow
async def test_a_phone_that_never_answered_gives_no_findings():
    app = app_of(Script(None, topics=(), broken=Broken("declined-or-not-answered")))
    async with app.run_test(size=SMALL) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, EndedScreen)
        assert "Nobody tapped Allow" in shown(app) and "Nothing was read" in shown(app)


@pytest.mark.slow
async def test_one_of_several_phones_can_be_chosen_and_is_asked_about_again():
    plan = Script(None, topics=(), broken=Broken("several-phones", {"serials": "AB12, [/b]34, ?"}))
    app = app_of(plan)
    async with app.run_test(size=SMALL) as pilot:
        await to_start(pilot)
        await choose(pilot, "usb")
        await to_question(pilot, "safe-now")
        await first_questions(pilot)
        await no_story(pilot)
        await to_question(pilot, "whose-phone")
        await pilot.press("1", "enter")
        await until(pilot, ConsentScreen)
        await pilot.press("y", "y", "y", "y", "enter")
        await until(pilot, EndedScreen)
        assert "--serial" not in shown(app) and "AB12" in shown(app) and "[/b]34" in shown(app)
        await pilot.press("down", "down", "enter")
        await to_question(pilot, "whose-phone")
        assert plan.endpoint == Endpoint(reader="android", via=Via.USB, serial="[/b]34")


@pytest.mark.slow
async def test_a_fault_of_ours_ends_in_words_and_not_in_a_crash():
    app = app_of(Script(samples.watched(), fails=ZeroDivisionError("secret")))
    async with app.run_test(size=SMALL) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, EndedScreen)
        assert "ZeroDivisionError" in shown(app) and "secret" not in shown(app)


@pytest.mark.slow
async def test_hiding_shows_only_notes_and_the_visit_goes_on():
    plan = Script(samples.watched(), pause=0.1)
    app = app_of(plan)
    async with app.run_test(size=SMALL) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, lambda: plan.connected)
        await pilot.press("f12")
        await until(pilot, lambda: app._visit_worker.is_finished)
        assert isinstance(app.screen, HiddenScreen) and shown(app).split() == ["Notes"]
        await pilot.press("enter", "f12")
        assert isinstance(app.screen, HiddenScreen)
        await pilot.press("x", "enter")
        await until(pilot, FindingsScreen)


@pytest.mark.slow
@pytest.mark.core
async def test_hiding_works_over_a_question_and_over_help():
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=SMALL) as pilot:
        await to_start(pilot)
        await pilot.press("question_mark")
        await until(pilot, HelpScreen)
        assert "Choose with the arrow keys" in shown(app)
        await pilot.press("f12")
        await until(pilot, HiddenScreen)
        assert shown(app).split() == ["Notes"]
        await pilot.press("x", "enter")
        await until(pilot, HelpScreen)
        await pilot.press("escape")
        await until(pilot, StartScreen)


@pytest.mark.slow
@pytest.mark.core
async def test_quitting_in_the_middle_closes_the_visit_first():
    plan = Script(samples.watched(), pause=5.0)
    app = app_of(plan)
    async with app.run_test(size=SMALL) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, lambda: plan.connected)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app._exit)
    assert plan.closed and app.return_value == 0


@pytest.mark.slow
@pytest.mark.parametrize("again_after", [1.0, 60.0])
async def test_leaving_with_a_visit_that_is_kept_nowhere_takes_the_key_twice(again_after: float) -> None:
    now = [100.0]
    app = app_of(Script(real_visit()), clock=lambda: now[0])
    async with app.run_test(size=SMALL) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        await pilot.press("ctrl+c")
        await pilot.pause(0.3)
        assert not app._exit
        assert [each.message[:30] for each in app._notifications] == ["Nothing of this visit is kept."]
        now[0] += again_after
        await pilot.press("ctrl+c")
        await pilot.pause(0.3)
        assert app._exit is (again_after < 5)


def real_visit() -> Consultation:
    """As of a client's own phone."""
    visit = samples.watched()
    device = visit.devices[0].model_copy(update={"origin": Origin.REAL})
    return visit.model_copy(update={"devices": (device,)})


async def test_each_step_says_where_what_next_and_how_to_stop():
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=SMALL) as pilot:
        await to_start(pilot)
        await choose(pilot, "usb")
        await to_question(pilot, "safe-now")
        lines = shown(app).splitlines()
        assert "[Safety]" in lines[0] and lines[-2].strip().startswith("Next:") and "Esc  Stop" in lines[-1]


def test_the_title_is_neutral():
    assert DeviceCheckApp().title == NEUTRAL_TITLE == "Notes"


async def to_phone_fault(pilot):
    """A client's visit up to a phone that was not reached."""
    await to_start(pilot)
    await choose(pilot, "usb")
    await to_question(pilot, "safe-now")
    await first_questions(pilot)
    await no_story(pilot)
    await consent(pilot)


async def consent(pilot):
    await to_question(pilot, "whose-phone")
    await pilot.press("1", "enter")
    await until(pilot, ConsentScreen)
    await pilot.press("y", "y", "y", "y", "enter")
    await until(pilot, EndedScreen)


@pytest.mark.slow
@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_phone_with_debugging_off_leads_to_the_steps_of_its_maker_and_to_another_try(size):
    plan = Script(None, topics=(), broken=Broken("debugging-off", {"maker": "samsung"}))
    app = app_of(plan)
    async with app.run_test(size=size) as pilot:
        await to_phone_fault(pilot)
        assert "S shows each step" in shown(app) and "devicecheck doctor" not in shown(app)
        await pilot.press("s")
        await until(pilot, StepsScreen)
        assert "Samsung Galaxy" in shown(app) and "Before anything is touched" in shown(app)
        await pilot.press("pagedown", "pagedown", "space", "space")
        await until(pilot, lambda: "Auto Blocker" in shown(app))
        await pilot.press("down")
        await until(pilot, lambda: "Xiaomi, Redmi and POCO" in shown(app))
        await pilot.press("escape")
        await until(pilot, EndedScreen)
        await pilot.press("T")
        await consent(pilot)
        assert "S shows each step" in shown(app)


@pytest.mark.slow
async def test_steps_can_be_read_while_the_phone_is_looked_for_and_nothing_is_missed():
    app = app_of(Script(samples.watched(), pause=0.4))
    async with app.run_test(size=SMALL) as pilot:
        await to_start(pilot)
        await choose(pilot, "usb")
        await to_question(pilot, "safe-now")
        await first_questions(pilot)
        await no_story(pilot)
        await to_question(pilot, "whose-phone")
        await pilot.press("1", "enter")
        await until(pilot, ConsentScreen)
        await pilot.press("y", "y", "y", "y", "enter")
        await until(pilot, ConnectScreen)
        await pilot.press("s")
        await until(pilot, StepsScreen)
        await pilot.press("escape")
        await until(pilot, FindingsScreen)


@pytest.mark.slow
@pytest.mark.core
async def test_an_iphone_and_a_practice_phone_have_no_steps_for_debugging():
    app = app_of(Script(None, topics=(), broken=Broken("no-phone")))
    async with app.run_test(size=SMALL) as pilot:
        await to_start(pilot)
        await choose(pilot, "iphone")
        await to_question(pilot, "safe-now")
        await first_questions(pilot)
        await no_story(pilot)
        await consent(pilot)
        await pilot.press("s")
        assert isinstance(app.screen, EndedScreen) and "Steps" not in shown(app) and "Try again" in shown(app)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_what_a_look_told_stands_there_and_in_the_question_before_trust(size):
    app = app_of(Script(samples.watched(), pause=0.4))
    seen = {"model": "iPhone 12", "version": "17.4 [/b]"}
    async with app.run_test(size=size) as pilot:
        await to_start(pilot)
        screen = ConnectScreen(app.words, practice=False)
        await app.switch_screen(screen)
        screen.hear(Live(LiveState.SEEN, seen))
        await until(pilot, lambda: "iPhone 12, version 17.4 [/b]. It does not trust this laptop." in shown(app))
        assert "The phone:" not in shown(app)
        screen.hear(Live(LiveState.WAITING_FOR_TRUST, seen))
        await until(pilot, lambda: "Tap Trust" in shown(app) and "The phone: iPhone 12" in shown(app))
        await app.switch_screen(GateScreen(app.words, gates.trust_need(seen)))
        await until(pilot, lambda: "iPhone 12, version 17.4 [/b]: it does not trust this laptop." in shown(app))
        assert "No, stop here" in shown(app)


async def test_the_words_to_say_before_consent_are_in_view_with_the_first_question():
    app = app_of(Script(None))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        need = next(each for each in gates.NEEDS if each.kind is NeedKind.CONSENT)
        await app.switch_screen(ConsentScreen(app.words, need))
        await pilot.pause()
        await pilot.pause()
        said = " ".join(shown(app).split())
        assert app.words.text("gates.consent.title").plain in said and "Say this" in said
        assert "May we read which phone this is?" in said and "[ ] Yes [ ] No" in said


@pytest.mark.slow
async def test_a_stop_in_the_middle_of_the_story_loses_nothing_unless_somebody_says_so():
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=SMALL) as pilot:
        await to_start(pilot)
        await choose(pilot, "usb")
        await first_questions(pilot)
        await until(pilot, QuestionsScreen)
        await pilot.press("1", "enter", "s")
        await until(pilot, lambda: "Question 3." in shown(app))
        told = app.screen.told
        await pilot.press("escape", "escape")  # a key that was held too long
        await until(pilot, lambda: "Question 3." in shown(app))
        assert app.screen.told == told
        await pilot.press("k")
        await until(pilot, PlanScreen)
        await pilot.press("escape")
        await until(pilot, EndedScreen)
        assert "Stopped before anything was read." in shown(app)
        await pilot.press("enter")
        assert isinstance(app.screen, EndedScreen)  # nothing is chosen beforehand
        await pilot.press("1", "enter")
        await until(pilot, PlanScreen)
        await pilot.press("escape")
        await until(pilot, EndedScreen)
        await pilot.press("2", "enter")
        await until(pilot, StartScreen)
        assert app._journey is None
