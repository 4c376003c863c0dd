# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small form: at which network address a phone answers."""

import re
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from devicecheck.tui.widgets.key_line import KeyLine
from devicecheck.tui.words import Words

ADDRESS = re.compile(r"(?P<host>[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\]):(?P<port>[0-9]{1,5})")
MOST_PORT = 65_535


class AddressScreen(ModalScreen[tuple[str, int] | None]):
    """Asks for HOST:PORT. Its result is the two parts, or None when nothing was entered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "ok", key_display="Enter"),
        Binding("escape", "leave", "back", key_display="Esc"),
    ]

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        """The question, the field, a place for what is wrong."""
        with Vertical(classes="box"):
            yield Static(self._words.text("tui.address.title"), classes="title")
            yield Static(self._words.text("tui.address.what"), classes="quiet")
            yield Input(placeholder="192.168.1.20:5555", max_length=300)
            yield Static("", id="wrong", markup=False)
            yield KeyLine(self._words, (("Enter", "ok"),))

    def action_leave(self) -> None:
        """Close without an address."""
        self.dismiss(None)

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Hand back the address, or say what is wrong with it."""
        address = read_address(event.value)
        if address is None:
            self.query_one("#wrong", Static).update(self._words.text("tui.address.wrong"))
        else:
            self.dismiss(address)


def read_address(typed: str) -> tuple[str, int] | None:
    """HOST:PORT as its two parts; None for anything else."""
    match = ADDRESS.fullmatch(typed.strip())
    if match is None or not 0 < int(match["port"]) <= MOST_PORT:
        return None
    return match["host"].strip("[]"), int(match["port"])
