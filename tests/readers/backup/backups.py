# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up backups for tests, and what is done with them here."""

from pathlib import Path
from typing import Any

from devicecheck.practice.backup import stories
from devicecheck.practice.backup.keys import KeyRing
from devicecheck.readers.backup.backup import Backup
from devicecheck.readers.bounds import Watch

PASSWORD = "a long password"
STORY = "copy-managed"


def watch(seconds: float = 30.0) -> Watch:
    return Watch(seconds, lambda: False)


def make(folder: Path, password: str | None = None, name: str = STORY, **more: Any) -> Path:
    """A backup of a story, plain or with this password."""
    told = stories.story(name) | {"password": None} | more
    stories.write(told, folder, KeyRing(password, "tests") if password else None)
    return folder


def opened(folder: Path, password: str | None = None) -> Backup:
    backup = Backup(folder)
    backup.open(password, watch())
    return backup
