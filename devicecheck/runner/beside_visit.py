# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What visits to things beside a phone share: gates, questions, stopping, judging, one document at the end."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import UTC, datetime

from devicecheck.errors import GateError, ReaderError
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.endpoints import Endpoint, Origin
from devicecheck.model.observations import Observation
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import Pack, PackStamp
from devicecheck.model.topics import Scope, agreed_topics
from devicecheck.runner import gates
from devicecheck.runner.document import VisitRecord, consultation
from devicecheck.runner.events import Broken, CheckEnded, Event, Finished, Need, NeedKind, Question, Refused
from devicecheck.runner.judging import Judgement, nothing_judged
from devicecheck.runner.worker import JudgingFailed, Worker

OWN_ANSWERS = ("mine", "not-mine", "not-sure")


class BesideVisit(ABC):
    """One client, and something beside their phone. Iterate `run()`, give each `Need` its answers."""

    def __init__(
        self, endpoint: Endpoint, pack: Pack, stamp: PackStamp, device: str, told: tuple[Observation, ...] = ()
    ) -> None:
        if not pack.signatures or stamp.canaries < 1:
            raise GateError("signatures-not-proved")
        self._pack, self._device = pack, device
        self._index = SignatureIndex(pack)
        self._record = VisitRecord(endpoint, stamp, datetime.now(UTC), device=device, told=told)
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

    def _counts(self, reading: Reading) -> bool:
        """Whether a reading says anything about this client's things."""
        return bool(reading.topic)

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
            await (self._real() if self._record.endpoint.origin is Origin.REAL else self._practice())
        except ReaderError as error:
            self._record.broken_by = error.reason
            self._events.put_nowait(Broken(error.reason, error.terms))
        await self._finish()

    async def _pass_the_gates(self, needs: Sequence[Need], scopes: frozenset[Scope]) -> bool:
        record = self._record
        for need in needs:
            given = await self._ask(need)
            if given is None:
                return False
            record.recorded = gates.record(record.recorded, need, given, self._device, datetime.now(UTC))
            if code := gates.refusal(record.recorded, needs, scopes):
                self._events.put_nowait(Refused(code))
                record.readings.clear()
                return False
        record.agreed = agreed_topics(record.recorded.scopes)
        return gates.answered(record.recorded, needs)

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
        if not any(map(self._counts, record.readings)):
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
