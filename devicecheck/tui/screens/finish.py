# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One question before a visit is forgotten."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from devicecheck.tui.widgets.key_line import KeyLine
from devicecheck.tui.words import Words


class FinishScreen(ModalScreen[bool]):
    """Its result is True when the visit may be forgotten."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,Y", "dismiss(True)", "yes", key_display="Y"),
        Binding("n,N,escape", "dismiss(False)", "no", key_display="N"),
    ]

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        """What would be lost."""
        with Vertical(classes="box"):
            yield Static(self._words.text("tui.finish.title"), classes="title")
            yield Static(self._words.text("tui.finish.what"))
            yield KeyLine(self._words)
