# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all screens of a visit share: the steps above, the page, what happens next, the keys below."""

from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.css.query import NoMatches
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from devicecheck.model.base import Value
from devicecheck.runner.events import Event
from devicecheck.runner.visit_log import Noted
from devicecheck.tui.widgets.key_line import KeyLine
from devicecheck.tui.widgets.top_bar import TopBar
from devicecheck.tui.words import Words

Write = Callable[[Noted, Value], Awaitable[None]]
"""Writes into the case of a kept visit what a screen is about to show as done; then it is on the disk."""


async def write_nothing(_what: Noted, _value: Value) -> None:
    """For a visit that is not kept."""


ListKey = tuple[str, str]
"""A key that a list handles by itself: how it is written, and its wording key."""


class InOrder(Message):
    """Something that waits for the disk: a screen does one after the other, while the hide key is heard."""

    def __init__(self, do: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self.do = do


class VisitScreen(Screen[None]):
    """One step of a visit. `STEP` is its place in the trail; `tui.<NAME>.next` says what happens next."""

    STEP: ClassVar[str]
    NAME: ClassVar[str]
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = ()
    OF_CLIENT: ClassVar[bool] = False
    """Whether it shows what is a client's outside of a visit: it is hidden when nobody types, as a visit is."""

    def __init__(self, words: Words, *, practice: bool = False) -> None:
        super().__init__()
        self.words, self.practice = words, practice

    def compose(self) -> ComposeResult:
        """The frame around the page."""
        yield TopBar(self.words, self.STEP, practice=self.practice)
        with Vertical(id="page"):
            yield from self.page()
        yield Static(self.next_line(), id="next")
        yield KeyLine(self.words, self.LIST_KEYS)

    def page(self) -> ComposeResult:
        """The widgets of this step."""
        raise NotImplementedError

    def next_line(self) -> Text:
        """What happens next, in one line."""
        return self.say(f"tui.{self.NAME}.next")

    def say(self, key: str, /, **terms: str) -> Text:
        """The text of a wording key."""
        return self.words.text(key, **terms)

    def in_order(self, do: Callable[[], Awaitable[None]]) -> None:
        """Do this after all that was asked for before."""
        self.post_message(InOrder(do))

    @on(InOrder)
    async def do_in_order(self, message: InOrder) -> None:
        """The next thing that waits for the disk. A screen that is gone shows nothing any more."""
        message.stop()
        with suppress(NoMatches):
            await message.do()

    def more_commands(self) -> Iterable[tuple[str, str]]:
        """What numbers and lists do here, for the list of commands: the name of each, and its action."""
        return ()

    def hear(self, event: Event) -> None:
        """Show an event of the visit, if this step has something to show for it."""


class Overlay(ModalScreen[None]):
    """A screen over the present step. Events of the visit wait until it is gone."""
