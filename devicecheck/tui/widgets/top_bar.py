# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The top of every screen: where this visit is, and the mark of a practice phone."""

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from devicecheck.tui.words import Words

STEPS = ("start", "safe-now", "story", "consent", "connect", "read", "findings", "cards", "close")
"""The steps of a visit; a practice visit has no gates, unless they are practised."""

GATES = frozenset({"safe-now", "consent"})


class TopBar(Vertical):
    """One line with the steps of a visit, the present one in brackets; below it the practice mark."""

    def __init__(self, words: Words, step: str, *, practice: bool) -> None:
        super().__init__()
        self._words, self._step, self._practice = words, step, practice

    def compose(self) -> ComposeResult:
        """The two lines."""
        without = self._practice and self._step not in GATES
        steps = [step for step in STEPS if not (without and step in GATES)]
        yield Static(trail(self._words, steps, self._step), classes="trail")
        if self._practice:
            yield Static(self._words.text("app.practice-mark"), classes="practice-mark")


def trail(words: Words, steps: Sequence[str], present: str) -> Text:
    """The steps in order. The present one stands in brackets, so that it is seen without colour too."""
    line = Text(no_wrap=True, overflow="ellipsis")
    reached = steps.index(present) if present in steps else -1
    for place, step in enumerate(steps):
        name = words.text(f"tui.steps.{step}").plain
        if place:
            line.append(" > ", style="dim")
        if place == reached:
            line.append(f"[{name}]", style="bold")
        else:
            line.append(name, style="dim" if place > reached else "")
    return line
