# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds on every screen: hiding, the PIN, the idle lock, and the key for when somebody is not well."""

import time
from datetime import UTC, date, datetime

import pytest

from devicecheck.frontend import aide_memoire
from devicecheck.model.told import Copy, HandedTo, Kept
from devicecheck.report import copies, text
from devicecheck.report.evidence.selection import selected
from devicecheck.report.wording import load
from devicecheck.runner.telling import with_handed
from devicecheck.tui.screens.checking import CheckingScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.gate import GateScreen
from devicecheck.tui.screens.hidden import HiddenScreen
from devicecheck.tui.screens.pin import PinScreen
from devicecheck.tui.screens.practice import PracticeScreen
from devicecheck.tui.screens.questions import QuestionsScreen
from devicecheck.tui.screens.wellbeing import PauseScreen, WellbeingScreen
from devicecheck.tui.writing import agreed
from tests.report import samples
from tests.tui.scripted import Script, app_of, no_story, past_alone, practise, shown, to_start, until

pytestmark = pytest.mark.slow

AT = datetime(2026, 11, 24, 10, 5, tzinfo=UTC)
LONGEST = 0.1


def words(app):
    """Everything on the screen, with single spaces."""
    return " ".join(shown(app).split())


async def with_pin(pilot, typed):
    """Begin with a client and choose a PIN."""
    await to_start(pilot)
    options = pilot.app.screen.query_one("#choices")
    options.highlighted = options.get_option_index("no-cable")
    await pilot.press("enter")
    await until(pilot, PinScreen)
    await pilot.press(*typed, "enter")


