# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A PIN for coming back from the hidden page, chosen before a visit and held in memory alone."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from devicecheck.tui.widgets.key_line import KeyLine
from devicecheck.tui.words import Words

SHORTEST, LONGEST = 4, 8


class PinScreen(ModalScreen[str]):
    """Its result is the PIN; "" for none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "ok", key_display="Enter"),
        Binding("escape", "dismiss('')", "no-pin", key_display="Esc"),
    ]

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        """What it is for, the field, a place for what is wrong."""
        with Vertical(classes="box"):
            yield Static(self._words.text("tui.pin.title"), classes="title")
            yield Static(self._words.text("tui.pin.what"), classes="quiet")
            yield Input(password=True, max_length=LONGEST, id="pin")
            yield Static("", id="wrong", markup=False)
            yield KeyLine(self._words, (("Enter", "ok"),))

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Hand back four to eight digits, or nothing; anything else is asked for again."""
        typed = event.value
        if not typed or (typed.isascii() and typed.isdigit() and len(typed) >= SHORTEST):
            self.dismiss(typed)
        else:
            self.query_one("#wrong", Static).update(self._words.text("tui.pin.wrong"))
