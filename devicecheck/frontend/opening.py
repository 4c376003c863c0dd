# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a choice on the first screen to a visit that can run: the practice program, the proved signatures, the visit."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from devicecheck.frontend.practice_phones import Story, running
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.runner.events import Event, Need
from devicecheck.runner.gates import Recorded, first_needs
from devicecheck.runner.visit_log import VisitLog

if TYPE_CHECKING:  # loaded after the first screen
    from devicecheck.runner.beside_visit import Keeps

NETWORK = Endpoint(reader="network", via=Via.NETWORK)
RADIO = Endpoint(reader="bluetooth", via=Via.RADIO)
BACKUP, CAPTURE = "backup", "capture"
"""Readers of files."""
SWEEP_SECONDS = 60
LOOK_SECONDS = 60


@dataclass(frozen=True, slots=True)
class NoCable:
    """A visit without a phone on a cable. `online`: client and staff are apart, on a call."""

    online: bool = False


@dataclass(frozen=True, slots=True)
class FileChoice:
    """A copy of a phone, or a recording of its traffic, on this computer."""

    reader: str
    path: Path


Choice = Story | Endpoint | NoCable | FileChoice
"""What can be chosen on the first screen."""

ListStories = Callable[[], Awaitable[tuple[Story, ...]]]


class RunningVisit(Protocol):
    """What the app needs of a visit; `runner.visit.Visit` is one."""

    def run(self) -> AsyncGenerator[Event, None]:
        """The visit as events."""

    def answer(self, need: Need, given: Mapping[str, str]) -> None:
        """Give a need its answers."""

    def stop(self) -> None:
        """Stop as soon as possible."""


@asynccontextmanager
async def open_visit(
    choice: Choice, before: Recorded, log: VisitLog, device: str, *, offered: bool = True
) -> AsyncIterator[RunningVisit]:
    """A visit of the kind that was chosen; `before` is what was answered already. A practice phone lives as long.

    `log`: where everything is written down at once, if the client wants the visit kept. `device`: the phone's id in it.
    `offered`: whether the client may be asked about that, where it was not asked before.

    Errors: StoryError, PackError, SelfTestError, GateError.
    """
    async with AsyncExitStack() as stack:
        kept = await asyncio.to_thread(_kept, before, log, offered)
        if isinstance(choice, Story):
            yield await _practised(choice, stack, kept, device)
        else:
            yield await _with_a_client(choice, kept, device)


async def _practised(story: Story, stack: AsyncExitStack, kept: "Keeps", device: str) -> RunningVisit:
    """A visit to something made up, which lives as long as the stack."""
    if story.radio:
        return await _recorded(story.name, kept)
    if story.network:
        return await _recorded_network(story.name, kept)
    if story.backup:
        from devicecheck.frontend.practice_backups import made  # noqa: PLC0415

        copy = await stack.enter_async_context(made(story.name))
        return await asyncio.to_thread(_made_up, copy.folder)
    if story.capture:
        from devicecheck.frontend import practice_captures  # noqa: PLC0415

        path = await stack.enter_async_context(practice_captures.made(story.name))
        return await asyncio.to_thread(_made_up_recording, path, kept)
    return await asyncio.to_thread(_prepared, await stack.enter_async_context(running(story)), kept, device)


async def _with_a_client(choice: Endpoint | NoCable | FileChoice, kept: "Keeps", device: str) -> RunningVisit:
    """A visit to what is the client's, or to nothing."""
    if isinstance(choice, NoCable):
        return await asyncio.to_thread(_without_phone, choice, kept)
    if isinstance(choice, FileChoice):
        return await asyncio.to_thread(_of_file, choice, kept)
    if choice.reader == RADIO.reader:
        return await asyncio.to_thread(_listening, kept)
    if choice.reader == NETWORK.reader:
        return await _looking(choice.serial, kept)
    return await asyncio.to_thread(_prepared, choice, kept, device)


async def _recorded(name: str, kept: "Keeps") -> RunningVisit:
    """A visit to a recorded radio, after every planted sign was found."""
    from devicecheck.frontend.practice_radios import ENDPOINT, recorded  # noqa: PLC0415
    from devicecheck.frontend.proving import proved_pack  # noqa: PLC0415
    from devicecheck.runner.tag_visit import TagVisit  # noqa: PLC0415

    pack, stamp = await asyncio.to_thread(proved_pack)
    return TagVisit(ENDPOINT, pack, stamp, await recorded(name), kept)


