# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a choice on the first screen to a visit that can run: the practice program, the proved signatures, the visit."""

import asyncio
import json
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from devicecheck.errors import StoryError
from devicecheck.model.endpoints import Endpoint, Origin, Via
from devicecheck.runner.events import Event, Need
from devicecheck.sources import endpoint_program

PRACTICE = (sys.executable, "-m", "devicecheck.practice")
LIST_DEADLINE = 15.0
LIST_LIMIT = 1 << 20


@dataclass(frozen=True, slots=True)
class Story:
    """One practice phone: its name for the program, and its title for people."""

    name: str
    title: str


ListStories = Callable[[], Awaitable[tuple[Story, ...]]]


class RunningVisit(Protocol):
    """What the app needs of a visit; `runner.visit.Visit` is one."""

    def run(self) -> AsyncGenerator[Event, None]:
        """The visit as events."""

    def answer(self, need: Need, given: Mapping[str, str]) -> None:
        """Give a need its answers."""

    def stop(self) -> None:
        """Stop as soon as possible."""


async def stories() -> tuple[Story, ...]:
    """The practice phones that the practice program lists. Errors: StoryError when it does not answer."""
    program = await asyncio.create_subprocess_exec(
        *PRACTICE,
        "--list",
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        limit=LIST_LIMIT,
    )
    try:
        printed, _ = await asyncio.wait_for(program.communicate(), LIST_DEADLINE)
    except TimeoutError:
        raise StoryError("not-started") from None
    finally:
        if program.returncode is None:
            program.kill()
    return tuple(_story(line) for line in printed.splitlines())


def _story(line: bytes) -> Story:
    try:
        fields = json.loads(line)
        return Story(str(fields["story"]), str(fields["title"]))
    except (ValueError, KeyError, TypeError):
        raise StoryError("damaged") from None


@asynccontextmanager
async def open_visit(choice: Story | Endpoint) -> AsyncIterator[RunningVisit]:
    """A visit to the phone that was chosen. A practice phone lives as long as the visit.

    Errors: StoryError, PackError, SelfTestError, GateError.
    """
    async with AsyncExitStack() as stack:
        endpoint = choice if isinstance(choice, Endpoint) else await stack.enter_async_context(_practice(choice))
        yield await asyncio.to_thread(_prepared, endpoint)


def _prepared(endpoint: Endpoint) -> RunningVisit:
    """A visit with the shipped signatures, after every planted sign was found with them."""
    # Imported here, in a thread: loading parsers and checks may not hold up the first screen.
    from devicecheck.packs.load import load_shipped  # noqa: PLC0415
    from devicecheck.packs.stamp import stamp  # noqa: PLC0415
    from devicecheck.runner.visit import Visit  # noqa: PLC0415
    from devicecheck.selftest.canaries import fire  # noqa: PLC0415

    pack = load_shipped()
    return Visit(endpoint, pack, stamp(pack, fire(pack)))


@asynccontextmanager
async def _practice(story: Story) -> AsyncIterator[Endpoint]:
    async with endpoint_program.start((*PRACTICE, story.name)) as said:
        yield Endpoint(
            reader=str(said["kind"]),
            via=Via.TCP,
            host=str(said["host"]),
            port=int(str(said["port"])),
            origin=Origin.PRACTICE,
        )
