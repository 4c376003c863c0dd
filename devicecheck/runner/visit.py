# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visit: the gates, the connection, the rounds of reading, the judgement. The one path that all front ends share."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from devicecheck.errors import GateError, ReaderError
from devicecheck.model.consultation import FIRST_PHONE
from devicecheck.model.endpoints import Endpoint, Origin
from devicecheck.model.observations import GapReason
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import Pack, PackStamp
from devicecheck.model.topics import Topic, agreed_topics
from devicecheck.readers.wire import LiveState
from devicecheck.runner import first_look, gates
from devicecheck.runner.app_insides import look_inside
from devicecheck.runner.document import VisitRecord, consultation, gap_reason
from devicecheck.runner.events import (
    Broken,
    CheckEnded,
    Event,
    Finished,
    Live,
    Need,
    ReadingEnded,
    Refused,
)
from devicecheck.runner.judging import Judgement, managed, nothing_judged
from devicecheck.runner.planning import (
    Question,
    asks,
    first_questions,
    inventory_questions,
    wanted_questions,
)
from devicecheck.runner.visit_log import Noted, VisitLog, Word
from devicecheck.runner.worker import JudgingFailed, Worker
from devicecheck.sources.private_folder import private_folder
from devicecheck.sources.session import Session, open_session

CONNECT_DEADLINE = 120.0
ROUND_DEADLINE = 90.0
WHOLE_FILES_MORE = 300.0
MOST_ROUNDS = 5
"""Further rounds for what checks and parsing want; a certificate of the oldest kind (v1) takes four."""


