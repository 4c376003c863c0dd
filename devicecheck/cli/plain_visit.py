# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck visit --plain`: the whole visit as a dialogue, over the same runner and with the same words."""

import asyncio
import signal
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack, contextmanager, suppress
from types import MappingProxyType

from devicecheck.cli import plain_copies, plain_parts
from devicecheck.cli.asking import Asker, InputEndedError
from devicecheck.cli.dialogue import TypedLines
from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.following import Followed, follow
from devicecheck.cli.kept_visit import KeptVisit, Offer, asked, keeping, offer, settle, tell_cut_off, undecided
from devicecheck.errors import DeviceCheckError
from devicecheck.frontend.practice_phones import running, stories
from devicecheck.frontend.proving import proved_pack
from devicecheck.model.consultation import FIRST_PHONE, Consultation
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.model.questions import ToldAnswer
from devicecheck.model.topics import Scope
from devicecheck.report.wording import load
from devicecheck.runner import gates, secret_home
from devicecheck.runner.another_phone import with_another
from devicecheck.runner.events import Need
from devicecheck.runner.no_cable import NoCableVisit
from devicecheck.runner.phones import asked_anew, next_phone
from devicecheck.runner.recovering import LeftOpen
from devicecheck.runner.seeing_alone import Moment
from devicecheck.runner.telling import with_answers
from devicecheck.runner.visit import Visit

WAYS = ("practice", "android", "iphone", "no-cable", "online")
CABLES = ("android", "iphone")
NOTHING: Mapping[str, bytes] = MappingProxyType({})


def run(keep: bool = False) -> int:
    """The whole visit; the exit code."""
    wording = load()
    tell_cut_off(wording)
    offered = offer(wording) if keep else None
    return asyncio.run(visit_from(offered))


async def visit_from(offered: Offer | None) -> int:
    """The whole visit, kept while it runs if that is offered and the client says yes; the exit code."""
    ask = Asker(load(), TypedLines())
    ask.tell("plain.start")
    try:
        return int(await _begun(ask, offered))
    except InputEndedError:
        ask.tell("plain.ended" if offered is None else "plain.ended-kept")
        return int(Exit.STOPPED)


async def _begun(ask: Asker, offered: Offer | None) -> Exit:
    way = await _way(ask)
    needs = _first_needs(way)
    recorded = await asked((*needs, gates.KEEPING) if offered else needs, ask.wording, ask.typed)
    if recorded is None:
        raise InputEndedError
    if code := gates.refusal(recorded, needs):
        ask.problem(code, {})
        return Exit.GATE
    with keeping(offered, recorded, ask.wording) as kept:
        return await _before_the_phone(ask, kept, way, recorded)


def _first_needs(way: str) -> tuple[Need, ...]:
    return () if way == "practice" else gates.first_needs(cable=way in CABLES, online=way == "online")


async def _before_the_phone(
    ask: Asker, kept: KeptVisit, way: str, recorded: gates.Recorded, told: tuple[ToldAnswer, ...] = ()
) -> Exit:
    plain_parts.part(ask, 1, "questions")
    minutes = await plain_parts.minutes(ask)
    told = await plain_parts.questions(ask, kept, told)
    plain_parts.part(ask, 2, "phone")
    followed = await _read(ask, kept, way, recorded)
    visit = followed.consultation
    if visit is None:
        await undecided(ask, kept)
        return followed.code
    visit = await _other_phones(ask, kept, way, recorded, with_answers(visit, told))
    whole = followed.whole if len(visit.devices) == 1 else NOTHING  # the numbers of answers are of one phone
    await _after_the_phone(ask, kept, visit, minutes, whole)
    return followed.code


