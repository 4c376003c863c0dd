# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Visits through the app with the real reader and the practice phone: nothing simulated but the phone itself."""

import asyncio
import gc
import os
import signal
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from devicecheck.model.consultation import End
from devicecheck.practice.phone import PracticePhone
from devicecheck.tui.app import DeviceCheckApp
from devicecheck.tui.process import forget_what_stays
from devicecheck.tui.screens.address import AddressScreen
from devicecheck.tui.screens.checking import CheckingScreen
from devicecheck.tui.screens.consent import ConsentScreen
from devicecheck.tui.screens.copies import CopiesScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.gate import GateScreen
from tests.tui.scripted import choose, down_to, first_questions, no_story, practise, shown, tick, to_start, until

PATIENCE = 60.0
LONGEST_WAIT = 0.1
"""Seconds that the screen may be held up."""
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="children are counted in /proc")


async def choose_story(pilot, name):
    await practise(pilot, name)
    await no_story(pilot)


def programs():
    """Command lines of the programs that this process started and that still run."""
    lines = []
    for number in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError):
            parent = (number / "stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) == os.getpid():
                lines.append((number / "cmdline").read_bytes().decode().replace("\0", " "))
    return [line for line in lines if "devicecheck" in line or "spawn_main" in line]


@pytest.fixture
def memory(monkeypatch):
    """An empty place in memory for private folders."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as place:
        monkeypatch.setenv("XDG_RUNTIME_DIR", place)
        yield Path(place)


async def test_the_watched_phone_from_start_to_copies(tmp_path):
    app = DeviceCheckApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await choose_story(pilot, "watched")
        await until(pilot, FindingsScreen, PATIENCE)
        assert "TheTruthSpy" in shown(app) and "Life360" in shown(app)
        assert "PRACTICE - not a real phone" in shown(app)
        await pilot.press("c")
        await until(pilot, CopiesScreen)
        await tick(pilot, "copy-B", "kind-html", "kind-pdf")
        await down_to(pilot, "folder")
        await pilot.press(*str(tmp_path), "enter")
        await until(pilot, lambda: "Written, not encrypted" in shown(app), PATIENCE)
        assert sorted(path.suffix for path in tmp_path.iterdir()) == [".html", ".pdf"]
        assert app.consultation is not None and app.consultation.practice and app.consultation.end is End.COMPLETE


@pytest.mark.slow
async def test_a_phone_at_an_address_is_reached_only_after_the_answers():
    with PracticePhone("ordinary") as phone:
        app = DeviceCheckApp()
        async with app.run_test(size=(80, 24)) as pilot:
            await to_start(pilot)
            await choose(pilot, "tcp")
            await until(pilot, AddressScreen)
            app.screen.query_one(Input).value = f"127.0.0.1:{phone.port}"
            await pilot.press("enter")
            await first_questions(pilot)
            await no_story(pilot)
            await until(pilot, GateScreen)
            await pilot.press("1", "enter")
            await until(pilot, ConsentScreen)
            assert phone.audit.opens == 0 and not phone.audit.events
            await pilot.press("y", "y", "y", "n", "enter")
            await until(pilot, FindingsScreen, PATIENCE)
            assert "PRACTICE" not in shown(app)
            assert phone.audit.opens > 0 and phone.audit.changes() == []
            assert app.consultation is not None
            assert [answer.question for answer in app.consultation.answers][0::7] == ["safe-now", "whose-phone"]
            assert [consent.given for consent in app.consultation.consents] == [True, True, True, False]


async def test_what_a_client_is_asked_first_can_be_practised_and_a_no_is_held_to():
    app = DeviceCheckApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        await choose(pilot, "practice")
        await until(pilot, lambda: app.screen.query("#stories") and app.screen.query_one(OptionList).option_count > 9)
        stories = app.screen.query_one("#stories", OptionList)
        stories.highlighted = next(i for i, each in enumerate(stories.options) if each.id == "watched")
        await pilot.press("w")
        await until(pilot, GateScreen)
        assert "Is it safe for you to do this now?" in shown(app) and "PRACTICE - not a real phone" in shown(app)
        assert "[Safety] > Story > Consent" in shown(app)
        await first_questions(pilot)
        await no_story(pilot)
        await until(pilot, GateScreen, PATIENCE)
        assert "Whose phone is this?" in shown(app)
        await pilot.press("1", "enter")
        await until(pilot, ConsentScreen)
        await pilot.press("y", "y", "n", "n", "enter")
        await until(pilot, FindingsScreen, PATIENCE)
        assert app.consultation is not None and app.consultation.practice
        assert app.consultation.answers[0].question == "safe-now"
        assert [consent.given for consent in app.consultation.consents] == [True, True, False, False]


@LINUX
async def test_stopping_keeps_what_was_read_and_ends_the_reader(memory):
    app = DeviceCheckApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await choose_story(pilot, "stops-halfway")
        await until(pilot, CheckingScreen, PATIENCE)
        await until(pilot, lambda: "the phone's clock" in shown(app), PATIENCE)
        assert any("devicecheck.readers" in line for line in programs())
        await pilot.press("escape")
        await until(pilot, FindingsScreen, 20.0)
        assert "It was stopped before the end." in shown(app)
        assert app.consultation is not None and app.consultation.end is End.STOPPED and app.consultation.readings
        assert programs() == [] and list(memory.iterdir()) == []


@LINUX
@pytest.mark.parametrize("way", ["key", "SIGTERM", "SIGHUP"])
async def test_leaving_in_the_middle_leaves_nothing(memory, way):
    app = DeviceCheckApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await choose_story(pilot, "stops-halfway")
        await until(pilot, CheckingScreen, PATIENCE)
        assert list(memory.iterdir()) and programs()
        if way == "key":
            await pilot.press("ctrl+q")
        else:
            os.kill(os.getpid(), getattr(signal, way))
        await until(pilot, lambda: app._exit, 20.0)
    assert programs() == [] and list(memory.iterdir()) == []


async def longest_wait(name):
    """How long the app held up the screen at the most, from the choice to the findings. Units: seconds.

    A busy machine holds up everybody: of each wait counts what all threads of the app computed meanwhile.
    """
    waits = []

    async def sample():
        before, computed = time.perf_counter(), time.process_time()
        while True:
            await asyncio.sleep(0.005)
            now, by_now = time.perf_counter(), time.process_time()
            waits.append(min(now - before, by_now - computed))
            before, computed = now, by_now

    app = DeviceCheckApp()
    forget_what_stays()
    async with app.run_test(size=(120, 40)) as pilot:
        sampling = asyncio.create_task(sample())
        await choose_story(pilot, name)
        await until(pilot, FindingsScreen, PATIENCE)
        await pilot.press("down", "down")
        sampling.cancel()
    return max(waits)


@pytest.mark.long
async def test_the_screen_never_waits():
    measured = []
    while len(measured) < 3 and (not measured or min(measured) > LONGEST_WAIT):
        measured.append(await longest_wait("watched"))
        gc.unfreeze()
    assert min(measured) <= LONGEST_WAIT, measured
