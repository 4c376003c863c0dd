# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck case` as a person runs it: made, kept with a yes, listed, taken out, erased."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from devicecheck.casefile import age_key
from devicecheck.cli.exits import Exit
from devicecheck.frontend.desk import open_desk
from devicecheck.report import document
from devicecheck.report.wording import load
from devicecheck.runner.desk import police
from tests.report import samples

PASSPHRASE = "five plain words here now"


def run(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Without a terminal, so that a passphrase is read from stdin."""
    argv = [sys.executable, "-m", "devicecheck", "case", *arguments]
    return subprocess.run(
        argv, input=typed, capture_output=True, text=True, timeout=100, check=False, start_new_session=True
    )


@pytest.fixture
def made(tmp_path: Path) -> tuple[str, str]:
    folder = str(tmp_path / "case")
    done = run("new", folder, typed=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert done.returncode == Exit.DONE, done.stderr
    return folder, done.stdout.strip()


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "a.json"
    path.write_bytes(document.write(samples.watched()))
    return str(path)


@pytest.mark.slow
def test_what_is_kept_comes_out_the_same_by_either_secret(made: tuple[str, str], file: str) -> None:
    folder, recovery = made
    assert run("add", folder, file, typed=f"yes\n{PASSPHRASE}\n").returncode == Exit.DONE
    for secret in (PASSPHRASE, recovery):
        done = run("show", folder, samples.watched().code, typed=f"{secret}\n")
        assert document.read(done.stdout.encode()) == samples.watched()
    assert samples.watched().code in run("show", folder, typed=f"{PASSPHRASE}\n").stdout


@pytest.mark.slow
def test_what_the_desk_noted_is_printed_with_the_visit(made: tuple[str, str], file: str) -> None:
    folder, _ = made
    run("add", folder, file, typed=f"yes\n{PASSPHRASE}\n")
    with closing(open_desk(Path(folder), PASSPHRASE, load(), samples.TODAY)) as desk:
        desk.note(police(samples.watched(), "06/123", "AB1"))
    done = run("show", folder, samples.watched().code, typed=f"{PASSPHRASE}\n")
    shown = document.read(done.stdout.encode())
    assert shown.staff.police_reference == "06/123"
    assert shown.model_copy(update={"staff": samples.watched().staff}) == samples.watched()


@pytest.mark.parametrize("command", ["show", "open", "desk", "seal", "export"])
def test_a_folder_that_is_no_case_is_told_before_a_passphrase_is_asked(tmp_path: Path, command: str) -> None:
    more = {"seal": ["--lead", age_key.new_key()[1]], "export": [str(tmp_path / "out.age")]}.get(command, [])
    done = run(command, str(tmp_path / "none"), *more, typed="")
    assert done.returncode == Exit.FILE and load().text("case.ask") not in done.stderr
    assert load().problem("case.not-a-case", {}).what in done.stderr


@pytest.mark.slow
@pytest.mark.core
def test_a_new_case_where_something_is_already_is_told_before_a_passphrase_is_asked(made: tuple[str, str]) -> None:
    done = run("new", made[0], typed="")
    assert done.returncode == Exit.FILE and load().text("case.passphrase-hint") not in done.stderr
    assert load().problem("case.exists", {}).what in done.stderr


@pytest.mark.slow
def test_one_program_at_a_time_sits_at_the_desk(made: tuple[str, str], file: str) -> None:
    folder, _ = made
    run("add", folder, file, typed=f"yes\n{PASSPHRASE}\n")
    with closing(open_desk(Path(folder), PASSPHRASE, load(), samples.TODAY)):
        second = run("desk", folder, typed=f"{PASSPHRASE}\nAB1\n")
        assert second.returncode == Exit.FILE and load().problem("case.in-use", {}).what in second.stderr
    assert load().problem("case.in-use", {}).what not in run("desk", folder, typed=f"{PASSPHRASE}\nAB1\n").stderr
    assert run("erase", folder, typed="erase\n").returncode == Exit.DONE and not Path(folder).exists()


@pytest.mark.slow
@pytest.mark.core
def test_nothing_is_kept_without_a_yes(made: tuple[str, str], file: str) -> None:
    assert run("add", made[0], file, typed=f"\n{PASSPHRASE}\n").returncode == Exit.GATE
    assert run("show", made[0], typed=f"{PASSPHRASE}\n").stdout == ""


@pytest.mark.slow
def test_a_wrong_passphrase_says_what_to_do_and_wipes_nothing(made: tuple[str, str], file: str) -> None:
    run("add", made[0], file, typed=f"yes\n{PASSPHRASE}\n")
    wrong = run("show", made[0], typed="something else\n")
    assert wrong.returncode == Exit.FILE
    assert "A wrong try wipes nothing." in wrong.stderr
    assert samples.watched().code in run("show", made[0], typed=f"{PASSPHRASE}\n").stdout


@pytest.mark.parametrize(("typed", "says"), [("short\nshort\n", "too short"), (f"{PASSPHRASE}\nother\n", "differ")])
def test_a_poor_passphrase_makes_nothing(tmp_path: Path, typed: str, says: str) -> None:
    done = run("new", str(tmp_path / "case"), typed=typed)
    assert done.returncode == Exit.FILE
    assert says in done.stderr
    assert not (tmp_path / "case").exists()


@pytest.mark.slow
@pytest.mark.core
def test_erasing_needs_the_word_and_leaves_nothing(made: tuple[str, str], file: str) -> None:
    folder, _ = made
    run("add", folder, file, typed=f"yes\n{PASSPHRASE}\n")
    assert run("erase", folder, typed="yes\n").returncode == Exit.GATE
    assert Path(folder).exists()
    done = run("erase", folder, typed="erase\n")
    assert done.returncode == Exit.DONE, done.stderr
    assert not Path(folder).exists()
    assert samples.watched().code not in done.stdout + done.stderr


@pytest.mark.slow
def test_a_folder_that_is_no_case_or_holds_more_is_not_erased(made: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    assert run("erase", str(tmp_path / "photos"), typed="erase\n").returncode == Exit.FILE
    (Path(made[0]) / "letter.txt").write_text("mine")
    assert run("erase", made[0], typed="erase\n").returncode == Exit.FILE
    assert (Path(made[0]) / "key.json").exists()
