# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks through one capture for the listed servers. Only what was met leaves; the rest is counted."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from devicecheck.readers.bounds import Watch
from devicecheck.readers.capture import links
from devicecheck.readers.capture.idle import glance
from devicecheck.readers.capture.packets import CutOff, Packets
from devicecheck.readers.capture.servers import Servers
from devicecheck.readers.capture.slicing import Again, Slicer
from devicecheck.readers.file_session import NotLooked

REPORT_EVERY = 0.5
BUFFER = 1 << 20
MEGABYTE = 1_000_000

Report = Callable[[int, int, int], None]
"""Told now and then: megabytes read, megabytes in all, listed servers met so far."""


def look(path: Path, servers: Servers, watch: Watch, report: Report = lambda *_: None) -> dict[str, Any]:
    """What of the list was met, and how much of the capture could be read.

    Errors: NotLooked for a file that is no capture or has no packet, OutOfTime, OSError.
    """
    slicer, told = Slicer(servers), {"packets": 0, "unreadable": 0, "unknown_links": 0, "cut": False}
    whole, following = path.stat().st_size, time.monotonic() + REPORT_EVERY

    def pace(read: int) -> None:
        nonlocal following
        watch.look()
        if time.monotonic() >= following:
            following = time.monotonic() + REPORT_EVERY
            report(read // MEGABYTE, -(-whole // MEGABYTE), len(servers.hits))

    with path.open("rb", buffering=BUFFER) as file:
        found = Packets(file, cache(lambda link: glance(link, slicer.waited_for, servers.addresses)), pace)
        _all(found, slicer, told)
    if not told["packets"]:
        raise NotLooked("no-packets")
    if slicer.waited_for:
        _again(path, slicer, watch)
    told |= {"lost": found.lost, "short": found.short}
    return told | slicer.told | {"left_out": servers.left_out, "hits": servers.as_rows()}


def _all(found: Packets, slicer: Slicer, told: dict[str, int]) -> None:
    try:
        for at, link, data in found:
            _take(slicer, at, link, data, told)
    except CutOff:
        told["cut"] = True
    told["packets"] = found.number


def _again(path: Path, slicer: Slicer, watch: Watch) -> None:
    """Once more from the start: a piece may have come before the first one. What faults there are is known by now."""
    later, known = Again(slicer), {"unreadable": 0, "unknown_links": 0}
    with path.open("rb", buffering=BUFFER) as file, suppress(CutOff):
        for at, link, data in Packets(
            file, cache(lambda link: glance(link, slicer.waited_for)), lambda _: watch.look()
        ):
            _take(later, at, link, data, known)
            if not slicer.waited_for:
                break


def _take(slicer: Slicer, at: int, link: int, data: bytes, told: dict[str, int]) -> None:
    try:
        start = links.start(link, data)
        if start >= 0:
            slicer.take(data, start, at)
    except IndexError:
        told["unreadable"] += 1
    except ValueError:
        told["unknown_links"] += 1


def as_body(found: dict[str, Any]) -> bytes:
    """What was found, as the parent reads it."""
    return json.dumps(found, ensure_ascii=True, separators=(",", ":")).encode("ascii")
