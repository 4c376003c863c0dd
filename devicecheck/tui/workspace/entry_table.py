# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of entries: draws only the lines that are seen, so that thousands of them cost nothing."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import set_cell_size
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from devicecheck.report.clean_text import clean

MARK, NO_MARK = "> ", "  "


class EntryTable(ScrollView, can_focus=True):
    """Lines of cells. The line that is pointed at has a mark, so that it is seen without colour too."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"entry-table--line", "entry-table--pointed"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "point(-1)", show=False),
        Binding("down", "point(1)", show=False),
        Binding("pageup", "turn(-1)", show=False),
        Binding("pagedown", "turn(1)", show=False),
        Binding("home", "ends(0)", show=False),
        Binding("end", "ends(1)", show=False),
        Binding("enter", "choose", "open", key_display="Enter"),
    ]
    cursor: reactive[int] = reactive(0)

    class Chosen(Message):
        """A line was chosen."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, shares: Sequence[int], cells: Callable[[str], Sequence[str]], *, id: str) -> None:
        super().__init__(id=id)
        self._shares, self._cells_of, self._keys = shares, cells, tuple[str, ...]()

    def show(self, keys: Sequence[str]) -> None:
        """Show a line for each key; the pointer stays on its key if that is still there."""
        held, self._keys = self.key, tuple(keys)
        self.virtual_size = Size(0, len(self._keys))
        self.cursor = self._keys.index(held) if held in self._keys else 0
        self._see()
        self.refresh()

    @property
    def key(self) -> str:
        """The key of the line that is pointed at; "" for none."""
        return self._keys[self.cursor] if self._keys else ""

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        place, width = y + self.scroll_offset.y, self.size.width
        if place >= len(self._keys):
            return Strip.blank(width, self.get_component_rich_style("entry-table--line"))
        pointed = place == self.cursor
        style = self.get_component_rich_style("entry-table--pointed" if pointed else "entry-table--line")
        text = (MARK if pointed else NO_MARK) + self._cells(self._cells_of(self._keys[place]), width - len(MARK))
        return Strip([Segment(set_cell_size(text, width), style)], width)

    def _cells(self, cells: Sequence[str], width: int) -> str:
        whole = sum(self._shares)
        widths = (max(1, width * share // whole - 1) for share in self._shares)
        return " ".join(_fitted(clean(cell), size) for cell, size in zip(cells, widths, strict=True))

    def watch_cursor(self) -> None:
        """Draw the pointer where it is now."""
        self._see()
        self.refresh()

    def _see(self) -> None:
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)

    def action_point(self, by: int) -> None:
        """Point at another line."""
        self.cursor = max(0, min(len(self._keys) - 1, self.cursor + by))

    def action_turn(self, by: int) -> None:
        """Point a screen further."""
        self.action_point(by * max(1, self.size.height - 1))

    def action_ends(self, last: int) -> None:
        """Point at the first or the last line."""
        self.action_point(len(self._keys) if last else -len(self._keys))

    def action_choose(self) -> None:
        """Choose the line that is pointed at."""
        if self._keys:
            self.post_message(self.Chosen(self.key))


def _fitted(cell: str, width: int) -> str:
    fitted = set_cell_size(cell, width)
    return fitted if fitted.rstrip() == cell.rstrip() else set_cell_size(cell, max(0, width - 1)) + "…"
