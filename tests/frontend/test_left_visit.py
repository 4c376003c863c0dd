# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cut-off visit whose readings cannot be gone through: it is said, the readings stay, the ways left are offered."""

from collections.abc import Sequence
from typing import Self

import pytest

from devicecheck.errors import CaseError
from devicecheck.frontend.left_visit import left_or_problem
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.model.readings import Reading, Status
from devicecheck.model.signatures import Pack
from devicecheck.model.topics import Topic
from devicecheck.report.wording import load
from devicecheck.runner.document import VisitRecord
from devicecheck.runner.recovering import LeftOpen
from devicecheck.runner.visit_log import Noted, VisitLog
from devicecheck.runner.worker import JudgingFailed
from devicecheck.tui.keeping.left_open import ERASE, GO_ON, LEAVE, REPORT, LeftOpenScreen
from devicecheck.tui.words import Words
from tests.report.samples import STAMP, START


class Failing:
    """A worker whose work fails as its kind says."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __call__(self, pack: Pack) -> Self:
        return self

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *ended: object) -> None:
        return None

    async def judge(self, readings: Sequence[Reading], asked: object) -> object:
        raise self.error


def cut_off() -> LeftOpen:
    reading = Reading(
        id="r1", topic=Topic.CLOCK, device="phone-1", command="date", started_at=START, ended_at=START,
        status=Status.COMPLETE, body=b"1",
    )  # fmt: skip
    record = VisitRecord(Endpoint(reader="android", via=Via.USB), STAMP, START, readings=[reading])
    return LeftOpen(START, record=record)


class Lines:
    """A case that takes every line."""

    def __init__(self) -> None:
        self.events: list[str] = []

    def add(self, at: object, event: str, terms: object, body: bytes = b"", *, let_go: bool = False) -> None:
        self.events.append(event)


async def test_readings_that_cannot_be_gone_through_stay_and_say_why() -> None:
    kept = Lines()
    visit, problem = await left_or_problem(VisitLog(kept), cut_off(), Failing(JudgingFailed("worker-lost")))
    assert visit is None and problem is not None and problem.code.endswith("worker-lost")
    assert Noted.DOCUMENT not in kept.events


async def test_a_broken_case_is_no_such_problem() -> None:
    with pytest.raises(CaseError):
        await left_or_problem(VisitLog(Lines()), cut_off(), Failing(CaseError("damaged")))


def test_only_what_is_still_possible_is_offered() -> None:
    words = Words(load())

    def ways(**state: object) -> tuple[str, ...]:
        return LeftOpenScreen(words, START, told=0, practice=False, **state).ways

    assert ways(read=False, problem=JudgingFailed("worker-lost")) == (ERASE, LEAVE)
    assert ways(read=True) == (REPORT, GO_ON, ERASE, LEAVE)
