# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The terminal app: which screen is shown, and the one visit that runs beside it."""

import asyncio
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from time import monotonic
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider
from textual.worker import Worker, WorkerError

from devicecheck import process_log
from devicecheck.errors import StoryError
from devicecheck.frontend import aide_memoire
from devicecheck.frontend.opening import ListStories, open_visit
from devicecheck.frontend.practice_phones import all_stories
from devicecheck.runner import gates, secret_home
from devicecheck.runner.events import Event
from devicecheck.runner.visit_log import Noted, VisitLog
from devicecheck.tui import messages, process, themes
from devicecheck.tui.everywhere import ENGLISH, IDLE_SECONDS, Everywhere
from devicecheck.tui.following import Ending, Following, OpenVisit, ending_of
from devicecheck.tui.journey import Journey, shared_choices
from devicecheck.tui.keeping.told import SureScreen
from devicecheck.tui.learning import Learning
from devicecheck.tui.routing import screen_after, screen_before, screen_for, waiting_screen
from devicecheck.tui.screens.base import Overlay, VisitScreen
from devicecheck.tui.screens.pin import PinScreen
from devicecheck.tui.screens.questions import QuestionsScreen
from devicecheck.tui.screens.start import StartScreen
from devicecheck.tui.workspace.messages import WorkspaceAsked

NEUTRAL_TITLE = "Notes"
CLOSING_SECONDS = 8.0
"""Longest time that leaving waits for a reader to let go of the phone."""


