# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks through one capture for the listed servers. Only what was met leaves; the rest is counted."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from devicecheck.readers.bounds import Watch
from devicecheck.readers.capture import links
from devicecheck.readers.capture.idle import glance
from devicecheck.readers.capture.packets import CutOff, Packets
from devicecheck.readers.capture.servers import Servers
from devicecheck.readers.capture.slicing import Slicer
from devicecheck.readers.file_session import NotLooked

LOOK_EVERY = 4_096
BUFFER = 1 << 20


def look(path: Path, servers: Servers, watch: Watch) -> dict[str, Any]:
    """What of the list was met, and how much of the capture could be read.

    Errors: NotLooked for a file that is no capture or has no packet, OutOfTime, OSError.
    """
    slicer, told = Slicer(servers), {"packets": 0, "unreadable": 0, "unknown_links": 0, "cut": False}
    with path.open("rb", buffering=BUFFER) as file:
        found = Packets(file, cache(lambda link: glance(link, slicer.waited_for, servers.addresses)))
        _all(found, slicer, told, watch)
    if not told["packets"]:
        raise NotLooked("no-packets")
    told |= {"lost": found.lost, "short": found.short}
    return told | slicer.told | {"left_out": servers.left_out, "hits": servers.as_rows()}


def _all(found: Packets, slicer: Slicer, told: dict[str, int], watch: Watch) -> None:
    look = LOOK_EVERY
    try:
        for at, link, data in found:
            if found.number >= look:
                look = found.number + LOOK_EVERY
                watch.look()
            try:
                start = links.start(link, data)
                if start >= 0:
                    slicer.take(data, start, at)
            except IndexError:
                told["unreadable"] += 1
            except ValueError:
                told["unknown_links"] += 1
    except CutOff:
        told["cut"] = True
    told["packets"] = found.number


def as_body(found: dict[str, Any]) -> bytes:
    """What was found, as the parent reads it."""
    return json.dumps(found, ensure_ascii=True, separators=(",", ":")).encode("ascii")
