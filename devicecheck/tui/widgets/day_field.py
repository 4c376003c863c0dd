# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A field for one day. It takes digits and what stands between them; every other key stays a key of its page."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input

from devicecheck.tui.widgets.stepping import step

WRITTEN_WITH = frozenset("0123456789-./")


class DayField(Input):
    """An `Input` that swallows no letter: each does what the line of keys says."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
    ]

    def action_step(self, by: int) -> None:
        """Go on to the next thing of the page, or back; at its end stay."""
        step(self.screen, by)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the field would take this key."""
        return character in WRITTEN_WITH

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]  # Textual calls the one of `Input` too
        if event.is_printable and event.character not in WRITTEN_WITH:
            event.prevent_default()
