# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where looks at a home network come from: this computer, or a recorded network for training."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Protocol

from devicecheck.errors import ReaderError, UsageError
from devicecheck.model.network import NetworkWay
from devicecheck.model.network_observations import KnownDevice
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import Fault
from devicecheck.runner.events import Live
from devicecheck.runner.planning import Question, asks
from devicecheck.sources import handed_socket
from devicecheck.sources.private_folder import private_folder
from devicecheck.sources.session import Session, running

READER = "network"
DEVICE = "network-1"
BROKER = f"devicecheck.readers.{READER}.broker"
PROGRAM = (sys.executable, "-I", "-m", f"devicecheck.readers.{READER}")
START_DEADLINE = 20.0
SPARE = 20.0
QUICK = 2
"""Seconds of the first look, which asks; what follows only listens."""


@dataclass(frozen=True, slots=True)
class HomeNetwork:
    """One network of this computer. `refused` says why it may not be looked at; "" if it may."""

    name: str
    address: str
    network: str
    refused: str = ""


class Looks(Protocol):
    """One network. `known` are devices of which is known from the start what they are."""

    network: HomeNetwork
    known: tuple[KnownDevice, ...]

    def look(self, way: NetworkWay) -> AsyncGenerator[Reading | Live, None]:
        """Look once: states on the way, then readings. Errors: ReaderError, UsageError."""

    def stop(self) -> None:
        """Stop looking; what ended stays."""


async def home_networks() -> tuple[HomeNetwork, ...]:
    """The networks of this computer; nothing is sent. Errors: ReaderError when the reader does not answer."""
    program = await asyncio.create_subprocess_exec(*PROGRAM, "--interfaces", stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL)
    try:
        printed, _ = await asyncio.wait_for(program.communicate(), START_DEADLINE)
        rows = [HomeNetwork(**json.loads(line)) for line in printed.splitlines()]
    except (TimeoutError, ValueError, TypeError):
        raise ReaderError(Fault.CRASHED) from None
    finally:
        if program.returncode is None:
            program.kill()
    return tuple(each for each in rows if not each.address.startswith("127."))


def chosen(networks: tuple[HomeNetwork, ...], interface: str | None) -> HomeNetwork:
    """The network to look at. Errors: UsageError `no-network`, `several-networks`, `network-refused`."""
    named = [each for each in networks if interface in {None, each.name}]
    there = ", ".join(f"{each.name} ({each.network})" for each in networks) or "-"
    fit = [each for each in named if not each.refused]
    if not named or (not fit and interface is None):
        raise UsageError("no-network", {"networks": there})
    if not fit:
        raise UsageError("network-refused", {"network": named[0].network})
    if len(fit) > 1:
        raise UsageError("several-networks", {"networks": there})
    return fit[0]


class ThisComputer:
    """Looks with the reader of home networks: a quick answer first, then quiet listening that adds to it."""

    def __init__(
        self, network: HomeNetwork, seconds: int, known: tuple[KnownDevice, ...] = (), *, privileged: bool = False
    ) -> None:
        self.network, self.known = network, known
        self._seconds, self._privileged = seconds, privileged
        self._session: Session | None = None

    async def look(self, way: NetworkWay) -> AsyncGenerator[Reading | Live, None]:
        """One look with the reader."""
        packets = await self._packets() if self._privileged else None
        try:
            with private_folder() as folder:
                argv = [*PROGRAM, "--agreed", Topic.NETWORK_DEVICES.value, "--folder", str(folder)]
                given = () if packets is None else (packets,)
                argv += [f"--socket={number}" for number in given]
                async with running(argv, READER, folder, START_DEADLINE, DEVICE, given) as session:
                    self._session = session
                    async with aclosing(
                        session.ask(asks(self._questions(way), 1, "n"), self._seconds + SPARE)
                    ) as items:
                        async for item in items:
                            yield item if isinstance(item, Reading) else Live(item.state, item.terms)
        finally:
            self._session = None
            if packets is not None:
                os.close(packets)

    def stop(self) -> None:
        """Cancel the look that runs, if any."""
        if self._session is not None:
            self._session.cancel()

    async def _packets(self) -> int:
        name = self.network.name
        return await handed_socket.handed_socket(broker_command(name), "no-packets", name)

    def _questions(self, way: NetworkWay) -> list[Question]:
        place = (("interface", self.network.name), ("network", self.network.network))
        listening = Question(
            Topic.NETWORK_DEVICES, (*place, ("way", NetworkWay.LISTEN.value), ("seconds", self._seconds))
        )
        if way is NetworkWay.LISTEN:
            return [listening]
        quick = Question(Topic.NETWORK_DEVICES, (*place, ("way", way.value), ("seconds", QUICK)))
        return [quick, listening] if self._seconds > QUICK else [quick]


@dataclass
class RecordedNetwork:
    """A network whose looks were written down before."""

    readings: tuple[Reading, ...]
    network: HomeNetwork = HomeNetwork("practice", "192.168.1.10", "192.168.1.0/24")
    known: tuple[KnownDevice, ...] = ()
    _stopped: bool = field(default=False)

    async def look(self, way: NetworkWay) -> AsyncGenerator[Reading | Live, None]:
        """The looks of the recording, whichever way is wished. Errors: ReaderError(CRASHED) when there are none."""
        if not self.readings or way not in NetworkWay:
            raise ReaderError(Fault.CRASHED)
        for reading in self.readings:
            if not self._stopped:
                yield reading

    def stop(self) -> None:
        """Give no further look."""
        self._stopped = True


def broker_command(interface: str) -> list[str]:
    """The privileged step, for people to read before it is run."""
    return handed_socket.broker_command(BROKER, "--interface", interface)
