# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does while a phone is not there yet, and how a further phone of the same client joins the visit."""

import asyncio
from dataclasses import replace
from datetime import date

from textual import on

from devicecheck.errors import UsageError
from devicecheck.frontend.opening import Choice
from devicecheck.frontend.practice_phones import Story
from devicecheck.model.endpoints import Endpoint
from devicecheck.tui import messages
from devicecheck.tui.after_visit import AfterVisit
from devicecheck.tui.following import Ending, ending_of
from devicecheck.tui.screens.another import AnotherScreen
from devicecheck.tui.screens.start import StartScreen
from devicecheck.tui.screens.steps import StepsScreen


class Connecting(AfterVisit):
    """What was answered before the phone stays, however often the cable has to be tried."""

    _stories: tuple[Story, ...] = ()

    @on(messages.StoriesListed)
    def show_stories(self, message: messages.StoriesListed) -> None:
        """Keep the practice phones for whoever wants to train."""
        self._stories = message.stories
        for screen in self.screen_stack:
            if isinstance(screen, StartScreen):
                screen.show_stories(message.stories)

    @on(messages.StepsAsked)
    def show_steps(self, message: messages.StepsAsked) -> None:
        """Show how debugging is turned on; what the visit says meanwhile waits."""
        self.push_screen(StepsScreen(self.words, date.today(), message.maker), self._catch_up)

    @on(messages.TryAgain)
    async def try_again(self) -> None:
        """Look for the phone once more; what the client told stays, and consent is asked again."""
        await self._go_on()

    @on(messages.PhoneChosen)
    async def start_with_phone(self, message: messages.PhoneChosen) -> None:
        """Start again with one of several phones; its owner is asked again."""
        if self._journey is not None and isinstance(self._journey.choice, Endpoint):
            self._journey.choice = self._journey.choice.model_copy(update={"serial": message.serial})
            await self._go_on()

    @on(messages.AnotherAsked)
    def ask_which(self) -> None:
        """Ask what joins this visit: another phone, tags, a home network; in practice one of those made up."""
        if self._journey is not None:
            stories = self._stories if self._journey.practice else None
            self.push_screen(AnotherScreen(self.words, stories), self._begin_another)

    async def _begin_another(self, choice: Choice | None) -> None:
        if choice is not None and self._journey is not None and self._ending.consultation is not None:
            self._journey.another(choice, self._ending.consultation)
            await self._go_on()

    @on(messages.ReadAgain)
    async def read_again(self) -> None:
        """Read the last phone once more; what was said about it stays."""
        if self._journey is not None and self._ending.consultation is not None:
            self._journey.again(self._ending.consultation)
            await self._go_on()

    async def _joined(self, ending: Ending) -> Ending:
        """How the visit stands with what was read just now; a phone that is not the one meant joins nothing."""
        journey, read = self._journey, ending.consultation
        if journey is None or read is None:
            return ending
        if journey.earlier is None:
            return replace(ending, consultation=journey.completed(read))
        try:
            visit = await asyncio.to_thread(journey.joined, read)
        except UsageError as error:
            return Ending(error.code, error.terms)
        journey.to_findings()
        # Imported here: what joins documents knows every check, and may not hold up the first screen.
        from devicecheck.runner.several_phones import whole_of  # noqa: PLC0415

        whole = await asyncio.to_thread(whole_of, visit, (self._ending.whole, ending.whole))
        joined = await ending_of(visit, self.words.wording)
        return replace(joined, code=ending.code, terms=ending.terms, whole=whole)

    async def _back_to_findings(self) -> bool:
        """Whether findings of before the last phone waited; they are shown again then."""
        if self._journey is None or self._journey.earlier is None:
            return False
        self._journey.to_findings()
        await self._end(self._ending)
        return True

    async def _end(self, ending: Ending) -> None:
        raise NotImplementedError

    async def _go_on(self) -> None:
        raise NotImplementedError

    async def _catch_up(self, _: object = None) -> None:
        raise NotImplementedError
