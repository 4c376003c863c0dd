# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice phones, for both front ends: which there are, and one of them running."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from devicecheck.errors import StoryError
from devicecheck.model.endpoints import Endpoint, Origin, Via
from devicecheck.sources import endpoint_program

PROGRAM = (sys.executable, "-m", "devicecheck.practice")
LIST_DEADLINE = 15.0
LIST_LIMIT = 1 << 20


@dataclass(frozen=True, slots=True)
class Story:
    """One practice phone, copy, or recorded radio, network or traffic: its name for the program, its title for people.

    Shape: `password` opens a locked copy; it is no secret, and said before it is asked for. `reader` is the kind of
    phone, "" where it is none. `asks`: somebody wants to practise what is asked of a client before a phone is read.
    """

    name: str
    title: str
    radio: bool = False
    network: bool = False
    backup: bool = False
    capture: bool = False
    password: str = ""
    reader: str = ""
    asks: bool = False

    @property
    def beside(self) -> bool:
        """Whether it is no phone, but something beside one."""
        return self.radio or self.network or self.file

    @property
    def file(self) -> bool:
        """Whether it is a file on this computer."""
        return self.backup or self.capture


async def stories() -> tuple[Story, ...]:
    """The practice phones that the practice program lists. Errors: StoryError when it does not answer."""
    return await _listed("--list")


async def radio_stories() -> tuple[Story, ...]:
    """The recorded radios that the practice program lists. Errors: StoryError when it does not answer."""
    return await _listed("--radio", radio=True)


async def network_stories() -> tuple[Story, ...]:
    """The recorded home networks that the practice program lists. Errors: StoryError when it does not answer."""
    return await _listed("--network", network=True)


async def capture_stories() -> tuple[Story, ...]:
    """The made-up recordings of traffic that the practice program lists. Errors: StoryError when it does not answer."""
    return await _listed("--capture", capture=True)


async def backup_stories() -> tuple[Story, ...]:
    """The made-up copies of phones that the practice program lists. Errors: StoryError when it does not answer."""
    try:
        return tuple(
            Story(str(row["story"]), str(row["title"]), backup=True, password=str(row["password"] or ""))
            for row in await printed("--backup")
        )
    except (KeyError, TypeError):
        raise StoryError("damaged") from None


async def all_stories() -> tuple[Story, ...]:
    """Everything that one can practise with. Errors: StoryError when the practice program does not answer."""
    every = await asyncio.gather(stories(), backup_stories(), radio_stories(), network_stories(), capture_stories())
    return tuple(story for kind in every for story in kind)


async def printed(*arguments: str) -> list[dict[str, Any]]:
    """What the practice program prints for these arguments, line by line.

    Errors: StoryError `not-started` when it does not answer, `damaged` when it prints something else.
    """
    program = await asyncio.create_subprocess_exec(
        *PROGRAM, *arguments, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, limit=LIST_LIMIT
    )
    try:
        lines, _ = await asyncio.wait_for(program.communicate(), LIST_DEADLINE)
        return [json.loads(line) for line in lines.splitlines()]
    except TimeoutError:
        raise StoryError("not-started") from None
    except ValueError:
        raise StoryError("damaged") from None
    finally:
        if program.returncode is None:
            program.kill()


async def _listed(
    which: str, *, radio: bool = False, network: bool = False, capture: bool = False
) -> tuple[Story, ...]:
    try:
        return tuple(
            Story(
                str(row["story"]),
                str(row["title"]),
                radio=radio,
                network=network,
                capture=capture,
                reader=str(row.get("kind", "")),
            )
            for row in await printed(which)
        )
    except (KeyError, TypeError):
        raise StoryError("damaged") from None


@asynccontextmanager
async def running(story: Story) -> AsyncIterator[Endpoint]:
    """Where the practice phone of a story can be reached; it lives until the end of the context.

    Errors: StoryError when it does not start.
    """
    async with endpoint_program.start((*PROGRAM, story.name)) as said:
        yield Endpoint(
            reader=str(said["kind"]),
            via=Via.TCP,
            host=str(said["host"]),
            port=int(str(said["port"])),
            origin=Origin.PRACTICE,
        )
