# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The ordinary sockets that hear what devices answer and announce. None needs any right."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress

from devicecheck.readers.network.limits import DATAGRAM_LIMIT
from devicecheck.readers.network.questions import (
    DAHUA_GROUP,
    MDNS,
    MDNS_PORT,
    SADP_PORT,
    SSDP,
    SSDP_PORT,
    TUYA_PORTS,
    VSTARCAM_PORT,
    WSD,
    WSD_PORT,
    ToAll,
)

ANNOUNCED = (
    ("mdns", MDNS_PORT, MDNS),
    ("ssdp", SSDP_PORT, SSDP),
    ("wsd", WSD_PORT, WSD),
    ("sadp", SADP_PORT, SSDP),
    ("vstarcam", VSTARCAM_PORT, ""),
    *(("tuya", port, "") for port in TUYA_PORTS),
)
"""Kind, port and group of what devices say to all without being asked."""
ASKED = ("mdns", "ssdp", "wsd", "dhip", "pppp", "router")
AT_ONCE = 64
Hear = Callable[[str, str, bytes], None]
"""Told the kind, the sender and the datagram."""


class Ears:
    """All sockets of one look. Shape: `deaf` names kinds that could not be listened for."""

    def __init__(self, own: str, asking: bool, hear: Hear) -> None:
        self._own, self._hear = own, hear
        self.deaf: list[str] = []
        self._asking: dict[str, socket.socket] = {}
        self._all: list[socket.socket] = []
        for kind, port, group in ANNOUNCED:
            heard_at = self._open(kind, port, group)
            if kind == "sadp" and heard_at is not None:
                self._asking[kind] = heard_at
            if kind == "vstarcam" and heard_at is not None:
                self._asking[kind] = heard_at
        for kind in ASKED if asking else ():
            if (socket_ := self._open(kind, 0, DAHUA_GROUP if kind == "dhip" else "")) is not None:
                self._asking[kind] = socket_

    def ask(self, question: ToAll) -> None:
        """Send one question to all. What the system does not let out is left."""
        if asking := self._asking.get(question.kind):
            with suppress(OSError):
                asking.sendto(question.payload, (question.group, question.port))

    def ask_router(self, router: str, payload: bytes) -> None:
        """Send one question to the router's own name service."""
        with suppress(OSError, KeyError):
            self._asking["router"].sendto(payload, (router, 53))

    def close(self) -> None:
        """Stop hearing."""
        for each in self._all:
            asyncio.get_running_loop().remove_reader(each)
            each.close()

    def _open(self, kind: str, port: int, group: str) -> socket.socket | None:
        new = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            _prepare(new, self._own, port, group)
        except OSError:
            new.close()
            self.deaf.append(kind)
            return None
        self._all.append(new)
        asyncio.get_running_loop().add_reader(new, self._take, kind, new)
        return new

    def _take(self, kind: str, heard_at: socket.socket) -> None:
        for _ in range(AT_ONCE):
            try:
                data, sender = heard_at.recvfrom(DATAGRAM_LIMIT)
            except OSError:
                return
            if sender[0] != self._own:
                self._hear(kind, sender[0], data)


def _prepare(new: socket.socket, own: str, port: int, group: str) -> None:
    new.setblocking(False)
    new.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if port and hasattr(socket, "SO_REUSEPORT"):
        new.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    new.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    new.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(own))
    new.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)
    new.bind(("", port))
    if group:
        new.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(group) + socket.inet_aton(own))