async def test_only_the_pin_brings_the_visit_back_and_wrong_ones_make_it_wait():
    now = [1000.0]
    app = app_of(Script(samples.watched()), clock=lambda: now[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await with_pin(pilot, "12ab")
        await until(pilot, lambda: "Four to eight digits, or nothing." in words(app))
        app.screen.query_one("#pin").value = ""
        await pilot.press(*"4711", "enter")
        await until(pilot, GateScreen)
        await pilot.press("f12")
        await until(pilot, HiddenScreen)
        for wrong in ("x", "471", "47111"):
            await pilot.press(*wrong, "enter")
            assert isinstance(app.screen, HiddenScreen) and shown(app).split() == ["Notes"]
        await pilot.press(*"4711", "enter")
        assert isinstance(app.screen, HiddenScreen)
        now[0] += 1.5
        await pilot.press("f2")
        assert shown(app).split() == ["Notes"]
        await pilot.press(*"4711", "enter")
        await until(pilot, GateScreen)


async def test_two_minutes_without_a_key_hide_a_visit_and_never_the_first_screen():
    app = app_of(Script(samples.watched()), idle=1.5)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        await pilot.pause(2.0)
        await practise(pilot)
        await until(pilot, HiddenScreen)
        await pilot.press("x", "enter")
        await until(pilot, QuestionsScreen)


@pytest.mark.parametrize("over", ["pin", "practice", "wellbeing", "pause"])
async def test_hiding_works_over_everything_that_stands_over_a_step(over):
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        kinds = {"pin": PinScreen, "practice": PracticeScreen, "wellbeing": WellbeingScreen, "pause": PauseScreen}
        if over == "pause":
            await practise(pilot)
            await no_story(pilot)
            await past_alone(pilot)
        elif over == "wellbeing":
            await pilot.press("f2")
        else:
            options = app.screen.query_one("#choices")
            options.highlighted = options.get_option_index("usb" if over == "pin" else "practice")
            await pilot.press("enter")
        await until(pilot, kinds[over], pauses=False)
        await pilot.press("f12")
        await until(pilot, HiddenScreen, pauses=False)
        assert shown(app).split() == ["Notes"]
        await pilot.press("x", "enter")
        await until(pilot, kinds[over], pauses=False)


async def test_hiding_takes_less_than_a_tenth_of_a_second_while_a_phone_is_read():
    app = app_of(Script(samples.watched(), pause=1.0))
    measured = []
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, CheckingScreen)
        # A busy machine holds up everybody; what hiding itself takes would show in every one of three tries.
        for _ in range(3):
            before = time.perf_counter()
            app.action_hide()
            await until(pilot, lambda: shown(app).split() == ["Notes"], pauses=False)
            measured.append(time.perf_counter() - before)
            await pilot.press("x", "enter")
            await until(pilot, CheckingScreen)
    assert min(measured) < LONGEST, measured


async def test_the_pause_comes_before_what_is_hard_to_hear_and_after_an_empty_result():
    for document, said in ((samples.watched(), "hard to hear"), (samples.ordinary(), "not being believed")):
        app = app_of(Script(document))
        async with app.run_test(size=(80, 24)) as pilot:
            await practise(pilot)
            await no_story(pilot)
            await past_alone(pilot)
            await until(pilot, PauseScreen, pauses=False)
            assert said in words(app)
            await pilot.press("enter")
            await until(pilot, FindingsScreen)


async def test_the_clinics_own_words_open_and_only_role_and_time_are_kept(tmp_path):
    own = tmp_path / "wellbeing.txt"
    own.write_text("Ring Kim on the inner line.\n\x1b[2J planted-secret\n", "utf-8")
    app = app_of(Script(samples.watched()), own_words=lambda: aide_memoire.lines(own))
    async with app.run_test(size=(120, 40)) as pilot:
        await practise(pilot)
        await until(pilot, QuestionsScreen)
        await pilot.press("f2")
        await until(pilot, lambda: "Ring Kim on the inner line." in words(app))
        assert "Somebody is not well" in words(app)
        assert "\x1b" not in shown(app) and "999" in words(app)
        await pilot.press("enter")
        assert isinstance(app.screen, WellbeingScreen)
        await pilot.press("down", "down", "enter")
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        assert app.consultation.staff.handed_to is HandedTo.CASEWORKER
        assert "planted" not in app.consultation.model_dump_json()


async def test_roles_and_the_way_back_are_seen_on_a_small_screen_and_long_words_of_the_clinic_are_read_by_keys():
    own = tuple(f"Line {number} of ours." for number in range(40))
    app = app_of(Script(samples.watched()), own_words=lambda: own)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        await pilot.press("f2")
        await until(pilot, WellbeingScreen, pauses=False)
        wanted = ("call 999", "a caseworker", "emergency services", "Esc Back", "PgDn Read on")
        assert [each for each in wanted if each not in words(app)] == []
        assert "Line 39 of ours." not in words(app)
        await pilot.press(*["pagedown"] * 12)
        await until(pilot, lambda: "Police, ambulance, fire: 999" in words(app))
        assert "a caseworker" in words(app) and ">the person who leads" not in words(app)
        await pilot.press(*["pageup"] * 12, "down")
        await until(pilot, lambda: "Stop what you are doing" in words(app) and ">the person who leads" in words(app))


def test_who_took_over_stands_in_the_caseworkers_copy_alone():
    visit = with_handed(samples.watched(), HandedTo.SAFEGUARDING, AT)
    said = {}
    for copy in (Copy.A, Copy.CARD, Copy.B, Copy.ORDERS):
        sheet = copies.sheet(agreed(visit, copy, Kept.PAPER), load(), date(2026, 11, 24), copy)
        said[copy] = "the safeguarding lead" in text.render(sheet).decode()
    assert [copy for copy, there in said.items() if there] == [Copy.B]
    assert selected(agreed(visit, Copy.C, None)).document.staff.handed_to is None


def test_a_file_of_the_clinic_is_read_within_limits(tmp_path):
    path = tmp_path / "wellbeing.txt"
    assert aide_memoire.lines(path) == ()
    path.write_bytes(b"  \n \n")
    assert aide_memoire.lines(path) == ()
    path.write_bytes(b"\xff\xfe" + b"x" * 100_000)
    (line,) = aide_memoire.lines(path)
    assert len(line) <= aide_memoire.LONGEST_LINE + 1
    path.write_bytes(b"a\n" * 4000)
    assert len(aide_memoire.lines(path)) == aide_memoire.MOST_LINES
    assert aide_memoire.lines(tmp_path) == ()
