# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exit codes, and how an error becomes a sentence on stderr. The only place that decides either."""

import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

import typer

from devicecheck import process_log
from devicecheck.errors import (
    CaseError,
    DeviceCheckError,
    DocumentError,
    EvidenceError,
    ExportError,
    GateError,
    PackError,
    ReaderError,
    SelfTestError,
    StoryError,
    UsageError,
)


class Exit(IntEnum):
    """What a script may rely on. Listed in the README; a test keeps both equal."""

    DONE = 0
    FAULT = 1
    USAGE = 2
    GATE = 3
    PHONE = 4
    SIGNATURES = 5
    FILE = 6
    NOT_SHOWN = 7
    STOPPED = 130


_CODES: tuple[tuple[type[DeviceCheckError], Exit], ...] = (
    (GateError, Exit.GATE),
    (ReaderError, Exit.PHONE),
    (PackError, Exit.SIGNATURES),
    (SelfTestError, Exit.SIGNATURES),
    (DocumentError, Exit.FILE),
    (EvidenceError, Exit.FILE),
    (CaseError, Exit.FILE),
    (ExportError, Exit.FILE),
    (StoryError, Exit.USAGE),
    (UsageError, Exit.USAGE),
)


def exit_code(error: DeviceCheckError) -> Exit:
    """The exit code of an error."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), Exit.FAULT)


MOST_HELD = 200


class Voice:
    """What is said on stderr. While it is covered, lines wait; those since the last typed line can be said again."""

    def __init__(self) -> None:
        self.covered = False
        self.since: deque[str] = deque(maxlen=MOST_HELD)

    def say(self, text: str) -> None:
        """One line; held back while the screen is hidden."""
        self.since.append(text)
        if not self.covered:
            print(text, file=sys.stderr, flush=True)

    def uncover(self) -> None:
        """Say again what was said since the last typed line, and what waited."""
        self.covered = False
        for text in self.since:
            print(text, file=sys.stderr, flush=True)


VOICE = Voice()
"""The one voice of the program, as there is one stderr."""


def narrate(text: str) -> None:
    """One line for the person at the keyboard; stdout stays free for data."""
    VOICE.say(text)


def explain(error: DeviceCheckError) -> None:
    """What happened and what to do about it, on stderr. Names of files and what files say act on no terminal."""
    from devicecheck.report.clean_text import clean
    from devicecheck.report.wording import load

    words = load().problem(error.code, {name: clean(value) for name, value in error.terms.items()})
    narrate(words.what)
    narrate(words.do)
    for problem in getattr(error, "problems", ()):
        narrate(f"  {clean(problem)}")


def unexpected(error: Exception) -> int:
    """The exit code of a fault of our own, after what to do. Its kind and place are told, never its words."""
    from devicecheck.report.wording import load

    words = load().problem("unexpected", {"code": process_log.code(type(error), error.__traceback__)})
    narrate(words.what)
    narrate(words.do)
    process_log.tell(error)
    return Exit.FAULT


@contextmanager
def exit_on_error() -> Iterator[None]:
    """Turn every error of ours into its sentence and its exit code."""
    try:
        yield
    except DeviceCheckError as error:
        explain(error)
        raise typer.Exit(exit_code(error)) from None
