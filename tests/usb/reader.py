# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped Android reader as a program, asked over its pipes."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from devicecheck.readers import wire
from devicecheck.readers.android.table import TOPICS
from devicecheck.readers.wire import (
    Ask,
    AskMessage,
    ChunkMessage,
    CloseMessage,
    DoneMessage,
    ErrorMessage,
    Fault,
    LiveState,
    ReadingMessage,
    StateMessage,
    Status,
)

Kind = TypeVar("Kind")
NOBODY = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
# Files of the computer outside may be readable by their owner alone. This right lets nobody read them, and open no
# device: that takes a right to write.
READING_ALL = ["--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"]


@dataclass
class Said:
    """All that a reader said, and its exit code."""

    messages: list[object] = field(default_factory=list)
    code: int | None = None

    @property
    def connected(self) -> dict[str, str]:
        return next((each.terms for each in self._of(StateMessage) if each.state is LiveState.CONNECTED), {})

    @property
    def fault(self) -> tuple[Fault, dict[str, str]] | None:
        return next(((each.fault, each.terms) for each in self._of(ErrorMessage)), None)

    @property
    def statuses(self) -> dict[str, Status]:
        return {each.topic: each.status for each in self._of(ReadingMessage)}

    @property
    def rounds(self) -> int:
        """How many messages with questions were answered to the end."""
        return len(list(self._of(DoneMessage)))

    def bodies(self, folder: Path) -> dict[str, bytes]:
        """The answer to each ask by its id."""
        return {each.ask: self._body(each, folder) for each in self._of(ReadingMessage)}

    def _body(self, reading: ReadingMessage, folder: Path) -> bytes:
        if reading.file:
            return (folder / reading.file).read_bytes()
        chunks = b"".join(each.data for each in self._of(ChunkMessage) if each.ask == reading.ask)
        return chunks if reading.body is None else reading.body

    def _of(self, kind: type[Kind]) -> Iterator[Kind]:
        return (each for each in self.messages if isinstance(each, kind))


@contextmanager
def started(folder: Path, *more: str, nobody: bool = False) -> Iterator[subprocess.Popen[bytes]]:
    argv = [sys.executable, "-I", "-m", "devicecheck.readers.android", "--via", "usb", "--folder", str(folder),
            "--agreed", ",".join(TOPICS), "--connect-deadline", "60", *more]  # fmt: skip
    before = [*NOBODY, *READING_ALL] if nobody else []
    with subprocess.Popen([*before, *argv], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        try:
            yield program
        finally:
            program.kill()


def ask(program: subprocess.Popen[bytes], *rounds: Sequence[Ask]) -> Said:
    """Put the questions, one message for each round, wait for the answers, and let the reader close."""
    assert program.stdin
    assert program.stdout
    said, orders = Said(), [*(AskMessage(tuple(asks), 100) for asks in rounds), CloseMessage()]
    wire.write(program.stdin, orders.pop(0))
    while (message := wire.read(program.stdout)) is not None:
        said.messages.append(message)
        if isinstance(message, DoneMessage):
            wire.write(program.stdin, orders.pop(0))
    said.code = program.wait(10)
    return said


def read(folder: Path, *rounds_and_more: Sequence[Ask] | str, nobody: bool = False) -> Said:
    """Start the reader with these rounds of questions and arguments, ask, and let it close."""
    folder.mkdir(exist_ok=True)
    if nobody:
        folder.chmod(0o777)
    more = [each for each in rounds_and_more if isinstance(each, str)]
    rounds = [each for each in rounds_and_more if not isinstance(each, str)]
    with started(folder, *more, nobody=nobody) as program:
        return ask(program, *rounds)
