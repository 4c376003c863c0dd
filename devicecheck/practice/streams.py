# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One stream of an ADB connection: bytes both ways, one unacknowledged packet at a time."""

import queue
import threading
from collections.abc import Callable

from devicecheck.practice.faults import LinkClosedError
from devicecheck.practice.wire_packets import Command

SendPacket = Callable[[Command, int, int, bytes], None]


class Stream:
    """What a service on the phone reads from and writes to."""

    def __init__(self, local_id: int, remote_id: int, send: SendPacket, max_payload: int) -> None:
        self.local_id = local_id
        self.remote_id = remote_id
        self._send = send
        self._max_payload = max_payload
        self._incoming: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._unread = bytearray()
        self._may_write = threading.Semaphore(1)
        self._closed = False

    def feed(self, data: bytes) -> None:
        """Take data from the client and acknowledge it."""
        self._incoming.put(data)
        self._send(Command.OKAY, self.local_id, self.remote_id, b"")

    def acknowledged(self) -> None:
        """Note that the client has taken the last packet."""
        self._may_write.release()

    def abandon(self) -> None:
        """Note that the client, or the connection, has gone; wakes the service."""
        self._closed = True
        self._incoming.put(None)
        self._may_write.release()

    def read(self, length: int) -> bytes:
        """Read exactly so many bytes.

        Errors: LinkClosedError when the stream ends before.
        """
        while len(self._unread) < length:
            data = self._incoming.get()
            if data is None:
                raise LinkClosedError
            self._unread += data
        taken = bytes(self._unread[:length])
        del self._unread[:length]
        return taken

    def write(self, data: bytes) -> None:
        """Send data in packets, each after the one before was acknowledged.

        Errors: LinkClosedError when the client closed the stream.
        """
        for start in range(0, len(data), self._max_payload):
            self._wait()
            self._send(Command.WRTE, self.local_id, self.remote_id, data[start : start + self._max_payload])

    def close(self) -> None:
        """End the stream once the client has taken everything."""
        self._wait()
        self._closed = True
        self._send(Command.CLSE, self.local_id, self.remote_id, b"")

    def _wait(self) -> None:
        self._may_write.acquire()
        if self._closed:
            self._may_write.release()
            raise LinkClosedError
