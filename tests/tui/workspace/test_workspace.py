# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of known apps kept by keyboard, always in a scratch folder."""

import shutil
from contextlib import asynccontextmanager
from datetime import date
from time import thread_time

import pytest
from textual.widgets import Input

from devicecheck.packs.find import signatures_folder
from devicecheck.packs.form import QUESTIONS
from devicecheck.packs.load import load_pack
from devicecheck.report.wording import load
from devicecheck.tui.screens.help import HelpScreen
from devicecheck.tui.screens.hidden import HiddenScreen
from devicecheck.tui.screens.start import StartScreen
from devicecheck.tui.words import Words
from devicecheck.tui.workspace import bench as benches
from devicecheck.tui.workspace import entries, entry, folder, form, in_out, overview, saving, slip, testing
from devicecheck.tui.workspace.entry_table import EntryTable
from devicecheck.tui.workspace.exchanging import Field, Task
from devicecheck.tui.workspace.slip_plans import BY_HAND, PHONE, WHY
from devicecheck.tui.workspace.telling import result_lines
from tests.packs.workshops import contents, workshop
from tests.tui.scripted import Script, app_of, shown, to_start, until

SMALL, LARGE = (80, 24), (200, 60)
TODAY = date(2026, 11, 24)
SCREENS = (
    folder.FolderScreen, entries.EntriesScreen, entry.EntryScreen, form.FormScreen, saving.SaveScreen,
    testing.TryScreen, overview.OverviewScreen, in_out.InOutScreen,
    slip.SlipScreen,
)  # fmt: skip


@asynccontextmanager
async def listed(place, size=SMALL, today=TODAY):
    """The app with the list of a folder open."""
    app = app_of(Script(None))
    async with app.run_test(size=size) as pilot:
        await to_start(pilot)
        await app.switch_screen(folder.FolderScreen(app.words, today, str(place)))
        await pilot.press("enter")
        await until(pilot, entries.EntriesScreen)
        yield pilot


async def typed(pilot, text):
    """Fill the field that has the focus; its own events follow."""
    pilot.app.focused.value = text
    await pilot.pause()


async def to_entry(pilot, name):
    await pilot.press("slash")
    await typed(pilot, name)
    await pilot.press("enter", "enter")
    await until(pilot, entry.EntryScreen)


async def to_question(pilot, number):
    await until(pilot, lambda: pilot.app.screen.number == number - 1 and pilot.app.screen.ready)


async def to_last_page(pilot, app_id="org.new.follower"):
    await pilot.press("n")
    await until(pilot, form.FormScreen)
    await to_question(pilot, 1)
    await typed(pilot, app_id)
    await pilot.press("enter")
    await to_question(pilot, 2)
    await typed(pilot, "New Follower")
    await pilot.press("enter")
    await to_question(pilot, 3)
    await pilot.press("down", "down", "down", "down", "enter")
    await to_question(pilot, 4)
    await pilot.press("space", "enter")
    await to_question(pilot, 5)
    await pilot.press("down", "space", "enter")
    await to_question(pilot, 6)
    await pilot.press("enter")
    await to_question(pilot, 7)
    await typed(pilot, "https://example.org/follower")
    await pilot.press("enter")
    await to_question(pilot, 8)
    await typed(pilot, "Anna Example")
    await pilot.press("enter")
    await until(pilot, saving.SaveScreen)


@pytest.mark.slow
@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_new_app_is_written_read_and_reviewed_by_somebody_else(tmp_path, size):
    place = workshop(tmp_path / "list")
    async with listed(place, size) as pilot:
        await to_last_page(pilot)
        assert "adds 1 entry: an app that can show where someone is" in shown(pilot.app)
        assert not (place / "can-follow").exists()
        await pilot.press("enter")
        await until(pilot, lambda: "Saved as a draft: new-follower" in shown(pilot.app))
        await pilot.press("enter")
        await until(pilot, entries.EntriesScreen)
        saved = next(each for each in load_pack(place).signatures if each.id == "new-follower")
        assert (saved.status, saved.added_by, saved.can_do, saved.ordinary_reasons) == (
            "draft", "Anna Example", ("location",), ("parent-and-child",),
        )  # fmt: skip
        await to_entry(pilot, "new-follower")
        await pilot.press("r")
        await typed(pilot, "anna  example")
        await pilot.press("enter")
        await until(pilot, lambda: "Another person has to review it" in shown(pilot.app))
        assert "status: draft" in (place / "can-follow/new-follower.yaml").read_text("utf-8")
        await typed(pilot, "Ben Other")
        await pilot.press("enter")
        await until(pilot, lambda: "Saved. Reviewed by Ben Other." in shown(pilot.app))
        await pilot.press("escape")
        await until(pilot, entries.EntriesScreen)
        assert load_pack(place).signatures[0].reviewed_by == "Ben Other"
        assert "reviewed" in shown(pilot.app)


