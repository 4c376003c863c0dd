# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listening for tags with a client: the empty room, near the client's things, a second place half an hour later."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

from devicecheck.checks.tag_meetings import LONG_ENOUGH
from devicecheck.errors import GateError, ReaderError
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.consultation import Answer
from devicecheck.model.endpoints import Endpoint, Origin
from devicecheck.model.radio import SweepPlace
from devicecheck.model.radio_observations import TagSighting, TrustedTag
from devicecheck.model.signatures import Pack, PackStamp
from devicecheck.model.topics import Topic, agreed_topics
from devicecheck.parse import bluetooth
from devicecheck.runner import gates
from devicecheck.runner.document import VisitRecord, consultation
from devicecheck.runner.events import (
    Broken,
    CheckEnded,
    Event,
    Finished,
    Live,
    Need,
    NeedKind,
    Question,
    ReadingEnded,
    Refused,
)
from devicecheck.runner.judging import Judgement, nothing_judged
from devicecheck.runner.sweeps import Sweeps
from devicecheck.runner.worker import JudgingFailed, Worker

CLIENT_HERE = Question("client-here", ("not-yet", "here"))
THINGS_READY = Question("things-ready", ("ready",))
SECOND_PLACE = Question("second-place", ("there", "not-possible"))
TOO_SOON = Question("too-soon", ("wait", "now"))
OWN_ANSWERS = ("mine", "not-mine", "not-sure")
MOST_ASKED = 12
"""Tags that the client is asked about at the most; a room with more holds a shop or a fair."""
DEVICE = "radio-1"


