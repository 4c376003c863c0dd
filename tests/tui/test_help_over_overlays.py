# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""F1 explains the step and names the keys of what is on top, unless a client reads it or everything is hidden."""

from functools import partial

import pytest

from devicecheck.frontend.client_pages import pages
from devicecheck.frontend.practice_phones import Story
from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.screens.client import ClientScreen
from devicecheck.tui.screens.help import HelpScreen
from devicecheck.tui.screens.hidden import HiddenScreen
from devicecheck.tui.screens.practice import PracticeScreen
from devicecheck.tui.screens.start import StartScreen
from tests.report import samples
from tests.tui.more_pictured import SCREENS
from tests.tui.scripted import Script, app_of, shown, to_start, until

NOT_OVER = frozenset({"hidden", "help"})


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SCREENS.keys() - NOT_OVER))
async def test_help_opens_over_every_screen_and_its_key_closes_it_again(name: str) -> None:
    app = app_of(Script(None))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        screen = SCREENS[name]()
        await (app.switch_screen(screen) if isinstance(screen, VisitScreen) else app.push_screen(screen))
        await pilot.pause()
        await pilot.press("f1")
        await until(pilot, HelpScreen)
        await pilot.press("f1")
        await until(pilot, lambda: app.screen is screen, pauses=False)


async def test_help_over_the_list_of_practice_names_its_own_keys() -> None:
    app = app_of(Script(None))
    async with app.run_test(size=(80, 40)) as pilot:
        await to_start(pilot)
        await app.push_screen(PracticeScreen(app.words, (Story("watched", "A watched phone"),)))
        await pilot.press("f1")
        await until(pilot, HelpScreen)
        assert "Choose with the arrow keys" in shown(app) and "W         Whole" in shown(app)
        await pilot.press("f1", "escape")
        await until(pilot, StartScreen)


async def test_no_help_comes_over_a_hidden_screen_or_what_a_client_reads() -> None:
    app = app_of(Script(None))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        made = partial(pages, samples.watched(), "", today=samples.TODAY)
        client = ClientScreen(app.words, lambda its: made(language=its), practice=True, language="en")
        for screen in (client, HiddenScreen(app.words, "", app._clock)):
            await app.push_screen(screen)
            await pilot.press("f1")
            await pilot.pause()
            assert app.screen is screen
            app.pop_screen()
