# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One thing that is fed with any bytes: what goes in, what may come out, and what must never come out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A parser or reader under fuzzing.

    Shape: `run` takes any bytes and may raise only `refusals`. It says whether its result reads as "looked, and did
    not see": nothing found, nothing named as missing. `seeds` are whole inputs that it understands; they are built
    when asked for.
    """

    name: str
    run: Callable[[bytes], bool]
    seeds: Callable[[], Sequence[bytes]]
    refusals: tuple[type[Exception], ...] = ()


class FalselyClean(Exception):
    """Raised when bytes that nobody could understand come out as "looked, and did not see"."""
