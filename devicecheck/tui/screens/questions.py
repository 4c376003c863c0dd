# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client's story as questions: one at a time, each can be skipped, and one can go back."""

from datetime import UTC, datetime
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.frontend.client_cards import question_pages
from devicecheck.model.questions import SKIP, ToldAnswer, VisitQuestion
from devicecheck.report.cards import visit_questions
from devicecheck.runner.card_plan import next_question
from devicecheck.runner.visit_log import Noted, Word
from devicecheck.tui.messages import ClientViewAsked, QuestionsDone, StopAsked
from devicecheck.tui.screens.base import ListKey, VisitScreen, Write, write_nothing
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.words import Words


class QuestionsScreen(VisitScreen):
    """Nothing is chosen beforehand. Where several answers may hold, Space ticks them and Enter goes on."""

    STEP: ClassVar[str] = "story"
    NAME: ClassVar[str] = "questions"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Enter", "answer"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"point({number - 1})", show=False) for number in range(1, 10)),
        Binding("space", "tick", show=False, priority=True),
        Binding("s,S", "skip", "skip", key_display="S"),
        Binding("b,B,left,backspace", "back", "back-one", key_display="B"),
        Binding("question_mark", "why", "why", key_display="?"),
        Binding("k,K", "no_more", "no-more", key_display="K"),
        Binding("v,V", "client", "client-view", key_display="V"),
        Binding("escape", "stop", "stop", key_display="Esc"),
    ]

    def __init__(
        self, words: Words, told: tuple[ToldAnswer, ...], *, practice: bool, write: Write = write_nothing
    ) -> None:
        super().__init__(words, practice=practice)
        self.told, self._write = told, write
        self._ticked: set[str] = set()
        self._question: VisitQuestion | None = next_question(visit_questions(), told)

    def page(self) -> ComposeResult:
        """The question, its answers, and why it is asked once somebody wants to know."""
        yield Static(self.say("tui.questions.intro"), classes="quiet")
        yield Static("", id="question", classes="question", markup=False)
        yield PointedList(id="answers", markup=False)
        yield Static("", id="hint", classes="quiet", markup=False)
        yield Static("", id="why", classes="aloud", markup=False)

    def on_mount(self) -> None:
        """Show the first open question; after the last one, the last answer again."""
        if self._question is None:
            self.action_back()
        self._show()

    def _show(self) -> None:
        question = self._question
        if question is None:
            return
        number = self.say("tui.questions.number", number=str(len(self.told) + 1)).plain
        self.query_one("#question", Static).update(Text(f"{number}  {question.text}"))
        answers = self.query_one(OptionList)
        answers.clear_options().add_options(self._options(question))
        answers.highlighted = None
        answers.focus()
        hint = "several" if question.several else "one"
        self.query_one("#hint", Static).update(self.say(f"tui.questions.{hint}"))
        self.query_one("#why").display = False

    def _options(self, question: VisitQuestion) -> list[Option]:
        return [
            Option(Text(f" {self._mark(question, choice.id)}{number}  {choice.text}"), id=choice.id)
            for number, choice in enumerate(question.choices, 1)
        ]

    def _mark(self, question: VisitQuestion, answer: str) -> str:
        if not question.several:
            return ""
        return "[X] " if answer in self._ticked else "[ ] "

    def action_point(self, place: int) -> None:
        """Point at an answer, or tick it where several may hold."""
        answers = self.query_one(OptionList)
        if place < answers.option_count:
            answers.highlighted = place
            self.action_tick()

    def action_tick(self) -> None:
        """Tick what is pointed at, or take the tick away; where one answer is wanted, nothing is given by it."""
        answers = self.query_one(OptionList)
        pointed = answers.highlighted_option
        if self._question is None or not self._question.several or pointed is None or pointed.id is None:
            return
        self._ticked ^= {pointed.id}
        place = answers.highlighted
        answers.clear_options().add_options(self._options(self._question))
        answers.highlighted = place

    @on(OptionList.OptionSelected, "#answers")
    def answer(self, event: OptionList.OptionSelected) -> None:
        """Give the answer that is pointed at, or all that are ticked."""
        question = self._question
        if question is None or event.option_id is None:
            return
        if not question.several:
            self._give_in_order(question, (event.option_id,))
        elif self._ticked:
            ticked = tuple(choice.id for choice in question.choices if choice.id in self._ticked)
            self._give_in_order(question, ticked)
        else:
            self.action_tick()

    def action_skip(self) -> None:
        """The client would rather not say."""
        if self._question is not None:
            self._give_in_order(self._question, (SKIP,))

    def _give_in_order(self, question: VisitQuestion, answers: tuple[str, ...]) -> None:
        self.in_order(partial(self._give, question, answers))

    async def _give(self, question: VisitQuestion, answers: tuple[str, ...]) -> None:
        if question is not self._question:  # a second key for a question that has its answer
            return
        answer = ToldAnswer(question=question.id, answers=answers, at=datetime.now(UTC))
        await self._write(Noted.TOLD, answer)
        self.told = (*self.told, answer)
        self._ticked = set()
        self._question = next_question(visit_questions(), self.told)
        if self._question is None:
            self.post_message(QuestionsDone(self.told))
        else:
            self._show()

    def action_back(self) -> None:
        """Ask the last question again; its answer is taken back."""
        self.in_order(self._back)

    async def _back(self) -> None:
        if not self.told:
            return
        *before, last = self.told
        await self._write(Noted.TAKEN_BACK, Word(text=last.question))
        self.told = tuple(before)
        self._question = next(each for each in visit_questions() if each.id == last.question)
        self._ticked = set(last.answers) - {SKIP} if self._question.several else set()
        self._show()

    def action_why(self) -> None:
        """Say why this is asked."""
        if self._question is not None:
            why = self.query_one("#why", Static)
            why.display = not why.display
            why.update(self.say("plain.questions.why", why=self._question.why))

    def action_client(self) -> None:
        """Turn the laptop round with the question: the client says a number."""
        if self._question is not None:
            self.post_message(ClientViewAsked(partial(question_pages, self._question), self.practice))

    def action_no_more(self) -> None:
        """Go on with the answers so far; what was not asked stays without an answer."""
        self.in_order(self._no_more)

    async def _no_more(self) -> None:
        self.post_message(QuestionsDone(self.told))

    def action_stop(self) -> None:
        """Leave before anything is started."""
        self.in_order(self._stop)

    async def _stop(self) -> None:
        self.post_message(StopAsked(self.told))
