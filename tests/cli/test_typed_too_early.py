# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""At a terminal nobody agrees to a question that was not there yet; a pipe holds its lines beforehand."""

import asyncio
import os
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from devicecheck.cli.anytime import Anytime, WithdrawnError
from devicecheck.cli.dialogue import TypedLines, answers_to
from devicecheck.report.wording import load
from devicecheck.runner import gates

TOO_EARLY = "does not count as an answer"


async def given(early: list[str], late: list[str], *, at_terminal: bool) -> dict[str, str] | None:
    """The answers to the first gate. `early` lines were typed half a minute before it was asked, `late` ones after."""
    now = [100.0]
    typed = TypedLines(Anytime(load()), at_terminal=at_terminal, clock=lambda: now[0])
    for line in early:
        typed._take(now[0], line)
    now[0] += 30.0
    for line in late:
        typed._take(now[0] + 1.0, line)
    return await asyncio.wait_for(answers_to(gates.FIRST_NEEDS[0], load(), typed), 5)


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An input from which no line comes by itself."""
    reading, writing = os.pipe()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(fileno=lambda: reading, isatty=lambda: False))
    yield
    os.close(writing)


@pytest.mark.usefixtures("silent")
def test_a_line_typed_before_a_gate_is_no_answer_to_it(capfd: pytest.CaptureFixture[str]) -> None:
    (question,) = gates.FIRST_NEEDS[0].questions
    answer = asyncio.run(given(["1", "", "1"], ["2"], at_terminal=True))
    assert answer == {question.id: question.answers[1]}
    assert capfd.readouterr().err.count(TOO_EARLY) == 1


@pytest.mark.usefixtures("silent")
def test_lines_of_a_pipe_answer_in_their_order(capfd: pytest.CaptureFixture[str]) -> None:
    (question,) = gates.FIRST_NEEDS[0].questions
    assert asyncio.run(given(["1"], [], at_terminal=False)) == {question.id: question.answers[0]}
    assert TOO_EARLY not in capfd.readouterr().err


@pytest.mark.usefixtures("silent")
def test_taking_back_the_yes_counts_whenever_it_was_typed() -> None:
    with pytest.raises(WithdrawnError):
        asyncio.run(given(["/withdraw"], ["yes"], at_terminal=True))
