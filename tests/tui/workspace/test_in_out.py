# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""In and out of the list by keyboard: tables, lists of others, slips, and taking an entry out of use."""

import csv
import io
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from devicecheck.casefile import clinic_key
from devicecheck.model.signatures import SignatureStatus
from devicecheck.packs import installed, slips
from devicecheck.packs.entry_text import entry_text
from devicecheck.packs.load import load_pack
from devicecheck.packs.releases import stick
from devicecheck.packs.releases.public_keys import PublicKey
from devicecheck.packs.slips import FalseAlarm, Phone, UnknownApp, Why
from devicecheck.tui.workspace import entries, form, in_out
from devicecheck.tui.workspace.exchanging import Task
from tests.packs.entries import entry as made_up
from tests.packs.workshops import contents, workshop
from tests.tui.scripted import shown, until
from tests.tui.workspace.test_workspace import TODAY, listed, to_entry, typed

ECHAP = """- name: NewWatcher
  type: stalkerware
  packages:
  - org.new.watcher
- name: Known
  type: stalkerware
  packages:
  - org.watch.app
"""


async def to_task(pilot, task: Task, path) -> None:
    """Choose a task and give its file."""
    await pilot.press("i")
    await until(pilot, in_out.InOutScreen)
    for _ in range(list(Task).index(task)):
        await pilot.press("down")
    await pilot.press("enter")
    await until(pilot, lambda: pilot.app.screen.chosen is task)
    await typed(pilot, str(path))
    await pilot.press("enter")


def entry_of(place, key: str):
    """An entry of a folder, or None."""
    return next((each for each in load_pack(place).signatures if each.id == key), None)


@pytest.mark.slow
@pytest.mark.core
async def test_a_table_goes_out_and_comes_back_changed_as_a_draft(tmp_path) -> None:
    place, table = workshop(tmp_path / "list"), tmp_path / "list.csv"
    async with listed(place) as pilot:
        await to_task(pilot, Task.TABLE_OUT, table)
        await until(pilot, lambda: "1 lines" in shown(pilot.app))
        rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"))))
        rows[0]["name"] = "Watch Two"
        changed = tmp_path / "changed.csv"
        with changed.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        await pilot.press("escape", "escape")
        await until(pilot, entries.EntriesScreen)
        before = contents(place)
        await to_task(pilot, Task.TABLE_IN, changed)
        await typed(pilot, "Ben Other")
        await pilot.press("enter")
        await until(pilot, lambda: "Enter saves it" in shown(pilot.app))
        assert "changes 1 entry" in shown(pilot.app) and contents(place) == before
        await pilot.press("enter")
        await until(pilot, lambda: "Saved as drafts: 1" in shown(pilot.app))
    saved = entry_of(place, "watch")
    assert (saved.name, saved.status, saved.added_by) == ("Watch Two", SignatureStatus.DRAFT, "Ben Other")


@pytest.mark.slow
@pytest.mark.core
async def test_a_list_of_another_project_brings_what_is_new_after_a_second_enter(tmp_path) -> None:
    place, file = workshop(tmp_path / "list"), tmp_path / "ioc.yaml"
    file.write_text(ECHAP, "utf-8")
    async with listed(place) as pilot:
        await to_task(pilot, Task.IMPORT, file)
        await until(pilot, lambda: "Enter saves it" in shown(pilot.app))
        assert "NewWatcher" in shown(pilot.app) and entry_of(place, "newwatcher") is None
        await pilot.press("enter")
        await until(pilot, lambda: "Saved: 1 new entry" in shown(pilot.app))
        assert entry_of(place, "newwatcher").status is SignatureStatus.DRAFT
        await pilot.press("escape", "escape")
        await until(pilot, entries.EntriesScreen)
        assert "NewWatcher" in shown(pilot.app)


