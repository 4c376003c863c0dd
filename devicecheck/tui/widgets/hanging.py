# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines that go on under their own beginning, as one plain text: a table of each card would hold the screen up."""

import re
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.text import Text
from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Size
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget

_MEASURE = Console(width=80, no_color=True, _environ={})
"""Only says how wide letters are."""


class HangingText(Widget):
    """A text that is laid out for the width that there is, and anew when that changes."""

    DEFAULT_CSS = "HangingText { height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._make: Callable[[int], Text] = nothing
        self._made = (0, Text())

    def lay_out(self, make: Callable[[int], Text]) -> None:
        """Show what `make` says for a width in cells."""
        self._make, self._made = make, (0, Text())
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the text has at this width."""
        return self._at(width).plain.count("\n") + 1

    def render(self) -> Text:
        """The text at the width that there is."""
        return self._at(self.content_size.width)

    def _at(self, width: int) -> Text:
        if self._made[0] != width:
            self._made = (width, self._make(width))
        return self._made[1]


class HangingOption(Visual):
    """The text of an option. What has no room goes on below where its words begin, not below its number."""

    MARK = re.compile(r"\s*(?:\[.\] )?(?:\d+  )?")

    def __init__(self, text: Text) -> None:
        self._text = text
        self._made = (0, Content())

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Cells of the longest line, where there is room for it."""
        return Content.from_rich_text(self._text).get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """As many lines as the text has at this width."""
        return self._at(width).plain.count("\n") + 1

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Its lines."""
        return self._at(width).render_strips(width, height, style, options)

    def _at(self, width: int) -> Content:
        if self._made[0] != width:
            lines = [line for whole in self._text.split("\n", allow_blank=True) for line in self._hung(whole, width)]
            self._made = (width, Content.from_rich_text(Text("\n").join(lines)))
        return self._made[1]

    def _hung(self, line: Text, width: int) -> Iterator[Text]:
        begins = match.end() if (match := self.MARK.match(line.plain)) else 0
        mark, words = line.divide([begins])
        return hanging(mark, words, width)


def nothing(_width: int) -> Text:
    """Before there is something to show."""
    return Text()


def hanging(mark: Text, text: Text, width: int) -> Iterator[Text]:
    """The text in lines of at most this width; its mark stands before the first one, and room before the others."""
    room = mark.cell_len
    for number, line in enumerate(text.wrap(_MEASURE, max(1, width - room), overflow="fold")):
        line.rstrip()
        yield Text.assemble(mark if not number else " " * room, line)