class Visit:
    """One visit to one phone. Use: iterate `run()`; give each `Need` its answers through `answer()`.

    `before` are answers that were given before this visit began, such as those before the client's story.
    `log` is where everything is written down at once; that needs the client's yes among `before`. `device`: its id.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        pack: Pack,
        stamp: PackStamp,
        connect_deadline: float = CONNECT_DEADLINE,
        round_deadline: float = ROUND_DEADLINE,
        before: gates.Recorded | None = None,
        log: VisitLog | None = None,
        device: str = FIRST_PHONE,
    ) -> None:
        if not pack.signatures or stamp.canaries < 1:
            raise GateError("signatures-not-proved")
        self._log = log or VisitLog()
        if self._log.keeps and not gates.keeping_agreed(before or gates.Recorded()):
            raise GateError("keeping-not-agreed")
        self._pack = pack
        self._connect_deadline, self._round_deadline = connect_deadline, round_deadline
        self._record = VisitRecord(endpoint, stamp, datetime.now(UTC), device, before or gates.Recorded())
        self._events: asyncio.Queue[Event | None] = asyncio.Queue()
        self._answered: asyncio.Queue[tuple[Need, Mapping[str, str]]] = asyncio.Queue()
        self._stopping = asyncio.Event()
        self._session: Session | None = None
        self._judged = True

    def answer(self, need: Need, given: Mapping[str, str]) -> None:
        """Record the answers to a need. Errors: GateError if one is missing or not among the possible ones."""
        gates.record(gates.Recorded(), need, given, self._record.device, datetime.now(UTC))
        self._answered.put_nowait((need, given))

    def stop(self) -> None:
        """Stop as soon as possible. What was read stays, and `run` ends with `Finished` if anything was."""
        self._stopping.set()
        if self._session is not None:
            self._session.cancel()

    async def run(self) -> AsyncGenerator[Event, None]:
        """The whole visit as events. A reader is started only after every gate has its recorded answer."""
        work = asyncio.create_task(self._work())
        work.add_done_callback(lambda _: self._events.put_nowait(None))
        try:
            while (event := await self._events.get()) is not None:
                yield event
            await work
        finally:
            work.cancel()
            await asyncio.wait({work})

    def _tell(self, event: Event) -> None:
        self._events.put_nowait(event)

    async def _work(self) -> None:
        record = self._record
        await self._log.in_turn(self._log.note, Noted.PHONE, record.began)
        if record.endpoint.origin is Origin.REAL or gates.begun(record.recorded):
            await self._pass_the_gates()
            if not gates.answered(record.recorded, gates.NEEDS) or gates.refusal(record.recorded):
                return
            record.agreed = agreed_topics(record.recorded.scopes)
        else:
            record.agreed = agreed_topics(gates.all_scopes())
        with private_folder() as folder:
            async with Worker(self._pack) as worker:
                await self._look(folder, worker)
                await self._finish(worker)

    async def _pass_the_gates(self) -> None:
        record = self._record
        while need := gates.next_need(record.recorded, gates.NEEDS):
            self._tell(need)
            given = await self._next_answer(need)
            if given is None:
                return
            await self._keep_answers(need, given)
            if code := gates.refusal(record.recorded):
                self._tell(Refused(code))
                return

    async def _keep_answers(self, need: Need, given: Mapping[str, str]) -> None:
        record, before = self._record, self._record.recorded
        record.recorded = gates.record(before, need, given, record.device, datetime.now(UTC))
        await self._log.in_turn(self._log.recorded, before, record.recorded)

    async def _next_answer(self, need: Need) -> Mapping[str, str] | None:
        """The answers to this need; None when the visit was stopped instead."""
        answer = asyncio.ensure_future(self._answered.get())
        stopped = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait({answer, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if self._stopping.is_set():  # also where an answer came in the same moment
            answer.cancel()
            return None
        answered, given = answer.result()
        if answered != need:
            raise GateError("answer-to-another-question")
        return given

    async def _look(self, folder: Path, worker: Worker) -> None:
        """Read everything that is agreed. A broken connection ends it; what was read before stays."""
        record = self._record
        try:
            if first_look.wanted(record.endpoint) and not await self._may_ask_for_trust(folder):
                return
            async with self._opened(folder) as session:
                await self._rounds(session, worker, folder)
        except ReaderError as error:
            record.broken_by = error.reason
            await self._log.in_turn(self._log.note, Noted.BROKEN, Word(text=error.reason))
            self._tell(Broken(error.reason, error.terms))
        finally:
            self._session = None

    @asynccontextmanager
    async def _opened(self, folder: Path, *, peek: bool = False) -> AsyncIterator[Session]:
        """A session with the reader, which `stop` reaches. Errors: ReaderError."""
        record = self._record
        async with open_session(
            record.endpoint, record.agreed, folder, self._connect_deadline, record.device, peek=peek
        ) as session:
            self._session = session
            if self._stopping.is_set():
                session.cancel()
            yield session

    async def _may_ask_for_trust(self, folder: Path) -> bool:
        """Whether to go on: the phone said which one it is, and a person agreed that it may ask for trust."""
        async with self._opened(folder, peek=True) as session:
            seen = await first_look.look(session, lambda each: self._tell(Live(each.state, each.terms)))
        self._session = None
        if self._stopping.is_set() or seen is None or seen.state is LiveState.SEEN_TRUSTED:
            return seen is not None and not self._stopping.is_set()
        agreed = await self._agreed(gates.trust_need(seen.terms))
        if not agreed and not self._stopping.is_set():
            self._tell(Refused(gates.TRUST_REFUSED))
        return agreed

    async def _agreed(self, need: Need) -> bool:
        """Whether the person agrees to what comes up once a phone was met. A visit that was stopped does not go on."""
        self._tell(need)
        given = await self._next_answer(need)
        if given is None:
            return False
        await self._keep_answers(need, given)
        (question,) = need.questions
        return given[question.id] not in question.stops

    async def _rounds(self, session: Session, worker: Worker, folder: Path) -> None:
        record = self._record
        record.offered = frozenset(Topic(topic) for topic in session.hello.topics if topic in set(Topic))
        allowed = record.agreed & record.offered
        await self._read(session, first_questions(allowed))
        judgement = await self._judge(worker)
        if record.endpoint.origin is Origin.REAL and managed(judgement) and not await self._agreed(gates.MANAGED):
            self.stop()
        users = judgement.users or (0,)
        await self._read(session, inventory_questions(allowed, users))
        for _ in range(MOST_ROUNDS):
            wanted = (await self._judge(worker)).wanted
            more = wanted_questions(allowed, wanted, frozenset(record.asked))
            if not more or self._stopping.is_set():
                return
            await self._read(session, more)
            await self._look_inside(folder)

    async def _read(self, session: Session, questions: Sequence[Question]) -> None:
        """Ask one round; every question ends as a reading, or as a gap if the session breaks."""
        record = self._record
        if not questions:
            return
        if self._stopping.is_set():
            record.missed(questions, GapReason.STOPPED)
            return
        numbered = asks(questions, len(record.asked) + 1, record.letter)
        record.asked.extend(questions)
        record.open.update(questions)
        await self._log.in_turn(self._log.asked, record.agreed, record.offered, tuple(questions))
        self._tell(record.progress())
        async with aclosing(session.ask(numbered, self._deadline(questions))) as items:
            async for item in items:
                if isinstance(item, Reading):
                    record.add(item)
                    await self._log.in_turn(self._log.reading, record.readings[-1])
                    self._tell(ReadingEnded(item.record))
                    self._tell(record.progress())
                else:
                    await self._own_key(item.terms.get("own_key", ""))
                    self._tell(Live(item.state, item.terms))

    async def _own_key(self, key: str) -> None:
        self._record.note_own_computer(key)
        if key:
            await self._log.in_turn(self._log.note, Noted.OWN_KEY, Word(text=key))

    def _deadline(self, questions: Sequence[Question]) -> float:
        """Seconds for a round: whole files take their time."""
        whole = any(question.topic is Topic.APP_FILE_WHOLE for question in questions)
        return self._round_deadline + (WHOLE_FILES_MORE if whole else 0.0)

    async def _look_inside(self, folder: Path) -> None:
        """Look into the files that were copied, one after the other, until the person stops."""
        record = self._record
        while record.pulled:
            pulled = record.pulled.pop()
            number, of = len(record.readings), record.letter.removesuffix("r")
            looking = asyncio.create_task(look_inside(pulled, dict(self._pack.rules), folder, number, of))
            stopped = asyncio.create_task(self._stopping.wait())
            await asyncio.wait({looking, stopped}, return_when=asyncio.FIRST_COMPLETED)
            stopped.cancel()
            if not looking.done():
                looking.cancel()
                await asyncio.wait({looking})
                return
            for reading in looking.result():
                record.add(reading)
                await self._log.in_turn(self._log.reading, reading)
                self._tell(ReadingEnded(reading.record))

    async def _judge(self, worker: Worker) -> Judgement:
        record = self._record
        self._judged = True
        try:
            return await worker.judge(record.readings, record.to_judge())
        except JudgingFailed as error:
            self._judged = False
            return nothing_judged(record.to_judge(), error.terms.get("kind", error.reason))

    async def _finish(self, worker: Worker) -> None:
        record, stopped = self._record, self._stopping.is_set()
        reason = gap_reason(record.broken_by, stopped)
        record.close(reason)
        if not record.readings:
            return
        judgement = await self._judge(worker)
        if record.missed_wishes(judgement.wanted, reason):
            judgement = await self._judge(worker)
        document = consultation(record, judgement, stopped=stopped, ended_at=datetime.now(UTC))
        # Readings that could not be gone through are not let go of: a later start can still make something of them.
        let_go = self._judged and gates.lets_go(document.consents)
        await self._log.in_turn(self._log.note, Noted.DOCUMENT, document, let_go=let_go)
        for outcome in judgement.outcomes:
            self._tell(CheckEnded(outcome))
        self._tell(Finished(document, record.whole))
