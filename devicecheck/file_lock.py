# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A lock on a file that ends with the program that holds it, so that what it left can be told from what it uses."""

import os


def try_lock(lock: int) -> bool:
    """Take the lock if nobody has it; it goes when its file is closed, at the latest when the program ends."""
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 - each system has one of the two

            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
