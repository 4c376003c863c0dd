# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the app settles about its own process before the screen is taken over."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import resource_tracker


def ready_for_others() -> None:
    """Start what multiprocessing needs while stderr is a real file; inside the app it has no number to hand on."""
    if os.name == "posix":
        resource_tracker.ensure_running()


def forget_what_stays() -> None:
    """Take what was loaded so far out of the collector's rounds; each would hold up the screen for 40 ms."""
    gc.collect()
    gc.freeze()


def when_ended(leave: Callable[[], object]) -> None:
    """Leave properly too when the terminal is closed, or when the system ends the program."""
    for name in ("SIGTERM", "SIGHUP"):
        with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):  # not on Windows, nor in a thread
            asyncio.get_running_loop().add_signal_handler(getattr(signal, name), leave)


def name_terminal(title: str) -> None:
    """Give the terminal's window a title, if there is a terminal."""
    if sys.__stdout__ is not None and sys.__stdout__.isatty():
        sys.__stdout__.write(f"\x1b]0;{title}\x07")
        sys.__stdout__.flush()
