# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy as it will read, before anything is written."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from devicecheck.report import text
from devicecheck.report.blocks import Sheet
from devicecheck.tui.screens.base import Overlay
from devicecheck.tui.widgets.key_line import KeyLine
from devicecheck.tui.words import Words


class PreviewScreen(Overlay):
    """The words of one copy, over the page where copies are chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,p", "close", "back", key_display="Esc"),
    ]

    def __init__(self, words: Words, sheet: Sheet) -> None:
        super().__init__()
        self._words = words
        self._sheet = sheet

    def compose(self) -> ComposeResult:
        """The whole text, to scroll through."""
        with Vertical(classes="box"):
            with VerticalScroll(id="reads"):
                yield Static(Text(text.render(self._sheet).decode("utf-8")))
            yield KeyLine(self._words, (("Up Down", "scroll"),))

    def on_mount(self) -> None:
        """Let the arrow keys scroll at once."""
        self.query_one(VerticalScroll).focus()

    def action_close(self) -> None:
        """Back to the copies."""
        self.dismiss(None)