@pytest.mark.slow
@pytest.mark.core
async def test_the_list_is_given_to_other_tools(tmp_path) -> None:
    place, file = workshop(tmp_path / "list"), tmp_path / "out.stix2"
    async with listed(place) as pilot:
        await to_task(pilot, Task.EXPORT, file)
        await until(pilot, lambda: "Values:" in shown(pilot.app))
    assert b"org.watch.app" in file.read_bytes() and b"org.rows.one" not in file.read_bytes()


@pytest.mark.slow
@pytest.mark.core
async def test_a_false_alarm_is_taken_in_after_it_was_read(tmp_path) -> None:
    place, file = workshop(tmp_path / "list"), tmp_path / "slip.yaml"
    facts = {"pack": "2026.11.24.1", "entry": "watch", "kind": "packages", "value": "org.watch.two"}
    slip = FalseAlarm(**facts, why=Why.ORDINARY_APP, phone=Phone.PIXEL, month="2026-11")
    file.write_text(slips.write(slip), "utf-8")
    async with listed(place) as pilot:
        await to_task(pilot, Task.SLIP, file)
        await until(pilot, lambda: "Enter saves it" in shown(pilot.app))
        assert "value: org.watch.two" in shown(pilot.app)
        assert "Take in a slip from a clinic" in shown(pilot.app), "what is being done stands above its fields"
        assert "org.watch.two" in entry_of(place, "watch").indicators.packages
        await pilot.press("enter")
        await until(pilot, lambda: "cannot come back" in shown(pilot.app))
    assert entry_of(place, "watch").indicators.packages == ("org.watch.app",)
    assert [recall.value for recall in load_pack(place).recalls] == ["org.watch.two"]


@pytest.mark.slow
@pytest.mark.core
async def test_a_slip_about_an_unknown_app_opens_the_questions(tmp_path) -> None:
    place, file = workshop(tmp_path / "list"), tmp_path / "slip.yaml"
    slip = UnknownApp(pack="2026.11.24.1", app="org.never.seen", phone=Phone.SAMSUNG, month="2026-11")
    file.write_text(slips.write(slip), "utf-8")
    async with listed(place) as pilot:
        await to_task(pilot, Task.SLIP, file)
        await until(pilot, lambda: "Enter opens the questions" in shown(pilot.app))
        await pilot.press("enter")
        await until(pilot, form.FormScreen)
        await until(pilot, lambda: pilot.app.screen.ready)
        assert pilot.app.focused.value == "org.never.seen"


@pytest.mark.slow
@pytest.mark.core
async def test_what_is_no_list_no_table_and_not_there_is_said_and_changes_nothing(tmp_path) -> None:
    place, file = workshop(tmp_path / "list"), tmp_path / "slip.yaml"
    file.write_text("a: &x 1\nb: *x\n", "utf-8")
    before = contents(place)
    async with listed(place) as pilot:
        await to_task(pilot, Task.SLIP, file)
        await until(pilot, lambda: "not a slip" in shown(pilot.app))
        await pilot.press("enter", "escape", "escape")
        await until(pilot, entries.EntriesScreen)
        await to_task(pilot, Task.IMPORT, tmp_path / "nothing.yaml")
        await until(pilot, lambda: "no such file" in shown(pilot.app))
    assert contents(place) == before


@pytest.mark.slow
@pytest.mark.core
async def test_an_entry_is_taken_out_of_use_only_by_a_second_key(tmp_path) -> None:
    place = workshop(tmp_path / "list")
    async with listed(place) as pilot:
        await to_entry(pilot, "watch")
        await pilot.press("x")
        await until(pilot, lambda: "Press X again" in shown(pilot.app))
        assert entry_of(place, "watch").status is SignatureStatus.DRAFT
        await pilot.press("x")
        await until(pilot, lambda: "It is out of use." in shown(pilot.app))
    assert entry_of(place, "watch").status is SignatureStatus.RETIRED


async def to_fields(pilot, task: Task, *texts) -> None:
    """Choose a task and fill its fields one after the other."""
    if not isinstance(pilot.app.screen, in_out.InOutScreen):
        await pilot.press("i")
        await until(pilot, in_out.InOutScreen)
    pilot.app.screen.query_one("#tasks").highlighted = list(Task).index(task)
    await pilot.press("enter")
    await until(pilot, lambda: pilot.app.screen.chosen is task)
    for text in texts:
        await typed(pilot, str(text))
        await pilot.press("enter")


