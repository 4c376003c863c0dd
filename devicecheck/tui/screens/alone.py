# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Can we see the client alone? Asked before findings and before copies; behind it nothing is seen."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.runner.gates import SEE_ALONE
from devicecheck.runner.seeing_alone import NOT_ALONE, Moment
from devicecheck.tui.screens.base import InOrder
from devicecheck.tui.widgets.key_line import KeyLine
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.words import Words

SKIP = "skip"
Keep = Callable[[Moment, str], Awaitable[None]]
"""Makes an answer part of the document, on the disk where the visit is kept."""


class AloneScreen(ModalScreen[None]):
    """Each answer goes on but "no": that one says what can be done instead, and the page stays. Esc skips it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "skip", "skip", key_display="Esc"),
        *(Binding(str(number), f"point({number - 1})", show=False) for number in range(1, 5)),
    ]

    def __init__(self, words: Words, moment: Moment, keep: Keep) -> None:
        super().__init__()
        self._words, self._moment, self._keep = words, moment, keep

    def compose(self) -> ComposeResult:
        """Why now, the words to say, the answers."""
        say = self._words.text
        with VerticalScroll(classes="box", can_focus=False):
            yield Static(say(f"tui.alone.{self._moment}"), classes="title")
            yield Static(say("gates.say-heading"), classes="label")
            yield Static(say("gates.see-alone.say"), classes="aloud")
            yield Static(say("gates.see-alone.question"), classes="question")
            yield PointedList(*self._options(), id="answers", markup=False)
            yield Static(say("gates.see-alone.why"), id="alone-said", classes="quiet")
            yield KeyLine(self._words, (("Up Down", "choose"), ("Enter", "answer")))

    def _options(self) -> list[Option]:
        texts = (self._words.text(f"gates.see-alone.answers.{answer}").plain for answer in SEE_ALONE.answers)
        numbered = zip(SEE_ALONE.answers, enumerate(texts, 1), strict=True)
        return [Option(Text(f" {number}  {text}"), id=answer) for answer, (number, text) in numbered]

    def on_mount(self) -> None:
        """Nothing is pointed at."""
        answers = self.query_one(OptionList)
        answers.highlighted = None
        answers.focus(scroll_visible=False)

    def action_point(self, place: int) -> None:
        """Point at an answer; Enter gives it."""
        self.query_one(OptionList).highlighted = place

    def action_skip(self) -> None:
        """Go on without an answer."""
        self.post_message(InOrder(partial(self._answer, SKIP)))

    @on(OptionList.OptionSelected, "#answers")
    def answer(self, event: OptionList.OptionSelected) -> None:
        """Keep the answer, then go on or say what can be done instead."""
        self.post_message(InOrder(partial(self._answer, str(event.option_id))))

    @on(InOrder)
    async def do_in_order(self, message: InOrder) -> None:
        """One after the other; the hide key is heard meanwhile."""
        message.stop()
        if self.is_attached:
            await message.do()

    async def _answer(self, answer: str) -> None:
        await self._keep(self._moment, answer)
        if answer == NOT_ALONE:
            self.query_one("#alone-said", Static).update(self._words.text("tui.alone.not-now"))
        elif self.is_current:
            self.dismiss(None)
