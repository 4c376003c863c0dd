# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one visit beside the screens: hands on its events, and at the end says how it ended."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, aclosing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from devicecheck.errors import DeviceCheckError
from devicecheck.frontend.opening import Choice, RunningVisit
from devicecheck.model.consultation import Consultation
from devicecheck.report.page import ReportView
from devicecheck.report.view import build
from devicecheck.report.wording import Wording
from devicecheck.runner.events import Broken, Event, Finished, Need, Refused
from devicecheck.runner.gates import Recorded
from devicecheck.runner.visit_log import VisitLog

OpenVisit = Callable[[Choice, Recorded, VisitLog, str], AbstractAsyncContextManager[RunningVisit]]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a visit ended. `code` and `terms` name what went wrong; `shown` is there if anything was read.

    Shape: `whole` as in `Finished`.
    """

    code: str = ""
    terms: dict[str, str] = field(default_factory=dict)
    stopped: bool = False
    consultation: Consultation | None = None
    shown: ReportView | None = None
    whole: Mapping[str, bytes] = field(default_factory=dict, repr=False)


class Following:
    """The visit that runs now. Its screens reach it only through `answer` and `stop`."""

    def __init__(self, open_visit: OpenVisit, wording: Wording, tell: Callable[[Event], object]) -> None:
        self._open_visit, self._wording, self._tell = open_visit, wording, tell
        self._visit: RunningVisit | None = None
        self.log = VisitLog()
        self._stopping = False
        self._code, self._terms = "", dict[str, str]()
        self._consultation: Consultation | None = None
        self._whole: Mapping[str, bytes] = {}

    async def run(self, choice: Choice, before: Recorded, log: VisitLog, device: str) -> Ending:
        """The whole visit. Errors: none; whatever ends it is part of the ending, and what was read stays."""
        self.log = log
        try:
            async with self._open_visit(choice, before, log, device) as visit:
                self._visit = visit
                if self._stopping:
                    visit.stop()
                async with aclosing(visit.run()) as events:
                    async for event in events:
                        self._note(event)
                        self._tell(event)
        except DeviceCheckError as error:
            self._code, self._terms = error.code, error.terms
        except Exception as error:  # a fault of ours must end as a sentence beside a client, not as a crash
            self._code, self._terms = "unexpected", {"code": type(error).__name__}
        finally:
            self._visit = None
        return await self._ending()

    def answer(self, need: Need, given: Mapping[str, str]) -> None:
        """Give the visit its answers."""
        if self._visit is not None:
            self._visit.answer(need, given)

    def stop(self) -> None:
        """Stop the visit, also when it has not begun yet."""
        self._stopping = True
        if self._visit is not None:
            self._visit.stop()

    def _note(self, event: Event) -> None:
        match event:
            case Refused(code):
                self._code = code
            case Broken(fault, terms):
                self._code, self._terms = f"reader.{fault}", terms
            case Finished(consultation, whole):
                self._consultation, self._whole = consultation, whole

    async def _ending(self) -> Ending:
        if self._consultation is None:
            return Ending(self._code, self._terms, stopped=self._stopping)
        ended = await ending_of(self._consultation, self._wording)
        return replace(ended, code=self._code, terms=self._terms, stopped=self._stopping, whole=self._whole)


async def ending_of(visit: Consultation, wording: Wording) -> Ending:
    """A document and how it is shown."""
    today = datetime.now(UTC).astimezone().date()
    return Ending(consultation=visit, shown=await asyncio.to_thread(build, visit, wording, today))
