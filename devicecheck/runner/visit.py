# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visit: the gates, the connection, the rounds of reading, the judgement. The one path that all front ends share."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from datetime import UTC, datetime

from devicecheck.errors import GateError, ReaderError
from devicecheck.model.endpoints import Endpoint, Origin
from devicecheck.model.findings import Wanted
from devicecheck.model.observations import GapReason
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import Pack, PackStamp
from devicecheck.model.topics import Topic, agreed_topics
from devicecheck.readers.wire import Fault, StateMessage
from devicecheck.runner import gates
from devicecheck.runner.document import VisitRecord, consultation
from devicecheck.runner.events import (
    Broken,
    CheckEnded,
    Event,
    Finished,
    Live,
    Need,
    Progress,
    ReadingEnded,
    Refused,
)
from devicecheck.runner.judging import Judgement, nothing_judged
from devicecheck.runner.planning import (
    Question,
    asks,
    first_questions,
    inventory_questions,
    wanted_questions,
)
from devicecheck.runner.worker import JudgingFailed, Worker
from devicecheck.sources.private_folder import private_folder
from devicecheck.sources.session import Session, open_session

CONNECT_DEADLINE = 120.0
ROUND_DEADLINE = 90.0
MOST_ROUNDS = 5
"""Further rounds for what checks and parsing want; a certificate of the oldest kind (v1) takes four."""


class Visit:
    """One visit to one phone. Use: iterate `run()`; give each `Need` its answers through `answer()`."""

    def __init__(
        self,
        endpoint: Endpoint,
        pack: Pack,
        stamp: PackStamp,
        connect_deadline: float = CONNECT_DEADLINE,
        round_deadline: float = ROUND_DEADLINE,
    ) -> None:
        if not pack.signatures or stamp.canaries < 1:
            raise GateError("signatures-not-proved")
        self._pack = pack
        self._connect_deadline, self._round_deadline = connect_deadline, round_deadline
        self._record = VisitRecord(endpoint, stamp, datetime.now(UTC))
        self._answered: asyncio.Queue[tuple[Need, Mapping[str, str]]] = asyncio.Queue()
        self._stopping = asyncio.Event()
        self._session: Session | None = None

    def answer(self, need: Need, given: Mapping[str, str]) -> None:
        """Record the answers to a need. Errors: GateError if one is missing or not among the possible ones."""
        gates.record(gates.Recorded(), need, given, self._record.device, datetime.now(UTC))
        self._answered.put_nowait((need, given))

    def stop(self) -> None:
        """Stop as soon as possible. What was read stays, and `run` ends with `Finished` if anything was."""
        self._stopping.set()
        if self._session is not None:
            self._session.cancel()

    async def run(self) -> AsyncIterator[Event]:
        """The whole visit as events. A reader is started only after every gate has its recorded answer."""
        if self._record.endpoint.origin is Origin.REAL:
            async with aclosing(self._ask_the_gates()) as events:
                async for event in events:
                    yield event
            if not gates.complete(self._record.recorded) or gates.refusal(self._record.recorded):
                return
            scopes = self._record.recorded.scopes
        else:
            scopes = gates.all_scopes()
        self._record.agreed = agreed_topics(scopes)
        async with aclosing(self._look()) as events:
            async for event in events:
                yield event

    async def _ask_the_gates(self) -> AsyncIterator[Event]:
        for need in gates.NEEDS:
            yield need
            given = await self._next_answer(need)
            if given is None:
                return
            record = self._record
            record.recorded = gates.record(record.recorded, need, given, record.device, datetime.now(UTC))
            if code := gates.refusal(record.recorded):
                yield Refused(code)
                return

    async def _next_answer(self, need: Need) -> Mapping[str, str] | None:
        """The answers to this need; None when the visit was stopped instead."""
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

    async def _look(self) -> AsyncIterator[Event]:
        with private_folder() as folder:
            async with Worker(self._pack) as worker:
                try:
                    async with open_session(
                        self._record.endpoint,
                        self._record.agreed,
                        folder,
                        connect_deadline=self._connect_deadline,
                    ) as session:
                        self._session = session
                        if self._stopping.is_set():
                            session.cancel()
                        async with aclosing(self._rounds(session, worker)) as events:
                            async for event in events:
                                yield event
                except ReaderError as error:
                    self._record.broken_by = error.reason
                    yield Broken(error.reason, error.terms)
                finally:
                    self._session = None
                async with aclosing(self._finish(worker)) as events:
                    async for event in events:
                        yield event

    async def _rounds(self, session: Session, worker: Worker) -> AsyncIterator[Event]:
        record = self._record
        record.offered = frozenset(Topic(topic) for topic in session.hello.topics if topic in set(Topic))
        allowed = record.agreed & record.offered
        async with aclosing(self._read(session, first_questions(allowed))) as events:
            async for event in events:
                yield event
        users = (await self._judge(worker)).users or (0,)
        async with aclosing(self._read(session, inventory_questions(allowed, users))) as events:
            async for event in events:
                yield event
        for _ in range(MOST_ROUNDS):
            wanted: Sequence[Wanted] = (await self._judge(worker)).wanted
            more = wanted_questions(allowed, wanted, frozenset(record.asked))
            if not more or self._stopping.is_set():
                return
            async with aclosing(self._read(session, more)) as events:
                async for event in events:
                    yield event

    async def _read(self, session: Session, questions: Sequence[Question]) -> AsyncIterator[Event]:
        """Ask one round; every question ends as a reading, or as a gap if the session breaks."""
        record = self._record
        if not questions:
            return
        if self._stopping.is_set():
            record.missed(questions, GapReason.STOPPED)
            return
        numbered = asks(questions, len(record.asked) + 1)
        record.asked.extend(questions)
        record.open.update(questions)
        yield self._progress()
        async with aclosing(session.ask(numbered, self._round_deadline)) as items:
            async for item in items:
                if isinstance(item, Reading):
                    record.add(item)
                    yield ReadingEnded(item.record)
                    yield self._progress()
                elif isinstance(item, StateMessage):
                    yield Live(item.state, item.terms)

    def _progress(self) -> Progress:
        record = self._record
        reading_now = next((question.topic for question in record.asked if question in record.open), None)
        return Progress(len(record.asked) - len(record.open), len(record.asked), reading_now)

    async def _judge(self, worker: Worker) -> Judgement:
        record = self._record
        try:
            return await worker.judge(record.readings, record.to_judge())
        except JudgingFailed as error:
            return nothing_judged(record.to_judge(), error.terms.get("kind", error.reason))

    async def _finish(self, worker: Worker) -> AsyncIterator[Event]:
        record = self._record
        record.close(GapReason.STOPPED if self._stopping.is_set() else _gap_reason(record.broken_by))
        if not record.readings:
            return
        judgement = await self._judge(worker)
        for outcome in judgement.outcomes:
            yield CheckEnded(outcome)
        yield Finished(consultation(record, judgement, stopped=self._stopping.is_set(), ended_at=datetime.now(UTC)))


def _gap_reason(fault: str) -> GapReason:
    named = {Fault.UNPLUGGED: GapReason.UNPLUGGED, Fault.TIMED_OUT: GapReason.TIMEOUT, Fault.REFUSED: GapReason.REFUSED}
    return named.get(Fault(fault), GapReason.FAILED) if fault in set(Fault) else GapReason.FAILED
