# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One connected phone, whichever way it is reached."""

from collections.abc import Generator
from typing import Protocol

from devicecheck.readers.android.watch import Watch


class Link(Protocol):
    """The small interface that the backends share. There is one connection in a visit, and one stream at a time.

    Shape: `payload_limit` is the length in bytes of a service name that the phone takes.
    Errors: ReaderFault when the connection is over; Stopped, DeadlinePassed and Silent of the watch.
    """

    model: str
    serial: str
    features: frozenset[str]
    payload_limit: int

    def connect(self, watch: Watch) -> None:
        """Find the phone, connect, and wait until a person allows it."""

    def open_stream(self, service: bytes, watch: Watch) -> Generator[bytes, None, None]:
        """Open a service; its output as it comes. Errors: StreamRefused when the phone says no."""

    def still_there(self, watch: Watch) -> None:
        """Errors: ReaderFault when a stream ended early because the phone has gone."""

    def close(self) -> None:
        """Let go of the phone. Never raises."""
