# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What this program may use at the most. An app's file is made by a stranger and may be made to explode."""

import os
import sys
import time
from collections.abc import Callable

FILE_LIMIT = 2 << 30
DIRECTORY_LIMIT = 16 << 20
ENTRIES_LIMIT = 70_000
MANIFEST_LIMIT = 8 << 20
PART_LIMIT = 128 << 20
"""Bytes of one inflated part. The largest native libraries of browsers stay below it."""
TOTAL_LIMIT = 640 << 20
"""Bytes of all inflated parts together; they are held one after another, never at once."""
PARTS_LIMIT = 600
RULES_LIMIT = 16 << 20
MEMORY = 1536 << 20
CPU_SECONDS = 300
OUTPUT = 64 << 20


class OutOfTime(Exception):
    """Raised when the deadline of the question has passed or the parent no longer wants it."""


class Watch:
    """The deadline of one question. `stopped` tells whether the parent cancelled it."""

    def __init__(self, seconds: float, stopped: Callable[[], bool]) -> None:
        self._end = time.monotonic() + seconds
        self.stopped = stopped

    @property
    def left(self) -> float:
        """Seconds left, never below 0."""
        return max(0.0, self._end - time.monotonic())

    def look(self) -> None:
        """Errors: OutOfTime."""
        if self.stopped() or not self.left:
            raise OutOfTime


def confine() -> None:
    """Let the system end this program before it uses too much. Where there are no such limits, the parent ends it."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - does not exist on Windows

    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, hard))
    os.nice(5)
