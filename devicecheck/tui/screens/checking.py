# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading: how far it is, what is read now, and the key that stops it."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import ProgressBar, Static

from devicecheck.model.topics import Topic
from devicecheck.readers.wire import LiveState, Status
from devicecheck.runner.events import CheckEnded, Event, Live, Progress, ReadingEnded
from devicecheck.tui.messages import StopAsked
from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.words import Words


class CheckingScreen(VisitScreen):
    """A bar, the present question, and every kind of question that has ended, with how it ended."""

    STEP: ClassVar[str] = "read"
    NAME: ClassVar[str] = "checking"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", "stop", key_display="Esc")]

    def __init__(self, words: Words, *, practice: bool, cable: bool = True) -> None:
        super().__init__(words, practice=practice)
        self._cable = cable
        self._ended: dict[Topic, list[Status]] = {}

    def page(self) -> ComposeResult:
        """The bar on top, what has been read below."""
        yield Static(self.say("tui.checking.title"), classes="title")
        with Horizontal(id="bar"):
            yield ProgressBar(total=1, show_eta=False, show_percentage=False)
            yield Static("", id="count", markup=False)
        yield Static(self.say("tui.checking.first" if self._cable else "tui.checking.first-beside"), id="now")
        noted = Static("", id="noted")
        noted.display = False
        yield noted
        yield Static(Text(""), id="ended")

    def next_line(self) -> Text:
        """What comes after reading; where there is a cable, it stays in."""
        return self.say("tui.checking.next" if self._cable else "tui.checking.next-beside")

    def hear(self, event: Event) -> None:
        """Show progress, an ended reading, or that checking has begun."""
        match event:
            case Progress(done, total, topic):
                self.query_one(ProgressBar).update(total=max(total, 1), progress=done)
                self.query_one("#count", Static).update(self.say("app.progress", done=str(done), total=str(total)))
                self._say_now(self._reading(topic))
            case ReadingEnded(record):
                self._ended.setdefault(record.topic, []).append(record.status)
                self.query_one("#ended", Static).update(self._ended_lines())
            case CheckEnded():
                self._say_now(self.say("app.checks-done"))
            case Live(LiveState.STAYS_LOCKED as state):
                self._note(self.say(f"states.{state}"))
            case Live(state, terms):
                self._say_now(self.say(f"states.{state}", **terms))

    def action_stop(self) -> None:
        """Stop reading. What was read stays."""
        self._say_now(self.say("tui.stopping"))
        self.post_message(StopAsked())

    def _reading(self, topic: Topic | None) -> Text:
        if topic is None:
            return self.say("app.checks-done")
        return self.say("app.reading-now", topic=self.say(f"topics.{topic}").plain)

    def _say_now(self, text: Text) -> None:
        self.query_one("#now", Static).update(text)

    def _note(self, text: Text) -> None:
        """Say something that the next question must not wipe away."""
        noted = self.query_one("#noted", Static)
        noted.update(text)
        noted.display = True

    def _ended_lines(self) -> Text:
        lines = Text()
        for topic, statuses in self._ended.items():
            complete = statuses.count(Status.COMPLETE)
            mark = "read" if complete == len(statuses) else "partly" if complete else "not-read"
            number = f" ({len(statuses)})" if len(statuses) > 1 else ""
            lines.append(f"{self.say(f'tui.marks.{mark}').plain:<10}", "bold")
            lines.append(f"{self.say(f'topics.{topic}').plain}{number}\n", "dim")
        return lines
