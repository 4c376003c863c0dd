# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a target many times, bounded in time, and keeps every input that broke it."""

import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from tests.fuzz import changing
from tests.fuzz.target import FalselyClean, Target

LONGEST_SECONDS = 2.0
NOISE_IN = 8
"""One input in so many is noise."""


class Hang(BaseException):
    """Raised by the clock in an execution that takes too long; no target may catch it."""


@dataclass
class Figures:
    """What came of a target. `broken` holds each kind of fault once, with the input that led to it."""

    name: str
    executions: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    refused: int = 0
    noise: int = 0
    broken: dict[str, bytes] = field(default_factory=dict)


def run(target: Target, executions: int, seed: int) -> Figures:
    """Feed a target so many inputs. The same seed gives the same inputs."""
    signal.signal(signal.SIGALRM, _ring)
    dice, seeds, figures = random.Random(f"{seed}:{target.name}"), tuple(target.seeds()), Figures(target.name)
    for data in seeds:
        once(target, data, figures, noise=False)
    if figures.refused:
        figures.broken["a seed is refused"] = seeds[0]
    begun = time.perf_counter()
    for number in range(executions - len(seeds)):
        noise = number % NOISE_IN == 0
        once(target, changing.noise(dice) if noise else changing.changed(seeds, dice), figures, noise=noise)
    figures.seconds = time.perf_counter() - begun
    return figures


def once(target: Target, data: bytes, figures: Figures, *, noise: bool) -> None:
    """One execution: counted, timed, and kept when it broke something."""
    figures.executions += 1
    figures.noise += noise
    begun = time.thread_time()
    try:
        with _no_longer():
            if target.run(data) and noise:
                raise FalselyClean
    except target.refusals:
        figures.refused += 1
    except (Exception, Hang) as error:
        figures.broken.setdefault(_kind(error), data)
    took = time.thread_time() - begun
    figures.slowest = max(figures.slowest, took)
    if took > LONGEST_SECONDS:
        figures.broken.setdefault("slow", data)


def _kind(error: BaseException) -> str:
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename.rpartition('/')[2]}:{place.tb_lineno}" if place else ""
    return f"{type(error).__name__} {where}"


@contextmanager
def _no_longer() -> Iterator[None]:
    signal.setitimer(signal.ITIMER_REAL, LONGEST_SECONDS * 3)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _ring(_: int, __: FrameType | None) -> None:
    raise Hang
