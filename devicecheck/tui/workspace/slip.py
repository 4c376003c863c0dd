# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A slip for the people who keep the list: a few choices, then every line of it, and only then a file."""

from collections.abc import Iterator
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.frontend import list_slips
from devicecheck.frontend.typed_path import typed_path
from devicecheck.packs.form import Kind
from devicecheck.packs.slips import RULES, Slip
from devicecheck.tui.screens.base import ListKey
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.widgets.tick import Tick
from devicecheck.tui.words import Words
from devicecheck.tui.workspace.base import WorkspaceScreen
from devicecheck.tui.workspace.messages import Failed, SlipMade, SlipWritten
from devicecheck.tui.workspace.slip_plans import Ask, SlipPlan, typed

LONGEST = 4_096


class SlipScreen(WorkspaceScreen):
    """No field takes a text of one's own, so nothing of a client gets in. What is written is what was read."""

    NAME: ClassVar[str] = "slip"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Enter", "go-on"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", show=False),
        Binding("escape", "go_back", "back", key_display="Esc"),
    ]

    def __init__(self, words: Words, plan: SlipPlan) -> None:
        super().__init__(words, practice=plan.practice)
        self._plan = plan
        self._given: dict[str, tuple[str, ...]] = {}
        self.number, self.ready, self.busy = 0, False, False
        self.slip: Slip | None = None
        """What would be written, once it is shown."""
        self.written = False

    def page(self) -> ComposeResult:
        """The practice mark where it belongs, the question or the slip, its answer, and what is to be said."""
        if self.practice:
            yield Static(self.say("app.practice-mark"), classes="practice-mark")
        yield Static("", id="question", classes="do", markup=False)
        yield Vertical(id="ticks")
        yield Static("", id="said", markup=False)

    async def on_mount(self) -> None:
        """Ask the first question, or show the slip if there is none."""
        await self._ask(0)

    def _from(self, number: int, step: int = 1) -> int:
        """The next question in this direction that is asked at all."""
        asks = self._plan.asks
        while 0 <= number < len(asks) and not asks[number].wanted(self._given):
            number += step
        return number

    async def _ask(self, number: int) -> None:
        self.number, self.slip = number, None
        if number >= len(self._plan.asks):
            self.busy = True
            self._say(self.say("tui.slip.making"))
            given = dict(self._given)
            self.run_slowly(lambda: SlipMade(self._plan.make(given)))
            return
        ask = self._asked
        how = f"tui.slip.how.{ask.kind}" if ask.needed else f"tui.slip.how.{ask.kind}-may-skip"
        await self._fill(self._field(ask), Text(self.say(f"tui.slip.ask.{ask.id}").plain, style="bold"), self.say(how))
        if ask.kind is Kind.ONE:
            before = self._given.get(ask.id)
            self.query_one("#one", OptionList).highlighted = ask.choices.index(before[0]) if before else None
        self.query(Tick if ask.kind is Kind.MANY else "#typed, #one").first().focus()
        self._say()

    @property
    def _asked(self) -> Ask:
        return self._plan.asks[self.number]

    async def _fill(self, fields: tuple[Widget, ...], *lines: Text) -> None:
        self.ready = False
        self.query_one("#question", Static).update(Text("\n").join(lines))
        place = self.query_one("#ticks", Vertical)
        await place.remove_children()
        await place.mount(*fields)
        self.ready = True

    def _field(self, ask: Ask) -> tuple[Widget, ...]:
        given = self._given.get(ask.id, ())
        if ask.kind is Kind.TEXT:
            return (Input(" ".join(given), id="typed", classes="field", max_length=LONGEST, compact=True),)
        if ask.kind is Kind.ONE:
            options = (Option(Text(" ") + self._choice(ask, each), id=each) for each in ask.choices)
            return (PointedList(*options, id="one", markup=False),)
        return (VerticalScroll(*self._boxes(ask, given), can_focus=False),)

    def _boxes(self, ask: Ask, given: tuple[str, ...]) -> Iterator[Tick]:
        for each in ask.choices:
            box = Tick(self._choice(ask, each), id=f"box-{each}")
            box.set_reactive(Tick.ticked, each in given)
            yield box

    def _choice(self, ask: Ask, each: str) -> Text:
        if each == RULES:
            return self.say("tui.slip.by-rule")
        return self.say(f"{ask.area}.{each}") if ask.area else Text(each)

    def _answer(self) -> tuple[str, ...]:
        ask = self._asked
        if ask.kind is Kind.TEXT:
            return typed(ask, self.query_one("#typed", Input).value)
        if ask.kind is Kind.MANY:
            return tuple(str(box.id).removeprefix("box-") for box in self.query(Tick) if box.ticked)
        pointed = self.query_one("#one", OptionList).highlighted_option
        return (str(pointed.id),) if pointed else ()

    @on(Input.Submitted, "#typed, #place")
    @on(OptionList.OptionSelected, "#one")
    @on(PointedList.NothingChosen)
    async def action_go_on(self) -> None:
        """Take the answer; after the last one show the slip; then write it, once."""
        if self.written:
            self.dismiss(None)
        elif self.busy or not self.ready:
            return
        elif self.slip is not None:
            self._write(self.slip)
        elif (answer := self._answer()) or not self._asked.needed:
            self._given[self._asked.id] = answer
            await self._ask(self._from(self.number + 1))
        else:
            self._say(self.say("tui.slip.needed"))

    @on(SlipMade)
    async def show(self, message: SlipMade) -> None:
        """Show every line that would be written, and below them the file."""
        self.busy, self.slip = False, message.slip
        lines = Text("\n").join(Text(f"  {line}") for line in list_slips.lines(message.slip))
        page = VerticalScroll(Static(lines, id="slip", markup=False), classes="lines", can_focus=False)
        label = Static(self.say("tui.slip.file"), classes="label")
        place = Input(
            list_slips.usual_name(message.slip), id="place", classes="field", max_length=LONGEST, compact=True
        )
        await self._fill((page, label, place), self.say("cli.keeping.slip.preview"))
        place.focus()
        self._say(self.say("tui.slip.practice" if self.practice else "tui.slip.write"))

    def _write(self, slip: Slip) -> None:
        text = self.query_one("#place", Input).value.strip()
        if not text:
            self._say(self.say("tui.slip.needed"))
            return
        self.busy = True
        place = typed_path(text).absolute()
        self.run_slowly(lambda: SlipWritten(list_slips.write(slip, place, practice=self.practice)))

    @on(SlipWritten)
    def show_written(self, message: SlipWritten) -> None:
        """Say where it is and what to do with it."""
        self.busy, self.written = False, True
        self.query_one("#place", Input).disabled = True
        self._say(self.say("cli.keeping.slip.written", path=str(message.path)), self.say("tui.slip.leave"))

    @on(Failed)
    async def show_trouble(self, message: Failed) -> None:
        """Say why not. Answers that make no slip are asked again from the first."""
        self.busy = False
        if self.slip is None and self._plan.asks:
            await self._ask(0)
        self._say(*message.lines)

    async def action_go_back(self) -> None:
        """To the question before; from the first one, or after writing, out. While something is written, wait."""
        if self.busy or not self.ready:
            return
        if self.written or self.number == 0 or not self._plan.asks:
            self.dismiss(None)
        else:
            await self._ask(self._from(self.number - 1, -1))

    def _say(self, *lines: Text) -> None:
        self.query_one("#said", Static).update(Text("\n").join(lines))
