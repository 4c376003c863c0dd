# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One session: the parent asks about the file, this program answers, until the parent closes."""

import hashlib
import os
import platform
import queue
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import yara

from devicecheck.readers.apk import looking, rules, table
from devicecheck.readers.apk.limits import OutOfTime, Watch
from devicecheck.readers.wire import (
    CHUNK_SIZE,
    INLINE_LIMIT,
    LINE_LIMIT,
    PROTOCOL,
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
    HelloMessage,
    LiveState,
    ReadingMessage,
    StateMessage,
    Status,
    WireError,
    decode,
)

RULES_FILE = "rules.json"
"""Where in the private folder the parent lays the rules."""
PIPE_READ = 64 << 10

Tell = Callable[[FromReader], None]


def hello() -> HelloMessage:
    """Who this reader is."""
    versions = {"python": platform.python_version(), "yara-python": yara.__version__, "yara": yara.YARA_VERSION}
    return HelloMessage("apk", PROTOCOL, versions, table.TOPICS)


class Session:
    """Answers questions about one file. A closed pipe ends the program at once: there is nothing to undo."""

    def __init__(self, file: str, folder: Path, agreed: frozenset[str], tell: Tell, pipe: int) -> None:
        self._file, self._path, self._folder = file, Path(file), folder
        self._agreed, self._tell, self._pipe = agreed, tell, pipe
        self._orders: queue.SimpleQueue[AskMessage | None] = queue.SimpleQueue()
        self._cancelled = threading.Event()
        self._rules: rules.Rules | None = None

    def run(self) -> int:
        """The whole session; the exit code."""
        threading.Thread(target=self._listen, daemon=True).start()
        self._tell(StateMessage(LiveState.CONNECTED, {"model": "", "serial": ""}))
        while (order := self._orders.get()) is not None:
            watch = Watch(order.deadline, self._cancelled.is_set)
            for ask in order.asks:
                self._answer(ask, watch)
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
                else:
                    break
            else:
                os._exit(0)
        except (WireError, OSError):
            pass
        self._orders.put(None)

    def _answer(self, ask: Ask, watch: Watch) -> None:
        entry = table.BY_TOPIC.get(ask.topic)
        started = _now()
        try:
            if entry is None:
                raise table.BadAsk("topic")
            if ask.topic not in self._agreed:
                self._tell(ErrorMessage(Fault.NOT_AGREED, {"topic": ask.topic}, ask.id))
                return
            watch.look()
            self._deliver(ask, entry.does, self._body(ask, entry, watch), Status.COMPLETE, started)
        except table.BadAsk as bad:
            self._tell(ErrorMessage(Fault.BAD_ASK, {"what": str(bad)}, ask.id))
        except OutOfTime:
            status = Status.STOPPED if self._cancelled.is_set() else Status.TIMEOUT
            self._deliver(ask, ask.topic, b"", status, started)
        except (looking.NotLooked, ValueError) as why:
            self._deliver(ask, ask.topic, b"", Status.UNSUPPORTED, started, str(why))
        except MemoryError:
            self._deliver(ask, ask.topic, b"", Status.UNSUPPORTED, started, "too-large")
        except OSError as why:
            self._deliver(ask, ask.topic, b"", Status.REFUSED, started, why.strerror or "")

    def _body(self, ask: Ask, entry: table.Entry, watch: Watch) -> bytes:
        if ask.topic == "apk-rules":
            if self._rules is None:
                self._rules = rules.compiled(rules.read(self._folder / RULES_FILE))
            return looking.as_body(looking.rule_matches(self._path, self._rules, watch))
        size = self._path.stat().st_size
        offset, length = table.place(entry, ask.params, self._file, size)
        if not entry.params:
            return looking.as_body(looking.facts(self._path, watch))
        with self._path.open("rb") as file:
            file.seek(offset)
            data = file.read(length)
        return b"%d\n%s" % (size, data) if ask.topic == "app-file-tail" else data

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
