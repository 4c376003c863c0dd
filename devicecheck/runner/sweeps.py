# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where sweeps come from: the radio of this computer, or a recorded one for training."""

import asyncio
import json
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Protocol

from devicecheck.errors import ReaderError
from devicecheck.model.radio import SweepPlace
from devicecheck.model.radio_observations import TrustedTag
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import Pack
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import Fault
from devicecheck.runner.events import Live
from devicecheck.runner.planning import Question, asks
from devicecheck.sources.private_folder import private_folder
from devicecheck.sources.session import Session, running

READER = "bluetooth"
DEVICE = "radio-1"
PRINTS_FILE = "prints.json"
"""The name under which the reader looks for the prints in the private folder."""
START_DEADLINE = 20.0
SPARE = 30.0
"""Seconds beyond the listening itself, for starting and ending it."""


class Sweeps(Protocol):
    """One radio. `trusted` are tags of which is known from the start whose they are."""

    trusted: tuple[TrustedTag, ...]

    def listen(self, place: SweepPlace, number: int) -> AsyncGenerator[Reading | Live, None]:
        """One time of listening: states on the way, then its reading. Errors: ReaderError."""

    def stop(self) -> None:
        """Stop listening; the sweep that runs gives no result."""


class Radio:
    """The radio of this computer. Each sweep starts its reader anew: half an hour may lie between two."""

    def __init__(self, pack: Pack, seconds: int, trusted: tuple[TrustedTag, ...] = ()) -> None:
        self.trusted = trusted
        self._prints = [each.model_dump() for entry in pack.signatures for each in entry.indicators.bluetooth]
        self._seconds = seconds
        self._session: Session | None = None

    async def listen(self, place: SweepPlace, number: int) -> AsyncGenerator[Reading | Live, None]:
        """One sweep with the reader."""
        question = Question(Topic.BLUETOOTH_TAGS, (("place", place.value), ("seconds", self._seconds)))
        program = [sys.executable, "-I", "-m", f"devicecheck.readers.{READER}"]
        with private_folder() as folder:
            await asyncio.to_thread((folder / PRINTS_FILE).write_text, json.dumps(self._prints), "utf-8")
            argv = [*program, "--agreed", Topic.BLUETOOTH_TAGS.value, "--folder", str(folder)]
            async with running(argv, READER, folder, START_DEADLINE, DEVICE) as session:
                self._session = session
                try:
                    asked = session.ask(asks([question], number, "t"), self._seconds + SPARE)
                    async with aclosing(asked) as items:
                        async for item in items:
                            yield item if isinstance(item, Reading) else Live(item.state, item.terms)
                finally:
                    self._session = None

    def stop(self) -> None:
        """Cancel the sweep that runs, if any."""
        if self._session is not None:
            self._session.cancel()


@dataclass
class RecordedRadio:
    """A radio whose sweeps were written down before, by place. A place without one was not listened to."""

    readings: Mapping[SweepPlace, Reading]
    trusted: tuple[TrustedTag, ...] = ()
    _stopped: bool = field(default=False)

    async def listen(self, place: SweepPlace, number: int) -> AsyncGenerator[Reading | Live, None]:
        """The sweep of this place. Errors: ReaderError(CRASHED) when there is none at all."""
        if not self.readings:
            raise ReaderError(Fault.CRASHED)
        if place in self.readings and not self._stopped:
            yield self.readings[place]

    def stop(self) -> None:
        """Give no further sweep."""
        self._stopped = True
