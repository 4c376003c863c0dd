# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""One look around a home network: listen, ask all, provoke the system's own table of neighbours, open listed ports."""

import asyncio
import ipaddress
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from devicecheck.readers.network import banners, descriptions, dns, neighbours, questions
from devicecheck.readers.network.answers import READS
from devicecheck.readers.network.connecting import visit, visit_description
from devicecheck.readers.network.ears import Ears
from devicecheck.readers.network.heard import Heard
from devicecheck.readers.network.limits import CONNECTIONS, DATAGRAMS, LAST_CONNECTIONS, RATE, STATE_EVERY

ROUNDS = (0.0, 0.35, 0.8, 1.4)
"""Seconds from the start at which addresses that have not answered yet are asked again: weak devices doze."""
ASK_AGAIN = (0.0, 0.4)
SETTLED, QUIET = 1.8, 0.3
"""Seconds from the start after which a look that asks may end, and how long nothing new may have come by then.

The last round is 0.4 before; answers to questions to all come within 1 s of them (UPnP: MX 1; WS-Discovery: 0.5).
"""
DISCARD_PORT = 9
TICK = 0.1
ROUTER_NAMES = 32
"""Names asked of the router in one tick."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done. Units: `seconds` in all. `way` is one of the table's."""

    interface: str
    own: str
    network: ipaddress.IPv4Network
    way: str
    seconds: float


class Wire(Protocol):
    """A packet socket, where one was handed over: it asks for addresses itself and hears what passes."""

    def ask_for(self, address: str) -> None:
        """Send one question for the hardware address."""

    def ask_neighbours(self) -> None:
        """Send one question to all neighbours by IPv6."""

    def start(self, heard: Heard, network: ipaddress.IPv4Network) -> None:
        """Begin to hear."""

    def stop(self) -> None:
        """Stop hearing."""


