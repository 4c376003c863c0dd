# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Help: what this step is for, and every key that works here."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from devicecheck.tui.screens.base import Overlay
from devicecheck.tui.widgets.key_line import KeyLine
from devicecheck.tui.words import Words


class HelpScreen(Overlay):
    """Opened over a step, closed by any of the named keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark", "close", "back", key_display="Esc"),
    ]

    def __init__(self, words: Words, about: str, keys: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._words, self._about, self._keys = words, about, keys

    def compose(self) -> ComposeResult:
        """What the step is for, the keys, and what holds everywhere."""
        with Vertical(classes="box"):
            with VerticalScroll(id="explained"):
                yield Static(self._words.text("tui.help.title"), classes="title")
                yield Static(self._words.text(f"tui.{self._about}.help"), classes="do")
                yield Static(self._words.text("tui.help.keys"), classes="label")
                yield Static(self._key_lines())
                yield Static(self._words.text("tui.help.everywhere"), classes="quiet")
            yield KeyLine(self._words, (("Up Down", "scroll"),))

    def on_mount(self) -> None:
        """Let the arrow keys scroll at once."""
        self.query_one("#explained").focus()

    def _key_lines(self) -> Text:
        lines = Text()
        for key, does in self._keys:
            lines.append(f"  {key:<10}", "bold")
            lines.append(f"{self._words.text(f'tui.keys.{does}').plain}\n")
        return lines

    def action_close(self) -> None:
        """Back to the step."""
        self.dismiss(None)
