# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder of a backup as an untrusted place: links, pipes, and files that grow."""

import os
from pathlib import Path

import pytest

from devicecheck.readers.backup import folder as folders
from devicecheck.readers.backup.folder import Folder, Missing
from devicecheck.readers.file_session import NotLooked
from tests.readers.backup.backups import make, opened

pytestmark = pytest.mark.skipif(os.name == "nt", reason="making links needs a right on Windows")


@pytest.fixture(params=["by handle", "by path"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder read in both ways: the second is that of systems whose folders have no handles."""
    monkeypatch.setattr(folders, "_BY_HANDLE", request.param == "by handle")
    (tmp_path / "secret").write_bytes(b"of the person at the keyboard")
    inside = tmp_path / "backup"
    (inside / "ab").mkdir(parents=True)
    return inside


def test_a_file_is_read_within_its_limit(place: Path) -> None:
    (place / "ab" / "file").write_bytes(b"12345")
    assert Folder(place).read(5, "ab", "file") == b"12345"
    with pytest.raises(NotLooked, match="too-large"):
        Folder(place).read(4, "ab", "file")


def test_a_missing_file_is_missing(place: Path) -> None:
    with pytest.raises(Missing):
        Folder(place).read(9, "ab", "file")
    with pytest.raises(Missing):
        Folder(place).read(9, "cd", "file")


@pytest.mark.parametrize("target", ["../secret", "/etc/hostname", "nowhere"])
def test_a_link_is_not_followed(target: str, place: Path) -> None:
    (place / "file").symlink_to(target)
    with pytest.raises(NotLooked, match="link"):
        Folder(place).read(100, "file")


def test_a_folder_that_is_a_link_is_not_followed(place: Path) -> None:
    (place / "cd").symlink_to(place.parent)
    with pytest.raises(NotLooked, match="link"):
        Folder(place).read(100, "cd", "secret")


def test_a_pipe_does_not_make_anybody_wait(place: Path) -> None:
    os.mkfifo(place / "file")
    with pytest.raises(NotLooked, match="not-a-file"):
        Folder(place).read(100, "file")


def test_a_folder_in_place_of_a_file_is_not_read(place: Path) -> None:
    with pytest.raises((NotLooked, OSError)):
        Folder(place).read(100, "ab")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless file here")
def test_an_endless_file_is_cut_off_by_its_limit() -> None:
    with pytest.raises(NotLooked, match="too-large"):
        folders._all(os.open("/dev/zero", os.O_RDONLY), 1 << 20)


@pytest.mark.parametrize("name", ["Manifest.plist", "Manifest.db"])
def test_lists_of_a_backup_that_are_links_are_not_read(name: str, tmp_path: Path) -> None:
    make(tmp_path / "own")
    (tmp_path / "own" / name).rename(tmp_path / "elsewhere")
    (tmp_path / "own" / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotLooked, match="link"):
        opened(tmp_path / "own")
