# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One opened case beside the screen: its records may be touched by the thread alone that opened them."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TypeVar

from devicecheck.frontend.desk import CaseDesk, open_desk
from devicecheck.report.wording import Wording

Given = TypeVar("Given")


class DeskThread:
    """Runs every step of one desk in one thread, so that the screen never waits for the disk."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._desk: CaseDesk | None = None

    async def open(self, folder: Path, secret: str, wording: Wording, today: date) -> None:
        """Open the case. Errors: as of `open_desk`."""

        def opened() -> None:
            self._desk = open_desk(folder, secret, wording, today)

        await asyncio.get_running_loop().run_in_executor(self._thread, opened)

    async def do(self, step: Callable[[CaseDesk], Given]) -> Given:
        """What a step gives. Errors: those of the step."""

        def done() -> Given:
            if self._desk is None:
                raise RuntimeError
            return step(self._desk)

        return await asyncio.get_running_loop().run_in_executor(self._thread, done)

    def close(self) -> None:
        """Close the case once the steps before it are done."""
        self._thread.submit(self._close)
        self._thread.shutdown(wait=False)

    def _close(self) -> None:
        if self._desk is not None:
            self._desk.close()
            self._desk = None
