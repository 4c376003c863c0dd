# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a terminal does with typing: it may not show it, or forget what came before a question was there."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from devicecheck.errors import UsageError

ECHO_INPUT = 0x4
STANDARD_INPUT = -10


def at_terminal() -> bool:
    """Whether lines are typed by somebody at a terminal."""
    try:
        return sys.stdin.isatty()
    except (ValueError, AttributeError):  # an input that is closed, or none at all
        return False


def forget_typed() -> None:
    """Drop what was typed so far at the terminal and not read."""
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getch()
        return
    import termios

    with suppress(termios.error, OSError, ValueError):
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


@contextmanager
def not_shown() -> Iterator[None]:
    """Turn off the echo of the terminal. A pipe has none.

    Errors: UsageError `echo-stays-on` when the terminal would show what is typed.
    """
    if not sys.stdin.isatty():
        yield
        return
    with _on_windows() if sys.platform == "win32" else _on_unix():
        yield
    sys.stderr.write("\n")


@contextmanager
def _on_unix() -> Iterator[None]:
    import termios

    terminal = sys.stdin.fileno()
    try:
        before = termios.tcgetattr(terminal)
        quiet = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
        termios.tcsetattr(terminal, termios.TCSADRAIN, quiet)
    except termios.error:
        raise UsageError("echo-stays-on") from None
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


@contextmanager
def _on_windows() -> Iterator[None]:
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    handle, mode = kernel.GetStdHandle(STANDARD_INPUT), ctypes.c_ulong()
    if not kernel.GetConsoleMode(handle, ctypes.byref(mode)):
        raise UsageError("echo-stays-on")
    if not kernel.SetConsoleMode(handle, mode.value & ~ECHO_INPUT):
        raise UsageError("echo-stays-on")
    try:
        yield
    finally:
        kernel.SetConsoleMode(handle, mode.value)