class DeviceCheckApp(Everywhere, Learning):
    """One screen at a time, one visit at a time. Nothing is kept but what is shown."""

    CSS_PATH = "app.tcss"
    TITLE = NEUTRAL_TITLE
    COMMANDS: ClassVar[set[type[Provider]]] = set()  # type: ignore[assignment]  # none of Textual's own
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f12", "hide", "hide", key_display="F12", priority=True),
        Binding("f2", "wellbeing", "wellbeing", key_display="F2", priority=True),
        Binding("f9", "withdraw", "withdraw", key_display="F9", priority=True),
        Binding("f1", "help", "help", key_display="F1", priority=True),
        Binding("question_mark", "help", "help", show=False),
        Binding("ctrl+p", "command_palette", "commands", key_display="Ctrl+P", priority=True),
        Binding("f8", "colours", "colours", key_display="F8", priority=True),
        Binding("ctrl+q", "quit", "quit", key_display="Ctrl+Q", priority=True),
        Binding("ctrl+c", "quit", show=False, priority=True),
    ]

    def __init__(
        self,
        open_visit: OpenVisit = open_visit,
        list_stories: ListStories = all_stories,
        own_words: Callable[[], tuple[str, ...]] = aide_memoire.lines,
        clock: Callable[[], float] = monotonic,
        idle: float = IDLE_SECONDS,
        cases: Callable[[], Path] | None = None,
        theme: str = themes.NAMES[0],
    ) -> None:
        super().__init__(cases, own_words, clock, idle)
        self._first_theme = theme
        process.ready_for_others()
        self._open_visit, self._list_stories = open_visit, list_stories
        self._visit_worker: Worker[None] | None = None
        self._waiting: deque[messages.VisitSays | messages.VisitOver] = deque()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours of our own that the style sheet names, before any theme is chosen."""
        return dict(themes.CALM.variables)

    def on_mount(self) -> None:
        """Show the first screen."""
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.theme = self._first_theme
        process.when_ended(lambda: self.call_later(self.leave))
        self.push_screen(StartScreen(self.words))
        self._list_again()
        self.set_interval(min(5.0, self._idle_seconds / 4), self._hide_when_idle)

    @on(messages.StartChosen)
    async def begin(self, message: messages.StartChosen) -> None:
        """Begin with what was chosen; with a client a PIN comes first, whatever is looked at."""
        self._journey, self._client_language = Journey(message.choice), ENGLISH
        if self._left is not None and self._kept is not None:
            self._journey.taken_from(self._left)
            self._left = None
        if not self._journey.practice and not self._pin:
            self.push_screen(PinScreen(self.words), self._begin_with_pin)
        else:
            await self._go_on()

    async def _begin_with_pin(self, pin: str | None) -> None:
        self._pin = pin or ""
        await self._go_on()

    @on(messages.Answered)
    async def give_answers(self, message: messages.Answered) -> None:
        """Hand the answers of a person to the visit, or keep them until it begins."""
        if self._following is not None:
            if message.need == gates.KEEPING and self._journey is not None:
                await self._keeping_answered(self._journey, message.given)
            else:
                self._following.answer(message.need, message.given)
        elif self._journey is not None and not gates.answered(self._journey.recorded, (message.need,)):
            before = self._journey.recorded
            code = self._journey.answer(message.need, message.given)
            then = self._go_on if code is None else partial(self._end, Ending(code))
            self._after(partial(self._keep_answers, before, self._journey.recorded), then)

    @on(messages.QuestionsDone)
    async def keep_story(self, message: messages.QuestionsDone) -> None:
        """Plan the visit by what was told."""
        if self._journey is not None:
            self._journey.told = message.told
            await self._go_on()

    @on(messages.QuestionsAgain)
    async def ask_again(self) -> None:
        """Back from the plan to the last question."""
        if self._journey is not None:
            told = self._journey.told or ()
            again = QuestionsScreen(self.words, told, practice=self._practice, write=self._write)
            await self.switch_screen(again)

    @on(messages.PlanAgreed)
    async def keep_plan(self, message: messages.PlanAgreed) -> None:
        """Start the visit as it was planned."""
        if self._journey is not None:
            journey, self._journey.timing = self._journey, message.timing
            if message.timing.shared or journey.shared_before:  # nothing is written where it was no and stays no
                self._write_then(self._go_on, Noted.CHOICES, shared_choices(journey, message.timing))
            else:
                await self._go_on()

    async def _go_on(self) -> None:
        """What comes before the phone, one screen after the other; then the visit itself."""
        if (journey := self._journey) is None:
            return
        if (screen := screen_before(journey, self.words, self._write)) is not None:
            await self._show_page(screen)
            return
        if journey.visit is not None:
            visit = secret_home.with_asked_anew(journey.visit, journey.recorded.answers)
            await self._end(await ending_of(visit, self.words.wording))
            return
        self._following = Following(self._open_visit, self.words.wording, self._pass_on)
        await self.switch_screen(waiting_screen(journey, self.words))
        self._visit_worker = self._follow(self._following, journey)

    async def _end(self, ending: Ending) -> None:
        ending, self._following = await self._joined(ending), None
        if ending.consultation is not None or self._journey is None or not self._journey.has_findings:
            self._ending = ending
        # In one go: a pause that came a moment after the findings would come too late.
        with self.batch_update():
            kept = self._kept is not None
            after = screen_after(ending, self.screen, self.words, self._journey, self._write, kept=kept)
            await self.switch_screen(after)
            if ending.consultation is not None and not ending.consultation.devices:
                self.show_guided_cards()
            if ending.consultation is not None:
                self._ask_caseworker()
                self._pause()
                self._ask_alone()

    @on(messages.StopAsked)
    def stop_visit(self, message: messages.StopAsked) -> None:
        """Stop the visit; what was read stays. Before it has begun, nothing was, and what was told is still there."""
        if self._journey is not None and message.told is not None:
            self._journey.told, self._journey.told_before = None, message.told
        if self._following is not None:
            self._following.stop()
        else:
            self.post_message(messages.VisitOver(Ending(stopped=True)))

    @on(messages.StartAgain)
    async def start_again(self) -> None:
        """Forget the visit and show the first screen; nothing, where only another phone was not reached."""
        if await self._back_to_findings():
            return
        self.forget_copied()
        self._close_case()
        self._forget_visit()
        await self._show_page(self._back_to_course() or StartScreen(self.words))
        self._list_again()

    def _forget_visit(self) -> None:
        self._ending, self._journey, self._handed = Ending(), None, ()

    def _list_again(self) -> None:
        self._list()
        self._look_for_cases()

    @on(WorkspaceAsked)
    async def look_after_list(self) -> None:
        """Open the workspace of the list of known apps. It comes back by `StartAgain`."""
        # Imported here: what edits and tests a list may not hold up the first screen.
        from devicecheck.tui.workspace.folder import FolderScreen  # noqa: PLC0415

        await self.switch_screen(FolderScreen(self.words, date.today()))

    def _pass_on(self, event: Event) -> None:
        self.post_message(messages.VisitSays(event))

    @on(messages.VisitSays)
    @on(messages.VisitOver)
    async def hear(self, message: messages.VisitSays | messages.VisitOver) -> None:
        """Show what the visit says; behind a help or hidden screen it waits its turn."""
        self._waiting.append(message)
        await self._catch_up()

    async def _catch_up(self, _: object = None) -> None:
        while self._waiting and not isinstance(self.screen, Overlay | SureScreen | CommandPalette):
            message = self._waiting.popleft()
            if isinstance(message, messages.VisitOver):
                await self._end(message.ending)
            else:
                await self._show(message.event)

    async def _show(self, event: Event) -> None:
        self._look_at_log()
        if screen := screen_for(event, self.screen, self.words, self._journey):
            await self.switch_screen(screen)
        if isinstance(self.screen, VisitScreen):
            self.screen.hear(event)

    async def leave(self) -> None:
        """Leave at once. A visit that runs is ended first: its reader stops and its folder is erased."""
        self.forget_copied()
        if self._visit_worker is None or self._visit_worker.is_finished:
            self._close_case()
            self.exit(0)
        else:
            self.notify(self.words.text("tui.closing").plain, markup=False, timeout=CLOSING_SECONDS)
            self._visit_worker.cancel()
            self._leave(self._visit_worker)

    async def _stop_reading(self) -> None:
        running, self._visit_worker = self._visit_worker, None
        if running is not None and not running.is_finished:
            running.cancel()
            with suppress(WorkerError, TimeoutError):
                await asyncio.wait_for(running.wait(), CLOSING_SECONDS)
        self._following = None
        self._waiting.clear()

    # Workers wait for others and post messages; they touch no widget.

    @work(exclusive=True, group="visit")
    async def _follow(self, following: Following, journey: Journey) -> None:
        log = self._kept.log if self._kept is not None else VisitLog()
        self.post_message(messages.VisitOver(await following.run(journey.choice, journey.recorded, log, journey.phone)))

    @work(exclusive=True, group="leaving")
    async def _leave(self, running: Worker[None]) -> None:
        with suppress(WorkerError, TimeoutError):
            await asyncio.wait_for(running.wait(), CLOSING_SECONDS)
        self._close_case()
        self.exit(0)

    @work(exclusive=True, group="stories")
    async def _list(self) -> None:
        try:
            listed = await self._list_stories()
        except StoryError:
            listed = ()
        self.post_message(messages.StoriesListed(listed))

    def _fatal_error(self) -> None:
        # Textual's own way out prints the values of variables, and those may be a client's.
        kind, _, trace = sys.exc_info()
        told = self.words.wording.problem("unexpected", {"code": process_log.code(kind, trace) if kind else ""})
        self.panic(Text(f"{told.what}\n{told.do}"))


def run(theme: str = themes.NAMES[0]) -> int:
    """Start the app in this terminal with these colours; its exit code."""
    process.name_terminal(NEUTRAL_TITLE)
    app = DeviceCheckApp(theme=theme)
    process.forget_what_stays()
    app.run()
    return app.return_code or 0
