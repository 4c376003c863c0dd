# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a program that looks into a stranger's file may use: a deadline for each question, limits for all of it."""

import os
import sys
import time
from collections.abc import Callable

NOBODY = 65_534
"""The user and group of Unix that own nothing."""


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


def confine(memory: int, cpu_seconds: int, output: int, nice: int = 5) -> None:
    """Let the system end this program before it uses too much. Where there are no such limits, the parent ends it.

    Units: `memory` and `output` (one written file; not on Windows) in bytes. `nice`: how far others come first.
    """
    if sys.platform == "win32":
        from devicecheck.readers.job_object import confine_on_windows  # noqa: PLC0415

        confine_on_windows(memory, cpu_seconds)
        return
    import resource  # noqa: PLC0415 - does not exist on Windows

    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, output),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, hard))
    os.nice(nice)


def give_up_rights() -> None:
    """Become nobody if this is the system's own user: what reads a stranger's packets may hold no right at all."""
    if sys.platform != "win32" and os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
