# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files and folders that are none: each command says so at once and before a visit, in plain words."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from devicecheck.casefile.export import look_at_folder, make_folder
from devicecheck.casefile.plain_file import opened
from devicecheck.cli.exits import Exit
from devicecheck.errors import ExportError

READS = (
    ("report", "{}"),
    ("capture", "{}"),
    ("check-file", "{}"),
    ("compare", "{}", "{}"),
    ("verify", ".", "--signers", "{}"),
    ("check-backup", ".", "--visit", "{}"),
    ("network", "--practice", "home-ordinary", "--known", "{}"),
)


def run(*arguments: str, cwd: Path, seconds: float = 60) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "devicecheck", *arguments]
    return subprocess.run(
        argv, capture_output=True, text=True, timeout=seconds, check=False, cwd=cwd, stdin=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip


def told(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode not in (Exit.DONE, Exit.FAULT), done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("arguments", READS, ids=lambda arguments: arguments[0])
def test_a_pipe_in_place_of_a_file_keeps_nobody_waiting(arguments: tuple[str, ...], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    told(run(*(each.format("pipe") for each in arguments), cwd=tmp_path), "pipe (not a file)")


@pytest.mark.slow
@pytest.mark.core
def test_an_exported_case_that_is_a_pipe_is_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.age")
    told(run("case", "import", "pipe.age", "new", cwd=tmp_path), "no exported case")


def test_a_file_is_opened_and_a_device_or_a_socket_is_not(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with opened(tmp_path / "file") as file:
        assert file.read() == b"x"
    with socket.socket(socket.AF_UNIX) as held:
        held.bind(str(tmp_path / "socket"))
        for place in (Path(os.devnull), tmp_path / "socket", tmp_path):
            with pytest.raises(OSError, match=r"not a file|directory|No such device"):
                opened(place)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["file", "loop", "gone"])
def test_a_copy_of_a_phone_that_is_no_folder_says_which_to_name(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "loop").symlink_to("loop")
    done = run("check-backup", name, cwd=tmp_path)
    told(done, "no such folder", "Manifest.plist", name)
    assert "()" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ("practice", "ordinary"), ("check",), ("network", "--practice", "home-ordinary"), ("check-backup", "."),
        ("bluetooth", "--practice", "own-tag"), ("check-backup", "--practice", "copy-managed"),
    ],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize("out", ["file", "file/in/it"])
def test_a_folder_that_cannot_be_is_said_before_a_visit_and_not_after_it(
    arguments: tuple[str, ...], out: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"x")
    done = run(*arguments, "--out", out, cwd=tmp_path)
    told(done, "That is not a folder.")
    assert done.returncode == Exit.FILE
    assert done.stdout == ""
    assert "safe" not in done.stderr  # no question was asked


def test_a_folder_that_others_get_a_copy_of_is_said_before_a_visit_too(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    with pytest.raises(ExportError) as error:
        look_at_folder(tmp_path / "Dropbox" / "new")
    assert error.value.code == "export.synced"


def test_looking_at_a_folder_makes_none_and_making_it_names_what_is_in_the_way(tmp_path: Path) -> None:
    look_at_folder(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").write_bytes(b"x")
    for name in ("loop", "loop/in", "file", "file/in"):
        for ask in (look_at_folder, make_folder):
            with pytest.raises(ExportError):
                ask(tmp_path / name)


def test_a_name_with_codes_for_a_terminal_reaches_it_as_text(tmp_path: Path) -> None:
    done = run("report", "a\x1b[2J\u202eb", cwd=tmp_path)
    told(done, "[U+001B][2J[U+202E]b")
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize("look", [look_at_folder, make_folder])
def test_the_home_of_an_account_that_is_not_there_is_no_folder(look, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ExportError) as raised:
        look(Path("~nobody-of-that-name/x"))
    assert raised.value.code == "export.no-folder" and not list(tmp_path.iterdir())
