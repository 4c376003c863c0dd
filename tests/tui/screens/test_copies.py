# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of copies with the keys that a person presses, on the smallest terminal."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from devicecheck.report.wording import load
from devicecheck.tui.screens.copies import LANGUAGES, CopiesScreen
from devicecheck.tui.screens.preview import PreviewScreen
from devicecheck.tui.widgets.tick import Tick
from devicecheck.tui.words import Words
from tests.report import samples
from tests.tui.scripted import Script, app_of, shown, to_start, until

pytestmark = pytest.mark.slow
WORDING = load()
SMALL = (80, 24)


@asynccontextmanager
async def page() -> AsyncIterator[tuple[Pilot[int], CopiesScreen]]:
    """The page of copies of a watched phone whose answers are still held."""
    app = app_of(Script(None))
    async with app.run_test(size=SMALL) as pilot:
        await to_start(pilot)
        screen = CopiesScreen(Words(WORDING), samples.watched(), whole={"r5": b"answer"})
        await app.switch_screen(screen)
        await pilot.pause()
        yield pilot, screen


async def test_down_ends_at_the_folder_and_up_at_the_first_copy() -> None:
    async with page() as (pilot, screen):
        await pilot.press("up")
        assert screen.focused is screen.query(Tick).first()
        for _ in range(40):
            await pilot.press("down")
        assert screen.focused is not None
        assert screen.focused.id == "folder"
        await pilot.press("up")
        assert screen.focused.id != "folder"


async def test_the_tick_for_whole_answers_is_read_to_its_end() -> None:
    async with page() as (pilot, screen):
        screen.query_one("#copy-C", Tick).turn()
        await pilot.pause()
        for _ in range(12):
            await pilot.press("down")
        said = " ".join(shown(pilot.app).split())
        assert WORDING.text("tui.copies.whole") in said


async def test_the_language_key_goes_round_and_the_preview_speaks_it() -> None:
    async with page() as (pilot, screen):
        for language in (*LANGUAGES[1:], LANGUAGES[0], LANGUAGES[1]):
            await pilot.press("l")
            assert screen.wanted.language == language
            name = WORDING.text(f"tui.copies.languages.{language}")
            assert WORDING.text("tui.copies.language", name=name) in shown(pilot.app)
        await pilot.press("P")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PreviewScreen)
        said = shown(pilot.app)
        assert WORDING.text("casework.heading") in said
        assert load(LANGUAGES[1]).text("report.labels.date") in said
        await pilot.press("escape")
        assert pilot.app.screen is screen


@pytest.mark.parametrize(("place", "heading"), [("copy-A", "report.heading"), ("copy-B", "casework.heading")])
async def test_the_preview_shows_the_copy_that_is_ticked_and_writes_nothing(place: str, heading: str) -> None:
    async with page() as (pilot, screen):
        assert WORDING.text("tui.copies.next") in shown(pilot.app)
        screen.query_one(f"#{place}", Tick).turn()
        await pilot.press("p")
        await pilot.pause()
        lines = shown(pilot.app).splitlines()
        assert any(WORDING.text(heading) in line for line in lines)
        assert all(len(line) <= SMALL[0] for line in lines)
        await pilot.press("p")
        assert pilot.app.screen is screen
        assert not screen.query_one("#result").render().plain  # type: ignore[attr-defined]


async def test_the_names_of_what_was_written_are_seen(tmp_path: Path) -> None:
    async with page() as (pilot, screen):
        for name in ("copy-A", "copy-B", "kind-html", "kind-txt", "kept-paper"):
            screen.query_one(f"#{name}", Tick).turn()
        screen.query_one("#folder", Input).value = str(tmp_path)
        await pilot.press("enter")

        def seen() -> bool:
            names = {path.name for path in tmp_path.iterdir()}
            return len(names) == 4 and names <= set(re.split(r"[\s,]+", shown(pilot.app)))

        await until(pilot, seen, 30.0)
