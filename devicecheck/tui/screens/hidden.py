# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A blank page of notes that hides everything. Typing, then Enter, brings the visit back."""

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from devicecheck.tui.screens.base import Overlay
from devicecheck.tui.words import Words


class HiddenScreen(Overlay):
    """Nothing of the visit is seen or named here. A visit that runs goes on."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._typed = False

    def compose(self) -> ComposeResult:
        """One neutral word."""
        yield Static(self._words.text("tui.hidden.title"), classes="notes")

    def on_key(self, event: events.Key) -> None:
        """Enter after any other key returns; Enter alone, pressed by chance, does not."""
        event.stop()
        if event.key == "enter" and self._typed:
            self.dismiss(None)
        elif event.key not in {"enter", "f12"}:
            self._typed = True
