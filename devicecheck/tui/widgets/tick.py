# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A box to tick. It starts empty, and its mark is a letter, not a colour."""

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from devicecheck.tui.widgets.pointed_list import POINTER
from devicecheck.tui.widgets.stepping import step


class Tick(Static, can_focus=True):
    """A label with a box before it; Space ticks it and takes the tick away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "tick", key_display="Space"),
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
    ]

    class Changed(Message):
        """A box was ticked, or its tick taken away."""

    ticked: reactive[bool] = reactive(False)

    def __init__(self, label: Text, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._label = label

    def render(self) -> Text:
        """The box and its label; a letter stands before the one that has the keys."""
        pointer = POINTER if self.has_focus else " "
        return Text.assemble(pointer, "[X] " if self.ticked else "[ ] ", self._label)

    def action_tick(self) -> None:
        """Tick what is pointed at, or take its tick away: the key may have been sent before the last step was taken."""
        pointed = self.screen.focused
        (pointed if isinstance(pointed, Tick) else self).turn()

    def turn(self) -> None:
        """Tick this box, or take its tick away."""
        self.ticked = not self.ticked
        self.post_message(self.Changed())

    def action_step(self, by: int) -> None:
        """Go on to the next thing of the page, or back; at its end stay."""
        step(self.screen, by)

    def on_click(self) -> None:
        """A click does to this box what Space does."""
        self.turn()
