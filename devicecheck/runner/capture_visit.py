# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording of traffic as a visit: the client's yes, then a look for listed servers, which can be stopped."""

import asyncio
import json
from contextlib import aclosing
from pathlib import Path

from devicecheck.errors import ReaderError
from devicecheck.model.endpoints import Endpoint
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import Pack, PackStamp
from devicecheck.model.topics import Scope, Topic, agreed_topics
from devicecheck.readers.wire import FILE_VARIABLE, Fault
from devicecheck.runner import gates
from devicecheck.runner.beside_visit import BesideVisit, Keeps
from devicecheck.runner.capture_check import DEADLINE, DEVICE, READER, SERVERS_FILE, START_DEADLINE, program, servers
from devicecheck.runner.events import Live
from devicecheck.runner.planning import Question, asks
from devicecheck.sources.private_folder import private_folder
from devicecheck.sources.session import Session, running


class CaptureVisit(BesideVisit):
    """One client and one recording. A file that is none ends it: nothing of it counts as looked at."""

    def __init__(self, endpoint: Endpoint, pack: Pack, stamp: PackStamp, path: Path, kept: Keeps | None = None) -> None:
        super().__init__(endpoint, pack, stamp, DEVICE, kept=kept)
        self._path = path
        self._session: Session | None = None

    def _halt(self) -> None:
        if self._session is not None:
            self._session.cancel()

    async def _real(self) -> None:
        agreed = await self._pass_the_gates(gates.CAPTURE_NEEDS, frozenset({Scope.CAPTURE_FILE}))
        if agreed and await self._keeping_settled():
            with private_folder() as folder:
                await self._look(folder)

    async def _practice(self) -> None:
        self._record.agreed = agreed_topics(frozenset({Scope.CAPTURE_FILE}))
        with private_folder() as folder:
            await self._look(folder)

    async def _look(self, folder: Path) -> None:
        """Errors: ReaderError `no-capture` for a file that is none."""
        record = self._record
        await asyncio.to_thread((folder / SERVERS_FILE).write_text, json.dumps(servers(self._pack)), "utf-8")
        full = str(await asyncio.to_thread(self._path.resolve))
        question = Question(Topic.CAPTURE_SERVERS)
        record.asked.append(question)
        record.open.add(question)
        self._events.put_nowait(record.progress())
        named = {FILE_VARIABLE: full}
        async with running(program(folder), READER, folder, START_DEADLINE, DEVICE, told=named) as session:
            self._session = session
            if self._stopping.is_set():
                session.cancel()
            record.offered = frozenset({Topic.CAPTURE_SERVERS})
            await self._keep_round((question,))
            async with aclosing(session.ask(asks([question], 1, "c"), DEADLINE)) as items:
                async for item in items:
                    if isinstance(item, Reading):
                        await self._keep_reading(item)
                        self._events.put_nowait(record.progress())
                    else:
                        self._events.put_nowait(Live(item.state, item.terms))
        self._session = None
        if record.readings and not record.worth_a_document:
            raise ReaderError(Fault.NO_CAPTURE)