async def test_what_is_held_already_or_never_matched_is_said_while_typing(tmp_path):
    async with listed(workshop(tmp_path / "list")) as pilot:
        await pilot.press("n")
        await until(pilot, form.FormScreen)
        await to_question(pilot, 1)
        await typed(pilot, "org.watch.app")
        await until(pilot, lambda: "STOP:" in shown(pilot.app) and "(watch) already" in shown(pilot.app))
        await typed(pilot, "com.android.settings")
        await until(pilot, lambda: "part of Android" in shown(pilot.app))
        await pilot.press("enter")
        assert pilot.app.screen.number == 0
        await typed(pilot, "org.new.one")
        await until(pilot, lambda: "STOP:" not in shown(pilot.app))
        await pilot.press("enter")
        await to_question(pilot, 2)
        await pilot.press("escape")
        await to_question(pilot, 1)
        assert pilot.app.focused.value == "org.new.one"


async def test_enter_without_a_choice_says_that_one_is_needed(tmp_path):
    async with listed(workshop(tmp_path / "list")) as pilot:
        await pilot.press("n")
        await until(pilot, form.FormScreen)
        for number, text in ((1, "org.new.one"), (2, "New One")):
            await to_question(pilot, number)
            await typed(pilot, text)
            await pilot.press("enter")
        await to_question(pilot, 3)
        await pilot.press("enter")
        await until(pilot, lambda: "STOP: Please give an answer." in shown(pilot.app))
        assert pilot.app.screen.number == 2


@pytest.mark.slow
async def test_leaving_before_the_last_enter_changes_nothing(tmp_path):
    place = workshop(tmp_path / "list")
    before = contents(place)
    async with listed(place) as pilot:
        await to_last_page(pilot)
        await pilot.press("escape")
        await to_question(pilot, 8)
        for number in range(7, 0, -1):
            await pilot.press("escape")
            await to_question(pilot, number)
        await pilot.press("escape")
        await until(pilot, entries.EntriesScreen)
    assert contents(place) == before


@pytest.mark.slow
async def test_a_change_is_told_in_words_and_makes_a_draft(tmp_path):
    place = workshop(tmp_path / "list")
    async with listed(place) as pilot:
        await to_entry(pilot, "watch")
        await pilot.press("e")
        await until(pilot, form.FormScreen)
        await to_question(pilot, 1)
        await typed(pilot, "org.watch.app, org.watch.three")
        for number in range(2, 7):
            await pilot.press("enter")
            await to_question(pilot, number)
        await pilot.press("enter")
        await to_question(pilot, 7)
        await typed(pilot, "https://example.org/three")
        await pilot.press("enter")
        await to_question(pilot, 8)
        await typed(pilot, "Cleo Third")
        await pilot.press("enter")
        await until(pilot, saving.SaveScreen)
        text = shown(pilot.app)
        assert "changes 1 entry" in text and "new packages: org.watch.three" in text
        assert "gone packages: org.watch.two" in text


async def test_a_line_of_a_group_is_not_changed_here(tmp_path):
    async with listed(workshop(tmp_path / "list")) as pilot:
        await to_entry(pilot, "row one")
        await pilot.press("e")
        await until(pilot, lambda: "one line of a group" in shown(pilot.app))
        assert isinstance(pilot.app.screen, entry.EntryScreen)


@pytest.mark.slow
@pytest.mark.core
async def test_a_test_says_passed_or_not_passed(tmp_path):
    place = workshop(tmp_path / "list")
    async with listed(place) as pilot:
        await to_entry(pilot, "watch")
        await pilot.press("t")
        await until(pilot, lambda: "PASSED" in shown(pilot.app))
        assert "NOT PASSED" not in shown(pilot.app) and "3 values were planted" in shown(pilot.app)
        await pilot.press("escape", "escape")
        await until(pilot, entries.EntriesScreen)
        (place / "stray.yaml").write_text("id: stray\n", "utf-8")
        await pilot.press("t")
        await until(pilot, lambda: "NOT PASSED" in shown(pilot.app))
        assert "stray.yaml:1" in shown(pilot.app)


def test_a_result_that_planted_nothing_or_found_less_has_not_passed():
    words = Words(load())
    first = [
        next(result_lines(benches.Tested(silent=silent, fired=fired), words)).plain
        for silent, fired in (((), 0), (("a: b",), 5), ((), 5))
    ]
    assert first == ["NOT PASSED", "NOT PASSED", "PASSED"]