async def _other_phones(
    ask: Asker, kept: KeptVisit, way: str, recorded: gates.Recorded, visit: Consultation
) -> Consultation:
    """The document with every further phone of the same client; each has its own questions and its own yes."""
    ways = {"no": ask.wording.text("plain.other-phone.no")}
    ways |= {each: ask.wording.text(f"plain.way.{each}") for each in (("practice",) if way == "practice" else CABLES)}
    while way in {*CABLES, "practice"}:
        chosen = await ask.choose(ask.wording.text("plain.other-phone.question"), ways)
        if chosen == "no":
            break
        before = asked_anew(recorded)
        if chosen in CABLES:
            again = await asked(gates.POLICE_NEEDS, ask.wording, ask.typed)
            if again is None:
                raise InputEndedError
            if code := gates.refusal(again, gates.POLICE_NEEDS):
                ask.problem(code, {})
                continue
            kept.log.recorded(gates.Recorded(), again)
            before = gates.Recorded((*before.answers, *again.answers))
        read = (await _read(ask, kept, chosen, before, next_phone(visit))).consultation
        visit = _joined(ask, visit, read) if read is not None else visit
    return visit


def _joined(ask: Asker, visit: Consultation, read: Consultation) -> Consultation:
    try:
        return with_another(visit, read)
    except DeviceCheckError as error:
        ask.problem(error.code, error.terms)
        return visit


async def _after_the_phone(
    ask: Asker, kept: KeptVisit, visit: Consultation, minutes: int, whole: Mapping[str, bytes] = NOTHING
) -> None:
    plain_parts.part(ask, 3, "findings")
    if visit.devices:
        visit = await plain_parts.alone(ask, visit, Moment.FINDINGS, kept)
    visit = await plain_parts.findings(ask, visit, kept)
    if secret_home.stops_now(visit):
        visit = await plain_parts.caseworker(ask, visit, kept)
    plain_parts.part(ask, 4, "cards")
    visit = await plain_parts.cards(ask, visit, minutes, await plain_parts.platforms(ask, visit), kept)
    visit = await plain_parts.caseworker(ask, visit, kept)
    plain_parts.part(ask, 5, "copies")
    visit = await plain_parts.alone(ask, visit, Moment.COPIES, kept)
    visit = await plain_copies.copies(ask, visit, kept, whole)
    plain_parts.part(ask, 6, "close")
    plain_parts.close(ask, visit, kept=kept.case is not None)
    await settle(ask, kept, visit)


async def go_on(ask: Asker, kept: KeptVisit, left: LeftOpen, visit: Consultation | None) -> Exit:
    """Go on with a visit that was cut off: with the phone if nothing had been read, else with what was found.

    Whether now is a good time is asked anew. Errors: InputEndedError.
    """
    way = "" if visit is not None else await _way(ask)
    needs = _first_needs(way)
    recorded = await asked(needs, ask.wording, ask.typed)
    if recorded is None:
        raise InputEndedError
    kept.log.recorded(gates.Recorded(), recorded)
    if code := gates.refusal(recorded, needs):
        ask.problem(code, {})
        return Exit.GATE
    if visit is not None:
        await _after_the_phone(ask, kept, visit, await plain_parts.minutes(ask))
        return Exit.DONE
    own = tuple(each for each in left.recorded.answers if each.question == gates.KEEPING.questions[0].id)
    readings = tuple(each for each in left.recorded.consents if each.scope is Scope.KEEP_READINGS)
    before = gates.Recorded((*own, *recorded.answers), readings)
    return await _before_the_phone(ask, kept, way, before, left.told)


async def _way(ask: Asker) -> str:
    ways = {way: ask.wording.text(f"plain.way.{way}") for way in WAYS}
    return await ask.choose(ask.wording.text("plain.way.question"), ways)


async def _read(ask: Asker, kept: KeptVisit, way: str, recorded: gates.Recorded, phone: str = FIRST_PHONE) -> Followed:
    """Connect and check; without a cable, a document in which nothing was read. `phone`: its id in the document."""
    pack, stamp = await asyncio.to_thread(proved_pack)
    if way in {"no-cable", "online"}:
        with _interrupt_ends_again():
            without = NoCableVisit(stamp, recorded, _first_needs(way), kept.log)
            return await follow(without, ask.wording, ask.typed, kept)
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
                visit = Visit(place, pack, stamp, before=recorded, log=kept.log, device=phone)
                return await follow(visit, ask.wording, ask.typed, kept)
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
