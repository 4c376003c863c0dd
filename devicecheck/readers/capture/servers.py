# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The listed servers, and the names in a capture that are theirs. Compared on label boundaries, in any case."""

import ipaddress
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devicecheck.readers.capture.limits import HITS_LIMIT, NAMES_KEPT, SERVERS_LIMIT
from devicecheck.readers.file_session import NotLooked

ADDRESS = "address"


@dataclass(slots=True)
class Hit:
    """A name that belongs to a listed server: in which ways it was seen, how often, when first and last."""

    server: str
    first: int
    last: int
    packets: int = 0
    ways: set[str] = field(default_factory=set)


class Servers:
    """The list, and what was met of it. A look-up costs one step for each label of a name, the next time one.

    `addresses`: the listed ones, as packets carry them; the shorter ones are of IPv4.
    """

    def __init__(self, listed: frozenset[str]) -> None:
        self._named = {each.packed: str(each) for name in listed if (each := _address(name))}
        self.addresses = frozenset(self._named)
        self._domains = listed - set(self._named.values())
        self._known: dict[str, str | None] = {}
        self.hits: dict[str, Hit] = {}
        self.left_out = 0

    def met(self, name: str, way: str, at: int) -> None:
        """Note a name that was seen in one packet."""
        server = self._known.get(name, "")
        if server == "":
            server = self._server_of(name)
            if len(self._known) < NAMES_KEPT:
                self._known[name] = server
        if server is None:
            return
        self._count(name.lower().rstrip("."), server, way, at)

    def reached(self, address: bytes, at: int) -> None:
        """Note a listed address that a packet came from or goes to."""
        self._count(self._named[address], self._named[address], ADDRESS, at)

    def _count(self, name: str, server: str, way: str, at: int) -> None:
        hit = self.hits.get(name)
        if hit is None:
            if len(self.hits) >= HITS_LIMIT:
                self.left_out += 1
                return
            hit = self.hits[name] = Hit(server, at, at)
        hit.first, hit.last = min(hit.first, at), max(hit.last, at)
        hit.packets += 1
        hit.ways.add(way)

    def _server_of(self, name: str) -> str | None:
        part = name.lower().rstrip(".")
        while "." in part:
            if part in self._domains:
                return part
            part = part.partition(".")[2]
        return None

    def as_rows(self) -> list[dict[str, Any]]:
        """What was met, by name. Units: times are nanoseconds since 1970, by the capture's own clock."""
        return [
            {
                "name": name,
                "server": hit.server,
                "ways": sorted(hit.ways),
                "packets": hit.packets,
                "first": hit.first,
                "last": hit.last,
            }
            for name, hit in sorted(self.hits.items())
        ]


def read(path: Path) -> Servers:
    """The list that the parent laid down. Errors: NotLooked("no-list") when it is missing, empty or no list."""
    try:
        with path.open("rb") as file:
            told = json.loads(file.read(SERVERS_LIMIT + 1))
    except (OSError, ValueError):
        raise NotLooked("no-list") from None
    if not isinstance(told, list) or not told or not all(isinstance(name, str) for name in told):
        raise NotLooked("no-list")
    return Servers(frozenset(name.lower().rstrip(".") for name in told))


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
