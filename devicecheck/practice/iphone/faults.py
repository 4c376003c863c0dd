# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of cable, service and software, applied to what the practice iPhone answers.

A story names them under `faults`: `at` says where, such as `usbmux:ListDevices`, `lockdown:StartSession`,
`lockdown:StartService:<service>`, `connect:<service>`, `tls:lockdown`, `tls:<service>`, `installation_proxy:Browse`.
A star at the end stands for any rest.
"""

import plistlib
import random
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

KINDS = frozenset({
    "drop",  # the connection closes in place of an answer
    "garbage",  # random bytes in a frame of the right form
    "badxml",  # a list of properties that breaks off
    "truncate",  # half an answer, then the connection closes
    "oversize",  # announces four gigabytes
    "slow",  # the answer in ten parts over `delay` seconds
    "hang",  # nothing for `delay` seconds, then the connection closes
    "empty",  # a frame of no bytes
    "wrongtype",  # a list where a dictionary is due
    "error",  # the error of the name `error`
})  # fmt: skip
STREAM_KINDS = ("drop", "garbage", "slow", "hang")
"""Those that make sense where no list of properties is due, such as in a TLS handshake."""
HUGE = 0xFFFFFFF0
SEED = 1


class Drop(Exception):
    """Close the connection without another word."""


@dataclass
class Fault:
    """One fault. Shape: it strikes `times` times (None: always) after `skip` answers were let through.

    Units: `delay` in seconds.
    """

    at: str
    kind: str
    times: int | None = None
    skip: int = 0
    delay: float = 1.0
    error: str = "UnknownError"
    hits: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"fault {self.kind!r}: use one of {', '.join(sorted(KINDS))}")

    def strikes(self, where: str) -> bool:
        """Whether it strikes here and now; counts."""
        here = where.startswith(self.at[:-1]) if self.at.endswith("*") else where == self.at
        if not here:
            return False
        self.hits += 1
        return self.hits > self.skip and (self.times is None or self.hits - self.skip <= self.times)


class FaultList:
    """The faults of one phone or one usbmuxd."""

    def __init__(self, faults: list[dict[str, Any]], note: Callable[[str, str], None]) -> None:
        self.faults = [Fault(**told) for told in faults]
        self.stopped = threading.Event()
        self._note = note
        self._random = random.Random(SEED)
        self._lock = threading.Lock()

    def at(self, where: str) -> Fault | None:
        """The fault that strikes here, if one does."""
        with self._lock:
            fault = next((each for each in self.faults if each.strikes(where)), None)
        if fault:
            self._note(where, fault.kind)
        return fault

    def stop_or_wait(self, where: str, connection: socket.socket, junk: bytes = b"") -> None:
        """What a fault does where a stream begins. Errors: Drop, unless there is no fault or a slow one."""
        fault = self.at(where)
        if fault is None:
            return
        if fault.kind in ("slow", "hang"):
            self.stopped.wait(fault.delay)
        if fault.kind == "garbage" and junk:
            connection.sendall(junk)
        if fault.kind != "slow":
            raise Drop(where)

    def send(
        self, connection: socket.socket, where: str, frame: Callable[[int], bytes], answer: bytes, error: bytes = b""
    ) -> None:
        """Send an answer, or what a fault makes of it.

        Shape: `frame` makes the head for a body of so many bytes; `error` is the answer that a refusal would have.
        Errors: Drop.
        """
        fault = self.at(where)
        if fault is None:
            connection.sendall(frame(len(answer)) + answer)
            return
        if fault.kind in ("drop", "hang"):
            self.stopped.wait(fault.delay if fault.kind == "hang" else 0)
            raise Drop(where)
        if fault.kind == "slow":
            self._slowly(connection, frame(len(answer)) + answer, fault.delay)
        elif fault.kind == "oversize":
            connection.sendall(frame(HUGE - 16) + answer[:32])
        elif fault.kind == "truncate":
            connection.sendall(frame(len(answer)) + answer[: max(1, len(answer) // 2)])
            raise Drop(where)
        else:
            body = self._instead(fault, error)
            connection.sendall(frame(len(body)) + body)

    def _slowly(self, connection: socket.socket, data: bytes, seconds: float) -> None:
        step = max(1, len(data) // 10)
        for start in range(0, len(data), step):
            connection.sendall(data[start : start + step])
            self.stopped.wait(seconds / 10)

    def _instead(self, fault: Fault, error: bytes) -> bytes:
        if fault.kind == "garbage":
            return self._random.randbytes(64)
        if fault.kind == "badxml":
            return b'<?xml version="1.0"?><plist><dict><key>Status</key><string>unterminated'
        if fault.kind == "wrongtype":
            return plistlib.dumps(["not", "a", "dictionary"])
        if fault.kind == "error":
            return error.replace(b"UnknownError", fault.error.encode())
        return b""


def big_endian(size: int) -> bytes:
    """The head of lockdownd and of every service that speaks lists of properties."""
    return struct.pack(">L", size & 0xFFFFFFFF)
