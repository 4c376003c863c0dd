# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The questions of a visit as a dialogue, line by line. Nothing is assumed: an empty line asks again."""

import asyncio
import os
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from time import monotonic

from devicecheck.cli import quiet_typing
from devicecheck.cli.anytime import Anytime
from devicecheck.cli.exits import VOICE, narrate
from devicecheck.report.clean_text import clean
from devicecheck.report.wording import Wording, load
from devicecheck.runner import gates
from devicecheck.runner.events import Need, NeedKind, Question

PIPE_READ = 4096
LONGEST_LINE = 1_000
TO_PRINT = 0.1
"""Seconds that a question may take to be printed: a line that comes while it is printed answers it."""


class TypedLines:
    """Lines as they are typed, read in a thread of its own: Ctrl-C is heard, and the program ends, while it waits.

    At a terminal a line answers only what was asked before it was typed: nobody agrees to a question that they did
    not see yet. A file or a pipe holds all its lines beforehand.
    """

    def __init__(
        self,
        anytime: Anytime | None = None,
        *,
        at_terminal: bool | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._lines: asyncio.Queue[tuple[float, str | None]] = asyncio.Queue()
        self._loop, self._clock = asyncio.get_running_loop(), clock
        self._started = False
        self._at_terminal = quiet_typing.at_terminal() if at_terminal is None else at_terminal
        if self._at_terminal:
            quiet_typing.forget_typed()
        self.anytime = anytime

    async def next(self) -> str | None:
        """The next line; None when the input has ended."""
        asked = self._clock()
        if not self._started:
            self._started = True
            threading.Thread(target=self._read, daemon=True).start()
        while (line := await self._after(asked)) is not None:
            if self.anytime is None or not await self.anytime.asked(line, self._one):
                VOICE.since.clear()
                return line
            asked = self._clock()
        self._lines.put_nowait((0.0, None))
        return None

    async def _one(self) -> str | None:
        return await self._after(self._clock())

    async def _after(self, asked: float) -> str | None:
        """The first line that was typed since then; what was typed before is said not to count."""
        said = False
        while True:
            typed, line = await self._lines.get()
            if line is None or not self._at_terminal or typed >= asked - TO_PRINT or self._for_anytime(line):
                return line
            if line.strip() and not said:
                said = True
                narrate(load().text("cli.too-early"))

    def _for_anytime(self, line: str) -> bool:
        return self.anytime is not None and self.anytime.hears(line)

    def _take(self, typed: float, line: str | None) -> None:
        """A line as it comes, also while nobody waits for one: what hides the screen is heard at once."""
        if self.anytime is None or not self.anytime.at_once(line):
            self._lines.put_nowait((typed, line))

    def _read(self) -> None:
        try:
            for line in _lines(sys.stdin.fileno()):
                self._tell(line)
        except (OSError, ValueError, AttributeError):  # an input that is closed, or none at all
            pass
        self._tell(None)

    def _tell(self, line: str | None) -> None:
        try:
            self._loop.call_soon_threadsafe(self._take, self._clock(), line)
        except RuntimeError:  # the visit is over, nobody waits for a line
            return


def _lines(pipe: int) -> Iterator[str]:
    """Lines of the input. A buffered file would be locked by the waiting thread, and the program could not end."""
    held = b""
    while data := os.read(pipe, PIPE_READ):
        *whole, held = (held + data).split(b"\n")
        yield from (line.decode("utf-8", "replace") for line in whole)
        held = held[:LONGEST_LINE]
    if held:
        yield held.decode("utf-8", "replace")


async def answers_to(need: Need, wording: Wording, typed: TypedLines) -> dict[str, str] | None:
    """The answers typed for a need; None when the input ends before every question has one."""
    if need.kind is NeedKind.HIDDEN:
        return await _hidden(need, wording, typed)
    if need.kind is NeedKind.CONSENT and need.questions[0].id not in gates.BESIDE:
        narrate("")
        _say("consent", wording)
    given: dict[str, str] = {}
    for question in need.questions:
        answer = await _answer(question, need, wording, typed)
        if answer is None:
            narrate(wording.text("cli.no-answer"))
            return None
        given[question.id] = answer
        if answer in question.named:
            narrate(wording.text(f"{_area(question, need)}.name"))
            given[f"{question.id}:name"] = await typed.next() or ""
    return given


async def _hidden(need: Need, wording: Wording, typed: TypedLines) -> dict[str, str] | None:
    """Free text that is not shown while it is typed. An empty line is an answer too."""
    (question,) = need.questions
    if "why" in need.terms:
        narrate(wording.text(f"hidden.{question.id}.{need.terms['why']}"))
    narrate(wording.text(f"hidden.{question.id}.question", **need.terms))
    with quiet_typing.not_shown():
        line = await typed.next()
    return None if line is None else {question.id: line}


def _area(question: Question, need: Need) -> str:
    """Where the words of a question are. Steps are said to staff; a question about one thing has its words once."""
    return f"radio.step.{question.id.partition(':')[0]}" if need.kind is NeedKind.STEP else f"gates.{question.id}"


async def _answer(question: Question, need: Need, wording: Wording, typed: TypedLines) -> str | None:
    narrate("")
    area = _area(question, need)
    if need.kind is not NeedKind.STEP:
        _say(question.id, wording)
    narrate(wording.text(f"{area}.question", **{name: clean(value) for name, value in need.terms.items()}))
    for number, answer in enumerate(question.answers, 1):
        narrate(f"  {number}  {wording.text(f'{area}.answers.{answer}')}")
    while (line := await typed.next()) is not None:
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
