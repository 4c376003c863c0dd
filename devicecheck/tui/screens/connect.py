# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connecting: what is happening now, and what a person must do now."""

from types import MappingProxyType
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from devicecheck.readers.wire import LiveState
from devicecheck.runner.events import Event, Live
from devicecheck.tui.messages import StepsAsked, StopAsked
from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.words import Words

STATES = (LiveState.LOOKING, LiveState.CONNECTING, LiveState.WAITING_FOR_ALLOW, LiveState.CONNECTED)
SEEN = frozenset({LiveState.SEEN, LiveState.SEEN_TRUSTED})
PLACE_OF = MappingProxyType(
    dict.fromkeys((LiveState.WAITING_FOR_UNLOCK, LiveState.WAITING_FOR_TRUST), LiveState.WAITING_FOR_ALLOW)
    | dict.fromkeys(SEEN, LiveState.CONNECTING)
)
"""What a person must do on the phone stands in one place of the list; the words below it say which it is."""


class ConnectScreen(VisitScreen):
    """The states of a connection as a list, the present one pointed at; below it what to do."""

    STEP: ClassVar[str] = "connect"
    NAME: ClassVar[str] = "connect"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s,S", "steps", "steps", key_display="S"),
        Binding("escape", "stop", "stop", key_display="Esc"),
    ]

    def __init__(self, words: Words, *, practice: bool, cable: bool = True, steps: bool = False) -> None:
        super().__init__(words, practice=practice)
        self._cable, self._steps = cable, steps
        self._live = Live(LiveState.LOOKING)
        self._heard = False
        self._stopping = False

    def page(self) -> ComposeResult:
        """The states and the words for the present one."""
        yield Static(self.say("tui.connect.title" if self._cable else "tui.connect.no-cable"), classes="title")
        yield Static(self._states(), id="states")
        yield Static(self._now(), id="now")

    def next_line(self) -> Text:
        """What comes after; where no phone is read, none is named."""
        return self.say("tui.connect.next" if self._cable else "tui.connect.next-beside")

    def hear(self, event: Event) -> None:
        """Show a new state."""
        if isinstance(event, Live):
            self._live, self._heard = event, True
            self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Steps for turning debugging on belong to an Android phone."""
        return self._steps if action == "steps" else True

    def action_steps(self) -> None:
        """How debugging is turned on and put back."""
        self.post_message(StepsAsked())

    def action_stop(self) -> None:
        """Stop connecting."""
        self._stopping = True
        self._show()
        self.post_message(StopAsked())

    def _show(self) -> None:
        self.query_one("#states", Static).update(self._states())
        self.query_one("#now", Static).update(self._now())

    def _states(self) -> Text:
        state = PLACE_OF.get(self._live.state, self._live.state)
        present = STATES.index(state) if state in STATES else len(STATES)
        lines = Text()
        if not self._cable:
            return lines
        for place, state in enumerate(STATES):
            mark, style = ("done", "dim") if place < present else ("now", "bold") if place == present else ("", "dim")
            word = self.say(f"tui.marks.{mark}").plain if mark and self._heard else ""
            lines.append(f"{'>' if word and mark == 'now' else ' '} {word:<6}", style)
            lines.append(f"{self.say(f'tui.states.{state}').plain}\n", style)
        return lines

    def _now(self) -> Text:
        if self._stopping:
            return self.say("tui.stopping")
        if not self._heard:
            return self.say("tui.connect.preparing")
        text = self.say(f"states.{self._live.state}", **self._live.terms)
        named = () if self._live.state in SEEN else ("model", "serial")
        for value in filter(None, (self._live.terms.get(name) for name in named)):
            text.append("\n").append_text(self.say("tui.connect.phone", name=value))
            break
        return text
