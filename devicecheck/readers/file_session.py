# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""One session with a reader of one file, or of one radio: the parent asks, this program answers, until it is closed."""

import hashlib
import os
import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

from devicecheck.readers.bounds import OutOfTime, Watch
from devicecheck.readers.wire import (
    CHUNK_SIZE,
    INLINE_LIMIT,
    LINE_LIMIT,
    SPILL_LIMIT,
    Ask,
    AskMessage,
    CancelMessage,
    ChunkMessage,
    CloseMessage,
    DoneMessage,
    ErrorMessage,
    Fault,
    FromReader,
    LiveState,
    ReadingMessage,
    StateMessage,
    Status,
    UnlockMessage,
    WireError,
    decode,
)

PIPE_READ = 64 << 10

Tell = Callable[[FromReader], None]


class BadAsk(Exception):
    """Raised for a question with parameters that it does not have."""


class CannotGoOn(Exception):
    """Raised when no further question can be answered: the session ends with this fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class NotLooked(Exception):
    """Raised when the file cannot be looked into at all; the text is a code."""


class FileSession:
    """Answers questions about one file. A closed pipe ends the program at once: there is nothing to undo.

    Shape: `does` names each topic of the table and what is done for it; `body` answers one ask within its deadline and
    raises BadAsk, NotLooked, OutOfTime, ValueError or OSError when it cannot. `unlock` takes a password, where
    a file can have one.
    """

    def __init__(
        self,
        does: Mapping[str, str],
        agreed: frozenset[str],
        body: Callable[[Ask, Watch], bytes],
        tell: Tell,
        pipe: int,
        unlock: Callable[[str], None] | None = None,
    ) -> None:
        self._unlock = unlock
        self._does, self._agreed, self._body = does, agreed, body
        self._tell, self._pipe = tell, pipe
        self._orders: queue.SimpleQueue[AskMessage | None] = queue.SimpleQueue()
        self._cancelled = threading.Event()

    def run(self) -> int:
        """The whole session; the exit code."""
        threading.Thread(target=self._listen, daemon=True).start()
        self._tell(StateMessage(LiveState.CONNECTED, {"model": "", "serial": ""}))
        while (order := self._orders.get()) is not None:
            watch = Watch(order.deadline, self._cancelled.is_set)
            try:
                for ask in order.asks:
                    self._answer(ask, watch)
            except CannotGoOn as why:
                self._tell(ErrorMessage(why.fault))
                return 1
            self._tell(DoneMessage(tuple(ask.id for ask in order.asks)))
        self._tell(ErrorMessage(Fault.PROTOCOL, {"what": "order"}))
        return 1

    def _listen(self) -> None:
        try:
            for line in _lines(self._pipe):
                message = decode(line)
                if isinstance(message, CloseMessage):
                    os._exit(0)
                elif isinstance(message, CancelMessage):
                    self._cancelled.set()
                elif isinstance(message, AskMessage):
                    self._orders.put(message)
                elif isinstance(message, UnlockMessage) and self._unlock is not None:
                    self._unlock(message.password)
                else:
                    break
            else:
                os._exit(0)
        except (WireError, OSError):
            pass
        self._orders.put(None)

    def _answer(self, ask: Ask, watch: Watch) -> None:
        started = _now()
        try:
            if ask.topic not in self._does:
                raise BadAsk("topic")
            if ask.topic not in self._agreed:
                self._tell(ErrorMessage(Fault.NOT_AGREED, {"topic": ask.topic}, ask.id))
                return
            watch.look()
            self._deliver(ask, self._does[ask.topic], self._body(ask, watch), Status.COMPLETE, started)
        except BadAsk as bad:
            self._tell(ErrorMessage(Fault.BAD_ASK, {"what": str(bad)}, ask.id))
        except OutOfTime:
            status = Status.STOPPED if self._cancelled.is_set() else Status.TIMEOUT
            self._deliver(ask, ask.topic, b"", status, started)
        except (NotLooked, ValueError) as why:
            self._deliver(ask, ask.topic, b"", Status.UNSUPPORTED, started, str(why))
        except MemoryError:
            self._deliver(ask, ask.topic, b"", Status.UNSUPPORTED, started, "too-large")
        except OSError as why:
            self._deliver(ask, ask.topic, b"", Status.REFUSED, started, why.strerror or "")

    def _deliver(self, ask: Ask, does: str, body: bytes, status: Status, started: str, note: str = "") -> None:
        if len(body) > SPILL_LIMIT:
            body, status, note = b"", Status.UNSUPPORTED, "too-large"
        pieces = [body[start : start + CHUNK_SIZE] for start in range(0, len(body), CHUNK_SIZE)]
        chunked = len(body) > INLINE_LIMIT
        for number, piece in enumerate(pieces if chunked else ()):
            self._tell(ChunkMessage(ask.id, number, piece))
        self._tell(
            ReadingMessage(
                ask=ask.id,
                topic=ask.topic,
                command=does,
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


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _lines(pipe: int) -> Iterator[bytes]:
    held = b""
    while data := os.read(pipe, PIPE_READ):
        *whole, held = (held + data).split(b"\n")
        yield from whole
        if len(held) > LINE_LIMIT:
            raise WireError("a line is over the limit")
