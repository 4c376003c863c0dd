# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Something that a person does or says in the middle of a visit: go to another place, name a thing of their own."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from devicecheck.tui.messages import Answered
from devicecheck.tui.screens.base import ListKey
from devicecheck.tui.screens.gate import GateScreen
from devicecheck.tui.widgets.pointed_list import PointedList

LONGEST_NAME = 60


class StepScreen(GateScreen):
    """One question and its answers; after some of them a word of the client's own is asked for."""

    STEP: ClassVar[str] = "read"
    NAME: ClassVar[str] = "step"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Up Down", "choose"), ("Enter", "answer"))
    _answer = ""

    def page(self) -> ComposeResult:
        """The question, the answers, and a line for a name that is hidden until it is needed."""
        area = f"radio.step.{self._question.id.partition(':')[0]}"
        yield Static(self.say("tui.step.title"), classes="title")
        yield Static(self.say(f"{area}.question", **self._need.terms), classes="question")
        yield PointedList(*self._options(area), id="answers", markup=False)
        if self._question.named:
            asked = Input(placeholder=self.say(f"{area}.name").plain, max_length=LONGEST_NAME, id="name")
            asked.display = False
            yield asked

    def chosen(self, answer: str) -> None:
        """Hand over the answer, or first ask for the name that goes with it."""
        if answer in self._question.named:
            self._answer = answer
            named = self.query_one("#name", Input)
            named.display = True
            named.focus()
        else:
            super().chosen(answer)

    @on(Input.Submitted, "#name")
    def name_it(self, event: Input.Submitted) -> None:
        """Give the answer with its name; an empty one is given as it is."""
        event.input.disabled = True
        given = {self._question.id: self._answer, f"{self._question.id}:name": event.value}
        self.post_message(Answered(self._need, given))
