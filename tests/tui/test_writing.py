# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing copies: every copy and kind, and what happens when one cannot be written."""

from datetime import date
from pathlib import Path

import pytest

from devicecheck.casefile import clinic_key
from devicecheck.frontend.typed_path import typed_path
from devicecheck.model.told import Copy, Kept
from devicecheck.model.topics import Scope
from devicecheck.report import document
from devicecheck.report.evidence import open_pack, verify
from devicecheck.report.wording import load
from devicecheck.tui.screens.copies import CopiesScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.writing import SHEETS, Kind, Layout, write_copies
from tests.report import samples
from tests.report.evidence.conftest import APPS, watched
from tests.tui.scripted import Script, app_of, no_story, practise, shown, until


@pytest.fixture
def written(tmp_path):
    def write(kinds, folder=tmp_path, copies=(Copy.B,), kept=None):
        return write_copies(samples.watched(), copies, folder, kinds, kept)

    return write


def test_every_kind_is_written(written, tmp_path):
    result = written(tuple(Kind))
    assert result.code == "" and sorted(path.suffix[1:] for path in result.paths) == sorted(Kind)
    assert {path.parent for path in result.paths} == {tmp_path}
    assert (tmp_path / "appointment-notes-K7-F3QX.pdf").read_bytes().startswith(b"%PDF")


def test_every_copy_has_a_file_of_its_own(written, tmp_path):
    result = written((Kind.TXT,), copies=SHEETS, kept=Kept.CASEWORKER)
    assert result.code == "" and len({path.name for path in result.paths}) == len(SHEETS)
    assert "with your caseworker" in (tmp_path / "appointment-notes-K7-F3QX-copy.txt").read_text()


def test_what_was_written_before_an_error_is_named(written, tmp_path):
    (tmp_path / "appointment-notes-K7-F3QX.txt").write_text("mine")
    result = written((Kind.HTML, Kind.TXT, Kind.JSON))
    assert [path.suffix for path in result.paths] == [".html"] and result.code == "export.exists"
    assert (tmp_path / "appointment-notes-K7-F3QX.txt").read_text() == "mine"


def test_a_missing_folder_is_said(written, tmp_path):
    result = written((Kind.JSON,), tmp_path / "none" / "none")
    assert result.paths == () and load().has(f"errors.{result.code}.what")


def test_a_signed_pack_is_written_with_the_clinics_key(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    nobody = write_copies(samples.watched(), (Copy.C,), tmp_path, ())
    assert nobody.paths == () and nobody.code == "evidence.no-key" and load().has("errors.evidence.no-key.do")
    clinic_key.create(clinic_key.key_path(), date(2026, 11, 27), "four words or more")
    wrong = write_copies(samples.watched(), (Copy.C,), tmp_path, (), passphrase="other")
    assert wrong.paths == () and wrong.code.startswith("evidence.")
    made = write_copies(samples.watched(), (Copy.B, Copy.C), tmp_path, (Kind.TXT,), passphrase="four words or more")
    assert made.code == "" and [path.suffix for path in made.paths] == [".txt", ".zip"]
    assert not verify(open_pack(made.paths[1]), {}).problems


def test_a_second_language_and_large_print_reach_the_paper(tmp_path):
    plain, polish = tmp_path / "plain", tmp_path / "polish"
    for folder in (plain, polish):
        folder.mkdir()
    write_copies(samples.watched(), (Copy.B,), plain, (Kind.HTML,))
    made = write_copies(samples.watched(), (Copy.B,), polish, (Kind.HTML,), layout=Layout("pl", large=True))
    page = made.paths[0].read_text("utf-8")
    assert 'lang="pl"' in page and 'lang="pl"' not in next(plain.iterdir()).read_text("utf-8")


async def test_a_folder_of_somebody_who_is_unknown_costs_no_visit(monkeypatch):
    monkeypatch.setenv("HOME", "/nonexistent")
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        await pilot.press("c")
        await until(pilot, CopiesScreen)
        await pilot.press("space")
        app.screen.query_one("#kind-txt").ticked = True
        app.screen.query_one("#kept-paper").ticked = True
        app.screen.query_one("#folder").focus()
        await pilot.press(*"~nobody-of-that-name/x", "enter")
        await until(pilot, lambda: "That folder is not there." in " ".join(shown(app).split()))


def test_a_typed_place_is_never_an_error():
    assert typed_path(" a/b ") == Path("a/b")
    assert typed_path("~nobody-of-that-name/x") == Path("~nobody-of-that-name/x")
    assert typed_path("~/x") == Path.home() / "x"


def test_whole_answers_go_into_a_pack_only_when_they_are_given_and_with_the_clients_yes(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    clinic_key.create(clinic_key.key_path(), date(2026, 11, 27), "")
    folders = [tmp_path / "without", tmp_path / "with"]
    for folder, whole in zip(folders, ({}, {"r5": APPS}), strict=True):
        folder.mkdir()
        made = write_copies(watched(), (Copy.C,), folder, (), whole=whole)
        assert made.code == ""
    without, with_them = (open_pack(next(folder.iterdir())) for folder in folders)
    assert not [name for name in without.files if name.startswith("readings/")]
    assert with_them.files["readings/r5.bin"] == APPS
    said = [
        each for each in document.read(with_them.files["record.json"]).consents if each.scope is Scope.KEEP_READINGS
    ]
    assert [each.given for each in said] == [True]
    assert not verify(with_them, {}).problems


def test_a_folder_that_is_not_there_is_made_for_its_owner_alone(tmp_path):
    out = tmp_path / "new"
    written = write_copies(samples.watched(), (Copy.B,), out, (Kind.TXT,))
    assert written.code == "" and [path.parent for path in written.paths] == [out]
    assert out.stat().st_mode & 0o077 == 0
    assert write_copies(samples.watched(), (Copy.B,), Path("~nobody"), (Kind.TXT,)).code == "export.no-folder"
    assert not Path("~nobody").exists()
