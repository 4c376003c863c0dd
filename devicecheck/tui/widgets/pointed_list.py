# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list whose chosen line has a letter before it, so that it is seen without colour too."""

from rich.segment import Segment
from rich.text import Text
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from devicecheck.tui.widgets.hanging import HangingOption

POINTER = ">"


class PointedList(OptionList):
    """An `OptionList` that draws the pointer into the empty column before the option that is pointed at."""

    class NothingChosen(Message):
        """Enter was pressed while no option is pointed at."""

    def action_select(self) -> None:
        """Choose what is pointed at, or say that nothing is: a key that does nothing leaves a person waiting."""
        if self.highlighted is None:
            self.post_message(self.NothingChosen())
        super().action_select()

    def _get_visual(self, option: Option) -> Visual:
        if option._visual is None and isinstance(option.prompt, Text) and not option.prompt.no_wrap:
            option._visual = HangingOption(option.prompt)
        return super()._get_visual(option)

    def render_line(self, y: int) -> Strip:
        """One line; the first one of the chosen option begins with the pointer."""
        strip = super().render_line(y)
        number = self.scroll_offset.y + y
        if self.highlighted is None or number >= len(self._lines) or self._lines[number] != (self.highlighted, 0):
            return strip
        first = next(iter(strip), None)
        style = first.style if first is not None else None
        return Strip.join([Strip([Segment(POINTER, style)]), strip.crop(1, strip.cell_length)])
