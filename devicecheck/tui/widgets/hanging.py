# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines that go on under their own beginning, as one plain text: a table of each card would hold the screen up."""

from collections.abc import Callable, Iterator

from rich.console import Console
from rich.text import Text
from textual import events
from textual.widgets import Static

_MEASURE = Console(width=80, no_color=True, _environ={})
"""Only says how wide letters are."""


class HangingText(Static):
    """A text that is laid out for the width that there is, and anew when that changes."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self._make: Callable[[int], Text] | None = None
        self._width = 0

    def lay_out(self, make: Callable[[int], Text]) -> None:
        """Show what `make` says for a width, as soon as it is known how wide it can be."""
        self._make = make
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Follow the width; the height follows the text."""
        if self._width != event.size.width:
            self._width = event.size.width
            self.call_later(self._show)  # not now: the page is being laid out, and would not learn of the new height

    def _show(self) -> None:
        if self._make is not None and self._width:
            self.update(self._make(self._width))


def hanging(mark: Text, text: Text, width: int) -> Iterator[Text]:
    """The text in lines of at most this width; its mark stands before the first one, and room before the others."""
    room = mark.cell_len
    for number, line in enumerate(text.wrap(_MEASURE, max(1, width - room), overflow="fold")):
        line.rstrip()
        yield Text.assemble(mark if not number else " " * room, line)
