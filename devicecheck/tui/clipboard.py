# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text that was copied leaves the clipboard again: after a minute, when the screen is hidden, and at the end.

Source: OSC 52 of xterm's control sequences. A terminal says to nobody what its clipboard holds now, so what another
program copied within that minute goes too.
"""

from textual.app import App
from textual.timer import Timer
from textual.widgets import Input

KEPT_SECONDS = 60.0
"""How long copied text stays."""
BLANK = " "
"""What takes its place. Some terminals ignore an empty text; none that took the first text ignores this one."""


class Clipboard(App[int]):
    """Sees to it that nothing of a visit stays in the clipboard. `copied_said` is the sentence shown at copying."""

    copied_said = ""
    kept_seconds = KEPT_SECONDS

    def __init__(self) -> None:
        super().__init__()
        self._leaves: Timer | None = None

    def copy_to_clipboard(self, text: str) -> None:
        """Copy text, say so, and let go of it in time. A later copy starts the time anew. What is not shown stays."""
        if isinstance(self.focused, Input) and self.focused.password:
            return
        super().copy_to_clipboard(text)
        if self._leaves is not None:
            self._leaves.stop()
        self._leaves = self.set_timer(self.kept_seconds, self.forget_copied)
        if self.copied_said:
            self.notify(self.copied_said, markup=False)

    def forget_copied(self) -> None:
        """Take copied text out of the clipboard, if any was copied and is not out yet."""
        if self._leaves is not None:
            self._leaves.stop()
            self._leaves = None
            super().copy_to_clipboard(BLANK)
            super().copy_to_clipboard("")
