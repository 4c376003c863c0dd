# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The course for new volunteers: a page at a time, two made-up phones, a few questions. Nothing of it is kept."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from devicecheck.tui.messages import StartAgain, TryAsked
from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.widgets.hanging import HangingText, hanging
from devicecheck.tui.words import Words

STEPS = ("welcome", "keys", "rules", "watched", "remove", "whose", "door", "ordinary", "empty", "unplugged", "done")
"""Pages, phones and questions in order."""
PHONES = frozenset({"watched", "ordinary"})
QUESTIONS = frozenset({"empty", "remove", "whose", "door", "unplugged"})
LAST = STEPS[-1]
Part = tuple[Text, Text]
"""What stands before a part of a page, and its words."""


class CourseScreen(VisitScreen):
    """One step of the course, marked as practice. `at` is its place; after a made-up phone it goes on behind it."""

    STEP: ClassVar[str] = "start"
    NAME: ClassVar[str] = "course"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "answer(1)", "answer", key_display="1-3"),
        Binding("2", "answer(2)", show=False),
        Binding("3", "answer(3)", show=False),
        Binding("space,right,pagedown", "turn(1)", "next-page", key_display="Space"),
        Binding("enter", "start", "take-course", key_display="Enter"),
        Binding("b,B,left,pageup", "turn(-1)", "back-one", key_display="B"),
        Binding("escape", "leave", "start-again", key_display="Esc"),
    ]

    def __init__(self, words: Words, at: int = 0) -> None:
        super().__init__(words, practice=True)
        self.at = at
        self._answered = ""

    @property
    def step(self) -> str:
        """The name of this step."""
        return STEPS[self.at]

    def page(self) -> ComposeResult:
        """Where in the course one is, and the step."""
        yield Static("", id="course-place", classes="quiet", markup=False)
        yield Static("", id="course-title", classes="title", markup=False)
        yield HangingText(id="course-page")

    def on_mount(self) -> None:
        """Show the step."""
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Numbers answer a question, Enter starts a phone or ends the course; no question is passed over."""
        if action == "answer":
            return self.step in QUESTIONS and not self._answered
        if action == "start":
            return self.step in PHONES or self.step == LAST
        if action == "turn":
            forward = parameters == (1,)
            open_question = self.step in QUESTIONS and not self._answered
            return not (forward and (open_question or self.step in PHONES or self.step == LAST))
        return True

    def _show(self) -> None:
        step, wording = self.step, self.words.wording
        area = f"course.questions.{step}" if step in QUESTIONS else f"course.pages.{step}"
        title = self.say(f"{area}.question" if step in QUESTIONS else f"{area}.title")
        place = self.say("course.place", number=str(self.at + 1), count=str(len(STEPS)))
        self.query_one("#course-place", Static).update(place)
        self.query_one("#course-title", Static).update(title)
        lines = wording.lines(f"{area}.answers" if step in QUESTIONS else f"{area}.lines")
        parts = tuple(self._question(lines) if step in QUESTIONS else ((Text("- "), Text(line)) for line in lines))
        self.query_one("#course-page", HangingText).lay_out(partial(_laid_out, parts))
        self.query_one("#next", Static).update(self.next_line())
        self.refresh_bindings()

    def _question(self, answers: tuple[str, ...]) -> Iterator[Part]:
        area = f"course.questions.{self.step}"
        right = self.say(f"{area}.right").plain
        for number, answer in enumerate(answers, 1):
            chosen = str(number) == self._answered
            style = "bold" if chosen else ""
            yield Text(f"{'>' if chosen else ' '} {number}  ", style), Text(answer, style)
        if self._answered:
            said = self.say("course.right" if self._answered == right else "course.wrong", number=right)
            yield Text(), Text.assemble((said.plain, "bold"), " ", self.say(f"{area}.why"))

    def next_line(self) -> Text:
        """What comes next at this step."""
        kind = "page"
        if self.step in QUESTIONS:
            kind = "answered" if self._answered else "question"
        elif self.step in PHONES:
            kind = "try"
        elif self.step == LAST:
            kind = "done"
        return self.say(f"course.next.{kind}")

    def action_answer(self, number: int) -> None:
        """Say whether it was right, and why."""
        self._answered = str(number)
        self._show()

    def action_turn(self, by: int) -> None:
        """The next step, or the one before."""
        self.at = min(max(self.at + by, 0), len(STEPS) - 1)
        self._answered = ""
        self._show()

    def action_start(self) -> None:
        """Start the made-up phone; at the end, go to the first screen."""
        self.post_message(StartAgain() if self.step == LAST else TryAsked(self.step))

    def action_leave(self) -> None:
        """Back to the first screen."""
        self.post_message(StartAgain())


def _laid_out(parts: tuple[Part, ...], width: int) -> Text:
    return Text("\n\n").join(Text("\n").join(hanging(mark, words, width)) for mark, words in parts)
