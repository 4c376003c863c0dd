# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program that says in its first line where it can be reached, and lives until it is closed."""

import asyncio
import json
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from devicecheck.errors import StoryError

START_LIMIT = 30.0
CLOSE_LIMIT = 3.0


@asynccontextmanager
async def start(argv: Sequence[str]) -> AsyncIterator[dict[str, object]]:
    """Start it, hand on its first line, and close it at the end. It dies with its standard input.

    Errors: StoryError("not-started") when it ends or says nothing in time.
    """
    program = await asyncio.create_subprocess_exec(*argv, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
    try:
        yield await _first_line(program)
    finally:
        await _close(program)


async def _first_line(program: Process) -> dict[str, object]:
    assert program.stdout is not None  # noqa: S101 - a pipe was asked for
    try:
        async with asyncio.timeout(START_LIMIT):
            said = json.loads(await program.stdout.readline())
    except (TimeoutError, ValueError):
        raise StoryError("not-started") from None
    if not isinstance(said, dict):
        raise StoryError("not-started")
    return said


async def _close(program: Process) -> None:
    if program.stdin is not None:
        program.stdin.close()
    try:
        async with asyncio.timeout(CLOSE_LIMIT):
            await program.communicate()
    except (TimeoutError, OSError):
        if program.returncode is None:
            program.kill()
        await program.wait()
