# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the app does about the case that a visit is kept in: made, opened again after a crash, settled, erased.

What opens and writes cases is loaded in threads, after the first screen.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work

from devicecheck.errors import DeviceCheckError
from devicecheck.model.consultation import Consultation
from devicecheck.runner import gates
from devicecheck.runner.phones import NOBODY
from devicecheck.tui import messages as visit_messages
from devicecheck.tui.after_visit import AfterVisit
from devicecheck.tui.following import Ending, Following, ending_of
from devicecheck.tui.journey import Journey
from devicecheck.tui.keeping import case_work, messages
from devicecheck.tui.keeping.left_open import ERASE, LEAVE, REPORT, LeftOpenScreen, OpenCaseScreen
from devicecheck.tui.keeping.passphrase import PassphraseScreen, RecoveryScreen
from devicecheck.tui.keeping.settle import SettleScreen
from devicecheck.tui.keeping.told import ReceiptScreen, SureScreen
from devicecheck.tui.routing import waiting_screen
from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.screens.hidden import HiddenScreen
from devicecheck.tui.screens.start import StartScreen

if TYPE_CHECKING:
    from devicecheck.frontend.kept_visit import Chosen, KeptCase
    from devicecheck.runner.recovering import LeftOpen


class KeepsVisits(AfterVisit):
    """At most one case is open at a time."""

    def __init__(self, cases: Callable[[], Path] | None = None) -> None:
        super().__init__()
        self._cases = cases or case_work.default_place
        self._following: Following | None = None
        self._left: LeftOpen | None = None
        self._left_visit: Consultation | None = None

    async def _go_on(self) -> None:
        raise NotImplementedError

    async def _end(self, ending: Ending) -> None:
        raise NotImplementedError

    # A new case.

    @on(messages.PassphraseTyped)
    def make_case(self, message: messages.PassphraseTyped) -> None:
        """Make the case of this visit."""
        if self._journey is not None:
            self._make(message.typed, message.again, self._journey)

    @work(exclusive=True, group="case")
    async def _make(self, typed: str, again: str, journey: Journey) -> None:
        try:
            running = self._following
            told, log = (journey.recorded, None) if running is None else (gates.Recorded(), running.log)
            kept, recovery = await asyncio.to_thread(case_work.begin, self._cases, typed, again, told, log)
        except DeviceCheckError as error:
            self.post_message(messages.CaseFailed(error.code, error.terms))
        else:
            self.post_message(messages.CaseBegun(kept, recovery))

    @on(messages.CaseBegun)
    async def show_recovery(self, message: messages.CaseBegun) -> None:
        """Show the recovery key, once. Where consent was taken back meanwhile, the case goes again."""
        if self._journey is None:
            await asyncio.to_thread(message.kept.erase)
            return
        self._open_case(message.kept)
        await self._show_page(RecoveryScreen(self.words, message.recovery, practice=self._practice))

    @on(messages.CaseFailed)
    def say_why(self, message: messages.CaseFailed) -> None:
        """Say it on the screen where it was tried."""
        for screen in self.screen_stack:
            if isinstance(screen, PassphraseScreen | OpenCaseScreen | SettleScreen):
                screen.ask_again(*self.words.problem(message.code, message.terms))

    @on(messages.RecoveryNoted)
    async def begin_kept(self) -> None:
        """The key is on paper: go on with the visit."""
        if self._journey is not None:
            await self._keeping_is_settled(self._journey, "yes")

    @on(messages.KeepNothing)
    async def keep_nothing(self) -> None:
        """Go on without a case; one that was just made is erased again."""
        if self._journey is None:
            return
        kept, self._kept = self._kept, None
        lines = await asyncio.to_thread(case_work.erase, kept, self.words.wording) if kept is not None else ()
        self.notify("\n".join((self.words.text("tui.passphrase.not-kept").plain, *lines)), markup=False)
        await self._keeping_is_settled(self._journey, "no")

    async def _keeping_is_settled(self, journey: Journey, answer: str) -> None:
        """Go on with what comes before a phone, or with the visit that waits for this answer."""
        journey.keeping_settled = True
        if self._following is None:
            await self._go_on()
            return
        (question,) = gates.KEEPING.questions
        given = {question.id: answer}
        journey.recorded = gates.record(journey.recorded, gates.KEEPING, given, NOBODY, datetime.now(UTC))
        await self._show_page(waiting_screen(journey, self.words))
        self._following.answer(gates.KEEPING, given)

    async def _keeping_answered(self, journey: Journey, given: Mapping[str, str]) -> None:
        """The client of a visit that runs said it. After a yes the case is made before the visit hears of it."""
        if "yes" in given.values():
            await self._show_page(PassphraseScreen(self.words, practice=self._practice))
        else:
            await self._keeping_is_settled(journey, "no")

    # A case whose visit was cut off.

    @work(exclusive=True, group="left-open")
    async def _look_for_cases(self) -> None:
        found = await asyncio.to_thread(case_work.look, self._cases, self.words.wording)
        self.post_message(found)

    @on(messages.LeftOpenFound)
    def offer_left_open(self, message: messages.LeftOpenFound) -> None:
        """Offer the cases on the first screen."""
        for screen in self.screen_stack:
            if isinstance(screen, StartScreen):
                screen.show_left_open(message.folders, message.due)

    @on(messages.OpenAsked)
    async def ask_secret(self, message: messages.OpenAsked) -> None:
        """Ask for what opens it."""
        await self._show_page(OpenCaseScreen(self.words, message.folder))

    @on(messages.SecretTyped)
    def try_secret(self, message: messages.SecretTyped) -> None:
        """Try to open it."""
        self._reopen(message.folder, message.secret)

    @work(exclusive=True, group="case")
    async def _reopen(self, folder: Path, secret: str) -> None:
        try:
            self.post_message(messages.CaseOpened(*await case_work.reopen(folder, secret)))
        except DeviceCheckError as error:
            self.post_message(messages.CaseFailed(error.code, error.terms))

    @on(messages.CaseOpened)
    async def ask_way(self, message: messages.CaseOpened) -> None:
        """Ask what to do with it."""
        self._open_case(message.kept)
        self._left, self._left_visit = message.left, message.visit
        visit = message.visit
        told = len(message.left.told) + (len(visit.told.known) + len(visit.told.cards) if visit is not None else 0)
        practice = visit is not None and visit.practice
        at = message.left.opened_at
        page = LeftOpenScreen(
            self.words, at, read=visit is not None, told=told, practice=practice, problem=message.problem
        )
        await self._show_page(page)

    @on(messages.WayChosen)
    async def take_way(self, message: messages.WayChosen) -> None:
        """Make its report, go on with it, erase it, or leave it as it is."""
        if message.way == ERASE:
            self.push_screen(SureScreen(self.words, "erase-case"), self._erase_if_sure)
        elif message.way == LEAVE or self._left is None:
            self.post_message(visit_messages.StartAgain())
        elif self._left_visit is None:
            await self._show_page(StartScreen(self.words, going_on=True))
            self._list_again()
        else:
            await self._go_on_with(self._left, self._left_visit, report=message.way == REPORT)

    async def _go_on_with(self, left: "LeftOpen", visit: Consultation, *, report: bool) -> None:
        self._journey = Journey.resumed(left, visit)
        self._left = None
        if report:
            self._journey.told = None
            await self._end(await ending_of(visit, self.words.wording))
            self.show_copies()
        else:
            await self._go_on()

    def _list_again(self) -> None:
        raise NotImplementedError

    def _erase_if_sure(self, sure: bool | None) -> None:
        if sure:
            self._settle(None)

    # The end of a kept visit.

    @on(messages.SettleAsked)
    def ask_end(self) -> None:
        """Ask what becomes of the case."""
        today = datetime.now().astimezone().date()
        known = case_work.date_is_known(today)
        self.push_screen(SettleScreen(self.words, today, date_known=known, practice=self._practice))

    @on(messages.Settled)
    def settle(self, message: messages.Settled) -> None:
        """Do it, and say it."""
        self._settle(message.chosen, date_right=message.date_right)

    @work(exclusive=True, group="case")
    async def _settle(self, chosen: "Chosen | None", *, date_right: bool = False) -> None:
        kept, visit = self._kept, self._ending.consultation
        wording = self.words.wording
        try:
            if kept is None:
                lines: tuple[str, ...] = ()
            elif chosen is None:
                lines = await asyncio.to_thread(case_work.erase, kept, wording)
            else:
                lines = await asyncio.to_thread(case_work.stay, kept, visit, chosen, wording, date_right=date_right)
        except DeviceCheckError as error:
            self.post_message(messages.CaseFailed(error.code, error.terms))
        else:
            self.post_message(messages.CaseSettled(lines))

    @on(messages.CaseSettled)
    async def show_receipt(self, message: messages.CaseSettled) -> None:
        """Say what became of it; the visit is over."""
        practice, self._kept, self._left = self._practice, None, None
        self._forget_visit()
        await self._show_page(ReceiptScreen(self.words, message.lines, practice=practice))

    def _forget_visit(self) -> None:
        raise NotImplementedError

    # Consent is taken back.

    def action_withdraw(self) -> None:
        """The client takes back their consent: after one question everything of this visit is deleted."""
        busy = isinstance(self.screen, HiddenScreen | SureScreen | ReceiptScreen)
        if not busy and (self._journey is not None or self._kept is not None):
            self.push_screen(SureScreen(self.words, "withdraw"), self._withdraw_if_sure)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Consent can be taken back once a visit has begun."""
        if action == "withdraw":
            return self._journey is not None or self._kept is not None
        return super().check_action(action, parameters)

    async def _withdraw_if_sure(self, sure: bool | None) -> None:
        if sure:
            self._withdraw()
        else:
            await self._catch_up()

    @work(exclusive=True, group="withdrawing")
    async def _withdraw(self) -> None:
        kept, wording = self._kept, self.words.wording
        await self._stop_reading()
        lines = [wording.text("tui.withdraw.proof", at=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC")]
        for each in self._handed:
            names = wording.text("tui.close.copies.written", names=", ".join(each.names), folder=each.folder)
            lines.append(wording.text("tui.withdraw.copies", copies=names))
        try:
            lines += await asyncio.to_thread(case_work.erase, kept, wording) if kept is not None else ()
        except DeviceCheckError as error:
            problem = wording.problem(error.code, error.terms)
            lines += (problem.what, problem.do)
        self.post_message(messages.CaseSettled(tuple(lines)))

    async def _stop_reading(self) -> None:
        raise NotImplementedError

    def _open_case(self, kept: "KeptCase") -> None:
        self._close_case()
        self._kept, self._said_unkept = kept, False

    def _close_case(self) -> None:
        """Let go of the case; an open visit in it is offered at the next start."""
        kept, self._kept, self._left = self._kept, None, None
        if kept is not None:
            kept.close()

    async def _show_page(self, screen: VisitScreen) -> None:
        """Show this step, and nothing of what was over the one before."""
        while len(self.screen_stack) > 2:
            await self.pop_screen()
        await self.switch_screen(screen)
