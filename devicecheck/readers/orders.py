# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the parent says, read in a thread of its own, so that cancel is heard while the phone is waited for."""

import os
import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from devicecheck.readers.wire import LINE_LIMIT, AskMessage, CancelMessage, CloseMessage, WireError, decode

PIPE_READ = 64 << 10


@dataclass(frozen=True, slots=True)
class Order:
    """One ask message, and whether it was cancelled since."""

    asked: AskMessage
    cancelled: threading.Event = field(default_factory=threading.Event)


class Orders:
    """The messages of the parent, in order. Its end of the pipe closed means close."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._queue: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
        self._given: list[Order] = []
        self.over = threading.Event()
        self.cancelled = threading.Event()
        self.broken = False
        threading.Thread(target=self._listen, daemon=True).start()

    def next(self) -> Order | None:
        """The next order; None when the parent closed or has gone."""
        return self._queue.get()

    def stop_connecting(self) -> bool:
        """Whether the parent no longer wants a connection."""
        return self.over.is_set() or self.cancelled.is_set()

    def stop(self, order: Order) -> bool:
        """Whether the parent no longer wants this order carried out."""
        return self.over.is_set() or order.cancelled.is_set()

    def _listen(self) -> None:
        try:
            for line in _lines(self._pipe):
                message = decode(line)
                if isinstance(message, CloseMessage):
                    return
                if isinstance(message, AskMessage):
                    order = Order(message)
                    self._given.append(order)
                    self._queue.put(order)
                elif isinstance(message, CancelMessage):
                    self._cancel()
                else:
                    self.broken = True
                    return
        except (WireError, OSError):
            self.broken = True
        finally:
            self.over.set()
            self._queue.put(None)

    def _cancel(self) -> None:
        for order in self._given:
            order.cancelled.set()
        self.cancelled.set()


def _lines(pipe: int) -> Iterator[bytes]:
    """Lines of a pipe. A buffered file would be locked by the waiting thread, and the program could not end."""
    held = b""
    while data := os.read(pipe, PIPE_READ):
        *whole, held = (held + data).split(b"\n")
        yield from whole
        if len(held) > LINE_LIMIT:
            raise WireError("a line is over the limit")
