# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck visit --plain`: the whole visit as a dialogue, over the same runner and with the same words."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from devicecheck.cli import plain_cards, plain_choices, plain_close, plain_copies, plain_parts, plain_phones
from devicecheck.cli.anytime import Anytime, WithdrawnError
from devicecheck.cli.asking import Asker, InputEndedError
from devicecheck.cli.dialogue import TypedLines
from devicecheck.cli.exits import Exit
from devicecheck.cli.hiding import empty_screen
from devicecheck.cli.kept_visit import KeptVisit, Offer, asked, erase, keeping, offer, settle, tell_cut_off, undecided
from devicecheck.cli.plain_choices import Way
from devicecheck.cli.plain_phones import Looked
from devicecheck.frontend.closing import Handed
from devicecheck.model.cards import Platform
from devicecheck.model.consultation import Consultation, End
from devicecheck.model.questions import ToldAnswer
from devicecheck.model.topics import Scope
from devicecheck.report.wording import load
from devicecheck.runner import gates, secret_home
from devicecheck.runner.recovering import LeftOpen
from devicecheck.runner.seeing_alone import Moment
from devicecheck.runner.telling import with_answers, with_handed
from devicecheck.runner.visit_log import Noted


def run(keep: bool = False) -> int:
    """The whole visit; the exit code."""
    wording = load()
    tell_cut_off(wording)
    offered = offer(wording) if keep else None
    try:
        return asyncio.run(visit_from(offered))
    except KeyboardInterrupt:  # nobody can be asked any more: nothing of the visit stays to be scrolled back to
        empty_screen()
        raise


async def visit_from(offered: Offer | None) -> int:
    """The whole visit, kept while it runs if that is offered and the client says yes; the exit code."""
    wording = load()
    ask = Asker(wording, TypedLines(Anytime(wording)))
    ask.tell("plain.start")
    ask.tell("plain.anytime.start")
    try:
        return int(await _then_emptied(ask, offered))
    except InputEndedError:
        empty_screen()
        ask.tell("plain.ended" if offered is None else "plain.ended-kept")
        return int(Exit.STOPPED)


async def _then_emptied(ask: Asker, offered: Offer | None) -> Exit:
    """The whole visit; however it ended, nothing of it stays to be scrolled back to. Errors: InputEndedError."""
    try:
        code = await _begun(ask, offered)
    except WithdrawnError:  # before anything was read or kept
        _prove(ask, ())
        code = Exit.STOPPED
    await plain_close.leave_nothing(ask)
    return code


EVERY_KIND = frozenset({Platform.ANDROID, Platform.IPHONE})
"""Where no phone was read, cards come for each kind."""


@dataclass
class Going:
    """One visit on its way. `handed`: copies that were written; `told` and `minutes` are there once they were asked."""

    ask: Asker
    kept: KeptVisit
    way: Way
    recorded: gates.Recorded = field(default_factory=gates.Recorded)
    told: tuple[ToldAnswer, ...] = ()
    minutes: int = 60
    platforms: frozenset[Platform] = frozenset()
    handed: list[Handed] = field(default_factory=list)
    whole: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def offered(self) -> bool:
        """Whether the client may be asked about keeping."""
        return self.kept.offered is not None


async def _begun(ask: Asker, offered: Offer | None) -> Exit:
    way = await plain_choices.way(ask)
    await plain_choices.lock(ask, way)
    needs = way.first_needs
    recorded = await asked((*needs, gates.KEEPING) if offered and way.has_story else needs, ask.wording, ask.typed)
    if recorded is None:
        raise InputEndedError
    if code := gates.refusal(recorded, needs):
        ask.problem(code, {})
        return Exit.GATE
    with keeping(offered, recorded, ask.wording) as kept:
        return await _until_withdrawn(Going(ask, kept, way, recorded))


async def _until_withdrawn(going: Going) -> Exit:
    """The visit; where the client takes back their yes, everything goes and a short proof is said."""
    ask, kept = going.ask, going.kept
    if ask.typed.anytime is not None:
        ask.typed.anytime.keep = lambda notes: kept.note(Noted.STAFF, notes)
    try:
        return await _before_the_phone(going)
    except WithdrawnError:
        _prove(ask, going.handed)
        if kept.case is not None:
            erase(ask, kept)
        return Exit.STOPPED


