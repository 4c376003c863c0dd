# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does while a phone is not there yet: read the steps, try again, choose one of several."""

from datetime import date

from textual import on

from devicecheck.model.endpoints import Endpoint
from devicecheck.tui import messages
from devicecheck.tui.after_visit import AfterVisit
from devicecheck.tui.screens.steps import StepsScreen


class Connecting(AfterVisit):
    """What was answered before the phone stays, however often the cable has to be tried."""

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

    async def _go_on(self) -> None:
        raise NotImplementedError

    async def _catch_up(self, _: object = None) -> None:
        raise NotImplementedError