async def _recorded_network(name: str, kept: "Keeps") -> RunningVisit:
    """A visit to a recorded home network, after every planted sign was found."""
    from devicecheck.frontend.practice_networks import ENDPOINT, recorded  # noqa: PLC0415
    from devicecheck.frontend.proving import proved_pack  # noqa: PLC0415
    from devicecheck.runner.network_visit import NetworkVisit  # noqa: PLC0415

    pack, stamp = await asyncio.to_thread(proved_pack)
    return NetworkVisit(ENDPOINT, pack, stamp, await recorded(name), kept)


async def _looking(named: str | None, kept: "Keeps") -> RunningVisit:
    """A visit with the home network that this computer is in, or the one that was chosen as "name (network)".

    Errors: UsageError when there is none, or several and none was chosen.
    """
    from devicecheck.frontend.proving import proved_pack  # noqa: PLC0415
    from devicecheck.runner.network_visit import NetworkVisit  # noqa: PLC0415
    from devicecheck.runner.networks import ThisComputer, chosen, home_networks  # noqa: PLC0415

    interface = named.rpartition(" (")[0] if named else None
    looks = ThisComputer(chosen(await home_networks(), interface), LOOK_SECONDS)
    pack, stamp = await asyncio.to_thread(proved_pack)
    return NetworkVisit(NETWORK, pack, stamp, looks, kept)


def _listening(kept: "Keeps") -> RunningVisit:
    """A visit with the radio of this computer."""
    from devicecheck.frontend.proving import proved_pack  # noqa: PLC0415
    from devicecheck.runner.sweeps import Radio  # noqa: PLC0415
    from devicecheck.runner.tag_visit import TagVisit  # noqa: PLC0415

    pack, stamp = proved_pack()
    return TagVisit(RADIO, pack, stamp, Radio(pack, SWEEP_SECONDS), kept)


def _kept(before: Recorded, log: VisitLog, offered: bool) -> "Keeps":
    """The client is asked about keeping where that is offered, unless they answered before."""
    from devicecheck.runner.beside_visit import Keeps  # noqa: PLC0415

    return Keeps(log, before, offered=offered)


def _of_file(choice: FileChoice, kept: "Keeps") -> RunningVisit:
    """A visit to a file, after every planted sign was found."""
    from devicecheck.frontend.proving import proved_pack  # noqa: PLC0415
    from devicecheck.runner.backup_visit import BackupVisit  # noqa: PLC0415
    from devicecheck.runner.capture_visit import CaptureVisit  # noqa: PLC0415

    kind = BackupVisit if choice.reader == BACKUP else CaptureVisit
    pack, stamp = proved_pack()
    place = Endpoint(reader=choice.reader, via=Via.FILE)
    return kind(place, pack, stamp, choice.path.resolve(), kept)


def _made_up(folder: Path) -> RunningVisit:
    """A visit to a made-up copy, after every planted sign was found."""
    from devicecheck.frontend.practice_backups import ENDPOINT  # noqa: PLC0415
    from devicecheck.frontend.proving import proved_pack  # noqa: PLC0415
    from devicecheck.runner.backup_visit import BackupVisit  # noqa: PLC0415

    return BackupVisit(ENDPOINT, *proved_pack(), folder)


def _made_up_recording(path: Path, kept: "Keeps") -> RunningVisit:
    """A visit to a made-up recording, after every planted sign was found."""
    from devicecheck.frontend.practice_captures import ENDPOINT  # noqa: PLC0415
    from devicecheck.frontend.proving import proved_pack  # noqa: PLC0415
    from devicecheck.runner.capture_visit import CaptureVisit  # noqa: PLC0415

    return CaptureVisit(ENDPOINT, *proved_pack(), path, kept)


def _without_phone(choice: NoCable, kept: "Keeps") -> RunningVisit:
    """A visit in which nothing is read; its document names the list that would have been used."""
    from devicecheck.frontend.proving import proved_pack  # noqa: PLC0415
    from devicecheck.runner.no_cable import NoCableVisit  # noqa: PLC0415

    return NoCableVisit(proved_pack()[1], kept.before, first_needs(online=choice.online), kept.log)


def _prepared(endpoint: Endpoint, kept: "Keeps", device: str) -> RunningVisit:
    """A visit with the shipped signatures, after every planted sign was found with them."""
    # Imported here, in a thread: loading parsers and checks may not hold up the first screen.
    from devicecheck.frontend.proving import proved_pack  # noqa: PLC0415
    from devicecheck.runner.visit import Visit  # noqa: PLC0415

    return Visit(endpoint, *proved_pack(), before=kept.before, log=kept.log, device=device)
