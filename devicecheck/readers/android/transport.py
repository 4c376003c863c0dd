# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading and writing over an adb-shell transport with a watch, so that no wait outlives a cancel or a deadline."""

from typing import Protocol

from devicecheck.readers.android.watch import Watch


class Transport(Protocol):
    """adb-shell's seam, made reliable. A time-out is not an error here: it is b"" or 0.

    Errors: ReaderFault when the phone cannot be reached or has gone.
    """

    serial: str

    def connect(self, transport_timeout_s: float) -> bool:
        """Try to reach the phone for so long; whether it is reached."""

    def bulk_read(self, numbytes: int, transport_timeout_s: float) -> bytes:
        """At most so many bytes; b"" when none came in time."""

    def bulk_write(self, data: bytes, transport_timeout_s: float) -> int:
        """How many of the bytes were taken in time."""

    def close(self) -> None:
        """Let go of the phone. Never raises."""


CONNECT_SLICE = 1.0


def reach(transport: Transport, watch: Watch) -> None:
    """Connect within the watch."""
    watch.check()
    while not transport.connect(watch.slice(CONNECT_SLICE)):
        watch.check()


def read_some(transport: Transport, most: int, watch: Watch) -> bytes:
    """The next bytes, at least one."""
    while True:
        watch.check()
        if data := transport.bulk_read(most, watch.slice()):
            watch.alive()
            return data


def read_exactly(transport: Transport, size: int, watch: Watch) -> bytes:
    """So many bytes; for small replies only, because a wait that ends early loses what came."""
    data = b""
    while len(data) < size:
        data += read_some(transport, size - len(data), watch)
    return data


def write_all(transport: Transport, data: bytes, watch: Watch) -> None:
    """All of it, however small the pieces that the other side takes."""
    rest = memoryview(data)
    while rest:
        watch.check()
        if taken := transport.bulk_write(bytes(rest), watch.slice()):
            watch.alive()
            rest = rest[taken:]
