# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long one piece of work may still take: its deadline, its idle limit, and the parent's cancel."""

import time
from collections.abc import Callable

from devicecheck.readers.android.faults import DeadlinePassed, Silent, Stopped

SLICE = 0.2
"""Seconds that one blocking call may take at the most, so that cancel and deadline are noticed at once."""


def never() -> bool:
    """For work that nobody can cancel, such as the goodbye itself."""
    return False


class Watch:
    """Handed to everything that waits. `idle` is None where a person decides how long it takes.

    Units: seconds.
    """

    def __init__(self, seconds: float, stopped: Callable[[], bool] = never, idle: float | None = None) -> None:
        self._end = time.monotonic() + seconds
        self._stopped = stopped
        self._heard = time.monotonic()
        self.idle = idle

    def alive(self) -> None:
        """Something came from the phone."""
        self._heard = time.monotonic()

    def check(self) -> None:
        """Errors: Stopped, DeadlinePassed or Silent, in this order."""
        now = time.monotonic()
        if self._stopped():
            raise Stopped
        if now >= self._end:
            raise DeadlinePassed
        if self.idle is not None and now - self._heard >= self.idle:
            raise Silent

    def slice(self, most: float = SLICE) -> float:
        """Seconds that the next blocking call may take."""
        now = time.monotonic()
        limits = [most, self._end - now]
        if self.idle is not None:
            limits.append(self._heard + self.idle - now)
        return max(0.001, min(limits))

    def shorter(self, seconds: float, idle: float | None) -> "Watch":
        """A watch of its own within this one."""
        return Watch(min(seconds, max(0.0, self._end - time.monotonic())), self._stopped, idle)

    @property
    def left(self) -> float:
        """Seconds until the deadline."""
        return max(0.0, self._end - time.monotonic())
