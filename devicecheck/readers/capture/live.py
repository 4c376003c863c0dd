# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for the listed servers in what one device sends and is sent, while it is sent. Nothing is written down."""

import socket
import struct
import time
from collections.abc import Callable
from typing import Any

from devicecheck.readers.bounds import Watch
from devicecheck.readers.capture import links
from devicecheck.readers.capture.idle import glance
from devicecheck.readers.capture.servers import Servers
from devicecheck.readers.capture.slicing import Slicer
from devicecheck.readers.file_session import NotLooked

LARGEST = 1 << 18
WAIT = 0.5
PACKET_LEVEL, STATISTICS = 263, 6
STATE_EVERY = 5.0

Report = Callable[[float, int, int], None]
"""Told now and then: seconds left, packets so far, listed servers met so far."""


def look(listening: socket.socket, servers: Servers, watch: Watch, seconds: float, report: Report) -> dict[str, Any]:
    """What of the list was met until the time is over or nobody wants more; that is no less whole for being short.

    Errors: NotLooked("no-packets") when the device was not heard at all, OSError when the interface goes away.
    """
    slicer, told = Slicer(servers), {"packets": 0, "unreadable": 0, "unknown_links": 0, "cut": False}
    idle = glance(links.ETHERNET, slicer.waited_for, servers.addresses)
    end = time.monotonic() + seconds
    following = 0.0
    listening.settimeout(WAIT)
    while (left := end - time.monotonic()) > 0 and not watch.stopped():
        if time.monotonic() >= following:
            following = time.monotonic() + STATE_EVERY
            report(left, told["packets"], len(servers.hits))
        try:
            data = listening.recv(LARGEST)
        except TimeoutError:
            continue
        told["packets"] += 1
        if not idle(data, 0, len(data)):
            _take(slicer, data, told)
    if not told["packets"]:
        raise NotLooked("no-packets")
    return told | slicer.told | {"lost": _lost(listening), "left_out": servers.left_out, "hits": servers.as_rows()}


def _take(slicer: Slicer, data: bytes, told: dict[str, int]) -> None:
    try:
        start = links.start(links.ETHERNET, data)
        if start >= 0:
            slicer.take(data, start, time.time_ns())
    except IndexError:
        told["unreadable"] += 1
    except ValueError:
        told["unknown_links"] += 1


def _lost(listening: socket.socket) -> int:
    """Packets that came faster than they were read."""
    return int(struct.unpack("II", listening.getsockopt(PACKET_LEVEL, STATISTICS, 8))[1])
