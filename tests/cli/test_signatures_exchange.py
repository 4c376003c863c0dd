# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Import, export, diff, find and stale as a volunteer runs them."""

import json
import shutil
from pathlib import Path

import pytest

from devicecheck.cli.app import run
from devicecheck.cli.exits import Exit
from devicecheck.packs.find import signatures_folder
from devicecheck.packs.load import load_pack

Said = pytest.CaptureFixture[str]
TABLE = "entry,name,category,aliases,kind,value\nnewspy,New Spy,watch-secretly,,packages,org.example.newspy\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A small list of a volunteer's own."""
    folder = tmp_path / "own"
    (folder / "watch-secretly").mkdir(parents=True)
    for name in ("pack.yaml", "never-match.yaml", "vouched.yaml", "watch-secretly/thetruthspy.yaml"):
        shutil.copy(signatures_folder() / name, folder / name)
    return folder


def test_an_import_says_first_and_writes_only_when_asked(own: Path, tmp_path: Path, capsys: Said) -> None:
    table = tmp_path / "new.csv"
    table.write_text(TABLE)
    assert run(["signatures", "import", str(table), "--folder", str(own)]) == Exit.DONE
    said = capsys.readouterr()
    assert "watch-secretly/newspy.yaml: New Spy" in said.out
    assert "drafts until a named person" in said.out
    assert "Nothing was written" in said.err
    assert len(load_pack(own).signatures) == 1
    assert run(["signatures", "import", str(table), "--folder", str(own), "--write"]) == Exit.DONE
    assert "1 file was written" in capsys.readouterr().err
    assert {entry.status for entry in load_pack(own).signatures if entry.id == "newspy"} == {"draft"}
    assert run(["signatures", "import", str(table), "--folder", str(own), "--write", "--json"]) == Exit.DONE
    again = json.loads(capsys.readouterr().out)
    assert (again["new"], again["known"], again["read"]) == ([], 1, 1)


@pytest.mark.parametrize("name", ["list.yaml", "list.stix2", "list.csv", "list.json"])
def test_what_was_exported_is_known_when_it_comes_back(name: str, own: Path, tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / name
    form = ["--form", "misp"] if name.endswith("json") else []
    assert run(["signatures", "export", str(file), "--folder", str(own), *form]) == Exit.DONE
    assert "Written: " in capsys.readouterr().out
    assert run(["signatures", "import", str(file), "--folder", str(own), "--json"]) == Exit.DONE
    back = json.loads(capsys.readouterr().out)
    assert (back["new"], back["left_aside"], back["read"]) == ([], {}, back["known"])
    assert back["known"] > 100


@pytest.mark.slow
def test_tools_that_call_everything_harmful_get_no_app_with_ordinary_uses(tmp_path: Path, capsys: Said) -> None:
    few, many, table = tmp_path / "few.stix2", tmp_path / "many.stix2", tmp_path / "all.csv"
    assert run(["signatures", "export", str(few)]) == Exit.DONE
    said = capsys.readouterr().out
    assert "entries with ordinary uses were not written" in said
    assert b"com.life360.android.safetymapd" not in few.read_bytes()
    assert b"com.thetruth" in few.read_bytes()
    assert run(["signatures", "export", str(many), "--all"]) == run(["signatures", "export", str(table)]) == Exit.DONE
    assert "not written" not in capsys.readouterr().out
    assert b"com.life360.android.safetymapd" in many.read_bytes()
    assert b"com.life360.android.safetymapd" in table.read_bytes()


def test_an_export_never_writes_over_a_file(own: Path, tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "list.csv"
    file.write_text("mine")
    assert run(["signatures", "export", str(file), "--folder", str(own)]) == Exit.FILE
    assert file.read_text() == "mine"


def test_two_folders_are_compared_in_words(own: Path, tmp_path: Path, capsys: Said) -> None:
    newer = tmp_path / "newer"
    shutil.copytree(own, newer)
    table = tmp_path / "new.csv"
    table.write_text(TABLE)
    run(["signatures", "import", str(table), "--folder", str(newer), "--write"])
    capsys.readouterr()
    assert run(["signatures", "diff", str(own), str(newer)]) == Exit.DONE
    assert capsys.readouterr().out.splitlines() == [
        "adds 1 entry: an app made to watch someone secretly",
        "  New Spy (newspy)",
    ]
    assert run(["signatures", "diff", str(own), str(newer), "--json"]) == Exit.DONE
    assert json.loads(capsys.readouterr().out)["added"] == ["newspy"]


def test_the_check_counts_who_vouches(own: Path, tmp_path: Path, capsys: Said) -> None:
    table = tmp_path / "new.csv"
    table.write_text(TABLE)
    run(["signatures", "import", str(table), "--folder", str(own), "--write"])
    capsys.readouterr()
    assert run(["signatures", "check", str(own)]) == Exit.DONE
    assert "Listed by a public list: 1. Drafts, which nobody has vouched for: 1." in capsys.readouterr().out
    assert run(["signatures", "check", str(own), "--json"]) == Exit.DONE
    assert json.loads(capsys.readouterr().out)["statuses"] == {"draft": 1, "listed": 1, "reviewed": 0, "retired": 0}


def test_find_and_stale(own: Path, capsys: Said) -> None:
    assert run(["signatures", "find", "com.thetruth", "--folder", str(own)]) == Exit.DONE
    assert capsys.readouterr().out.startswith(
        "TheTruthSpy (thetruthspy), an app made to watch someone secretly, listed"
    )
    assert run(["signatures", "find", "no such thing", "--folder", str(own)]) == Exit.DONE
    assert "Nothing in our list holds: no such thing" in capsys.readouterr().err
    pack = (own / "pack.yaml").read_text().replace("issued_on: 2026", "issued_on: 2020")
    (own / "pack.yaml").write_text(pack)
    entry = own / "watch-secretly/thetruthspy.yaml"
    entry.write_text(entry.read_text().replace("_on: 2026", "_on: 2020"))
    assert run(["signatures", "stale", "--folder", str(own)]) == Exit.DONE
    said = capsys.readouterr()
    assert "TheTruthSpy (thetruthspy), last looked at 2020-11-24" in said.out
    assert "1 entry was not looked at" in said.err


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["import", "{tmp}/nothing.csv"], Exit.SIGNATURES, "There is no such file"),
        (["import", "{tmp}/x.txt"], Exit.USAGE, "Name it with --form"),
        (["import", "{tmp}/x.txt", "--form", "csv"], Exit.SIGNATURES, "write these columns"),
        (["import", "{tmp}/x.txt", "--category", "spy"], Exit.USAGE, "Choose one of: watch-secretly"),
        (["export", "{tmp}/y.txt"], Exit.USAGE, "Forms: echap, stix, misp, csv"),
        (["diff", "{tmp}"], Exit.SIGNATURES, "cannot be used"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: list[str], code: Exit, says: str, tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "x.txt").write_text("x")
    assert run(["signatures", *(part.replace("{tmp}", str(tmp_path)) for part in arguments)]) == code
    assert says in capsys.readouterr().err
