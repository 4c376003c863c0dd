# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connect and look, as a dialogue: the phone, or what is beside one; of several networks one is chosen."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from devicecheck.cli.asking import Asker
from devicecheck.cli.exits import Exit
from devicecheck.cli.following import Followed, follow
from devicecheck.cli.kept_visit import KeptVisit
from devicecheck.errors import DeviceCheckError
from devicecheck.frontend.opening import Choice, NoCable, open_visit
from devicecheck.model.consultation import FIRST_PHONE
from devicecheck.model.endpoints import Endpoint
from devicecheck.runner import gates

SEVERAL = "usage.several-networks"


async def read(
    ask: Asker,
    kept: KeptVisit,
    choice: Choice,
    recorded: gates.Recorded,
    phone: str = FIRST_PHONE,
    *,
    offered: bool = False,
) -> Followed:
    """Everything that is agreed; without a cable, a document in which nothing was read. `phone`: its id in it.

    `offered`: whether the client may be asked about keeping on the way.
    Errors: InputEndedError; DeviceCheckError only where nothing was going to be read.
    """
    with _interrupt_ends_again():
        try:
            async with open_visit(choice, recorded, kept.log, phone, offered=offered) as visit:
                return await follow(visit, ask.wording, ask.typed, kept)
        except DeviceCheckError as error:
            if isinstance(choice, NoCable):
                raise
            if error.code == SEVERAL and isinstance(choice, Endpoint):
                networks = {each: each for each in error.terms.get("networks", "").split(", ")}
                named = await ask.choose(ask.wording.problem(error.code, error.terms).what, networks)
                chosen = choice.model_copy(update={"serial": named})
                return await read(ask, kept, chosen, recorded, phone, offered=offered)
            ask.problem(error.code, error.terms)
            return Followed(code=Exit.PHONE)


@contextmanager
def _interrupt_ends_again() -> Iterator[None]:
    """While a phone is read, Ctrl-C stops the reading only; afterwards it ends the dialogue again."""
    try:
        yield
    finally:
        with suppress(NotImplementedError):
            asyncio.get_running_loop().remove_signal_handler(signal.SIGINT)
