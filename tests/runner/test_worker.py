# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The process that judges holds what was read: it ends with the program, however that ended."""

import asyncio
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from devicecheck.model.signatures import Pack
from devicecheck.runner import worker
from devicecheck.runner.judging import Asked
from devicecheck.runner.worker import JudgingFailed, Worker

resource = pytest.importorskip("resource", reason="Windows has job objects instead")
PROGRAM = """
import asyncio, multiprocessing, os, sys
from datetime import date
from devicecheck.model.signatures import Pack
from devicecheck.runner.worker import Worker

async def main():
    pack = Pack(id="none", version="1", issued_on=date(2026, 11, 24), licence="MIT", signatures=())
    async with Worker(pack) as worker:
        await worker._wait_until_started()
        while not multiprocessing.active_children():
            await asyncio.sleep(0.05)
        print("ready", flush=True)
        sys.stdin.readline()
        os.kill(os.getpid(), 9)

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_the_worker_ends_when_its_program_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(PROGRAM, encoding="utf-8")
    program = subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"ready\n"
        # The worker holds the other end of this pipe too, so it is read to its end only when both have gone.
        rest, _ = program.communicate(b"now\n", timeout=20)
    assert rest == b""
    assert program.returncode != 0


NO_PACK = Pack(id="none", version="1", issued_on=date(2026, 11, 24), licence="MIT", signatures=())


async def test_the_worker_has_limits_of_memory_processor_and_files() -> None:
    async with Worker(NO_PACK) as judging:
        await judging._wait_until_started()
        kinds = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)
        limits = [await asyncio.wrap_future(judging._pool.submit(resource.getrlimit, kind)) for kind in kinds]
    assert [soft for soft, _ in limits] == [worker.MEMORY, worker.CPU_SECONDS, 0, 0]


@pytest.mark.slow
async def test_a_worker_that_the_system_ended_is_could_not_and_no_crash() -> None:
    async with Worker(NO_PACK) as judging:
        await judging._wait_until_started()
        nearly_none = (1, 1)
        await asyncio.wrap_future(judging._pool.submit(resource.setrlimit, resource.RLIMIT_CPU, nearly_none))
        spent = judging._pool.submit(pow, 7, 10**8)
        with pytest.raises(JudgingFailed) as told:
            await judging.judge((), Asked("android", "phone-1", frozenset(), frozenset()))
        assert told.value.reason in {"worker-lost", "failed"}
        assert spent.exception() is not None


class EndsItsReader:
    """Ends the process that takes it out of its pickled form, with much behind it that is never read."""

    def __init__(self) -> None:
        self.behind = bytes(4 << 20)

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (9,), self.behind


async def test_a_worker_that_ends_while_it_takes_the_list_is_a_failure_and_no_endless_wait() -> None:
    async with Worker(cast(Pack, EndsItsReader())) as judging:
        asked = Asked("android", "phone-1", frozenset(), frozenset())
        with pytest.raises(JudgingFailed) as failed:
            await asyncio.wait_for(judging.judge((), asked), 30)
    assert failed.value.reason == "worker-lost"
