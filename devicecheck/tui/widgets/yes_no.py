# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One thing to say yes or no to. It starts with neither."""

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from devicecheck.tui.widgets.stepping import step
from devicecheck.tui.words import Words


class YesNo(Static, can_focus=True):
    """A question of the consent page. `answer` is None until a person presses Y or N."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,Y", "say('yes')", "yes", key_display="Y"),
        Binding("n,N", "say('no')", "no", key_display="N"),
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
    ]

    answer: reactive[str | None] = reactive(None, layout=True)

    class Said(Message):
        """A person answered this question."""

        def __init__(self, question: str, answer: str) -> None:
            super().__init__()
            self.question, self.answer = question, answer

    def __init__(self, words: Words, question: str) -> None:
        super().__init__(markup=False)
        self._words, self.question = words, question

    def render(self) -> Text:
        """The question, its two answers with the given one marked, and the words to say."""
        area = f"gates.{self.question}"
        answers = "   ".join(self._box(answer, area) for answer in ("yes", "no"))
        return Text.assemble(
            (self._words.text(f"{area}.question").plain, "bold"),
            "\n",
            self._words.text(f"{area}.say"),
            "\n",
            (answers, "bold" if self.answer else ""),
        )

    def _box(self, answer: str, area: str) -> str:
        mark = "X" if self.answer == answer else " "
        return f"[{mark}] {self._words.text(f'{area}.answers.{answer}').plain}"

    def action_say(self, answer: str) -> None:
        """Take an answer, and go on to the next open question before another key is heard.

        Two quick keys may both have been sent to the first question: the second is for what is pointed at by then.
        """
        pointed = self.screen.focused
        (pointed if isinstance(pointed, YesNo) else self).take(answer)

    def take(self, answer: str) -> None:
        """The answer to this question."""
        self.answer = answer
        still_open = [each for each in self.screen.query(YesNo) if each.answer is None]
        if still_open:
            self.screen.set_focus(still_open[0])
        self.post_message(self.Said(self.question, answer))

    def action_step(self, by: int) -> None:
        """On to the next question, or back; at an end it stays."""
        step(self.screen, by)
