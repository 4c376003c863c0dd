# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What works on every screen: help, hiding by a key or after a while, care for somebody not well, quitting."""

import asyncio
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from textual import events, on
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.notifications import Notify
from textual.screen import Screen

from devicecheck.report.view import help_view
from devicecheck.runner import gates
from devicecheck.tui import messages, themes
from devicecheck.tui.keeping.keeps_visits import KeepsVisits
from devicecheck.tui.palette import Palette
from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.screens.client import ClientScreen
from devicecheck.tui.screens.help import HelpScreen
from devicecheck.tui.screens.hidden import HiddenScreen
from devicecheck.tui.screens.pin import PinScreen
from devicecheck.tui.screens.wellbeing import WellbeingScreen
from devicecheck.tui.widgets.key_line import KeyLine, named_keys

IDLE_SECONDS = 120.0
"""After so long without a key, a visit is hidden."""
ENGLISH = "en"
QUIT_SECONDS = 5.0
"""How long the key for leaving waits for its second time."""


def _list_keys(screen: Screen[Any]) -> tuple[tuple[str, str], ...]:
    """The keys of lists that an overlay names in its own last line."""
    lines = screen.query(KeyLine)
    return lines.first().list_keys if lines else ()


class Everywhere(KeepsVisits):
    """The overlays that come over any step; what the visit says meanwhile waits until they are gone."""

    def __init__(
        self,
        cases: Callable[[], Path] | None,
        own_words: Callable[[], tuple[str, ...]],
        clock: Callable[[], float],
        idle: float,
    ) -> None:
        super().__init__(cases)
        self._own_words, self._clock, self._idle_seconds = own_words, clock, idle
        self._pin, self._touched, self._quit_asked = "", clock(), -QUIT_SECONDS
        self._client_language = ENGLISH
        self._behind: list[Callable[[], Any]] = []

    @on(messages.DeskAsked)
    async def sit_down(self) -> None:
        """The caseworker's desk over a kept case, behind the same PIN as a visit. It comes back by `StartAgain`."""
        if self._pin:
            await self._open_desk(self._pin)
        else:
            self.push_screen(PinScreen(self.words), self._open_desk)

    async def _open_desk(self, pin: str | None) -> None:
        # Imported here: what opens a case may not hold up the first screen.
        from devicecheck.tui.desk.opening import DeskOpenScreen  # noqa: PLC0415

        self._pin = pin or ""
        await self.switch_screen(DeskOpenScreen(self.words, date.today()))

    @on(messages.ClientViewAsked)
    def turn_round(self, message: messages.ClientViewAsked) -> None:
        """Show what was made for the client, in the language that was chosen last. Not where a screen may be shared."""
        visit = self.consultation
        if gates.online(visit.answers) if visit is not None else self._journey is not None and self._journey.online:
            self.notify(self.words.text("tui.findings.online").plain, markup=False)
            return
        self.clear_notifications()  # those are for staff
        screen = ClientScreen(self.words, message.pages, practice=message.practice, language=self._client_language)
        self.push_screen(screen, self._catch_up)

    @on(messages.ClientSpeaks)
    def remember_language(self, message: messages.ClientSpeaks) -> None:
        """The client's language stays for the visit."""
        self._client_language = message.language

    def action_help(self) -> None:
        """What this step is for, and the keys of what is on top; nothing where all is hidden or shown to the client."""
        top = self.screen
        if isinstance(top, HelpScreen):
            top.action_close()
        elif not isinstance(top, HiddenScreen | ClientScreen | CommandPalette):
            page = next((each for each in reversed(self.screen_stack) if isinstance(each, VisitScreen)), None)
            keys = top.LIST_KEYS if isinstance(top, VisitScreen) else _list_keys(top)
            if page is not None:
                self.push_screen(HelpScreen(self.words, page.NAME, (*keys, *named_keys(top))), self._catch_up)

    def action_command_palette(self) -> None:
        """Everything that can be done here, found by its name; nothing where everything is hidden."""
        if not isinstance(self.screen, HiddenScreen | CommandPalette):
            self.push_screen(Palette(self.words), self._catch_up)

    async def action_quit(self) -> None:
        """Leave; with a second key only, where a client's visit would be gone with it."""
        visit, now = self.consultation, self._clock()
        lost = visit is not None and not visit.practice and self._kept is None
        if lost and now - self._quit_asked > QUIT_SECONDS:
            self._quit_asked = now
            self.notify(self.words.text("tui.quit-loses").plain, markup=False, timeout=QUIT_SECONDS)
        else:
            await self.leave()

    def action_colours(self) -> None:
        """The next colours: dark, light, the most contrast. It is kept nowhere."""
        if not isinstance(self.screen, HiddenScreen):
            self.theme = themes.after(self.theme)
            self.notify(self.words.text(f"tui.colours.{self.theme}").plain, markup=False)

    async def leave(self) -> None:
        """End the program at once, and whatever it still runs."""
        raise NotImplementedError

    def action_hide(self) -> None:
        """Hide everything at once behind a page of notes, also what was said at the edge of the screen."""
        if not isinstance(self.screen, HiddenScreen):
            self.forget_copied()
            self.clear_notifications()
            self.push_screen(HiddenScreen(self.words, self._pin, self._clock), self._come_back)

    # Nothing comes over the page that hides everything: what was asked for before may be done while it is there.
    # What is handed on to Textual keeps whatever types its many forms have.

    def push_screen(self, screen: Any, *args: Any, **named: Any) -> Any:  # noqa: ANN401
        """As in Textual; while everything is hidden, once a person is back."""
        if isinstance(self._top, HiddenScreen):
            self._behind.append(partial(self.push_screen, screen, *args, **named))
            return AwaitComplete()
        return super().push_screen(screen, *args, **named)

    def switch_screen(self, screen: Any) -> AwaitComplete:  # noqa: ANN401
        """As in Textual; while everything is hidden, once a person is back."""
        if isinstance(self._top, HiddenScreen):
            self._behind.append(partial(self.switch_screen, screen))
            return AwaitComplete()
        return super().switch_screen(screen)

    async def _show_page(self, screen: VisitScreen) -> None:
        if isinstance(self._top, HiddenScreen):
            self._behind.append(partial(self._show_page, screen))
        else:
            await super()._show_page(screen)

    @property
    def _top(self) -> Screen[Any] | None:
        return self.screen_stack[-1] if self.screen_stack else None

    async def _come_back(self, _: object = None) -> None:
        waiting, self._behind = self._behind, []
        for show in waiting:
            await show()
        await self._catch_up()

    def on_notify(self, event: Notify) -> None:
        """What is said at the edge of the screen stands there alone; while everything is hidden, nothing does."""
        self.clear_notifications()
        if isinstance(self._top, HiddenScreen):
            event.prevent_default()

    async def on_event(self, event: events.Event) -> None:
        """Remember when a person last did something."""
        if isinstance(event, events.Key | events.MouseEvent):
            self._touched = self._clock()
        await super().on_event(event)

    def _hide_when_idle(self) -> None:
        desk = any(isinstance(screen, VisitScreen) and screen.OF_CLIENT for screen in self.screen_stack)
        if (desk or self._journey is not None) and self._clock() - self._touched >= self._idle_seconds:
            self.action_hide()

    async def action_wellbeing(self) -> None:
        """The clinic's own words for when somebody is not well. Where everything is hidden, nothing comes up."""
        if not isinstance(self.screen, HiddenScreen | WellbeingScreen):
            own = await asyncio.to_thread(self._own_words)
            numbers = help_view(self.words.wording, date.today())
            self.push_screen(WellbeingScreen(self.words, own, numbers), self._catch_up)
