# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program that stands for a phone: it says where it is, lives as long as it is wanted, and no longer."""

import asyncio
import os
import sys

import pytest

from devicecheck.errors import StoryError
from devicecheck.sources import endpoint_program

TELLS = "import json, os, sys; print(json.dumps({'pid': os.getpid(), 'port': 1}), flush=True); sys.stdin.read()"


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_it_lives_until_it_is_closed() -> None:
    async with endpoint_program.start([sys.executable, "-c", TELLS]) as told:
        assert told["port"] == 1
        pid = int(str(told["pid"]))
        assert alive(pid)
    assert not alive(pid)


@pytest.mark.parametrize("code", ["", "print('no json')", "print('[]')", "raise SystemExit(2)"])
async def test_a_program_that_does_not_say_where_it_is(code: str) -> None:
    with pytest.raises(StoryError) as caught:
        async with endpoint_program.start([sys.executable, "-c", code]):
            raise AssertionError("it never started")
    assert caught.value.reason == "not-started"


@pytest.mark.slow
async def test_one_that_does_not_end_by_itself_is_killed() -> None:
    stays = TELLS.replace("sys.stdin.read()", "import time; time.sleep(60)")
    began = asyncio.get_running_loop().time()
    async with endpoint_program.start([sys.executable, "-c", stays]) as told:
        pid = int(str(told["pid"]))
    assert not alive(pid)
    assert asyncio.get_running_loop().time() - began < endpoint_program.CLOSE_LIMIT + 2


async def test_the_program_of_a_practice_story() -> None:
    argv = [sys.executable, "-m", "devicecheck.practice", "ordinary"]
    async with endpoint_program.start(argv) as told:
        assert told["kind"] == "android"
        assert told["host"] == "127.0.0.1"
