# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck report`: which copies are made, what is asked first, and where they go."""

import io
import json
import pathlib
import sys

import pytest

from devicecheck.cli.app import run
from devicecheck.cli.exits import Exit
from devicecheck.model.told import Copy
from devicecheck.report import document
from devicecheck.tui.writing import with_copies
from tests.report import samples, told


@pytest.fixture
def saved(tmp_path: pathlib.Path) -> pathlib.Path:
    path = tmp_path / "document.json"
    path.write_bytes(document.write(samples.watched()))
    return path


def typed(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def names(folder: pathlib.Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_the_caseworkers_copy_is_made_without_a_question(saved: pathlib.Path, tmp_path: pathlib.Path) -> None:
    assert run(["report", str(saved), "--out", str(tmp_path / "o")]) == Exit.DONE
    assert names(tmp_path / "o") == ["appointment-notes-K7-F3QX.html", "appointment-notes-K7-F3QX.pdf"]


@pytest.mark.parametrize("answer", ["", "no\n", "5\n", "somewhere\n"])
def test_no_client_copy_without_a_place_to_keep_it(
    saved: pathlib.Path, tmp_path: pathlib.Path, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(answer, monkeypatch)
    assert run(["report", str(saved), "--copy", "A", "--out", str(tmp_path / "o")]) == Exit.GATE
    assert names(tmp_path / "o") == []


@pytest.mark.parametrize("answer", ["1\n", "paper\n", "x\n2\n"])
def test_a_client_copy_is_made_when_the_place_is_said(
    saved: pathlib.Path,
    tmp_path: pathlib.Path,
    answer: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed(answer, monkeypatch)
    asked = ["report", str(saved), "--copy", "a,card", "--format", "txt", "--out", str(tmp_path / "o")]
    assert run(asked) == Exit.DONE
    assert names(tmp_path / "o") == ["appointment-notes-K7-F3QX-card.txt", "appointment-notes-K7-F3QX-copy.txt"]
    printed = capsys.readouterr()
    assert "Your phone check" in printed.out
    assert "not encrypted" in printed.err


def test_a_place_that_was_said_in_the_visit_is_not_asked_again(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "document.json"
    path.write_bytes(document.write(told.full()))
    assert run(["report", str(path), "--copy", "A"]) == Exit.DONE


def test_large_print_and_every_format(saved: pathlib.Path, tmp_path: pathlib.Path) -> None:
    asked = ["report", str(saved), "--copy", "B,orders", "--large", "--format", "pdf,html,txt,json,docx"]
    assert run([*asked, "--out", str(tmp_path / "o")]) == Exit.DONE
    assert len(names(tmp_path / "o")) == 10
    kept = document.read((tmp_path / "o" / "appointment-notes-K7-F3QX.json").read_bytes())
    assert kept == samples.watched()
    assert json.loads((tmp_path / "o" / "appointment-notes-K7-F3QX-dates.json").read_bytes())["points"] == 18


def test_a_language_stands_beside_the_english(saved: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", str(saved), "--copy", "A", "--kept", "paper", "--lang", "pl"]) == Exit.DONE
    printed = capsys.readouterr().out
    assert "(1)" in printed
    assert "This does not prove the phone is safe." in printed


def test_a_language_without_texts_is_wrong_usage_and_the_others_are_named(
    saved: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for named in ("xx", "../en", ""):
        assert run(["report", str(saved), "--lang", named]) == Exit.USAGE
        said = capsys.readouterr().err
        assert all(language in said for language in ("en", "cy", "pl", "ro", "pa", "ur", "bn", "ar", "uk"))


@pytest.mark.parametrize(
    "options",
    [("--copy", "D"), ("--copy", ""), ("--format", "exe"), ("--copy", "A", "--kept", "cloud"), ("--copy", "C")],
)
def test_what_does_not_exist_is_named(
    saved: pathlib.Path, options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["report", str(saved), *options]) == Exit.USAGE
    assert capsys.readouterr().err.strip()


def test_no_pack_without_a_yes(saved: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed("no\n", monkeypatch)
    assert run(["report", str(saved), "--copy", Copy.C, "--out", str(tmp_path / "o")]) == Exit.GATE
    assert names(tmp_path / "o") == []


def test_pages_to_write_on_need_no_visit_and_ask_nothing(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("", monkeypatch)
    asked = ["report", "--copy", "log", "--lang", "pl", "--format", "html,pdf,txt,docx", "--out", str(tmp_path / "o")]
    assert run(asked) == Exit.DONE
    assert names(tmp_path / "o") == [f"appointment-notes-sheet.{kind}" for kind in ("docx", "html", "pdf", "txt")]
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "o").iterdir())
    assert "Co się stało" in capsys.readouterr().out


def test_pages_to_write_on_go_with_a_visit_too(
    saved: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed("", monkeypatch)
    assert run(["report", str(saved), "--copy", "log", "--format", "txt", "--out", str(tmp_path / "o")]) == Exit.DONE
    assert names(tmp_path / "o") == ["appointment-notes-K7-F3QX-sheet.txt"]
    assert "TheTruthSpy" not in (tmp_path / "o" / names(tmp_path / "o")[0]).read_text()


@pytest.mark.parametrize("copies", ["B", "log,A", "C"])
def test_any_other_copy_needs_a_visit(tmp_path: pathlib.Path, copies: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", "--copy", copies, "--out", str(tmp_path / "o")]) == Exit.USAGE
    assert names(tmp_path / "o") == [] and "needs a consultation document" in capsys.readouterr().err


def test_the_document_remembers_no_yes_to_empty_pages() -> None:
    visit = samples.watched()
    assert with_copies(visit, (Copy.LOG,), None) == visit
    assert with_copies(visit, (Copy.LOG, Copy.B), None).choices.consent(Copy.LOG) is None
