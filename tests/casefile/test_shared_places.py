# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Folders that others get copies of are named, and plain ones are not."""

from pathlib import Path

import pytest

from devicecheck.casefile.export import write_file, write_folder
from devicecheck.casefile.shared_places import _kind, _numbers, _removable, sync_service
from devicecheck.errors import ExportError

NOTHING: dict[str, str] = {}


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive/Documents", "OneDrive"),
        ("OneDrive - Kent Clinic/x", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)/cases", "Dropbox"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Library/CloudStorage/GoogleDrive-a@example.org/My Drive", "a cloud service"),
        ("Nextcloud2/a/b/c", "Nextcloud"),
        ("box", "Box"),
        ("Sync/clinic", "Sync.com or Syncthing"),
        ("kDrive/a", "kDrive"),
        ("Egnyte", "Egnyte"),
    ],
)
def test_the_folder_of_a_service_is_known_by_its_name(tmp_path: Path, folder: str, service: str) -> None:
    place = tmp_path / folder
    place.mkdir(parents=True)
    assert sync_service(place, NOTHING) == service


@pytest.mark.parametrize(
    "folder", ["Documents", "boxes", "my onedrive notes", "Mailbox", "cases/dropbox-old", "synced notes", "async"]
)
def test_a_plain_folder_is_not_taken_for_one(tmp_path: Path, folder: str) -> None:
    place = tmp_path / folder
    place.mkdir(parents=True)
    assert sync_service(place, NOTHING) == ""


def test_a_mark_above_and_a_setting_of_the_system_count(tmp_path: Path) -> None:
    place = tmp_path / "a" / "b"
    place.mkdir(parents=True)
    assert sync_service(place, {"OneDriveCommercial": str(tmp_path)}) == "OneDrive"
    (tmp_path / ".stfolder").mkdir()
    assert sync_service(place, NOTHING) == "Syncthing"


def test_nothing_is_written_where_others_get_a_copy(tmp_path: Path) -> None:
    synced = tmp_path / "OneDrive"
    synced.mkdir()
    (tmp_path / "plain").symlink_to(synced)
    for folder in (synced, tmp_path / "plain"):
        with pytest.raises(ExportError, match="synced") as caught:
            write_file(folder / "notes.pdf", b"x")
        assert caught.value.terms["service"] == "OneDrive"
        with pytest.raises(ExportError, match="synced"):
            write_folder(folder / "pack", {"a": b"x"})
    assert list(synced.iterdir()) == []
    assert write_file(synced / "list.csv", b"x", of_client=False).read_bytes() == b"x"


def test_the_kind_of_a_disk_is_that_of_the_closest_mount() -> None:
    mounts = [
        "22 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw",
        "30 22 0:40 / /mnt/the\\040share rw shared:2 - cifs //server/share rw",
        "31 30 0:41 / /mnt/the\\040share/local rw - tmpfs tmpfs rw",
        "garbage",
    ]
    assert _kind(Path("/home/a"), mounts) == "ext4"
    assert _kind(Path("/mnt/the share/cases"), mounts) == "cifs"
    assert _kind(Path("/mnt/the share/local/x"), mounts) == "tmpfs"


def test_a_disk_that_can_be_taken_out_is_known_by_its_part_or_its_bus(tmp_path: Path) -> None:
    lines = ("25 1 8:1 / / rw - ext4 /dev/sda1 rw", "40 25 8:17 / /media/my\\040stick rw - vfat /dev/sdb1 rw")
    assert _numbers(Path("/media/my stick/cases"), lines) == "8:17" and _numbers(Path("/home"), lines) == "8:1"
    assert _numbers(Path("/home"), ()) is None
    fixed, card = tmp_path / "pci0" / "sda" / "sda1", tmp_path / "pci0" / "mmcblk0" / "mmcblk0p1"
    stick = tmp_path / "pci0" / "usb2" / "sdb" / "sdb1"
    for part, mark in ((fixed, "0"), (card, "1"), (stick, "0")):
        part.mkdir(parents=True)
        (part.parent / "removable").write_text(f"{mark}\n")
    assert [_removable(part) for part in (fixed, card, stick)] == [False, True, True]
