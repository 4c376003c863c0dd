# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck visit --plain`: the whole visit as a dialogue, over the same runner and with the same words."""

import asyncio
import signal
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager, suppress
from datetime import UTC, datetime

from devicecheck.cli import plain_parts
from devicecheck.cli.asking import Asker, InputEndedError
from devicecheck.cli.dialogue import TypedLines, answers_to
from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.following import Followed, follow
from devicecheck.errors import DeviceCheckError
from devicecheck.frontend.practice_phones import running, stories
from devicecheck.frontend.proving import proved_pack
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.report.wording import load
from devicecheck.runner import gates
from devicecheck.runner.events import Need
from devicecheck.runner.no_cable import NOBODY, NoCableVisit
from devicecheck.runner.telling import with_answers
from devicecheck.runner.visit import Visit

WAYS = ("practice", "android", "iphone", "no-cable", "online")
CABLES = frozenset({"android", "iphone"})


def run() -> int:
    """The whole visit; the exit code."""
    return asyncio.run(_visit())


async def _visit() -> int:
    ask = Asker(load(), TypedLines())
    ask.tell("plain.start")
    try:
        return int(await _parts(ask))
    except InputEndedError:
        ask.tell("plain.ended")
        return int(Exit.STOPPED)


async def _parts(ask: Asker) -> Exit:
    way = await ask.choose(
        ask.wording.text("plain.way.question"), {way: ask.wording.text(f"plain.way.{way}") for way in WAYS}
    )
    recorded = gates.Recorded()
    if way != "practice":
        needs = gates.first_needs(cable=way in CABLES, online=way == "online")
        recorded = await _gates(ask, needs)
        if code := gates.refusal(recorded, needs):
            ask.problem(code, {})
            return Exit.GATE
    plain_parts.part(ask, 1, "questions")
    minutes = await plain_parts.minutes(ask)
    told = await plain_parts.questions(ask)
    plain_parts.part(ask, 2, "phone")
    followed = await _read(ask, way, recorded)
    visit = followed.consultation
    if visit is None:
        return followed.code
    visit = with_answers(visit, told)
    plain_parts.part(ask, 3, "findings")
    visit = await plain_parts.findings(ask, visit)
    plain_parts.part(ask, 4, "cards")
    visit = await plain_parts.cards(ask, visit, minutes, await plain_parts.platforms(ask, visit))
    plain_parts.part(ask, 5, "copies")
    await plain_parts.copies(ask, visit)
    plain_parts.part(ask, 6, "close")
    plain_parts.close(ask, visit)
    return followed.code


async def _gates(ask: Asker, needs: Sequence[Need]) -> gates.Recorded:
    """One question after the other, to the first answer that stops the visit."""
    recorded = gates.Recorded()
    while (need := gates.next_need(recorded, needs)) and not gates.refusal(recorded, needs):
        given = await answers_to(need, ask.wording, ask.typed)
        if given is None:
            raise InputEndedError
        recorded = gates.record(recorded, need, given, NOBODY, datetime.now(UTC))
    return recorded


async def _read(ask: Asker, way: str, recorded: gates.Recorded) -> Followed:
    """Connect and check; without a cable, a document in which nothing was read."""
    pack, stamp = await asyncio.to_thread(proved_pack)
    if way in {"no-cable", "online"}:
        with _interrupt_ends_again():
            return await follow(
                NoCableVisit(stamp, recorded, gates.first_needs(online=way == "online")), ask.wording, ask.typed
            )
    async with AsyncExitStack() as stack:
        if way == "practice":
            known = {each.name: each for each in await stories()}
            name = await ask.choose(
                ask.wording.text("plain.practice"), {name: story.title for name, story in known.items()}
            )
            narrate(ask.wording.text("app.practice-mark"))
            place = await stack.enter_async_context(running(known[name]))
        else:
            place = Endpoint(reader=way, via=Via.USB)
        with _interrupt_ends_again():
            try:
                return await follow(Visit(place, pack, stamp, before=recorded), ask.wording, ask.typed)
            except DeviceCheckError as error:
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
