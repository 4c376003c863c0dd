# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The caseworker's desk by keyboard: a case is opened, notes are kept at once and shown again, pages are made."""

from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from devicecheck.casefile.store import open_case
from devicecheck.model import chain
from devicecheck.report import document
from devicecheck.runner import desk
from devicecheck.tui.desk.asking import LineScreen, PickScreen, ReadScreen
from devicecheck.tui.desk.opening import DeskOpenScreen
from devicecheck.tui.desk.sitting import DeskScreen
from devicecheck.tui.screens.hidden import HiddenScreen
from devicecheck.tui.screens.start import StartScreen
from tests.cli.test_case_correcting import KEPT, made
from tests.report import samples
from tests.runner.test_network_visit import DOORBELL, YES, House, visited
from tests.tui.scripted import Script, app_of, choose, shown, to_start, until


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return made(tmp_path / "case", samples.watched().model_copy(update={"started_at": datetime.now(UTC)}))


async def typed(pilot, text):
    pilot.app.focused.value = text
    await pilot.pause()
    await pilot.press("enter")


@asynccontextmanager
async def at_desk(folder, secret="right", staff="AB1"):
    """The app with a case open, from the first screen."""
    app = app_of(Script(None))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        await choose(pilot, "desk")
        await until(pilot, DeskOpenScreen)
        await typed(pilot, folder)
        await typed(pilot, secret)
        await typed(pilot, staff)
        yield pilot


def events(folder):
    case = open_case(Path(folder), "right")
    try:
        return [chain.read(line).event for line in case.lines()][1:]
    finally:
        case.close()


async def ready(pilot):
    await until(pilot, DeskScreen)
    await until(pilot, lambda: "Visit" in shown(pilot.app) and "[ ]" in shown(pilot.app))


async def test_notes_are_kept_at_once_and_shown_at_the_next_opening(folder):
    async with at_desk(folder) as pilot:
        await ready(pilot)
        await pilot.press("enter")
        await until(pilot, LineScreen)
        await pilot.press("enter")
        await until(pilot, lambda: "noted by AB1" in shown(pilot.app))
        await pilot.press("p")
        await until(pilot, LineScreen)
        await typed(pilot, "06/123")
        await until(pilot, lambda: "Police reference: 06/123" in shown(pilot.app))
        await pilot.press("escape")
        await until(pilot, StartScreen)
    async with at_desk(folder) as pilot:
        await ready(pilot)
        await until(pilot, lambda: "noted by AB1" in shown(pilot.app))
        assert "06/123" in shown(pilot.app)
        await pilot.press("enter")
        await until(pilot, lambda: "noted by" not in shown(pilot.app))
        await pilot.press("escape")
        await until(pilot, StartScreen)
    assert events(folder) == [desk.Noted.FOLLOWED, desk.Noted.POLICE, desk.Noted.TAKEN_BACK]


async def test_a_page_for_a_meeting_needs_a_yes_or_a_reason(folder, tmp_path):
    async with at_desk(folder) as pilot:
        await ready(pilot)
        for answer, told in (("down", "The client did not agree"), ("up", "not encrypted")):
            await pilot.press("w")
            await until(pilot, PickScreen)
            await pilot.press("down", "down", "enter")
            await until(pilot, lambda: "Does the client agree" in shown(pilot.app))
            await pilot.press("down", "down" if answer == "down" else "home", "enter")
            await until(pilot, LineScreen)
            await typed(pilot, "" if answer == "down" else str(tmp_path / "out"))
            await until(pilot, lambda said=told: said in " ".join(shown(pilot.app).split()), 60)
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".html", ".pdf"}
    assert events(folder) == [desk.Noted.PRINTED]


