# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One question before anything is read. No answer is chosen beforehand; Enter alone answers nothing."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.runner import gates
from devicecheck.runner.events import Need
from devicecheck.tui.messages import Answered, StopAsked
from devicecheck.tui.screens.base import ListKey, VisitScreen
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.words import Words

MIDWAY = frozenset(question.id for need in (gates.MANAGED, gates.trust_need({})) for question in need.questions)
"""What is asked of a client once the phone was met."""
FIRST = frozenset(question.id for need in (*gates.first_needs(cable=True), *gates.NEEDS) for question in need.questions)
"""What a client is asked before a phone is met. In practice that is asked only of who wants to practise it."""


class GateScreen(VisitScreen):
    """The words to say aloud, the question, why it is asked, and its answers."""

    STEP: ClassVar[str] = "safe-now"
    NAME: ClassVar[str] = "gate"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Up Down", "choose"), ("Enter", "answer"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "stop", key_display="Esc"),
        *(Binding(str(number), f"point({number - 1})", show=False) for number in range(1, 10)),
    ]

    def __init__(self, words: Words, need: Need, *, practice: bool = False) -> None:
        super().__init__(words, practice=practice)
        self._need = need
        self._question = need.questions[0]
        if practice and self._question.id not in FIRST:  # a practice visit has no step for safety
            self.STEP = "story"  # type: ignore[misc]
        if self._question.id in MIDWAY:
            self.STEP = "connect"  # type: ignore[misc]  # the phone is there when this is asked

    def page(self) -> ComposeResult:
        """From the words to say down to the answers."""
        area = f"gates.{self._question.id}"
        yield Static(self.say(f"{area}.title"), classes="title")
        with VerticalScroll(classes="aloud", can_focus=False):
            yield Static(self.say("gates.say-heading"), classes="label")
            yield Static(self.say(f"{area}.say"))
        yield Static(self.say(f"{area}.question", **self._need.terms), classes="question")
        yield PointedList(*self._options(area), id="answers", markup=False)
        yield Static(self._reason(area), classes="quiet")

    def next_line(self) -> Text:
        """More questions, or the reading."""
        return self.say("tui.gate.next-midway") if self._question.id in MIDWAY else super().next_line()

    def _options(self, area: str) -> list[Option]:
        return [
            Option(Text(f" {number}  {self.say(f'{area}.answers.{answer}').plain}"), id=answer)
            for number, answer in enumerate(self._question.answers, 1)
        ]

    def _reason(self, area: str) -> Text:
        return Text.assemble((self.say("gates.why-heading").plain + ": ", "bold"), self.say(f"{area}.why"))

    def on_mount(self) -> None:
        """Keys go to the answers; none is pointed at."""
        answers = self.query_one(OptionList)
        answers.highlighted = None
        answers.focus()

    def action_point(self, place: int) -> None:
        """Point at an answer; Enter gives it."""
        if place < len(self._question.answers):
            self.query_one(OptionList).highlighted = place

    def action_stop(self) -> None:
        """Leave before anything is started."""
        self.post_message(StopAsked())

    @on(OptionList.OptionSelected, "#answers")
    def answer(self, event: OptionList.OptionSelected) -> None:
        """Give the answer, once."""
        self.query_one(OptionList).disabled = True
        self.chosen(str(event.option_id))

    def chosen(self, answer: str) -> None:
        """Hand over the answer."""
        self.post_message(Answered(self._need, {self._question.id: answer}))
