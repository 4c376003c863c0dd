# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be typed in place of any answer of a visit: hide, care, the client's own words, take back the yes, help."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime

from devicecheck.cli.client_words import ClientWords
from devicecheck.cli.exits import VOICE, narrate
from devicecheck.cli.hiding import Hiding
from devicecheck.frontend import aide_memoire
from devicecheck.model.told import HandedTo, StaffNotes
from devicecheck.report.view import help_view
from devicecheck.report.wording import Wording

HIDE, CARE, WITHDRAW, HELP = "/hide", "/care", "/withdraw", "/help"
CLIENT, LANGUAGE = "/client", "/language"
Lines = Callable[[], Awaitable[str | None]]


class WithdrawnError(Exception):
    """The client takes back their yes."""


class Anytime:
    """The words that are heard at any question. `handed`: who took over when somebody was not well, and when.

    `of_visit` False: no client is here, so nobody takes back a yes, and there is nothing that a client would read.
    """

    def __init__(
        self,
        wording: Wording,
        keep: Callable[[StaffNotes], None] = lambda _notes: None,
        *,
        of_visit: bool = True,
    ) -> None:
        self._wording, self.keep = wording, keep
        self.hiding = Hiding(wording.text("tui.hidden.title"))
        self.handed: tuple[HandedTo, datetime] | None = None
        self.client = ClientWords(wording)
        self._help_lines = "plain.anytime.help" if of_visit else "desk.help"
        self._ways: dict[str, Callable[[Lines], Awaitable[None]]] = {HELP: self._help}
        if of_visit:
            self._ways |= {CARE: self._care, WITHDRAW: self._withdraw}
            self._ways |= {CLIENT: self.client.show, LANGUAGE: self.client.choose}

    def hears(self, line: str) -> bool:
        """Whether this line is one of the words that count whenever they are typed."""
        return line.strip().lower() in self._ways

    def at_once(self, line: str | None) -> bool:
        """Whether this line was for hiding, or came while everything is hidden. The end of the input is for no one."""
        if line is None:
            return False
        if self.hiding.hidden:
            self.hiding.tried(line)
        elif line.strip().lower() == HIDE:
            self.hiding.hide()
        else:
            self.hiding.touched()
            return False
        self.hiding.touched()
        return True

    async def asked(self, line: str, more: Lines) -> bool:
        """Whether this line was one of the words; then the question is said again. Errors: WithdrawnError."""
        if (do := self._ways.get(line.strip().lower())) is None:
            return False
        question = tuple(VOICE.since)
        await do(more)
        VOICE.since.clear()
        for text in question:
            narrate(text)
        return True

    async def _help(self, _more: Lines) -> None:
        for text in self._wording.lines(self._help_lines):
            narrate(text)

    async def _care(self, more: Lines) -> None:
        """The clinic's own words and numbers; only the role that took over is kept, and when."""
        say, numbers = self._wording.text, help_view(self._wording, date.today())
        narrate(say("tui.wellbeing.title"))
        for text in (*self._wording.lines("tui.wellbeing.first"), f"{say('tui.wellbeing.own')}:"):
            narrate(text)
        for text in aide_memoire.lines() or (say("tui.wellbeing.no-own"),):
            narrate(text)
        narrate(numbers.danger)
        for service in numbers.services:
            narrate(f"- {service.name}: {service.number}")
        narrate(say("plain.anytime.handed"))
        roles = tuple(HandedTo)
        for number, role in enumerate(roles, 1):
            narrate(f"{number}  {say(f'casework.handed.{role}')}")
        typed = (await more() or "").strip()
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(roles):
            self.handed = (roles[int(typed) - 1], datetime.now(UTC))
            self.keep(StaffNotes(handed_to=self.handed[0], handed_at=self.handed[1]))

    async def _withdraw(self, more: Lines) -> None:
        """One question, then everything of the visit goes. Errors: WithdrawnError."""
        narrate(self._wording.text("tui.withdraw.title"))
        for text in self._wording.lines("plain.anytime.withdraw"):
            narrate(text)
        if (await more() or "").strip().lower() in {"yes", "y"}:
            raise WithdrawnError
