# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names made to break a screen: they are shown as text, do nothing, and hide nothing."""

import unicodedata

import pytest
from textual.widgets import OptionList

from devicecheck.tui.screens.ended import EndedScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.start import StartScreen

NAMES = (
    "markup", "ansi", "bidi", "isolate", "nul", "arabic", "emoji", "long", "html", "template", "blank", "marks",
    "lines", "empty",
)  # fmt: skip
ACTING = {"Cc", "Cs", "Cn", "Zl", "Zp"}


async def start(pilot, until):
    await until(pilot, StartScreen)
    await until(pilot, lambda: pilot.app.screen.query_one(OptionList).highlighted is not None)
    await pilot.press("enter")


def acting(text):
    """Characters that would act on a terminal."""
    bidi = {c for c in text if unicodedata.bidirectional(c) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI"}}
    return bidi | {c for c in text if unicodedata.category(c) in ACTING and c != "\n"}


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
@pytest.mark.parametrize("name", NAMES)
async def test_every_card_shows_hostile_names_as_text(app_of, script, samples, until, shown, name, size):
    app = app_of(script(samples.hostile(name)))
    async with app.run_test(size=size) as pilot:
        await start(pilot, until)
        await until(pilot, FindingsScreen)
        pages = app.screen.query_one(OptionList)
        seen = []
        for _ in range(sum(not option.disabled for option in pages.options)):
            seen.append(shown(app))
            assert acting(seen[-1]) == set()
            assert len(seen[-1].splitlines()) == size[1]
            assert "PRACTICE - not a real phone" in seen[-1]
            await pilot.press("down")
    assert len(set(seen)) == len(seen)


async def test_markup_of_a_name_stays_visible(app_of, script, samples, until, shown):
    app = app_of(script(samples.hostile("markup")))
    async with app.run_test(size=(80, 24)) as pilot:
        await start(pilot, until)
        await until(pilot, FindingsScreen)
        assert "[/b][bold]" in shown(app)


async def test_error_terms_from_a_phone_are_shown_as_text(app_of, script, until, shown):
    from devicecheck.runner.events import Broken

    app = app_of(script(None, topics=(), broken=Broken("busy", {"holder": "[/b]\x1b[2J\u202eadb"})))
    async with app.run_test(size=(80, 24)) as pilot:
        await start(pilot, until)
        await until(pilot, EndedScreen)
        assert "[/b]" in shown(app) and "[U+202E]" in shown(app)
        assert acting(shown(app)) == set()
