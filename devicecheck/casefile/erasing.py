# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Erasing a kept case: the key first, then everything else, then a look whether anything is left."""

import os
import shutil
from pathlib import Path

from devicecheck.casefile.export import sync_folder
from devicecheck.casefile.retention import KEEPING_FILE, kept_until
from devicecheck.casefile.sealing import NEW_KEY_FILE
from devicecheck.casefile.store import DESK_LOCK, KEY_FILE, RECORDS, leads_elsewhere
from devicecheck.casefile.tries import TRIES_FILE
from devicecheck.errors import CaseError

BESIDE = (f"{RECORDS}-wal", f"{RECORDS}-shm")
OWN = frozenset({KEY_FILE, DESK_LOCK, NEW_KEY_FILE, RECORDS, TRIES_FILE, KEEPING_FILE, f"{KEEPING_FILE}.new", *BESIDE})


def erase(folder: Path) -> None:
    """Erase the case in a folder. Without its key the rest is noise, even where a disk keeps old copies of it.

    Errors: CaseError `not-a-case`, `holds-other-files`, `held`, `keeping-damaged` (nothing was erased) or `not-erased`
    (something is left).
    """
    key = folder / KEY_FILE
    if not key.is_file() or folder.is_symlink() or leads_elsewhere(folder):
        raise CaseError("not-a-case")
    if (keeping := kept_until(folder)) is not None and keeping.held:
        raise CaseError("held")
    if {path.name for path in folder.iterdir()} - OWN:
        raise CaseError("holds-other-files")
    try:
        _overwrite(key)
        key.unlink()
        sync_folder(folder)
        shutil.rmtree(folder)
        sync_folder(folder.parent)
    except OSError:
        raise CaseError("not-erased") from None
    if folder.exists():
        raise CaseError("not-erased")


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(os.urandom(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
