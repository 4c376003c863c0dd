# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small forms over the desk: one line to type, one of a few answers, or lines to read."""

from collections.abc import Mapping
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.tui.widgets.key_line import KeyLine
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.words import Words

LONGEST = 4096


class LineScreen(ModalScreen[str | None]):
    """Its result is the line as it was typed; None when nothing is wanted after all."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "ok", key_display="Enter"),
        Binding("escape", "leave", "back", key_display="Esc"),
    ]

    def __init__(self, words: Words, question: Text, usual: str = "") -> None:
        super().__init__()
        self._words, self._question, self._usual = words, question, usual

    def compose(self) -> ComposeResult:
        """The question and the field."""
        with Vertical(classes="box"):
            yield Static(self._question, classes="question")
            yield Input(self._usual, max_length=LONGEST)
            yield KeyLine(self._words)

    def action_leave(self) -> None:
        """Close without a line."""
        self.dismiss(None)

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Hand back the line."""
        self.dismiss(event.value.strip())


class PickScreen(ModalScreen[str | None]):
    """Its result is the id of an answer. None is chosen beforehand."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "back", key_display="Esc")]

    def __init__(self, words: Words, question: Text, answers: Mapping[str, Text]) -> None:
        super().__init__()
        self._words, self._question, self._answers = words, question, answers

    def compose(self) -> ComposeResult:
        """The question and its answers."""
        with Vertical(classes="box"):
            yield Static(self._question, classes="question")
            yield PointedList(*(Option(text, id=name) for name, text in self._answers.items()), markup=False)
            yield KeyLine(self._words, (("Up Down", "choose"), ("Enter", "answer")))

    def on_mount(self) -> None:
        """Keys go to the answers."""
        answers = self.query_one(OptionList)
        answers.highlighted = None
        answers.focus()

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    @on(OptionList.OptionSelected)
    def take(self, event: OptionList.OptionSelected) -> None:
        """Hand back the answer."""
        self.dismiss(event.option_id)


class ReadScreen(ModalScreen[None]):
    """Lines to read; the arrow keys scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "leave", "back", key_display="Esc")]

    def __init__(self, words: Words, lines: Text) -> None:
        super().__init__()
        self._words, self._lines = words, lines

    def compose(self) -> ComposeResult:
        """The lines."""
        with Vertical(classes="box"):
            with VerticalScroll(id="explained"):
                yield Static(self._lines)
            yield KeyLine(self._words, (("Up Down", "scroll"),))

    def on_mount(self) -> None:
        """Let the arrow keys scroll at once."""
        self.query_one("#explained").focus()

    def action_leave(self) -> None:
        """Back to the desk."""
        self.dismiss(None)
