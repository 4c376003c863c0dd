# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One process beside the screen for everything that would make it wait."""

import asyncio
import multiprocessing
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.connection import wait
from types import TracebackType

from devicecheck import process_log
from devicecheck.errors import DeviceCheckError
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import Pack
from devicecheck.readers.bounds import confine
from devicecheck.runner.judging import Asked, Judgement, judge

MEMORY, CPU_SECONDS = 4 << 30, 600
"""Units: bytes, seconds of the processor for one visit. A phone whose answers need more ends as "could not look"."""

_index: SignatureIndex | None = None


class JudgingFailed(DeviceCheckError):
    """Raised when parsing or checking ended in an unexpected way. The readings are kept."""

    area = "runner"


def _leave_with_parent() -> None:
    """End this process when the one that started it is gone, however it ended: it holds what was read."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _prepare() -> None:
    process_log.settle()
    confine(MEMORY, CPU_SECONDS, 0, nice=0)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _take(pack: Pack) -> None:
    global _index  # noqa: PLW0603 - one index for the life of the worker process
    _index = SignatureIndex(pack)


def _judge(readings: Sequence[Reading], asked: Asked) -> Judgement:
    if _index is None:
        raise JudgingFailed("not-prepared")
    return judge(readings, asked, _index)


class Worker:
    """Judges readings in a process of its own. Entering starts it, so that it is warm for the first reading."""

    def __init__(self, pack: Pack) -> None:
        # The pack comes as the first task: as an argument of the start, its writing never ends when the process does.
        self._pool, self._pack = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _prepare), pack
        self._started: asyncio.Task[object] | None = None

    async def judge(self, readings: Sequence[Reading], asked: Asked) -> Judgement:
        """What the readings say. Errors: JudgingFailed, whatever went wrong inside; its term names the kind."""
        try:
            await self._wait_until_started()
            return await asyncio.get_running_loop().run_in_executor(self._pool, _judge, tuple(readings), asked)
        except BrokenProcessPool:
            raise JudgingFailed("worker-lost") from None
        except Exception as error:  # the one catch-all: a fault in a check must end as "could not", not as a crash
            raise JudgingFailed("failed", {"kind": type(error).__name__}) from error

    async def __aenter__(self) -> "Worker":
        # In a thread: the start of a process takes a moment, and the screen may not wait.
        self._started = asyncio.create_task(asyncio.to_thread(self._start))
        return self

    def _start(self) -> None:
        self._pool.submit(_take, self._pack).result()

    async def _wait_until_started(self) -> None:
        if self._started is not None:
            await asyncio.shield(self._started)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(Exception):  # whoever asked for a judgement was told
            await self._wait_until_started()
        await asyncio.to_thread(self._pool.shutdown, wait=True, cancel_futures=True)
