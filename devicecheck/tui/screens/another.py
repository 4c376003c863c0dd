# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What joins a visit: another phone of the client, tags, a home network, or something made up. Its questions follow."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.frontend.opening import Choice
from devicecheck.frontend.practice_phones import Story
from devicecheck.tui.screens.start import WAYS
from devicecheck.tui.widgets.key_line import KeyLine
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.words import Words

JOINING = ("usb", "iphone", "tags", "network", "server")


class AnotherScreen(ModalScreen[Choice | None]):
    """Over the findings. `stories` None: with a client. Its result is what was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back", key_display="Esc")]

    def __init__(self, words: Words, stories: tuple[Story, ...] | None) -> None:
        super().__init__()
        self._words = words
        self._choices: MappingProxyType[str, Choice] = MappingProxyType(
            {each.name: each for each in stories} if stories is not None else {name: WAYS[name] for name in JOINING}
        )

    def compose(self) -> ComposeResult:
        """What it means, and the list."""
        with Vertical(classes="box"):
            yield Static(self._words.text("tui.another.title"), classes="title")
            yield Static(self._words.text("tui.another.what"), classes="quiet")
            yield PointedList(*self._options(), id="ways", markup=False)
            yield KeyLine(self._words, (("Up Down", "choose"), ("Enter", "start")))

    def on_mount(self) -> None:
        """Keys go to the list."""
        ways = self.query_one(OptionList)
        ways.focus()
        ways.action_first()

    def _options(self) -> Iterator[Option]:
        for name, choice in self._choices.items():
            title = choice.title if isinstance(choice, Story) else self._words.text(f"tui.start.{name}.name").plain
            yield Option(Text(f" {title}"), id=name)

    @on(OptionList.OptionSelected, "#ways")
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Hand back the way."""
        self.dismiss(self._choices[str(event.option_id)])
