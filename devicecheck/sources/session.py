# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session with a reader: start it, ask it, hand on its readings and states, and stop it in time."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from devicecheck.errors import ReaderError
from devicecheck.model.endpoints import Endpoint
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import (
    PROTOCOL,
    Ask,
    AskMessage,
    CancelMessage,
    ChunkMessage,
    DoneMessage,
    ErrorMessage,
    Fault,
    FromReader,
    HelloMessage,
    LiveState,
    ReadingMessage,
    StateMessage,
    Status,
    UnlockMessage,
)
from devicecheck.sources.incoming import Incoming
from devicecheck.sources.reader_process import GRACE, NOTHING, ReaderProcess, arguments, whose

HELLO_LIMIT = 30.0
CONNECT_DEADLINE = 120.0


@asynccontextmanager
async def open_session(
    endpoint: Endpoint,
    agreed: frozenset[Topic],
    folder: Path,
    connect_deadline: float = CONNECT_DEADLINE,
    device: str = "phone-1",
    *,
    peek: bool = False,
) -> AsyncIterator["Session"]:
    """A reader that has said hello. It connects while the first questions wait; its states come with their answers.

    With `peek` it only says which phone it is, and asks the phone for nothing that a person must allow: see `states`.

    Errors: ReaderError(NOT_AGREED) before anything is started when nothing was agreed; ReaderError of the reader.
    """
    if not agreed:
        raise ReaderError(Fault.NOT_AGREED)
    argv = arguments(endpoint, agreed, folder, connect_deadline, peek=peek)
    async with running(argv, endpoint.reader, folder, connect_deadline, device, told=whose(endpoint)) as session:
        yield session


@asynccontextmanager
async def running(
    argv: Sequence[str],
    reader: str,
    folder: Path,
    connect_deadline: float,
    device: str,
    kept_open: Sequence[int] = (),
    told: Mapping[str, str] = NOTHING,
) -> AsyncIterator["Session"]:
    """A reader started with these arguments, which is closed, or killed and cleaned up after, at the end.

    `kept_open` are open files or sockets of this process that the reader gets under the same numbers. `told` goes into
    its environment.
    """
    process = await ReaderProcess.start(argv, reader, folder, kept_open, told)
    try:
        hello = await _hello(process)
        yield Session(process, hello, device, folder, connect_deadline)
    finally:
        await process.close()


async def _hello(process: ReaderProcess) -> HelloMessage:
    try:
        async with asyncio.timeout(HELLO_LIMIT):
            message = await process.receive()
    except TimeoutError:
        raise ReaderError(Fault.TIMED_OUT) from None
    if not isinstance(message, HelloMessage) or message.protocol != PROTOCOL:
        raise ReaderError(Fault.PROTOCOL)
    return message


class Session:
    """One running reader. One question round at a time."""

    def __init__(
        self, process: ReaderProcess, hello: HelloMessage, device: str, folder: Path, connect_deadline: float
    ) -> None:
        self.hello = hello
        self._process, self._device, self._folder = process, device, folder
        self._connect_by = _now() + connect_deadline + GRACE
        self._connected = False
        self._cancel_by: float | None = None
        self._patience: asyncio.Timeout | None = None
        self._past: set[str] = set()

    def cancel(self) -> None:
        """Stop for good. What was read stays; every open question, now and later, ends as stopped."""
        if self._cancel_by is None:
            self._process.send(CancelMessage())
            self._cancel_by = _now() + GRACE
            if self._patience is not None:
                self._patience.reschedule(self._cancel_by)

    def unlock(self, password: str) -> None:
        """Hand over a password for what is read. Whether it fits, the next answers say."""
        self._process.send(UnlockMessage(password))

    async def aclose(self) -> None:
        """End the reader; `open_session` does it too."""
        await self._process.close()

    async def ask(self, asks: Sequence[Ask], deadline: float) -> AsyncGenerator[Reading | StateMessage, None]:
        """Ask one round. Every question ends as a reading, unless the reader itself breaks.

        Units: `deadline` in seconds, from the moment that the phone is connected.
        Errors: ReaderError with the reader's fault, after the readings that it still gave.
        """
        incoming = Incoming(asks, self._device, self._folder)
        if self._cancel_by is None and asks:
            self._past.difference_update(incoming.open)
            self._process.send(AskMessage(tuple(asks), deadline))
            try:
                async for item in self._answers(incoming, deadline):
                    yield item
            finally:
                self._past.update(ask.id for ask in asks)  # late answers to them are passed over
        if self._cancel_by is not None:
            for ask in incoming.open.values():
                yield _unanswered(ask, self._device, Status.STOPPED)

    async def states(self) -> AsyncGenerator[StateMessage, None]:
        """What a reader says that is asked nothing, until it lets go of the phone. Errors: ReaderError."""
        while True:
            try:
                message = await self._next(self._connect_by)
            except ReaderError:
                if self._cancel_by is not None:
                    return
                raise
            if isinstance(message, ErrorMessage):
                raise ReaderError(message.fault, message.terms)
            if not isinstance(message, StateMessage):
                raise ReaderError(Fault.PROTOCOL)
            if message.state is LiveState.CLOSING:
                return
            yield message

    async def _answers(self, incoming: Incoming, deadline: float) -> AsyncGenerator[Reading | StateMessage, None]:
        by = _now() + deadline + GRACE
        while True:
            try:
                message = await self._next(by)
            except ReaderError:
                if self._cancel_by is not None:
                    return
                raise
            if isinstance(message, StateMessage):
                if message.state is LiveState.CONNECTED:
                    self._connected, by = True, _now() + deadline + GRACE
                yield message
            elif isinstance(message, ReadingMessage) and message.ask not in self._past:
                yield await incoming.reading(message)
            elif isinstance(message, ChunkMessage) and message.ask not in self._past:
                incoming.take_chunk(message)
            elif isinstance(message, ErrorMessage) and message.ask not in self._past:
                yield self._refused(incoming, message)
            elif isinstance(message, DoneMessage) and self._past.isdisjoint(message.asks):
                if incoming.open:
                    raise ReaderError(Fault.PROTOCOL)
                return
            elif isinstance(message, HelloMessage):
                raise ReaderError(Fault.PROTOCOL)

    async def _next(self, by: float) -> FromReader:
        """The next message. A reader that is too late is killed. Errors: ReaderError(TIMED_OUT)."""
        limit = min(by if self._connected else self._connect_by, self._cancel_by or float("inf"))
        try:
            async with asyncio.timeout_at(limit) as self._patience:
                return await self._process.receive()
        except TimeoutError:
            self._process.kill()
            raise ReaderError(Fault.TIMED_OUT) from None
        finally:
            self._patience = None

    def _refused(self, incoming: Incoming, error: ErrorMessage) -> Reading:
        """The end of a question that the reader did not ask. Errors: ReaderError if the session is over."""
        ask = incoming.open.pop(error.ask, None) if error.ask is not None else None
        if ask is None:
            raise ReaderError(error.fault, error.terms)
        return _unanswered(ask, self._device, Status.UNSUPPORTED, error.fault)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _unanswered(ask: Ask, device: str, status: Status, note: str = "") -> Reading:
    moment = datetime.now(UTC)
    params = dict(ask.params)
    return Reading(ask.id, Topic(ask.topic), device, "", moment, moment, status, note=note, params=params)
