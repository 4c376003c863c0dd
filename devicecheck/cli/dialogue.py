# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The questions of a visit as a dialogue, line by line. Nothing is assumed: an empty line asks again."""

import asyncio
import sys
import textwrap

from devicecheck.cli.exits import narrate
from devicecheck.report.wording import Wording
from devicecheck.runner.events import Need, NeedKind, Question


async def answers_to(need: Need, wording: Wording) -> dict[str, str] | None:
    """The answers typed for a need; None when the input ends before every question has one."""
    if need.kind is NeedKind.CONSENT:
        narrate("")
        _say("consent", wording)
    given: dict[str, str] = {}
    for question in need.questions:
        answer = await _answer(question, wording)
        if answer is None:
            narrate(wording.text("cli.no-answer"))
            return None
        given[question.id] = answer
    return given


async def _answer(question: Question, wording: Wording) -> str | None:
    narrate("")
    _say(question.id, wording)
    narrate(wording.text(f"gates.{question.id}.question"))
    for number, answer in enumerate(question.answers, 1):
        narrate(f"  {number}  {wording.text(f'gates.{question.id}.answers.{answer}')}")
    while line := await asyncio.to_thread(sys.stdin.readline):
        if (chosen := _chosen(line.strip().lower(), question)) is not None:
            return chosen
        narrate(wording.text("cli.choose", numbers=f"1-{len(question.answers)}"))
    return None


def _say(about: str, wording: Wording) -> None:
    narrate(f"{wording.text('gates.say-heading')}:")
    narrate(textwrap.indent(textwrap.fill(wording.text(f"gates.{about}.say"), 74), "  "))


def _chosen(typed: str, question: Question) -> str | None:
    if typed in question.answers:
        return typed
    if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(question.answers):
        return question.answers[int(typed) - 1]
    return None
