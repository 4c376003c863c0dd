# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What joins a visit: another phone of the client, what is beside it, or something made up. Its questions follow."""

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

from devicecheck.frontend.opening import BACKUP, CAPTURE, Choice, FileChoice
from devicecheck.frontend.practice_phones import Story
from devicecheck.tui.screens.file import FileScreen
from devicecheck.tui.screens.start import FILES, WAYS
from devicecheck.tui.widgets.key_line import KeyLine
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.words import Words

JOINING = ("usb", "iphone", "tags", "network", BACKUP, CAPTURE, "server")
"""Names of the first screen. What lies on this computer has its place asked for before it joins."""


class AnotherScreen(ModalScreen[Choice | None]):
    """Over the findings. `stories` None: with a client. Its result is what was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back", key_display="Esc")]

    def __init__(self, words: Words, stories: tuple[Story, ...] | None) -> None:
        super().__init__()
        self._words = words
        self._stories = MappingProxyType({each.name: each for each in stories or ()})
        self._names = JOINING if stories is None else tuple(self._stories)

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
        for name in self._names:
            story = self._stories.get(name)
            title = story.title if story is not None else self._words.text(f"tui.start.{name}.name").plain
            yield Option(Text(f" {title}"), id=name)

    @on(OptionList.OptionSelected, "#ways")
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Hand back the way; of a file its place is asked for first."""
        name = str(event.option_id)
        if name in FILES and name not in self._stories:
            self.app.push_screen(FileScreen(self._words, name), self._choose_file)
        else:
            self.dismiss(self._stories.get(name) or WAYS[name])

    def _choose_file(self, choice: FileChoice | None) -> None:
        if choice is not None:
            self.dismiss(choice)
