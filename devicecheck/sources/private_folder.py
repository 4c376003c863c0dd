# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder of one visit: readable by nobody else, in memory where the system has such a place, erased at the end."""

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from devicecheck.file_lock import try_lock

PREFIX = "devicecheck-"
ALIVE = ".alive"
"""A file that its owner keeps locked: a folder whose lock can be had belongs to a program that has died."""
HALF_ERASED_AFTER = 60.0
_MEMORY_KINDS = frozenset({"tmpfs", "ramfs"})


@contextmanager
def private_folder(parent: Path | None = None) -> Iterator[Path]:
    """A folder with mode 0700 that is gone afterwards. Leftovers of programs that died are erased first."""
    place = parent or _best_place()
    erase_leftovers(place)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    first = folder / (ALIVE if os.name == "nt" else f"{ALIVE}.new")  # Windows renames no open file
    lock = os.open(first, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        try_lock(lock)  # before it has its name: another start takes a folder with an open lock for a leftover
        if first.name != ALIVE:
            first.rename(folder / ALIVE)
        yield folder
    finally:
        os.close(lock)
        erase(folder)


def erase(folder: Path) -> None:
    """Remove a folder and all in it. What was made unreadable inside is made removable first."""
    with suppress(FileNotFoundError):  # another program may erase the same leftovers at this moment
        for inside in (folder, *(path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink())):
            with suppress(OSError):
                inside.chmod(stat.S_IRWXU)
    shutil.rmtree(folder, ignore_errors=True)


def erase_leftovers(place: Path) -> tuple[Path, ...]:
    """Erase the folders that died programs of this person left in a place; which ones they were."""
    left = tuple(folder for folder in place.glob(f"{PREFIX}*") if _is_ours(folder) and _is_abandoned(folder))
    for folder in left:
        erase(folder)
    return left


def in_memory(folder: Path) -> bool:
    """Whether the folder lies in memory, so that nothing of it ever reaches a disk. False where nobody can tell."""
    try:
        rows = [line.split() for line in Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()]
    except OSError:
        return False
    here = folder.resolve()
    around = [(row[1], row[2]) for row in rows if here.is_relative_to(row[1].replace("\\040", " "))]
    return bool(around) and max(around, key=lambda row: len(row[0]))[1] in _MEMORY_KINDS


def _best_place() -> Path:
    named = os.environ.get("XDG_RUNTIME_DIR")
    for place in (*([Path(named)] if named else []), Path("/dev/shm")):  # noqa: S108 - a 0700 folder is made inside
        if place.is_dir() and os.access(place, os.W_OK | os.X_OK) and in_memory(place):
            return place
    return Path(tempfile.gettempdir())


def _is_ours(folder: Path) -> bool:
    try:
        told = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(told.st_mode) and (not hasattr(os, "getuid") or told.st_uid == os.getuid())


def _is_abandoned(folder: Path) -> bool:
    """Whether nobody holds the lock. A folder without a lock file is being made, or was half erased long ago."""
    try:
        lock = os.open(folder / ALIVE, os.O_RDWR)
    except FileNotFoundError:
        with suppress(FileNotFoundError):  # another start has just erased it
            return time.time() - folder.lstat().st_mtime > HALF_ERASED_AFTER
        return False
    except OSError:
        return False
    try:
        return try_lock(lock)
    finally:
        os.close(lock)
