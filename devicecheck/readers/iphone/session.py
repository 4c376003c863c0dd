# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One session: be trusted, answer ask messages one question after the other, give the trust back, end."""

import asyncio
import base64
import contextlib
import hashlib
import json
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from devicecheck.readers.iphone import table
from devicecheck.readers.iphone.connection import IPhone
from devicecheck.readers.iphone.faults import ReaderFault, bounded, fault_of, status_of
from devicecheck.readers.iphone.questions import QUESTIONS
from devicecheck.readers.orders import Order, Orders
from devicecheck.readers.wire import (
    CHUNK_SIZE,
    INLINE_LIMIT,
    PROTOCOL,
    SPILL_LIMIT,
    Ask,
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
)

Tell = Callable[[FromReader], None]
DONE, FAILED = 0, 1
NO_PARAMETERS: tuple[dict[str, str | int], ...] = ({}, {"user": 0})
"""An iPhone has one user, its owner, whose number the questions about apps carry."""
LEAST = 0.2
"""Seconds that a question needs at the least; with less left it is not begun."""
LOOK_AGAIN = 0.1
"""Seconds between looks at whether the parent wants to stop."""


def hello() -> HelloMessage:
    """Who this reader is."""
    libraries = {name: version(name) for name in ("pymobiledevice3", "cryptography")}
    return HelloMessage("iphone", PROTOCOL, {"python": platform.python_version(), **libraries}, tuple(table.TOPICS))


class Stopped(Exception):
    """Raised when the parent said cancel or close, or has gone."""


class Session:
    """Ties the parent's orders to one iPhone."""

    def __init__(self, phone: IPhone, orders: Orders, tell: Tell, agreed: frozenset[str]) -> None:
        self._phone, self._orders, self._tell, self._agreed = phone, orders, tell, agreed
        self._lost: Fault | None = None

    async def run(self, connect_deadline: float, *, peek: bool = False) -> int:
        """The whole session; the exit code. `peek` only says which phone it is, and asks for no trust."""
        code = DONE
        try:
            self._state(LiveState.LOOKING)
            step = self._phone.peek if peek else self._phone.connect
            await self._unless(self._orders.stop_connecting, step(connect_deadline), connect_deadline + 5)
            if not peek:
                await self._carry_out_all()
        except Stopped:
            pass
        except ReaderFault as fault:
            self._tell(ErrorMessage(fault.fault, fault.terms))
            code = FAILED
        except TimeoutError:
            self._tell(ErrorMessage(Fault.TIMED_OUT))
            code = FAILED
        finally:
            with contextlib.suppress(OSError):  # a parent that was killed hears nothing; the trust goes all the same
                self._state(LiveState.CLOSING)
            await self._phone.leave()
        self._state(LiveState.CLOSED)
        return code

    async def _carry_out_all(self) -> None:
        """One order after the other until the parent closes. Errors: ReaderFault."""
        while (order := await asyncio.to_thread(self._orders.next)) is not None:
            await self._carry_out(order)
        if self._orders.broken:
            raise ReaderFault(Fault.PROTOCOL, what="order")

    async def _unless(self, stop: Callable[[], bool], work: Any, seconds: float) -> Any:  # noqa: ANN401 - a coroutine
        """A step, ended early when the parent wants to stop. Errors: Stopped, TimeoutError, those of the step."""
        step = asyncio.ensure_future(bounded(work, seconds))
        while not step.done():
            await asyncio.wait({step}, timeout=LOOK_AGAIN)
            if stop() and not step.done():
                step.cancel()
                await asyncio.wait({step}, timeout=2)
                raise Stopped
        return step.result()

    async def _carry_out(self, order: Order) -> None:
        clock = asyncio.get_running_loop().time
        by = clock() + order.asked.deadline
        seen: set[str] = set()
        for ask in order.asked.asks:
            if ask.id in seen or ask.topic not in QUESTIONS or dict(ask.params) not in NO_PARAMETERS:
                self._tell(ErrorMessage(Fault.BAD_ASK, {"what": "topic"}, ask.id))
            elif ask.topic not in self._agreed:
                self._tell(ErrorMessage(Fault.NOT_AGREED, {"topic": ask.topic}, ask.id))
            else:
                await self._answer(ask, order, by)
            seen.add(ask.id)
        self._tell(DoneMessage(tuple(ask.id for ask in order.asked.asks)))

    async def _answer(self, ask: Ask, order: Order, by: float) -> None:
        started, (question, limit) = _now(), QUESTIONS[ask.topic]
        left = by - asyncio.get_running_loop().time()
        if self._orders.stop(order):
            self._deliver(ask, b"", Status.STOPPED, started)
            return
        if self._lost is not None:
            self._deliver(ask, b"", Status.UNPLUGGED, started, self._lost.value)
            return
        if left < LEAST:
            self._deliver(ask, b"", Status.TIMEOUT, started)
            return
        try:
            answer = await self._unless(lambda: self._orders.stop(order), question(self._phone), min(limit, left))
            self._deliver(ask, _encoded(answer), Status.COMPLETE, started)
        except Stopped:
            self._deliver(ask, b"", Status.STOPPED, started)
        except Exception as error:  # the library and a hostile phone raise nearly anything
            status, note = status_of(error)
            if not await self._still_there(by - asyncio.get_running_loop().time()):
                status = Status.UNPLUGGED
            self._deliver(ask, b"", status, started, note)

    async def _still_there(self, left: float) -> bool:
        """A lost or hanging session must not poison the questions after it: begin a new one, while there is time."""
        if left < LEAST:
            return True
        try:
            await bounded(self._phone.reconnect(), left)
            if self._phone.lockdown.paired:
                return True
            self._lost = Fault.TRUST_LOST
        except Exception as error:  # as above
            self._lost = fault_of(error)
        return False

    def _deliver(self, ask: Ask, body: bytes, status: Status, started: str, note: str = "") -> None:
        if len(body) > SPILL_LIMIT:
            body, status, note = b"", Status.TRUNCATED, "too-large"
        pieces = [body[start : start + CHUNK_SIZE] for start in range(0, len(body), CHUNK_SIZE)]
        chunked = len(body) > INLINE_LIMIT
        for number, piece in enumerate(pieces if chunked else ()):
            self._tell(ChunkMessage(ask.id, number, piece))
        self._tell(
            ReadingMessage(
                ask=ask.id,
                topic=ask.topic,
                command=table.TOPICS[ask.topic],
                started=started,
                ended=_now(),
                status=status,
                size=len(body),
                sha256=hashlib.sha256(body).hexdigest(),
                body=None if chunked else body,
                chunks=len(pieces) if chunked else 0,
                note=note,
                params=dict(ask.params),
            )
        )

    def _state(self, state: LiveState, **terms: str) -> None:
        self._tell(StateMessage(state, terms))


def _encoded(answer: object) -> bytes:
    """JSON of what the phone said; bytes as base64, times as ISO 8601."""
    return json.dumps(answer, ensure_ascii=True, indent=0, default=_plain, skipkeys=True).encode("ascii")


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