class TagVisit:
    """One client, up to three times of listening. Used like `Visit`: iterate `run()`, give each `Need` its answers."""

    def __init__(self, endpoint: Endpoint, pack: Pack, stamp: PackStamp, sweeps: Sweeps) -> None:
        if not pack.signatures or stamp.canaries < 1:
            raise GateError("signatures-not-proved")
        self._pack, self._sweeps = pack, sweeps
        self._index = SignatureIndex(pack)
        self._record = VisitRecord(endpoint, stamp, datetime.now(UTC), device=DEVICE, told=sweeps.trusted)
        self._events: asyncio.Queue[Event | None] = asyncio.Queue()
        self._answered: asyncio.Queue[tuple[Need, Mapping[str, str]]] = asyncio.Queue()
        self._stopping = asyncio.Event()

    def answer(self, need: Need, given: Mapping[str, str]) -> None:
        """Record the answers to a need. Errors: GateError if one is missing or not among the possible ones."""
        if need.kind is NeedKind.STEP:
            gates.check(need, given)
        else:
            gates.record(gates.Recorded(), need, given, DEVICE, datetime.now(UTC))
        self._answered.put_nowait((need, given))

    def stop(self) -> None:
        """Stop as soon as possible. Sweeps that ended stay."""
        self._stopping.set()
        self._sweeps.stop()

    async def run(self) -> AsyncGenerator[Event, None]:
        """The whole visit as events. Nothing near a client is listened to before every gate has its answer."""
        work = asyncio.create_task(self._work())
        work.add_done_callback(lambda _: self._events.put_nowait(None))
        try:
            while (event := await self._events.get()) is not None:
                yield event
            await work
        finally:
            work.cancel()
            await asyncio.wait({work})

    async def _work(self) -> None:
        try:
            await (self._all_places() if self._record.endpoint.origin is Origin.REAL else self._practice())
        except ReaderError as error:
            self._record.broken_by = error.reason
            self._events.put_nowait(Broken(error.reason, error.terms))
        await self._finish()

    async def _practice(self) -> None:
        """A recorded radio: every place it has."""
        self._record.agreed = agreed_topics(gates.TAG_SCOPES)
        for place in SweepPlace:
            await self._listen(place)

    async def _all_places(self) -> None:
        if await self._choice(CLIENT_HERE) == "not-yet":
            await self._listen(SweepPlace.EMPTY_ROOM)
        if not await self._pass_the_gates() or await self._choice(THINGS_READY) is None:
            return
        await self._listen(SweepPlace.NEAR_THINGS)
        await self._ask_whose()
        if await self._at_a_second_place():
            await self._listen(SweepPlace.ELSEWHERE)
            await self._ask_whose()

    async def _pass_the_gates(self) -> bool:
        record = self._record
        for need in gates.TAG_NEEDS:
            given = await self._ask(need)
            if given is None:
                return False
            record.recorded = gates.record(record.recorded, need, given, DEVICE, datetime.now(UTC))
            if code := gates.refusal(record.recorded, gates.TAG_NEEDS, gates.TAG_SCOPES):
                self._events.put_nowait(Refused(code))
                record.readings.clear()
                return False
        record.agreed = agreed_topics(record.recorded.scopes)
        return gates.complete(record.recorded, gates.TAG_NEEDS)

    async def _at_a_second_place(self) -> bool:
        """Whether the client's things are somewhere else now, and long enough after the first place."""
        while await self._choice(SECOND_PLACE) == "there":
            wait = self._too_soon()
            if wait <= timedelta(0):
                return True
            terms = {"minutes": str(int(wait.total_seconds() // 60) + 1)}
            if await self._choice(TOO_SOON, terms) == "now":
                return True
        return False

    def _too_soon(self) -> timedelta:
        last = max((reading.ended_at for reading in self._record.readings), default=datetime.now(UTC))
        return last + LONG_ENOUGH - datetime.now(UTC)

    async def _listen(self, place: SweepPlace) -> None:
        record = self._record
        if self._stopping.is_set():
            return
        record.offered = frozenset({Topic.BLUETOOTH_TAGS})
        async with aclosing(self._sweeps.listen(place, len(record.readings) + 1)) as items:
            async for item in items:
                if isinstance(item, Live):
                    self._events.put_nowait(item)
                else:
                    record.add(item)
                    self._events.put_nowait(ReadingEnded(item.record))

    async def _ask_whose(self) -> None:
        """Ask about each tag that was heard, once. Only a clear "mine" makes one trusted."""
        record = self._record
        asked = {answer.question for answer in record.recorded.answers}
        asked |= {f"own-tag:{each.key}" for each in record.told if isinstance(each, TrustedTag)}
        for sighting, entry in self._to_ask():
            question = Question(f"own-tag:{sighting.key}", OWN_ANSWERS, named=frozenset({"mine"}))
            if question.id in asked:
                continue
            strength = str(sighting.strongest) if sighting.strongest is not None else "?"
            terms = {"kind": entry, "strongest": strength, "heard": str(sighting.heard)}
            given = await self._ask(Need(NeedKind.STEP, (question,), terms))
            if given is None:
                return
            self._note_whose(question, given, sighting)

    def _note_whose(self, question: Question, given: Mapping[str, str], sighting: TagSighting) -> None:
        record, name = self._record, given.get(f"{question.id}:name", "").strip()
        answer = Answer(question=question.id, answer=given[question.id], at=datetime.now(UTC), note=name)
        record.recorded = gates.Recorded((*record.recorded.answers, answer), record.recorded.consents)
        if answer.answer == "mine":
            own = TrustedTag(id=f"own:{sighting.key}", device=DEVICE, readings=(), key=sighting.key, name=name or "own")
            record.told = (*record.told, own)

    def _to_ask(self) -> list[tuple[TagSighting, str]]:
        """Tags near the things or at the second place that the empty room did not have, the strongest first."""
        found = bluetooth.observe(self._record.readings, DEVICE).observations
        sightings = [each for each in found if isinstance(each, TagSighting)]
        before = {each.key for each in sightings if each.place is SweepPlace.EMPTY_ROOM}
        fresh = {each.key: each for each in sightings if each.key not in before}
        named = []
        for sighting in sorted(fresh.values(), key=lambda each: -(each.strongest or -128)):
            matches = self._index.radio(sighting.company, sighting.service, bytes.fromhex(sighting.payload))
            if matches:
                named.append((sighting, matches[0].signature.name))
        return named[:MOST_ASKED]

    async def _choice(self, question: Question, terms: Mapping[str, str] | None = None) -> str | None:
        given = await self._ask(Need(NeedKind.STEP, (question,), dict(terms or {})))
        return given[question.id] if given is not None else None

    async def _ask(self, need: Need) -> Mapping[str, str] | None:
        """The answers to this need; None when the visit was stopped instead."""
        if self._stopping.is_set():
            return None
        self._events.put_nowait(need)
        answer = asyncio.ensure_future(self._answered.get())
        stopped = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait({answer, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not answer.done():
            answer.cancel()
            return None
        answered, given = answer.result()
        if answered != need:
            raise GateError("answer-to-another-question")
        return given

    async def _finish(self) -> None:
        record, stopped = self._record, self._stopping.is_set()
        with_client = [each for each in record.readings if each.params.get("place") != SweepPlace.EMPTY_ROOM]
        if not with_client:
            return
        async with Worker(self._pack) as worker:
            judgement = await self._judge(worker)
        for outcome in judgement.outcomes:
            self._events.put_nowait(CheckEnded(outcome))
        document = consultation(record, judgement, stopped=stopped, ended_at=datetime.now(UTC))
        self._events.put_nowait(Finished(document))

    async def _judge(self, worker: Worker) -> Judgement:
        record = self._record
        try:
            return await worker.judge(record.readings, record.to_judge())
        except JudgingFailed as error:
            return nothing_judged(record.to_judge(), error.terms.get("kind", error.reason))
