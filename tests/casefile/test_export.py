# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing a file: whole or not at all, for its owner alone, never over another."""

import os
import resource
import stat
from pathlib import Path

import pytest

from devicecheck.casefile.export import write_file, write_folder
from devicecheck.errors import ExportError


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def reason(path: Path) -> str:
    with pytest.raises(ExportError) as caught:
        write_file(path, b"new")
    assert caught.value.terms["path"]
    return caught.value.reason


def test_the_file_is_whole_and_its_owners_alone(tmp_path: Path) -> None:
    data = os.urandom(3_000_000)
    before = os.umask(0)
    try:
        written = write_file(tmp_path / "notes.pdf", data)
    finally:
        os.umask(before)
    assert written.read_bytes() == data
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert written.stat().st_nlink == 1
    assert names(tmp_path) == ["notes.pdf"]


def test_a_relative_path_is_answered_with_the_whole_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert write_file(Path("notes.txt"), b"x") == tmp_path / "notes.txt"


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "notes").write_bytes(b"old")
    assert reason(tmp_path / "notes") == "exists"
    assert (tmp_path / "notes").read_bytes() == b"old"
    assert names(tmp_path) == ["notes"]


@pytest.mark.parametrize("target", ["elsewhere", "missing"])
def test_a_link_is_not_followed(tmp_path: Path, target: str) -> None:
    (tmp_path / "elsewhere").write_bytes(b"old")
    (tmp_path / "notes").symlink_to(tmp_path / target)
    assert reason(tmp_path / "notes") == "link"
    assert (tmp_path / "elsewhere").read_bytes() == b"old"
    assert not (tmp_path / "missing").exists()


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert reason(tmp_path / "no" / "notes") == "no-folder"
    assert names(tmp_path) == []


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert reason(tmp_path / "file" / "notes") in {"not-a-folder", "no-folder"}


def test_a_folder_of_that_name_is_there_already(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    assert reason(tmp_path / "notes") == "exists"


def test_no_room_leaves_nothing_behind(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, hard))
    try:
        with pytest.raises(ExportError) as caught:
            write_file(tmp_path / "notes", bytes(3 << 20))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.reason == "no-space"
    assert names(tmp_path) == []


def test_a_name_too_long_is_an_error_of_ours(tmp_path: Path) -> None:
    assert reason(tmp_path / ("x" * 300)) == "failed"
    assert names(tmp_path) == []


def test_a_folder_is_whole_and_its_owners_alone(tmp_path: Path) -> None:
    written = write_folder(tmp_path / "pack", {"a.txt": b"1", "readings/r1.bin": b"2"})
    assert (written / "readings" / "r1.bin").read_bytes() == b"2"
    assert {stat.S_IMODE(path.stat().st_mode) for path in (written, written / "readings")} == {0o700}
    assert stat.S_IMODE((written / "a.txt").stat().st_mode) == 0o600


def test_a_folder_is_never_written_into_one_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "link").symlink_to(tmp_path)
    for name, expected in (("pack", "exists"), ("link", "link"), ("none/pack", "no-folder")):
        with pytest.raises(ExportError) as caught:
            write_folder(tmp_path / name, {"a.txt": b"1"})
        assert caught.value.reason == expected
    assert names(tmp_path / "pack") == []


def test_nothing_is_left_of_a_folder_that_failed(tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        write_folder(tmp_path / "pack", {"a.txt": b"1", "x" * 300: b"2"})
    assert names(tmp_path) == []
