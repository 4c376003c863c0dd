# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one can practise with: made-up phones, recorded tags and networks. It can do no harm."""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.frontend.practice_phones import Story
from devicecheck.tui.widgets.key_line import KeyLine
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.words import Words


class PracticeScreen(ModalScreen[Story | None]):
    """A list over the first screen. Its result is the story, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w,W", "whole", "whole-visit", key_display="W"),
        Binding("escape", "leave", "back", key_display="Esc"),
    ]

    def __init__(self, words: Words, stories: tuple[Story, ...] | None) -> None:
        super().__init__()
        self._words, self._stories = words, stories

    def compose(self) -> ComposeResult:
        """The mark, and the list."""
        with Vertical(classes="box"):
            yield Static(self._words.text("tui.start.practice.name"), classes="title")
            yield Static(self._words.text("tui.start.practice.what"), classes="quiet")
            yield Static(self._words.text("tui.start.practice.whole"), classes="quiet")
            yield PointedList(id="stories", markup=False)
            yield KeyLine(self._words, (("Up Down", "choose"), ("Enter", "start")))

    def on_mount(self) -> None:
        """Fill in what is known so far."""
        if self._stories is not None:
            self.show_stories(self._stories)
        else:
            self.query_one(OptionList).add_option(Option(self._words.text("tui.start.loading"), disabled=True))

    def show_stories(self, stories: tuple[Story, ...]) -> None:
        """Fill in the stories."""
        self._stories = stories
        choices = self.query_one(OptionList)
        choices.clear_options().add_options(self._options(stories))
        choices.focus()
        choices.action_first()

    def _options(self, stories: tuple[Story, ...]) -> Iterator[Option]:
        if not stories:
            yield Option(self._words.text("tui.start.none"), disabled=True)
        for story in stories:
            yield Option(Text(f" {story.title}"), id=story.name)

    @on(OptionList.OptionSelected, "#stories")
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Hand back the story."""
        self.dismiss(self._named(event.option_id))

    def action_whole(self) -> None:
        """Hand back the story that is pointed at, with the questions that a client is asked first."""
        choices = self.query_one(OptionList)
        if choices.highlighted is not None and (name := choices.get_option_at_index(choices.highlighted).id):
            self.dismiss(replace(self._named(name), asks=True))

    def _named(self, name: str | None) -> Story:
        return next(each for each in self._stories or () if each.name == name)

    def action_leave(self) -> None:
        """Back to the first screen."""
        self.dismiss(None)