@pytest.mark.slow
async def test_a_list_is_released_signed_by_two_looked_over_and_installed(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    place, stick_folder = workshop(tmp_path / "list"), tmp_path / "stick"
    public = []
    for name in "abc":
        made = clinic_key.create(tmp_path / name, TODAY, "four words or more" if name == "b" else "")
        public.append(PublicKey(f"Person {name}", Ed25519PublicKey.from_public_bytes(made.public)))
    stick.begin(stick_folder, public, datetime.now(UTC))
    for name, words in (("a", ""), ("b", "four words or more")):
        stick.sign(stick_folder, clinic_key.load(tmp_path / name).open(words))
    before = load_pack(place).version
    async with listed(place) as pilot:
        await to_fields(pilot, Task.RELEASE, stick_folder)
        await until(pilot, lambda: "Enter saves it" in shown(pilot.app))
        assert load_pack(place).version == before
        await pilot.press("enter")
        await until(pilot, lambda: "waits on the stick" in shown(pilot.app))
        version = load_pack(place).version
        await pilot.press("escape")
        for name, words, more in (("a", "", "1 more must sign"), ("b", "four words or more", "Released.")):
            await to_fields(pilot, Task.SIGN, stick_folder, tmp_path / name, words)
            await until(pilot, lambda: "Enter saves it" in shown(pilot.app))
            assert pilot.app.screen.query_one("#passphrase").value == ""
            await pilot.press("enter")
            await until(pilot, lambda more=more: more in shown(pilot.app))
            await pilot.press("escape")
        await to_fields(pilot, Task.VERIFY, stick_folder, "wrong")
        await until(pilot, lambda: "code" in shown(pilot.app) and not pilot.app.screen.busy)
        assert "Signatures and digests fit" not in shown(pilot.app)
        await pilot.press("escape")
        code = stick.root_code(stick_folder)
        await to_fields(pilot, Task.VERIFY, stick_folder, code)
        await until(pilot, lambda: f"Version {version}" in shown(pilot.app))
        assert not installed.listed(installed.home()).packs
        await pilot.press("escape")
        await to_fields(pilot, Task.UPDATE, stick_folder, code)
        await until(pilot, lambda: "Enter saves it" in shown(pilot.app))
        await pilot.press("enter")
        await until(pilot, lambda: "Installed: version" in shown(pilot.app))
    assert [one.version for one in installed.listed(installed.home()).packs] == [version]


@pytest.mark.slow
@pytest.mark.core
async def test_what_is_different_from_another_folder_is_said(tmp_path) -> None:
    place, older = workshop(tmp_path / "list"), workshop(tmp_path / "older")
    (older / "watch-secretly/watch.yaml").unlink()
    async with listed(place) as pilot:
        await to_fields(pilot, Task.DIFF, older)
        await until(pilot, lambda: "adds 1 entry: an app made to watch someone secretly" in shown(pilot.app))


@pytest.mark.slow
@pytest.mark.core
async def test_every_line_of_what_would_change_can_be_read(tmp_path) -> None:
    place, older = workshop(tmp_path / "list"), workshop(tmp_path / "older")
    for number in range(60):
        made = made_up(f"more-{number:02}", status=SignatureStatus.DRAFT, packages=(f"org.more.n{number}",))
        (place / f"watch-secretly/{made.id}.yaml").write_text(entry_text(made), "utf-8")
    async with listed(place) as pilot:
        await to_fields(pilot, Task.DIFF, older)
        await until(pilot, lambda: "adds 60 entries" in shown(pilot.app))
        for number in range(60):
            await until(pilot, lambda number=number: f"more-{number:02}" in shown(pilot.app))
            await pilot.press("down")
        await pilot.press("end")
        await until(pilot, lambda: "more-59" in shown(pilot.app))