@pytest.mark.slow
async def test_two_looks_at_one_network_beside_each_other(tmp_path):
    """What was a stranger's at the first look and has a name at the second is told apart from what is as it was."""
    _, first = await visited(House(), YES)
    _, second = await visited(House(), YES | {f"own-device:{DOORBELL}": "mine"})
    later = {"code": "later-visit", "started_at": first.started_at + timedelta(days=1)}
    place = made(tmp_path / "case", first)
    case = open_case(Path(place), "right")
    case.add(
        datetime.now(UTC),
        KEPT,
        {"code": "later-visit", "document": document.write(second.model_copy(update=later)).decode()},
    )
    case.close()
    async with at_desk(place) as pilot:
        await until(pilot, DeskScreen)
        await until(pilot, lambda: "later-visit" in shown(pilot.app))
        await pilot.press("v")
        await until(pilot, ReadScreen)
        said = " ".join(shown(pilot.app).split())
        assert "Seen on both days, but not the same" in said
        assert "Seen on both days, the same" in said
        await pilot.press("escape")
        await until(pilot, DeskScreen)
        await pilot.press("n")
        await until(pilot, lambda: first.code in shown(pilot.app))
        await pilot.press("v")
        await until(pilot, lambda: "the first visit of the case" in shown(pilot.app))


async def test_a_day_that_does_not_fit_is_told_and_not_kept(folder):
    async with at_desk(folder) as pilot:
        await ready(pilot)
        await pilot.press("r")
        await until(pilot, LineScreen)
        await typed(pilot, "2001-01-01")
        await until(pilot, lambda: "That day does not fit." in shown(pilot.app))
    assert events(folder) == []


async def test_a_folder_of_nobody_is_told_and_the_desk_goes_on(folder):
    async with at_desk(folder) as pilot:
        await ready(pilot)
        await pilot.press("w")
        await until(pilot, PickScreen)
        await pilot.press("down", "enter")
        await until(pilot, LineScreen)
        await typed(pilot, "~nobody-of-that-name/pages")
        await until(pilot, lambda: "That folder is not there." in shown(pilot.app), 60)
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_a_case_of_nobody_is_told():
    async with at_desk("~nobody-of-that-name/case") as pilot:
        await until(pilot, lambda: "That folder is no case" in shown(pilot.app))


async def test_a_wrong_passphrase_is_told_and_the_field_is_emptied(folder):
    async with at_desk(folder, secret="wrong") as pilot:
        await until(pilot, lambda: "did not open with that" in shown(pilot.app))
        assert pilot.app.screen.query_one("#secret", Input).value == ""


async def test_the_desk_is_hidden_with_a_key_over_its_forms_too(folder):
    async with at_desk(folder) as pilot:
        await ready(pilot)
        await pilot.press("p")
        await until(pilot, LineScreen)
        await pilot.press("f12")
        await until(pilot, HiddenScreen)
        assert samples.watched().code not in shown(pilot.app)


async def test_a_saved_copy_has_a_desk_without_a_passphrase_and_a_copy_for_others_leaves_out_what_is_ticked(tmp_path):
    path = tmp_path / "notes.json"
    path.write_bytes(document.write(samples.watched().model_copy(update={"started_at": datetime.now(UTC)})))
    app = app_of(Script(None))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        await choose(pilot, "desk")
        await until(pilot, DeskOpenScreen)
        await typed(pilot, str(path))
        await typed(pilot, "AB1")
        await until(pilot, DeskScreen)
        await until(pilot, lambda: "[ ] " in shown(app))
        await pilot.press("p")
        await until(pilot, LineScreen)
        await typed(pilot, "06/123")
        await until(pilot, lambda: "Police reference: 06/123" in shown(app))
        await pilot.press("w")
        await until(pilot, PickScreen)
        await pilot.press("down", "down", "down", "enter")
        await until(pilot, lambda: "What shall be left out?" in shown(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: "[x] What the client said" in shown(app))
        await pilot.press("end", "enter")
        await until(pilot, lambda: "Does the client agree that this copy" in shown(app))
        await pilot.press("down", "enter")
        await until(pilot, LineScreen)
        await typed(pilot, str(tmp_path / "out"))
        await until(pilot, lambda: "for-others" in shown(app), 30.0)
    assert {each.suffix for each in (tmp_path / "out").iterdir()} == {".html", ".pdf"}
