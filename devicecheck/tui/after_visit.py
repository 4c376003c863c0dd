# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the app holds of a visit once it was read: what is told becomes part of the document, up to the close."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work

from devicecheck.frontend.closing import Handed
from devicecheck.model.base import Value
from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import Concern
from devicecheck.model.told import StaffNotes
from devicecheck.report.wording import load
from devicecheck.runner import secret_home, seeing_alone
from devicecheck.runner.card_plan import Plan
from devicecheck.runner.cards import answered
from devicecheck.runner.gates import Recorded
from devicecheck.runner.seeing_alone import Moment
from devicecheck.runner.telling import with_handed, with_known, with_review
from devicecheck.runner.visit_log import Noted
from devicecheck.tui import messages
from devicecheck.tui.clipboard import Clipboard
from devicecheck.tui.following import Ending
from devicecheck.tui.journey import Journey
from devicecheck.tui.keeping.told import UnkeptScreen
from devicecheck.tui.screens.alone import AloneScreen
from devicecheck.tui.screens.base import InOrder
from devicecheck.tui.screens.caseworker import CaseworkerScreen
from devicecheck.tui.screens.close import CloseScreen
from devicecheck.tui.screens.guided import GuidedScreen
from devicecheck.tui.screens.wellbeing import PauseScreen, WellbeingScreen
from devicecheck.tui.words import Words

if TYPE_CHECKING:
    from devicecheck.frontend.kept_visit import KeptCase


