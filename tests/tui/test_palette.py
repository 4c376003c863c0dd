# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of commands: everything a key does, in our words, and nothing for developers."""

import pytest
from textual.command import CommandList, CommandPalette
from textual.pilot import Pilot

from devicecheck.model.told import Known
from devicecheck.report.wording import load
from devicecheck.tui.palette import commands
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.help import HelpScreen
from devicecheck.tui.screens.hidden import HiddenScreen
from devicecheck.tui.screens.practice import PracticeScreen
from devicecheck.tui.words import Words
from tests.report import samples
from tests.tui.scripted import Script, app_of, no_story, practise, shown, to_start, until

OF_DEVELOPERS = ("screenshot", "Theme", "Maximize", "Minimize", "Inspect")


async def opened(pilot: Pilot[int], typed: str) -> None:
    """Open the list and type a part of a name."""
    await pilot.press("ctrl+p")
    await until(pilot, CommandPalette)
    await pilot.press(*typed)
    await until(pilot, lambda: bool(pilot.app.screen.query_one(CommandList).option_count))


async def test_the_first_screen_lists_what_can_be_chosen_and_does_it() -> None:
    app = app_of(Script(None))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        names = [each.name for each in commands(Words(load()), app.screen)]
        assert {"Listen for small tags", "Caseworker desk", "Hide", "Care", "Quit", "Help"} <= set(names)
        assert len(names) == len(set(names)) and not [name for name in names if name.startswith(OF_DEVELOPERS)]
        await opened(pilot, "Practise")
        assert not any(word in shown(app) for word in OF_DEVELOPERS)
        await pilot.press("enter")
        await until(pilot, PracticeScreen)


async def test_what_has_no_such_name_says_so_in_our_words() -> None:
    app = app_of(Script(None))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        await opened(pilot, "qqqq")
        await until(pilot, lambda: "Nothing here has that name." in shown(app))
        await pilot.press("f12")
        await until(pilot, HiddenScreen)
        await pilot.press("ctrl+p")
        assert isinstance(app.screen, HiddenScreen)


@pytest.mark.slow
async def test_what_the_client_says_is_written_down_from_the_list_of_commands() -> None:
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        await opened(pilot, "Was made to")
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.consultation and app.consultation.told.known))
        assert app.consultation is not None and app.consultation.told.known[0].known is Known.WAS_MADE_TO
        await opened(pilot, "Help")
        await pilot.press("enter")
        await until(pilot, HelpScreen)
