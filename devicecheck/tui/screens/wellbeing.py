# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody is not well: the clinic's own words, numbers, and to whom one hands over. Nothing is scored."""

from datetime import UTC, datetime
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.model.told import HandedTo
from devicecheck.report.page import HelpView
from devicecheck.tui.messages import HandedOver
from devicecheck.tui.screens.base import Overlay
from devicecheck.tui.widgets.key_line import KeyLine
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.words import Words


class WellbeingScreen(Overlay):
    """Over any step. Enter on a role keeps it for the caseworker's copy; Esc keeps nothing.

    Words scroll; the roles and the keys always stand below them, so that nobody is pointed at unseen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "page(1)", "scroll", key_display="PgDn", priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("escape,f2", "leave", "back", key_display="Esc"),
    ]

    def __init__(self, words: Words, own: tuple[str, ...], help_view: HelpView) -> None:
        super().__init__()
        self._words, self._own, self._help = words, own, help_view

    def compose(self) -> ComposeResult:
        """What to do first, whom to call, the clinic's words, numbers; below them roles and keys."""
        say = self._words.text
        with Vertical(classes="box"):
            yield Static(say("tui.wellbeing.title"), classes="title")
            with VerticalScroll(id="care", can_focus=False):
                yield from self._care()
            yield Static(say("tui.wellbeing.handed"), classes="label")
            yield PointedList(*(Option(say(f"casework.handed.{role}"), id=role) for role in HandedTo), id="roles")
            yield KeyLine(self._words, (("Enter", "hand-over"),))

    def _care(self) -> ComposeResult:
        say = self._words.text
        for line in self._words.lines("tui.wellbeing.first"):
            yield Static(line, classes="do")
        yield Static(Text(self._help.danger), classes="warning")
        yield Static(say("tui.wellbeing.own"), classes="label")
        yield Static(Text("\n".join(self._own)) if self._own else say("tui.wellbeing.no-own"), classes="do")
        numbers = (f"{service.name}: {service.number}" for service in self._help.services)
        yield Static(Text("\n".join(numbers)), classes="do")

    def on_mount(self) -> None:
        """Begin at the top. Nobody is pointed at; Enter alone keeps nothing."""
        roles = self.query_one(OptionList)
        roles.highlighted = None
        roles.focus(scroll_visible=False)

    @on(OptionList.OptionSelected, "#roles")
    def hand_over(self, event: OptionList.OptionSelected) -> None:
        """Keep to whom and when, and nothing else; whoever keeps it closes this page."""
        event.option_list.disabled = True
        self.post_message(HandedOver(HandedTo(str(event.option_id)), datetime.now(UTC)))

    def action_page(self, by: int) -> None:
        """Read on in the words, or back."""
        care = self.query_one("#care", VerticalScroll)
        (care.scroll_page_down if by > 0 else care.scroll_page_up)(animate=False)

    def action_leave(self) -> None:
        """Back, with nothing kept."""
        self.dismiss(None)


class PauseScreen(Overlay):
    """A breath before what is hard to hear, and where nothing was seen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space,escape", "leave", "go-on", key_display="Enter")]

    def __init__(self, words: Words, about: str) -> None:
        super().__init__()
        self._words, self._about = words, about

    def compose(self) -> ComposeResult:
        """What to think of before one goes on."""
        with VerticalScroll(classes="box"):
            yield Static(self._words.text("tui.pause.title"), classes="title")
            for line in self._words.lines(f"tui.pause.{self._about}"):
                yield Static(line, classes="do")
            yield Static(self._words.text("tui.pause.key"), classes="quiet")
            yield KeyLine(self._words)

    def action_leave(self) -> None:
        """Go on."""
        self.dismiss(None)
