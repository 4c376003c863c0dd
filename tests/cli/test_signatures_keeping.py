# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The volunteers' commands on a small list, from a new entry to a list in use; the slow test follows the README."""

import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from devicecheck.cli import app
from devicecheck.cli import signatures_releases as releases
from devicecheck.cli.exits import Exit
from devicecheck.packs.load import load_pack
from tests.packs.workshops import workshop

NEW = "org.new.app\nNew App\n4\n1\n1\n\nhttps://example.org/x\nAnna Example\n"
Typed = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Run one command in a folder of its own, as a user of its own, with what is typed."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    workshop(tmp_path / "my-list")

    def run(line: str, typed: str = "", *more: str) -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return app.run(["signatures", *line.split(), *more])

    return run


def begun(run: Typed) -> None:
    for name in "abc":
        assert run(f"key {name} --no-passphrase", "", "--name", f"Person {name}") == Exit.DONE
    assert run("ceremony stick --key a.pub --key b.pub --key c.pub") == Exit.DONE
    assert run("sign stick --key a", "yes\n") == run("sign stick --key b", "yes\n") == Exit.DONE


def test_from_a_new_entry_to_a_list_in_use(run: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", NEW) == Exit.DONE
    assert run("review new-app", "yes\n", "--name", "Ben Other") == Exit.DONE
    assert run("test --folder my-list") == Exit.DONE
    assert "4 entries: 1 reviewed, 0 listed, 3 drafts" in capsys.readouterr().out
    begun(run)
    assert run("release stick --sign a") == Exit.DONE
    assert "1 more must sign" in capsys.readouterr().out
    assert run("sign stick --key c", "yes\n") == Exit.DONE
    told = capsys.readouterr()
    assert "New App (new-app)" in told.err, "who signs is shown what the list itself says"
    code = told.out.partition("The code of this stick is ")[2].partition(".")[0]
    assert run("verify stick --json", "", "--code", code) == Exit.DONE
    version = json.loads(capsys.readouterr().out)["version"]
    assert run("update stick", "", "--code", code) == Exit.DONE
    assert run("update stick") == Exit.DONE, "installed already, and no code is needed any more"
    assert version in capsys.readouterr().out
    assert run("update --json") == Exit.DONE
    assert json.loads(capsys.readouterr().out)["version"] == version
    assert run("update --back") == Exit.DONE
    assert load_pack(Path("my-list")).version == version


def test_an_entry_whose_print_nothing_finds_is_named_and_not_the_program(
    run: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path("my-list/watch-secretly/watch.yaml")
    lan = "indicators:\n  lan:\n  - source: http-title\n    text: re\n    match: start\n    strength: strong\n"
    path.write_text(path.read_text().replace("indicators:\n", lan, 1))
    assert run("test --folder my-list") == Exit.SIGNATURES
    told = capsys.readouterr().err
    assert "With this list a planted sign is not found: watch" in told
    assert "Take back what was changed last" in told and "Install the program" not in told


def test_no_means_nothing(run: Typed) -> None:
    begun(run)
    assert run("release stick") == Exit.DONE
    before = Path("stick/waiting/targets.json").read_bytes()
    for typed in ("no\n", "", "\n"):
        assert run("sign stick --key a", typed) == Exit.GATE
        assert run("review watch", typed, "--name", "Ben Other") == Exit.GATE
        assert run("retire watch", typed) == Exit.GATE
    assert Path("stick/waiting/targets.json").read_bytes() == before
    assert "status: draft" in Path("my-list/watch-secretly/watch.yaml").read_text()


def test_an_entry_is_changed_after_a_last_yes_alone(run: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path("my-list/watch-secretly/watch.yaml")
    before, answers = path.read_text(), "\nAnother Name\n\n\n\n\nhttps://example.org/x\nChris Third\n"
    for typed in ("", "no\n"):
        assert run("edit watch", answers + typed) == Exit.GATE
        assert path.read_text() == before
    assert "its name is different" in capsys.readouterr().err
    assert run("edit watch", answers + "yes\n") == Exit.DONE
    assert "name: Another Name" in path.read_text()


def test_with_nothing_to_sign_no_key_is_asked_for(run: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    begun(run)
    assert run("sign stick --key nowhere") == Exit.SIGNATURES
    assert "Nothing waits to be signed" in capsys.readouterr().err


def test_a_list_with_a_problem_is_not_released(run: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    begun(run)
    path = Path("my-list/watch-secretly/watch.yaml")
    path.write_text(path.read_text() + "more: this\n")
    assert run("release stick") == run("test --folder my-list") == Exit.SIGNATURES
    assert "take `more` out" in capsys.readouterr().err
    assert not Path("stick/waiting").exists()


def test_wrong_answers_are_asked_again(run: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    typed = "nothing\norg.watch.app\ncom.android.settings\n" + NEW.replace("\n4\n", "\n9\n4\n")
    assert run("new", typed) == Exit.DONE
    told = capsys.readouterr().err
    for sentence in (
        "not an app's id: nothing",
        "stands in Watch (watch) already",
        "part of Android",
        "no choice here: 9",
    ):
        assert sentence in told


def test_a_key_that_is_not_there_signs_nothing(run: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    begun(run)
    assert run("release stick --sign elsewhere/key") == Exit.SIGNATURES
    assert "There is no secret key here: elsewhere/key" in capsys.readouterr().err
    Path("a").chmod(0o644)
    assert run("release stick --sign a") == Exit.FILE, "without a passphrase, nobody else may be able to read it"


@pytest.mark.parametrize(
    ("days", "says", "code"),
    [
        (-3000, "before the list", Exit.SIGNATURES),
        (3000, "Get a newer list now", Exit.SIGNATURES),
    ],
)
def test_the_age_of_the_list_is_said(
    run: Typed, capsys: pytest.CaptureFixture[str], days: int, says: str, code: Exit
) -> None:
    assert releases.in_use(date.today() + timedelta(days=days), False) == code
    told = capsys.readouterr().out
    assert says in told and "-3" not in told