@pytest.mark.slow
@pytest.mark.core
async def test_filters_and_the_overview(tmp_path):
    async with listed(workshop(tmp_path / "list"), today=date(2028, 1, 1)) as pilot:
        assert "All: 3 of 3" in shown(pilot.app)
        await pilot.press("f")
        assert "Drafts that wait for review: 1 of 3" in shown(pilot.app)
        await pilot.press("f")
        assert "Not looked at for 12 months or more: 3 of 3" in shown(pilot.app)
        await pilot.press("f")
        assert "Listed by a public list: none of 3" in shown(pilot.app)
        await pilot.press("o")
        await until(pilot, overview.OverviewScreen)
        text = shown(pilot.app)
        assert "wait for another person: 1" in text and "3 entries were not looked at" in text
        assert "More than 180 days" in text and "devicecheck signatures release STICK" in text


@pytest.mark.slow
async def test_a_copy_is_made_only_after_a_second_enter(tmp_path):
    place = tmp_path / "new"
    app = app_of(Script(None))
    async with app.run_test(size=SMALL) as pilot:
        await to_start(pilot)
        await pilot.press("end", "enter")
        await until(pilot, folder.FolderScreen)
        await typed(pilot, str(place))
        await pilot.press("enter")
        await until(pilot, lambda: "Press Enter again" in " ".join(shown(app).split()))
        assert not place.exists()
        await pilot.press("enter")
        await until(pilot, entries.EntriesScreen, 30)
        assert len(app.screen.bench.pack.signatures) > 4000
        await pilot.press("escape")
        await until(pilot, StartScreen)


@pytest.mark.slow
@pytest.mark.core
async def test_a_folder_that_is_none_is_refused(tmp_path):
    app = app_of(Script(None))
    async with app.run_test(size=SMALL) as pilot:
        await to_start(pilot)
        await app.switch_screen(folder.FolderScreen(app.words, TODAY, str(tmp_path)))
        await pilot.press("enter")
        await until(pilot, lambda: "no folder of signatures" in shown(app))
        assert "command line" not in shown(app)


@pytest.mark.slow
async def test_the_whole_list_is_quick_to_search_and_to_draw(tmp_path):
    place = tmp_path / "list"
    shutil.copytree(signatures_folder(), place)
    async with listed(place) as pilot:
        screen = pilot.app.screen
        for words in ("s", "sp", "spy", "com.", ""):
            spent = []
            for _ in range(3):
                before = thread_time()
                screen.query_one(Input).value = words
                screen.search()
                spent.append(thread_time() - before)
            assert min(spent) < 0.1
        await pilot.press("end")
        assert screen.query_one(EntryTable).cursor == len(screen.bench.pack.signatures) - 1
        assert "> " in shown(pilot.app)


async def test_hostile_names_are_shown_as_text(tmp_path):
    place = workshop(tmp_path / "list")
    path = place / "watch-secretly/watch.yaml"
    hostile = '"[/b][red]X ' + "y" * 50 + '"'  # signs that nobody sees are refused before
    lines = [f"name: {hostile}" if line.startswith("name:") else line for line in path.read_text("utf-8").splitlines()]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    async with listed(place) as pilot:
        assert "[/b][red]X" in shown(pilot.app)
        await to_entry(pilot, "watch")
        assert "[/b][red]X" in shown(pilot.app)


@pytest.mark.slow
@pytest.mark.core
async def test_hide_and_help_work_here(tmp_path):
    async with listed(workshop(tmp_path / "list")) as pilot:
        await pilot.press("f12")
        await until(pilot, HiddenScreen)
        assert "watch" not in shown(pilot.app).lower()
        await pilot.press("x", "enter")
        await until(pilot, entries.EntriesScreen)
        await pilot.press("question_mark")
        await until(pilot, HelpScreen)
        assert "Drafts" in shown(pilot.app) or "columns are" in shown(pilot.app)


def test_every_screen_has_its_words():
    words = load()
    keys = [f"tui.{screen.NAME}.{part}" for screen in SCREENS for part in ("place", "next", "help")]
    keys += [f"tui.keys.{binding.description}" for s in SCREENS for binding in s.BINDINGS if binding.show]
    keys += [f"tui.workspace-list.filter.{each}" for each in benches.Filter]
    keys += [f"tui.workspace-overview.{each}.{part}" for each in overview.COMMANDS for part in ("what", "command")]
    keys += [f"tui.workspace-form.{each.kind}-{'needed' if each.needed else 'may-skip'}" for each in QUESTIONS]
    keys += [f"tui.slip.ask.{each.id}" for each in (*BY_HAND, WHY, PHONE)] + ["tui.slip.ask.value"]
    keys += [f"{each.area}.{choice}" for each in (*BY_HAND, WHY) if each.area for choice in each.choices]
    keys += [f"tui.slip.how.{kind}" for kind in ("one", "text", "text-may-skip", "many-may-skip")]
    keys += [f"tui.workspace-exchange.{part}.{task}" for part in ("task", "file") for task in Task]
    keys += [f"tui.workspace-exchange.field.{field}" for field in Field if field is not Field.PATH]
    assert [key for key in keys if not words.has(key)] == []
    assert [key for key in keys if key.endswith(".next") and len(words.text(key)) > 76] == []
