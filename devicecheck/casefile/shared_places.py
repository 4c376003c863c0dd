# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Folders whose files do not stay on this computer: those that a program copies to a cloud, and disks of a network.

Names and marks are those that the services document for their own folders. A folder that none of them fits may still be
copied elsewhere, by a backup for example: this can only say what it knows.
"""

import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

SERVICES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("OneDrive", r"OneDrive( - .*)?"),
        ("Dropbox", r"Dropbox( \(.*\))?"),
        ("Google Drive", r"Google ?Drive|My Drive|GoogleDrive-.*"),
        ("iCloud", r"iCloud ?Drive|com~apple~CloudDocs|Mobile Documents"),
        ("a cloud service", r"CloudStorage"),
        ("Box", r"Box|Box Sync|Box-Box"),
        ("Nextcloud", r"Nextcloud\d*"),
        ("ownCloud", r"ownCloud\d*"),
        ("MEGA", r"MEGA|MEGAsync( Downloads)?"),
        ("pCloud", r"pCloud ?Drive|pCloudDrive"),
        ("Proton Drive", r"Proton ?Drive"),
        ("Synology Drive", r"SynologyDrive"),
        ("Seafile", r"Seafile"),
        ("Tresorit", r"Tresorit|Tresors"),
        ("Syncthing", r"Syncthing"),
        ("Sync.com or Syncthing", r"Sync"),
        ("kDrive", r"kDrive"),
        ("Jottacloud", r"Jottacloud"),
        ("HiDrive", r"HiDrive|My HiDrive"),
        ("MagentaCLOUD", r"MagentaCLOUD"),
        ("Egnyte", r"Egnyte(Drive)?"),
        ("ShareFile", r"ShareFile|Citrix Files"),
        ("Creative Cloud", r"Creative Cloud Files.*"),
    )
)
"""How the folder of each service is called."""
MARKS: Mapping[str, str] = {
    ".stfolder": "Syncthing",
    ".sync/ID": "Resilio Sync",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
}
"""Files and folders that a service lays into what it copies."""
VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
NETWORK_DISKS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "9p", "davfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs2"}
)
MOUNTS = Path("/proc/self/mountinfo")
MOST_MOUNTS = 1 << 20
BLOCK = Path("/sys/dev/block")
DRIVE_REMOVABLE = 2


def sync_service(folder: Path, settings: Mapping[str, str] = os.environ) -> str:
    """The service that copies this folder elsewhere; "" when none is known to."""
    place = folder.resolve()
    every = (place, *place.parents)
    for name in VARIABLES:
        root = settings.get(name, "")
        if root and Path(root).resolve() in every:
            return "OneDrive"
    named = (service for part in place.parts for service, form in SERVICES if form.fullmatch(part))
    marked = (service for each in every for mark, service in MARKS.items() if _there(each / mark))
    return next(named, next(marked, ""))


def on_network_disk(folder: Path) -> bool:
    """Whether this folder lies on another computer, as far as this system says so."""
    place = folder.resolve()
    if sys.platform == "win32":
        return str(place).startswith("\\\\")
    try:
        with MOUNTS.open(encoding="utf-8", errors="surrogateescape") as file:
            return _kind(place, file.read(MOST_MOUNTS).splitlines()) in NETWORK_DISKS
    except OSError:
        return False


def on_removable_disk(folder: Path) -> bool:
    """Whether this folder lies on a stick or card that somebody can take away, as far as this system says so.

    Source: proc(5), /proc/pid/mountinfo, and the `removable` file of Linux's block devices; GetDriveTypeW of Windows.
    """
    place = folder.resolve()
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  # only there it has windll

        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{place.drive}\\") == DRIVE_REMOVABLE)
    if sys.platform == "darwin":
        return place.parts[1:2] == ("Volumes",)
    try:
        with MOUNTS.open(encoding="utf-8", errors="surrogateescape") as file:
            disk = _numbers(place, file.read(MOST_MOUNTS).splitlines())
        return disk is not None and _removable(BLOCK / disk)
    except OSError:
        return False


def _removable(device: Path) -> bool:
    """Whether a disk, or the disk that a part of one belongs to, can be taken out, or is on USB."""
    place = device.resolve(strict=True)
    whole = (place / "removable", place.parent / "removable")
    marked = any(each.is_file() and each.read_text().strip() == "1" for each in whole)
    return marked or any(part.startswith("usb") for part in place.parts)


def _numbers(place: Path, mounts: Iterable[str]) -> str | None:
    """The numbers of the disk that holds a place, as "8:1"."""
    found: tuple[int, str | None] = (0, None)
    for line in mounts:
        parts = line.split(" ")
        if len(parts) >= 5 and (point := _point(parts[4])) in (place, *place.parents):
            found = max(found, (len(point.parts), parts[2]), key=lambda each: each[0])
    return found[1]


def _point(text: str) -> Path:
    return Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), text))


def _kind(place: Path, mounts: Iterable[str]) -> str:
    """The kind of the disk that holds a place. Source: proc(5), /proc/pid/mountinfo."""
    found: tuple[int, str] = (0, "")
    for line in mounts:
        fields, _, behind = line.partition(" - ")
        parts = fields.split(" ")
        if len(parts) < 5 or not behind:
            continue
        point = _point(parts[4])
        if point in (place, *place.parents):
            found = max(found, (len(point.parts), behind.split(" ")[0]))
    return found[1]


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
