# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names made to break a screen: they are shown as text, do nothing, and hide nothing."""

import unicodedata

import pytest
from textual.widgets import OptionList

from devicecheck.tui.screens.ended import EndedScreen
from devicecheck.tui.screens.findings import FindingsScreen
from tests.report import samples
from tests.tui.scripted import Script, app_of, no_story, practise, shown, until

pytestmark = pytest.mark.slow

NAMES = (
    "markup", "ansi", "bidi", "isolate", "nul", "arabic", "emoji", "long", "html", "template", "blank", "marks",
    "lines", "empty",
)  # fmt: skip
ACTING = {"Cc", "Cs", "Cn", "Zl", "Zp"}


async def start(pilot):
    await practise(pilot)
    await no_story(pilot)


def acting(text):
    """Characters that would act on a terminal."""
    bidi = {c for c in text if unicodedata.bidirectional(c) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI"}}
    return bidi | {c for c in text if unicodedata.category(c) in ACTING and c != "\n"}


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
@pytest.mark.parametrize("name", NAMES)
async def test_every_card_shows_hostile_names_as_text(name, size):
    app = app_of(Script(samples.hostile(name)))
    async with app.run_test(size=size) as pilot:
        await start(pilot)
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


async def test_markup_of_a_name_stays_visible():
    app = app_of(Script(samples.hostile("markup")))
    async with app.run_test(size=(80, 24)) as pilot:
        await start(pilot)
        await until(pilot, FindingsScreen)
        assert "[/b][bold]" in shown(app)


async def test_error_terms_from_a_phone_are_shown_as_text():
    from devicecheck.runner.events import Broken

    app = app_of(Script(None, topics=(), broken=Broken("busy", {"holder": "[/b]\x1b[2J\u202eadb"})))
    async with app.run_test(size=(80, 24)) as pilot:
        await start(pilot)
        await until(pilot, EndedScreen)
        assert "[/b]" in shown(app) and "[U+202E]" in shown(app)
        assert acting(shown(app)) == set()