class Look:
    """One look. `still_wanted` is called now and then, with the results so far in `heard`; what it raises ends it."""

    def __init__(self, plan: Plan, still_wanted: Callable[[Heard], None], wire: Wire | None = None) -> None:
        self._plan, self._still_wanted, self._wire = plan, still_wanted, wire
        self.heard = Heard()
        self.deaf: tuple[str, ...] = ()
        self._asks = plan.way != "listen"
        self._datagrams = 0
        self._visits: dict[str, list[asyncio.Task[None]]] = {}
        self._named: set[str] = set()
        self._described: set[str] = set()
        self._next_neighbours = 0.0
        self._known, self._changed = 0, 0.0
        self._room = asyncio.Semaphore(CONNECTIONS)

    async def run(self) -> None:
        """The whole look. Errors: what `still_wanted` raises."""
        ears = Ears(self._plan.own, self._asks, self._hear)
        self.deaf = tuple(dict.fromkeys(ears.deaf))
        if self._wire:
            self._wire.start(self.heard, self._plan.network)
        work = [asyncio.create_task(self._ask_all(ears)), asyncio.create_task(self._sweep())] if self._asks else []
        try:
            await self._watch(ears)
            self.heard.left_out += self._not_tried() + self._not_asked() + len(self.heard.stand_ins)
        finally:
            tasks = [*work, *(task for visits in self._visits.values() for task in visits)]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            ears.close()
            if self._wire:
                self._wire.stop()

    async def _watch(self, ears: Ears) -> None:
        """Take in what comes, until the time is over and the last connections had theirs."""
        start, next_word = time.monotonic(), 0.0
        end, self._changed = start + self._plan.seconds, start
        while (now := time.monotonic()) < end + LAST_CONNECTIONS and (self._busy() or not self._over(now, start, end)):
            if now >= next_word:
                next_word = now + STATE_EVERY
                self._still_wanted(self.heard)
            await asyncio.sleep(TICK)
            if self._asks:
                self._take_neighbours()
                self._ask_names(ears)
                self._visit_new()

    def _over(self, now: float, start: float, end: float) -> bool:
        """Whether the time is over, or all have been asked and were quiet since."""
        if (known := self.heard.size()) != self._known:
            self._known, self._changed = known, now
        return now >= end or (self._asks and now >= start + SETTLED and now >= self._changed + QUIET)

    def _not_tried(self) -> int:
        """Ports that there was no time for: whoever is behind them was not looked at."""
        return sum(not task.done() for visits in self._visits.values() for task in visits)

    def _not_asked(self) -> int:
        """Devices whose ports were never tried: met at the very end, or known by an address of IPv6 alone."""
        return self.heard.not_asked(self._visits) if self._plan.way == "connect" else 0

    def silent(self) -> int:
        """Devices that are there, but let every packet drop."""
        done = [address for address, visits in self._visits.items() if all(visit.done() for visit in visits)]
        return self.heard.silent(done)

    def _busy(self) -> bool:
        return self._not_tried() > 0

    async def _ask_all(self, ears: Ears) -> None:
        before = 0.0
        for at in ASK_AGAIN:
            await asyncio.sleep(at - before)
            before = at
            for question in questions.to_all(str(self._plan.network.broadcast_address)):
                ears.ask(question)

    async def _sweep(self) -> None:
        """Ask each address that has not answered, in rounds."""
        start = time.monotonic()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as poke:
            poke.setblocking(False)
            for at in ROUNDS:
                await asyncio.sleep(max(0.0, start + at - time.monotonic()))
                known = self.heard.with_mac()
                await self._round([each for each in map(str, self._plan.network.hosts()) if each not in known], poke)
                if self._wire:
                    self._wire.ask_neighbours()

    async def _round(self, addresses: list[str], poke: socket.socket) -> None:
        for number, address in enumerate(addresses):
            if address == self._plan.own:
                continue
            if self._wire:
                self._wire.ask_for(address)
            else:
                with suppress(OSError):
                    poke.sendto(b"", (address, DISCARD_PORT))
            if number % (RATE // 50) == RATE // 50 - 1:
                await asyncio.sleep(1 / 50)

    def _take_neighbours(self) -> None:
        if time.monotonic() < self._next_neighbours:
            return
        self._next_neighbours = time.monotonic() + neighbours.PAUSE
        for address, mac in neighbours.known(self._plan.interface).items():
            if self._inside(address):
                self.heard.met(address, mac)

    def _ask_names(self, ears: Ears) -> None:
        router = neighbours.router(self._plan.interface)
        fresh = [each for each in self.heard.hosts if each not in self._named and ":" not in each][:ROUTER_NAMES]
        for address in fresh if router and self._inside(router) else ():
            self._named.add(address)
            ears.ask_router(router, questions.reverse_name(address, len(self._named) & 0xFFFF))

    def _visit_new(self) -> None:
        if self._plan.way != "connect":
            return
        for address in [each for each in self.heard.hosts if each not in self._visits and ":" not in each]:
            if self.heard.answers_for_many(address, self._visits):
                continue
            self._visits[address] = [
                asyncio.create_task(visit(address, port, self._room, self.heard)) for port in banners.PORTS
            ]
        for address in self._visits.keys() - self._described:
            self._ask_description(address)

    def _ask_description(self, address: str) -> None:
        """One page of each device at the most: the first that it named at its own address."""
        said = self.heard.hosts[address].said
        named = (descriptions.place(address, text) for source, text in said if source == descriptions.LOCATION)
        if where := next(filter(None, named), None):
            self._described.add(address)
            self._visits[address].append(asyncio.create_task(visit_description(where, self._room, self.heard)))

    def _hear(self, kind: str, sender: str, data: bytes) -> None:
        self._datagrams += 1
        if self._datagrams > DATAGRAMS:
            self.heard.left_out += 1
        elif kind == "router":
            self._take_name(data)
        elif self._inside(sender):
            self.heard.take(sender, READS[kind](data))

    def _take_name(self, data: bytes) -> None:
        with suppress(ValueError, IndexError):
            for record in dns.answers(data):
                backwards = record.name.lower().removesuffix(".in-addr.arpa")
                address = ".".join(reversed(backwards.split(".")))
                if record.kind == dns.PTR and self._inside(address):
                    self.heard.take(address, [("router-name", record.value.split(".")[0])])

    def _inside(self, address: str) -> bool:
        try:
            plain = ipaddress.IPv4Address(address)
        except ValueError:
            return False
        return plain in self._plan.network and address != self._plan.own
