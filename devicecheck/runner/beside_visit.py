# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What visits to things beside a phone share: gates, questions, stopping, judging, one document at the end."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from devicecheck.errors import GateError, ReaderError
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.endpoints import Endpoint, Origin
from devicecheck.model.network_observations import KnownDevice
from devicecheck.model.observations import Observation
from devicecheck.model.radio_observations import TrustedTag
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import Pack, PackStamp
from devicecheck.model.topics import Scope, agreed_topics
from devicecheck.runner import gates, planning
from devicecheck.runner.document import VisitRecord, consultation
from devicecheck.runner.events import (
    Broken,
    CheckEnded,
    Event,
    Finished,
    Need,
    NeedKind,
    Question,
    ReadingEnded,
    Refused,
)
from devicecheck.runner.judging import Judgement, nothing_judged
from devicecheck.runner.visit_log import Given, Noted, OwnThing, VisitLog, Word
from devicecheck.runner.worker import JudgingFailed, Worker

OWN_ANSWERS = ("mine", "not-mine", "not-sure")


@dataclass(frozen=True)
class Keeps:
    """How a visit is kept while it runs. `log` may get its case late: before the yes to keeping is answered.

    Shape: `before` are answers from before this visit; `offered`: whether the client is asked about keeping.
    """

    log: VisitLog = field(default_factory=VisitLog)
    before: gates.Recorded = field(default_factory=gates.Recorded)
    offered: bool = False


class BesideVisit(ABC):
    """One client, and something beside their phone. Iterate `run()`, give each `Need` its answers."""

    def __init__(
        self,
        endpoint: Endpoint,
        pack: Pack,
        stamp: PackStamp,
        device: str,
        told: tuple[Observation, ...] = (),
        kept: Keeps | None = None,
    ) -> None:
        if not pack.signatures or stamp.canaries < 1:
            raise GateError("signatures-not-proved")
        self._pack, self._device = pack, device
        self._index = SignatureIndex(pack)
        self._keeps = kept or Keeps()
        before = self._keeps.before
        self._record = VisitRecord(endpoint, stamp, datetime.now(UTC), device=device, told=told, recorded=before)
        self._log = self._keeps.log
        self._begun = self._judged = False
        if self._log.keeps and not gates.keeping_agreed(before):
            raise GateError("keeping-not-agreed")
        self._events: asyncio.Queue[Event | None] = asyncio.Queue()
        self._answered: asyncio.Queue[tuple[Need, Mapping[str, str]]] = asyncio.Queue()
        self._stopping = asyncio.Event()

    @abstractmethod
    async def _real(self) -> None:
        """Everything with a client."""

    @abstractmethod
    async def _practice(self) -> None:
        """Everything that was recorded for training."""

    @abstractmethod
    def _halt(self) -> None:
        """Stop what is running now."""

    def answer(self, need: Need, given: Mapping[str, str]) -> None:
        """Record the answers to a need. Errors: GateError if one is missing or not among the possible ones."""
        if need.kind is NeedKind.STEP:
            gates.check(need, given)
        elif need.kind is not NeedKind.HIDDEN:
            gates.record(gates.Recorded(), need, given, self._device, datetime.now(UTC))
        self._answered.put_nowait((need, given))

    def stop(self) -> None:
        """Stop as soon as possible. What ended stays."""
        self._stopping.set()
        self._halt()

    async def run(self) -> AsyncGenerator[Event, None]:
        """The whole visit as events. Nothing is looked at before every gate has its answer."""
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
            if self._record.endpoint.origin is Origin.REAL:
                await self._real()
            elif await self._keeping_settled():
                await self._practice()
        except ReaderError as error:
            self._record.broken_by = error.reason
            await self._write(self._log.note, Noted.BROKEN, Word(text=error.reason))
            self._events.put_nowait(Broken(error.reason, error.terms))
        await self._finish()

    async def _pass_the_gates(self, needs: Sequence[Need], scopes: frozenset[Scope]) -> bool:
        record = self._record
        for need in needs:
            if gates.answered(record.recorded, (need,)):  # in the visit that this joins
                continue
            given = await self._ask(need)
            if given is None:
                return False
            await self._keep_answers(gates.record(record.recorded, need, given, self._device, datetime.now(UTC)))
            if code := gates.refusal(record.recorded, needs, scopes):
                self._events.put_nowait(Refused(code))
                record.readings.clear()
                return False
        record.agreed = agreed_topics(record.recorded.scopes)
        return gates.answered(record.recorded, needs)

    async def _keeping_settled(self) -> bool:
        """Ask about keeping where that is offered; after a yes all that happened so far is written. False: stopped."""
        need, record = gates.KEEPING, self._record
        if self._keeps.offered and not gates.answered(record.recorded, (need,)):
            given = await self._ask(need)
            if given is None:
                return False
            record.recorded = gates.record(record.recorded, need, given, self._device, datetime.now(UTC))
        if gates.keeping_agreed(record.recorded) and self._log.keeps:
            await self._write_what_happened()
        return True

    async def _write_what_happened(self) -> None:
        record, log, self._begun = self._record, self._log, True
        await self._write(log.note, Noted.PHONE, record.began)
        await self._write(log.recorded, self._keeps.before, record.recorded)
        for thing in record.told:
            await self._write_own(thing)
        for reading in record.readings:
            await self._write(log.reading, reading)

    async def _write(self, write: Callable[Given, object], *args: Given.args, **named: Given.kwargs) -> None:
        """Into the case, if the client said yes."""
        if self._begun:
            await self._log.in_turn(write, *args, **named)

    async def _write_own(self, thing: Observation) -> None:
        if isinstance(thing, TrustedTag | KnownDevice):
            await self._write(self._log.note, Noted.OWN_THING, OwnThing(thing=thing))

    async def _keep_answers(self, recorded: gates.Recorded) -> None:
        before, self._record.recorded = self._record.recorded, recorded
        await self._write(self._log.recorded, before, recorded)

    async def _keep_own(self, thing: Observation) -> None:
        self._record.told = (*self._record.told, thing)
        await self._write_own(thing)

    async def _keep_round(self, questions: Sequence[planning.Question]) -> None:
        record = self._record
        await self._write(self._log.asked, record.agreed, record.offered, tuple(questions))

    async def _keep_reading(self, reading: Reading) -> None:
        """Keep one answer, then tell of it."""
        self._record.add(reading)
        await self._write(self._log.reading, self._record.readings[-1])
        self._events.put_nowait(ReadingEnded(reading.record))

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
        if not record.worth_a_document:
            return
        async with Worker(self._pack) as worker:
            judgement = await self._judge(worker)
        document = consultation(record, judgement, stopped=stopped, ended_at=datetime.now(UTC))
        let_go = self._judged and gates.lets_go(document.consents)
        await self._write(self._log.note, Noted.DOCUMENT, document, let_go=let_go)
        for outcome in judgement.outcomes:
            self._events.put_nowait(CheckEnded(outcome))
        self._events.put_nowait(Finished(document))

    async def _judge(self, worker: Worker) -> Judgement:
        record, self._judged = self._record, True
        try:
            return await worker.judge(record.readings, record.to_judge())
        except JudgingFailed as error:
            self._judged = False
            return nothing_judged(record.to_judge(), error.terms.get("kind", error.reason))
