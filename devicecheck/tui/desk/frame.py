# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame of the desk's screens: a desk is no step of a visit, so it says where one is instead of a row of steps."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.widgets.key_line import KeyLine


class DeskFrame(VisitScreen):
    """Where one is, the page, what comes next, the keys."""

    STEP: ClassVar[str] = "start"
    OF_CLIENT: ClassVar[bool] = True

    def compose(self) -> ComposeResult:
        """The frame around the page."""
        yield Static(self.say("tui.desk.place"), classes="place")
        with Vertical(id="page"):
            yield from self.page()
        yield Static(self.next_line(), id="next")
        yield KeyLine(self.words, self.LIST_KEYS)