class AfterVisit(Clipboard):
    """The one document of the present visit. Screens change it only by their messages."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Words(load())
        self.copied_said = self.words.text("tui.copied").plain
        self._journey: Journey | None = None
        self._ending = Ending()
        self._handed: tuple[Handed, ...] = ()
        self._kept: KeptCase | None = None
        self._said_unkept = False

    @property
    def consultation(self) -> Consultation | None:
        """The document of the last visit, if anything was read."""
        return self._ending.consultation

    @property
    def _practice(self) -> bool:
        return self._journey is not None and self._journey.practice

    @on(messages.CardsAsked)
    def show_guided_cards(self) -> None:
        """Go through the guided cards; Esc comes back to the findings."""
        if self._ending.consultation is not None:
            visit = self._ending.consultation
            planned = self._planned(visit)
            self.push_screen(GuidedScreen(self.words, visit, date.today(), planned, write=self._write))

    @on(messages.CardAnswered)
    def keep_answer(self, message: messages.CardAnswered) -> None:
        """Make the answer to a card part of the document, before any copy is made of it."""
        if self._ending.consultation is not None:
            visit = answered(self._ending.consultation, message.result)
            self._ending = replace(self._ending, consultation=visit)
            if message.result.answer in secret_home.SAW_SOMETHING:
                self._ask_caseworker()

    @on(messages.FindingTold)
    def keep_told(self, message: messages.FindingTold) -> None:
        """Make what the client says about a finding part of the document."""
        if self._ending.consultation is not None:
            self._ending = replace(self._ending, consultation=with_known(self._ending.consultation, message.answer))

    @on(messages.CopiesAsked)
    def show_copies(self) -> None:
        """Ask where copies of the report go, and before that if the client is alone."""
        if (visit := self._ending.consultation) is None:
            return
        if seeing_alone.offered(visit, Moment.COPIES):
            self.push_screen(AloneScreen(self.words, Moment.COPIES, self._keep_alone), self._show_copies)
        else:
            self._show_copies()

    def _show_copies(self, _: object = None) -> None:
        # Imported here: what writes copies may not hold up the first screen.
        from devicecheck.tui.screens.copies import CopiesScreen  # noqa: PLC0415

        if (visit := self._ending.consultation) is not None:
            folder = self._handed[-1].folder if self._handed else ""
            self.push_screen(
                CopiesScreen(self.words, visit, write=self._write, whole=self._ending.whole, folder=folder)
            )

    def _ask_alone(self) -> None:
        """Before findings of a phone are seen, on top of all that comes with them."""
        visit = self._ending.consultation
        if visit is not None and visit.devices and seeing_alone.offered(visit, Moment.FINDINGS):
            self.push_screen(AloneScreen(self.words, Moment.FINDINGS, self._keep_alone))

    async def _keep_alone(self, moment: Moment, answer: str) -> None:
        if self._ending.consultation is not None:
            visit = seeing_alone.with_answer(self._ending.consultation, moment, answer, datetime.now(UTC))
            await self._write(Noted.ANSWER, visit.answers[-1])
            self._ending = replace(self._ending, consultation=visit)

    @on(messages.CopiesMade)
    def keep_handed(self, message: messages.CopiesMade) -> None:
        """Remember for the close which copies were written and where they are."""
        if paths := message.written.paths:
            handed = Handed(tuple(path.name for path in paths), str(paths[0].parent), message.kept)
            self._handed = (*self._handed, handed)
        if self._ending.consultation is not None and message.choices is not None:
            visit = self._ending.consultation.model_copy(update={"choices": message.choices})
            self._ending = replace(self._ending, consultation=visit)

    @on(messages.ReviewNamed)
    def keep_review(self, message: messages.ReviewNamed) -> None:
        """Make the day of the next look part of the document."""
        if self._ending.consultation is not None:
            staff = with_review(self._ending.consultation, message.on).staff
            self._write_then(partial(self._reviewed, message.on), Noted.STAFF, staff)

    async def _reviewed(self, on: date | None) -> None:
        if self._ending.consultation is not None:
            self._ending = replace(self._ending, consultation=with_review(self._ending.consultation, on))
        if isinstance(self.screen, CloseScreen):
            self.screen.say_review(on)

    @on(messages.HandedOver)
    def keep_handed_over(self, message: messages.HandedOver) -> None:
        """Keep who took over; before there is a document, the journey keeps it."""
        if self._ending.consultation is not None:
            staff = with_handed(self._ending.consultation, message.to, message.at).staff
        else:
            staff = StaffNotes(handed_to=message.to, handed_at=message.at)
        self._write_then(partial(self._handed_over, message), Noted.STAFF, staff)

    async def _handed_over(self, message: messages.HandedOver) -> None:
        if self._ending.consultation is not None:
            visit = with_handed(self._ending.consultation, message.to, message.at)
            self._ending = replace(self._ending, consultation=visit)
        elif self._journey is not None:
            self._journey.handed = (message.to, message.at)
        if isinstance(self.screen, WellbeingScreen):
            self.screen.dismiss(None)

    def _pause(self) -> None:
        """A breath before the first card that needs support, and where a phone was read and nothing was seen."""
        visit = self._ending.consultation
        if visit is None or not visit.devices:
            return
        if any(finding.concern is Concern.ACT_WITH_SUPPORT for finding in visit.findings):
            self.push_screen(PauseScreen(self.words, "act"))
        elif not visit.findings:
            self.push_screen(PauseScreen(self.words, "empty"))

    @on(messages.CloseAsked)
    def close_visit(self) -> None:
        """Go through what is left; where a home must not be found, a caseworker comes first."""
        visit = self._ending.consultation
        if visit is not None and secret_home.stops_close(visit):
            self.push_screen(CaseworkerScreen(self.words, self._keep_caseworker), self._close_after_caseworker)
        else:
            self._show_close()

    def _close_after_caseworker(self, agreed: bool | None) -> None:
        if agreed:
            self._show_close()

    def _show_close(self) -> None:
        visit, shown = self._ending.consultation, self._ending.shown
        if visit is not None and shown is not None:
            kept = self._kept is not None
            self.push_screen(CloseScreen(self.words, visit, shown.help, self._planned(visit), self._handed, kept=kept))

    def _planned(self, visit: Consultation) -> Plan | None:
        journey = self._journey
        return journey.plan(visit) if journey is not None and journey.timing is not None else None

    def _ask_caseworker(self) -> None:
        """Stop at once where something may show a home that must not be found."""
        if self._ending.consultation is not None and secret_home.stops_now(self._ending.consultation):
            self.push_screen(CaseworkerScreen(self.words, self._keep_caseworker))

    async def _keep_caseworker(self) -> None:
        if self._ending.consultation is not None:
            visit = secret_home.with_agreed(self._ending.consultation, datetime.now(UTC))
            await self._write(Noted.ANSWER, visit.answers[-1])
            self._ending = replace(self._ending, consultation=visit)

    async def _write(self, what: Noted, value: Value) -> None:
        """Write it into the case of this visit, if there is one, before any screen shows it as done.

        A screen waits for it; the app itself never does, so that it hears the hide key: see `_write_then`.
        """
        if (kept := self._kept) is not None:
            await kept.log.in_turn(kept.log.note, what, value)
            self._look_at_log()

    async def _keep_answers(self, before: Recorded, after: Recorded) -> None:
        if (kept := self._kept) is not None:
            await kept.log.in_turn(kept.log.recorded, before, after)
            self._look_at_log()

    def _write_then(self, then: Callable[[], Awaitable[None]], what: Noted, value: Value) -> None:
        """Write it, then go on."""
        self._after(partial(self._write, what, value), then)

    @work(group="writing")
    async def _after(self, write: Callable[[], Awaitable[None]], then: Callable[[], Awaitable[None]]) -> None:
        await write()
        self.post_message(InOrder(then))

    @on(InOrder)
    async def go_on_after(self, message: InOrder) -> None:
        """Go on with what waited for the disk."""
        await message.do()

    def _look_at_log(self) -> None:
        """Say at once, and once, that the case takes no more."""
        if self._kept is not None and self._kept.log.failed and not self._said_unkept:
            self._said_unkept = True
            self.push_screen(UnkeptScreen(self.words, self._kept.log.failed), self._catch_up)

    async def _catch_up(self, _: object = None) -> None:
        """Show what waited behind an overlay."""
        raise NotImplementedError
