# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The form for an entry: one question at a time, at most eight, and what is to be said about each answer at once."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.packs.form import NOTHING, QUESTIONS, Form, Kind, Question, Remark, Trouble, answer
from devicecheck.tui.screens.base import ListKey
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.widgets.tick import Tick
from devicecheck.tui.words import Words
from devicecheck.tui.workspace.base import WorkspaceScreen
from devicecheck.tui.workspace.bench import Bench
from devicecheck.tui.workspace.saving import SaveScreen
from devicecheck.tui.workspace.telling import choice_text, remark_line

PAUSE = 0.15
"""Seconds without a key after which an answer is looked at while it is typed."""
LONGEST = 20_000


class FormScreen(WorkspaceScreen):
    """Nothing is saved before the last page is read. An answer that stands already stays unless it is changed."""

    NAME: ClassVar[str] = "workspace-form"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Enter", "go-on"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", show=False),
        Binding("escape", "go_back", "back", key_display="Esc"),
    ]

    def __init__(self, words: Words, bench: Bench, form: Form, taken: Callable[[Bench], None]) -> None:
        super().__init__(words)
        self._bench, self.form, self._taken = bench, form, taken
        self.number = 0
        self.ready = False
        """Whether the question stands there whole; until then no key is taken as an answer."""
        self._looking: Timer | None = None

    @property
    def question(self) -> Question:
        """The question that is asked now."""
        return QUESTIONS[self.number]

    def page(self) -> ComposeResult:
        """The question, its answer, and what is to be said about it."""
        yield Static("", id="number", classes="label", markup=False)
        yield Static("", id="question", classes="do", markup=False)
        yield Vertical(id="ticks")
        yield Static("", id="said", markup=False)

    async def on_mount(self) -> None:
        """Ask the first question."""
        await self._ask(0)

    async def _ask(self, number: int) -> None:
        self.ready, self.number = False, number
        if self._looking is not None:
            self._looking.stop()
        numbers = {"number": str(self.number + 1), "count": str(len(QUESTIONS))}
        self.query_one("#number", Static).update(self.say("tui.workspace-form.number", **numbers))
        asked = self.say(f"cli.keeping.form.{self.question.id}").plain
        how = "may-skip" if not self.question.needed else "needed"
        lines = (Text(asked, style="bold"), self.say(f"tui.workspace-form.{self.question.kind}-{how}"))
        self.query_one("#question", Static).update(Text("\n").join(lines))
        self._say()
        place = self.query_one("#ticks", Vertical)
        await place.remove_children()
        await place.mount(self._field())
        self._focus()
        self.ready = True

    def _field(self) -> Widget:
        given, question = self.form.given(self.question.id), self.question
        if question.kind is Kind.TEXT:
            return Input(", ".join(given), id="typed", classes="field", max_length=LONGEST, compact=True)
        if question.kind is Kind.ONE:
            options = (
                Option(Text(" ") + choice_text(question, choice, self.words), id=choice) for choice in question.choices
            )
            return PointedList(*options, id="one", markup=False)
        return VerticalScroll(*self._boxes(given), can_focus=False)

    def _boxes(self, given: tuple[str, ...]) -> Iterator[Tick]:
        for choice in self.question.choices:
            box = Tick(choice_text(self.question, choice, self.words), id=f"box-{choice}")
            box.set_reactive(Tick.ticked, choice in given)
            yield box

    def _focus(self) -> None:
        if self.question.kind is Kind.MANY:
            self.query(Tick).first().focus()
            return
        field = self.query_one("#typed, #one")
        if isinstance(field, OptionList):
            given = self.form.given(self.question.id)
            field.highlighted = field.get_option_index(given[0]) if given else None
        field.focus()

    def _typed(self) -> str:
        if self.question.kind is Kind.TEXT:
            return self.query_one("#typed", Input).value or NOTHING
        if self.question.kind is Kind.ONE:
            pointed = self.query_one("#one", OptionList).highlighted_option
            return str(pointed.id) if pointed else NOTHING
        return ", ".join(str(box.id).removeprefix("box-") for box in self.query(Tick) if box.ticked) or NOTHING

    @on(Input.Changed, "#typed")
    def look_soon(self) -> None:
        """Look at the answer as soon as the typing pauses."""
        if self._looking is not None:
            self._looking.stop()
        self._looking = self.set_timer(PAUSE, self._look)

    def _look(self) -> None:
        if self.ready and self.question.kind is Kind.TEXT:
            _, remarks = answer(self.form, self.question.id, self._typed(), self._bench.pack)
            self._say(*(remark for remark in remarks if remark.trouble is not Trouble.EMPTY))

    @on(Input.Submitted, "#typed")
    @on(OptionList.OptionSelected, "#one")
    @on(PointedList.NothingChosen)
    async def action_go_on(self) -> None:
        """Take the answer and ask the next question; after the last one, show what would be saved."""
        if not self.ready:
            return
        self.form, remarks = answer(self.form, self.question.id, self._typed(), self._bench.pack)
        if any(remark.stops for remark in remarks):
            self._say(*remarks)
        elif self.number + 1 < len(QUESTIONS):
            await self._ask(self.number + 1)
        else:
            last = SaveScreen(self.words, self._bench, self.form, self._taken)
            self.app.push_screen(last, lambda _: self._after(last))

    def _after(self, last: SaveScreen) -> None:
        if last.saved:
            self.dismiss(None)

    async def action_go_back(self) -> None:
        """Back to the question before; from the first one out of the form, with nothing saved."""
        if self.ready and self.number == 0:
            self.dismiss(None)
        elif self.ready:
            await self._ask(self.number - 1)

    def _say(self, *remarks: Remark) -> None:
        self.query_one("#said", Static).update(Text("\n").join(remark_line(each, self.words) for each in remarks))
