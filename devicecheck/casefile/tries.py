# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wrong passphrases are counted beside the key, and each one makes the next try wait longer. Nothing is ever wiped.

It slows down a person at this computer. Whoever copies the folder is held back by the work of Argon2id alone.
"""

import os
from contextlib import suppress
from pathlib import Path

TRIES_FILE = "tries"
FREE, LONGEST = 3, 60
"""Wrong tries without a wait, and the longest wait in seconds."""
COUNT_LIMIT = 64


def wait_before(folder: Path) -> int:
    """Seconds to wait before the next try: 0 for the first few, then 1, 2, 4 ... to the longest."""
    return min(2 ** (_wrong(folder) - FREE), LONGEST) if _wrong(folder) >= FREE else 0


def failed(folder: Path) -> None:
    """Count one wrong try: the file is one byte longer. A folder that cannot be written to is opened all the same."""
    if _wrong(folder) >= COUNT_LIMIT:
        return
    with suppress(OSError):
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(folder / TRIES_FILE, flags, 0o600)
        try:
            os.write(handle, b".")
            os.fsync(handle)
        finally:
            os.close(handle)


def opened(folder: Path) -> None:
    """Forget the wrong tries, after a right one."""
    with suppress(OSError):
        (folder / TRIES_FILE).unlink(missing_ok=True)


def _wrong(folder: Path) -> int:
    try:
        return min((folder / TRIES_FILE).lstat().st_size, COUNT_LIMIT)
    except OSError:
        return 0
