# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hiding a dialogue: the terminal is emptied with what can be scrolled back to, and a PIN brings it back."""

import asyncio
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from hmac import compare_digest
from time import monotonic

from devicecheck.cli import quiet_typing
from devicecheck.cli.exits import VOICE
from devicecheck.errors import UsageError

EMPTY = "\x1b[2J\x1b[3J\x1b[H"
"""Clears the screen and what can be scrolled back to, and goes to the top."""
FREE, LONGEST_WAIT = 3, 60.0
"""Wrong tries without a wait, and the longest wait in seconds. Nothing is ever wiped."""
IDLE_SECONDS = 120.0
"""After so long without a line, a visit with a client is hidden, where there is a screen."""


def empty_screen() -> None:
    """Nothing of what was said stays to be seen. Where stderr is no terminal, nothing is sent."""
    if sys.stderr.isatty():
        sys.stderr.write(EMPTY)
        sys.stderr.flush()


class Hiding:
    """Whether the dialogue is hidden, and what brings it back. `pin` "": any typed line does."""

    def __init__(self, neutral: str, pin: str = "", clock: Callable[[], float] = monotonic) -> None:
        self._neutral, self.pin, self._clock = neutral, pin, clock
        self._wrong, self._not_before = 0, 0.0
        self._quiet = ExitStack()
        self._idle: asyncio.TimerHandle | None = None
        self.locks_when_idle = False

    @property
    def hidden(self) -> bool:
        """Whether nothing is seen now."""
        return VOICE.covered

    @property
    def on_screen(self) -> bool:
        """Whether somebody may see it: a dialogue that is written to a file or a pipe has nothing to hide."""
        return sys.stderr.isatty() and sys.stdin.isatty()

    def hide(self) -> None:
        """Empty the screen but for one neutral word; what is typed is not shown from here on."""
        if self.hidden:
            return
        empty_screen()
        print(self._neutral, file=sys.stderr, flush=True)
        VOICE.covered = True
        with suppress(UsageError):  # a terminal that goes on showing what is typed is hidden all the same
            self._quiet.enter_context(quiet_typing.not_shown())

    def tried(self, line: str) -> None:
        """A line that was typed while it is hidden: the PIN shows everything again."""
        if not line.strip() or self._clock() < self._not_before:
            return
        if not self.pin or compare_digest(line.strip().encode(), self.pin.encode()):
            self._wrong = 0
            self.show()
            return
        self._wrong += 1
        if self._wrong >= FREE:
            self._not_before = self._clock() + min(2.0 ** (self._wrong - FREE), LONGEST_WAIT)

    def show(self) -> None:
        """Back: what was said last is said again."""
        self._quiet.close()
        empty_screen()
        VOICE.uncover()

    def touched(self) -> None:
        """Somebody typed a line: the time begins anew."""
        if self._idle is not None:
            self._idle.cancel()
        if self.locks_when_idle and self.on_screen:
            self._idle = asyncio.get_running_loop().call_later(IDLE_SECONDS, self.hide)
