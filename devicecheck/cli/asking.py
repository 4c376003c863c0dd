# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking line by line: numbered answers, one line each, so that a screen reader reads them in order."""

import textwrap
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from devicecheck.cli.client_words import Pages
from devicecheck.cli.dialogue import TypedLines
from devicecheck.cli.exits import narrate
from devicecheck.report.clean_text import clean
from devicecheck.report.wording import Wording

WIDTH = 78


class InputEndedError(Exception):
    """No line comes any more. What was answered before stays."""


class Asker(NamedTuple):
    """The words and the one reader of typed lines of a whole visit."""

    wording: Wording
    typed: TypedLines

    def say(self, text: str) -> None:
        """One text, folded at words."""
        narrate(textwrap.fill(text, WIDTH, break_on_hyphens=False) if text else "")

    def tell(self, key: str, /, **terms: object) -> None:
        """The text of a key. Errors: WordingError."""
        self.say(self.wording.text(key, **terms))

    def problem(self, code: str, terms: Mapping[str, str]) -> None:
        """What went wrong, and what to do. Terms may come from a phone and are cleaned."""
        problem = self.wording.problem(code, {name: clean(value) for name, value in terms.items()})
        self.say(problem.what)
        self.say(problem.do)

    def turned(self, pages: Pages | None) -> None:
        """What the client can read now, if the laptop is turned round; None: nothing."""
        if self.typed.anytime is not None:
            self.typed.anytime.client.pages = pages

    async def line(self, question: str) -> str:
        """One typed line. Errors: InputEndedError."""
        self.say(question)
        typed = await self.typed.next()
        if typed is None:
            raise InputEndedError
        return clean(typed.strip(), 600)

    async def choose(self, question: str, answers: Mapping[str, str], why: str = "") -> str:
        """One of the answers, by its number. Errors: InputEndedError."""
        return (await self.choose_several(question, answers, why, most=1))[0]

    async def choose_several(
        self, question: str, answers: Mapping[str, str], why: str = "", most: int = 9
    ) -> tuple[str, ...]:
        """One to `most` of the answers; an empty line is none. Errors: InputEndedError."""
        ids = tuple(answers)
        self.say("")
        self.say(question)
        for number, text in enumerate(answers.values(), 1):
            self.say(f"{number}  {text}")
        while True:
            typed = await self.typed.next()
            if typed is None:
                raise InputEndedError
            if why and typed.strip() == "?":
                self.tell("plain.questions.why", why=why)
                continue
            chosen = _numbers(typed.split(","), len(ids))
            if 0 < len(chosen) <= most:
                return tuple(ids[number - 1] for number in chosen)
            self.tell("cli.choose", numbers=f"1-{len(ids)}")


def _numbers(typed: Iterable[str], most: int) -> tuple[int, ...]:
    """The numbers, each once; none at all if one of them is not among the answers."""
    texts = [text.strip() for text in typed]
    if not all(text.isascii() and text.isdigit() and len(text) < 3 and 1 <= int(text) <= most for text in texts):
        return ()
    return tuple(dict.fromkeys(map(int, texts)))
