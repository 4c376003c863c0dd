# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is copied is out of the clipboard after a minute, when the screen is hidden, and when the app ends."""

import base64
import re

import pytest
from textual.widgets import Input

from devicecheck.tui.clipboard import KEPT_SECONDS
from devicecheck.tui.screens.pin import PinScreen
from tests.report import samples
from tests.tui.scripted import Script, app_of, shown, to_start, until

PUT = re.compile(r"\x1b\]52;c;([^\x07]*)\x07")
SECRET = "planted-secret"


def put(app, told):
    """Hear what goes to the terminal's clipboard, text after text."""
    written = app._driver.write

    def write(data):
        told.extend(base64.b64decode(each).decode() for each in PUT.findall(data))
        written(data)

    app._driver.write = write


async def copied(pilot, told):
    """Copy a word by keyboard out of a field."""
    await to_start(pilot)
    put(pilot.app, told)
    options = pilot.app.screen.query_one("#choices")
    options.highlighted = options.get_option_index("tcp")
    await pilot.press("enter")
    await until(pilot, lambda: bool(pilot.app.screen.query(Input)))
    await pilot.press(*SECRET, "shift+home", "ctrl+x")
    await until(pilot, lambda: told == [SECRET])


async def test_copied_text_leaves_the_clipboard_by_itself_and_the_screen_says_so():
    told = []
    app = app_of(Script(samples.watched()))
    assert KEPT_SECONDS == 60.0
    app.kept_seconds = 0.3
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await copied(pilot, told)
        await until(pilot, lambda: "Copied." in shown(app))
        assert any("leaves the clipboard after 60 seconds" in each.message for each in app._notifications)
        await until(pilot, lambda: told == [SECRET, " ", ""])
        assert app.clipboard == ""


async def test_a_later_copy_starts_the_minute_anew():
    told = []
    app = app_of(Script(samples.watched()))
    app.kept_seconds = 0.6
    async with app.run_test(size=(80, 24)) as pilot:
        await copied(pilot, told)
        await pilot.pause(0.4)
        app.copy_to_clipboard("second")
        await pilot.pause(0.4)
        assert told == [SECRET, "second"]
        await until(pilot, lambda: told == [SECRET, "second", " ", ""])


@pytest.mark.parametrize("way", ["hide", "leave"])
async def test_hiding_and_leaving_empty_it_at_once_and_only_if_something_was_copied(way):
    told = []
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        put(app, told)
        await pilot.press("f12")
        await pilot.press("x", "enter")
        assert told == []
        app.copy_to_clipboard(SECRET)
        await pilot.press("f12" if way == "hide" else "ctrl+q")
        await until(pilot, lambda: told == [SECRET, " ", ""])


async def test_a_password_cannot_be_copied():
    told = []
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        put(app, told)
        await app.push_screen(PinScreen(app.words))
        await pilot.press(*"4711", "shift+home", "ctrl+x")
        await pilot.pause()
        assert told == [] and app.screen.query_one(Input).value == ""
