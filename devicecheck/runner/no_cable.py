# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visit in which no phone is connected: the same gates and the same document, and nothing is read."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import UTC, datetime

from devicecheck.errors import GateError
from devicecheck.model.signatures import PackStamp
from devicecheck.runner import gates
from devicecheck.runner.document import without_phone
from devicecheck.runner.events import Event, Finished, Need, Refused
from devicecheck.runner.phones import NOBODY
from devicecheck.runner.visit_log import Noted, VisitLog


class NoCableVisit:
    """Same use as `runner.visit.Visit`: iterate `run()`, give each `Need` its answers."""

    def __init__(
        self,
        stamp: PackStamp,
        before: gates.Recorded | None = None,
        needs: Sequence[Need] = gates.FIRST_NEEDS,
        log: VisitLog | None = None,
    ) -> None:
        self._stamp, self._needs, self._log = stamp, needs, log or VisitLog()
        if self._log.keeps and not gates.keeping_agreed(before or gates.Recorded()):
            raise GateError("keeping-not-agreed")
        self._recorded = before or gates.Recorded()
        self._answered: asyncio.Queue[gates.Recorded | None] = asyncio.Queue()

    def answer(self, need: Need, given: Mapping[str, str]) -> None:
        """Record the answers to a need. Errors: GateError if one is missing or not among the possible ones."""
        self._answered.put_nowait(gates.record(self._recorded, need, given, NOBODY, datetime.now(UTC)))

    @property
    def _refusal(self) -> str | None:
        return gates.refusal(self._recorded, self._needs)

    def stop(self) -> None:
        """Stop before the document is made."""
        self._answered.put_nowait(None)

    async def run(self) -> AsyncGenerator[Event, None]:
        """Every question that has no answer yet, then the document in which nothing was read."""
        while (need := gates.next_need(self._recorded, self._needs)) and not self._refusal:
            yield need
            recorded = await self._answered.get()
            if recorded is None:
                return
            await self._log.in_turn(self._log.recorded, self._recorded, recorded)
            self._recorded = recorded
        if code := self._refusal:
            yield Refused(code)
            return
        document = without_phone(self._stamp, self._recorded, datetime.now(UTC))
        await self._log.in_turn(self._log.note, Noted.DOCUMENT, document, let_go=True)
        yield Finished(document)
