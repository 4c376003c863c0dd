# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of properties with their size in front: how lockdownd and most services speak."""

import plistlib
import socket
import struct
from typing import Any

from devicecheck.practice.iphone.faults import FaultList, big_endian

LARGEST = 64 * 1024 * 1024
IDLE = 120.0
"""Seconds without a word after which a connection is closed."""


def receive(connection: socket.socket, size: int) -> bytes:
    """Exactly so many bytes. Errors: ConnectionError when the other side closed."""
    held = bytearray()
    while len(held) < size:
        part = connection.recv(min(size - len(held), 1 << 20))
        if not part:
            raise ConnectionError("closed by the client")
        held += part
    return bytes(held)


class PlistChannel:
    """One connection. `name` is the service's in the names of faults."""

    def __init__(self, faults: FaultList, connection: socket.socket, name: str, *, binary: bool = False) -> None:
        self.connection = connection
        self._faults, self._name = faults, name
        self._form = plistlib.FMT_BINARY if binary else plistlib.FMT_XML

    def receive(self) -> dict[str, Any]:
        """The next request. Errors: ConnectionError."""
        (size,) = struct.unpack(">L", receive(self.connection, 4))
        if size > LARGEST:
            raise ConnectionError(f"a frame of {size} bytes")
        request = plistlib.loads(receive(self.connection, size))
        if not isinstance(request, dict):
            raise ConnectionError("a request that is no dictionary")
        return request

    def send(self, answer: dict[str, Any] | list[Any], operation: str = "") -> None:
        """Send an answer, or what a fault makes of it. Errors: Drop."""
        where = f"{self._name}:{operation}" if operation else self._name
        error: dict[str, Any] = {"Error": "UnknownError"}
        if isinstance(answer, dict):
            error |= {key: answer[key] for key in ("Request", "Service", "Domain", "Key") if key in answer}
        body = plistlib.dumps(answer, fmt=self._form, sort_keys=False)
        self._faults.send(self.connection, where, big_endian, body, plistlib.dumps(error))