def _prove(ask: Asker, handed: Iterable[Handed]) -> None:
    """That everything is gone, and which copies are not."""
    ask.tell("tui.withdraw.proof", at=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
    for each in handed:
        written = ask.wording.text("tui.close.copies.written", names=", ".join(each.names), folder=each.folder)
        ask.tell("tui.withdraw.copies", copies=written)


async def _before_the_phone(going: Going) -> Exit:
    ask, kept, way = going.ask, going.kept, going.way
    shared = False
    if way.has_story:
        plain_parts.part(ask, 1, "questions")
        going.minutes = await plain_parts.minutes(ask)
        going.told = await plain_parts.questions(ask, kept, going.told)
        going.platforms = way.platforms or await plain_parts.kind(ask)
        shared = await plain_parts.planned(
            ask, going.told, going.minutes, going.platforms, cable=way.cable, online=way.online
        )
    plain_parts.part(ask, 2, "phone" if way.has_story else "beside")
    going.way, followed = await plain_phones.first(ask, kept, way, going.recorded, offered=going.offered)
    if followed.consultation is None:
        await undecided(ask, kept)
        return followed.code
    visit = with_answers(followed.consultation, going.told, shared=shared)
    if shared:
        kept.note(Noted.CHOICES, visit.choices)
    early = followed.consultation.end is not End.COMPLETE
    looked = Looked(going.way, visit, [followed.whole], early)
    await _looked_at(going, looked)
    return Exit.DONE if early and not looked.ended_early else followed.code


async def _looked_at(going: Going, looked: Looked) -> None:
    """On with what was read first, up to the close."""
    visit = await plain_phones.others(going.ask, going.kept, looked, going.recorded, offered=going.offered)
    going.whole = looked.whole
    await _after_the_phone(going, visit)


async def _after_the_phone(going: Going, visit: Consultation) -> None:
    ask, kept = going.ask, going.kept
    plain_parts.part(ask, 3, "findings")
    if visit.devices:
        visit = await plain_parts.alone(ask, visit, Moment.FINDINGS, kept)
    if secret_home.stops_now(visit):
        visit = await plain_parts.caseworker(ask, visit, kept)
    visit = await plain_parts.findings(ask, visit, kept)
    planned = None
    if going.way.has_story:
        plain_parts.part(ask, 4, "cards")
        planned = plain_cards.plan_of(visit, going.minutes, going.platforms)
        visit = await plain_cards.cards(ask, visit, planned, kept)
    elif await plain_cards.wants_cards(ask):
        plain_parts.part(ask, 4, "cards")
        visit = await plain_cards.cards(ask, visit, plain_cards.plan_of(visit, going.minutes, EVERY_KIND), kept)
    visit = await plain_parts.caseworker(ask, visit, kept)
    plain_parts.part(ask, 5, "copies")
    visit = await plain_parts.alone(ask, _with_care(ask, visit), Moment.COPIES, kept)
    visit = await plain_copies.copies(ask, visit, kept, going.whole, going.handed)
    plain_parts.part(ask, 6, "close")
    visit = await plain_close.close(ask, _with_care(ask, visit), tuple(going.handed), planned, kept)
    await settle(ask, kept, visit)


def _with_care(ask: Asker, visit: Consultation) -> Consultation:
    """The document with whoever took over when somebody was not well."""
    handed = ask.typed.anytime.handed if ask.typed.anytime is not None else None
    return with_handed(visit, *handed) if handed is not None else visit


async def go_on(ask: Asker, kept: KeptVisit, left: LeftOpen, visit: Consultation | None) -> Exit:
    """Go on with a visit that was cut off: with the phone if nothing had been read, else with what was found.

    Whether now is a good time is asked anew. Errors: InputEndedError.
    """
    way = plain_choices.resumed(visit) if visit is not None else await plain_choices.way(ask, beside=False)
    needs = way.first_needs
    recorded = await asked(needs, ask.wording, ask.typed)
    if recorded is None:
        raise InputEndedError
    kept.log.recorded(gates.Recorded(), recorded)
    if code := gates.refusal(recorded, needs):
        ask.problem(code, {})
        return Exit.GATE
    going = Going(ask, kept, way, told=left.told)
    if visit is not None:
        going.minutes = await plain_parts.minutes(ask)
        going.platforms = plain_parts.read_kinds(visit) or await plain_parts.kind(ask)
        going.recorded = recorded
        visit = secret_home.with_asked_anew(visit, recorded.answers)
        await _looked_at(going, Looked(way, visit))
        await plain_close.leave_nothing(ask)
        return Exit.DONE
    own = tuple(each for each in left.recorded.answers if each.question == gates.KEEPING.questions[0].id)
    readings = tuple(each for each in left.recorded.consents if each.scope is Scope.KEEP_READINGS)
    going.recorded = gates.Recorded((*own, *recorded.answers), readings)
    return await _before_the_phone(going)
