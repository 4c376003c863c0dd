# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Readings made by hand, and the phones' answers they hold."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.android.answer import Answer
from devicecheck.readers.wire import Status

MOMENT = datetime(2026, 11, 24, 10, tzinfo=UTC)
FIXTURES = Path(__file__).parent / "fixtures"


def _reading(
    topic: Topic, body: bytes | str, status: Status = Status.COMPLETE, ask: str = "", **params: str | int
) -> Reading:
    return Reading(
        id=ask or f"r-{topic.value}-{params.get('user', '')}-{params.get('offset', '')}",
        topic=topic,
        device="phone",
        command="",
        started_at=MOMENT,
        ended_at=MOMENT,
        status=status,
        body=body.encode() if isinstance(body, str) else body,
        exit_code=0,
        params=params,
    )


@pytest.fixture(scope="session")
def reading() -> Callable[..., Reading]:
    return _reading


@pytest.fixture(scope="session")
def fixture_text() -> Callable[[str], str]:
    return lambda name: (FIXTURES / f"{name}.txt").read_text("utf-8")


@pytest.fixture(scope="session")
def answer(fixture_text: Callable[[str], str]) -> Callable[[str], Answer]:
    return lambda name: Answer(fixture_text(name))
