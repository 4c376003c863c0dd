# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The close: settings put back, what stays on the phone, copies, how the client is, what is left, the next date."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from devicecheck.frontend import closing
from devicecheck.frontend.closing import Handed
from devicecheck.model.consultation import Consultation
from devicecheck.report.page import HelpView
from devicecheck.runner.card_plan import Plan
from devicecheck.tui.keeping.messages import SettleAsked
from devicecheck.tui.messages import CopiesAsked, ReviewNamed, StartAgain
from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.screens.finish import FinishScreen
from devicecheck.tui.widgets.day_field import DayField
from devicecheck.tui.widgets.tick import Tick
from devicecheck.tui.words import Words


class CloseScreen(VisitScreen):
    """One page from top to bottom. What is ticked here is for the eye only, and kept nowhere."""

    STEP: ClassVar[str] = "close"
    NAME: ClassVar[str] = "close"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c,C", "copies", "copies", key_display="C"),
        Binding("f,F", "finish", "finish", key_display="F"),
        Binding("escape", "leave", "back", key_display="Esc"),
    ]

    def __init__(
        self,
        words: Words,
        visit: Consultation,
        help_view: HelpView,
        planned: Plan | None,
        handed: tuple[Handed, ...],
        *,
        kept: bool = False,
    ) -> None:
        super().__init__(words, practice=visit.practice)
        self._kept = kept
        self._visit, self._help, self._planned, self._handed = visit, help_view, planned, handed
        self._review = visit.staff.review_on.isoformat() if visit.staff.review_on else ""

    def page(self) -> ComposeResult:
        """In the order in which it is done with the client."""
        with VerticalScroll(id="closing", can_focus=False):
            yield Static(self.say("tui.close.title"), classes="title")
            yield from self._put_back()
            words = self.words.wording
            yield from self._part("remember", closing.remembered(self._visit, words))
            yield from self._part("copies", closing.copies(self._handed, words))
            keeps = "kept" if self._kept else "keep"
            yield from self._part(keeps, words.lines(f"tui.close.{keeps}.lines"))
            yield Static(self.say("tui.close.feeling.heading"), classes="label")
            yield Static(self.say("tui.close.feeling.say"), classes="aloud")
            yield Static(Text("\n").join(self._numbers()), classes="do")
            yield from self._part("left", closing.left(self._visit, self._planned, words))
            yield Static(self.say("tui.close.review"), classes="label")
            yield DayField(self._review, id="review", max_length=10, compact=True, placeholder="2027-01-31")
            yield Static("", id="review-said", markup=False)
            yield Static(self.say("tui.close.staff"), classes="quiet")

    def on_mount(self) -> None:
        """Begin at the top."""
        self.query(Tick).first().focus()

    def _put_back(self) -> ComposeResult:
        yield Static(self.say("tui.close.put-back.heading"), classes="label")
        for platform, lines in closing.put_back(self._visit, self.words.wording).items():
            for number, line in enumerate(lines):
                yield Tick(Text(line), id=f"put-back-{platform}-{number}")

    def _part(self, name: str, lines: Iterable[str]) -> ComposeResult:
        yield Static(self.say(f"tui.close.{name}.heading"), classes="label")
        yield Static(Text("\n").join(Text(f"- {line}") for line in lines), classes="do")

    def _numbers(self) -> Iterator[Text]:
        yield Text(self._help.danger)
        for service in self._help.services:
            yield Text(f"{service.name}: {service.number}")

    @on(Input.Submitted, "#review")
    @on(Input.Blurred, "#review")
    def keep_review(self) -> None:
        """Take the day, or say how it is written. What was typed counts without Enter too."""
        self._review_kept()

    def _review_kept(self) -> bool:
        """Whether what stands in the field could be kept; what stood there before is not kept again."""
        typed, said = self.query_one("#review", Input).value.strip(), self.query_one("#review-said", Static)
        if typed == self._review:
            return True
        try:
            day = closing.review_day(typed, self._visit)
        except ValueError as error:
            said.update(self.say(f"tui.close.review-{error}"))
            return False
        self._review = typed
        self.post_message(ReviewNamed(day))
        return True

    def say_review(self, day: date | None) -> None:
        """The day is part of the document now."""
        self.query_one("#review-said", Static).update(
            self.say("tui.close.review-kept" if day else "tui.close.review-none")
        )

    def action_copies(self) -> None:
        """Write copies from here; they come back to this page."""
        self.post_message(CopiesAsked())

    def action_finish(self) -> None:
        """End the visit, after one question. A day that cannot be one is said first, so that it is not lost.

        Of a kept visit somebody says what becomes of its case.
        """
        if not self._review_kept():
            self.query_one("#review").focus()
            return
        if self._kept:
            self.post_message(SettleAsked())
            return
        self.app.push_screen(FinishScreen(self.words), self._finish)

    def _finish(self, sure: bool | None) -> None:
        if sure:
            self.post_message(StartAgain())

    def action_leave(self) -> None:
        """Back to the findings."""
        self.dismiss(None)
