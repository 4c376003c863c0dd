# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A blank page of notes that hides everything. The PIN, then Enter, brings the visit back."""

from collections.abc import Callable
from hmac import compare_digest
from time import monotonic

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from devicecheck.tui.screens.base import Overlay
from devicecheck.tui.words import Words

FREE, LONGEST_WAIT = 3, 60.0
"""Wrong tries without a wait, and the longest wait in seconds. Nothing is ever wiped."""
MOST_KEYS = 64


class HiddenScreen(Overlay):
    """Nothing of the visit is seen or named here. A visit that runs goes on. Without a PIN any key and Enter return."""

    def __init__(self, words: Words, pin: str = "", clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self._words, self._pin, self._clock = words, pin, clock
        self._typed = ""
        self._wrong, self._not_before = 0, 0.0

    def compose(self) -> ComposeResult:
        """One neutral word; what is typed is not shown."""
        yield Static(self._words.text("tui.hidden.title"), classes="notes")

    def on_key(self, event: events.Key) -> None:
        """Enter after the PIN returns; Enter alone, pressed by chance, does not."""
        event.stop()
        if event.key == "f12":
            return
        if event.key != "enter":
            self._typed = (self._typed + (event.character or "?"))[-MOST_KEYS:]
        elif self._typed:
            self._try(self._typed)
            self._typed = ""

    def _try(self, typed: str) -> None:
        if self._clock() < self._not_before:
            return
        if not self._pin or compare_digest(typed.encode(), self._pin.encode()):
            self.dismiss(None)
            return
        self._wrong += 1
        if self._wrong >= FREE:
            self._not_before = self._clock() + min(2.0 ** (self._wrong - FREE), LONGEST_WAIT)
