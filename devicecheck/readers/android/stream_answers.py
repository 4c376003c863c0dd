# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The answers of one stream while it runs: which section its bytes belong to, and which sections have ended."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from devicecheck.readers.android.answers import Body, now
from devicecheck.readers.android.batch import SectionParser
from devicecheck.readers.android.table import Entry
from devicecheck.readers.wire import Ask

ERRORS_LIMIT = 64 << 10
"""Bytes of one command's error output that are looked at."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One question with its finished command."""

    ask: Ask
    entry: Entry
    command: str

    @property
    def encoded(self) -> bytes:
        """The command as the phone gets it: a path may hold any bytes."""
        return self.command.encode("utf-8", "surrogateescape")

    @property
    def shown(self) -> str:
        """The command as people and documents see it."""
        return self.encoded.decode("utf-8", "replace")


class Section:
    """One answer that is coming in, or has ended."""

    def __init__(self, prepared: Prepared, folder: Path) -> None:
        self.prepared = prepared
        self.body = Body(folder / f"{prepared.ask.id}.body")
        self.errors = bytearray()
        self.started = now()
        self.exit_code: int | None = None


class StreamAnswers:
    """Takes the bytes of one stream, gives the sections that ended."""

    def __init__(self, questions: Sequence[Prepared], marker: str, folder: Path) -> None:
        self._waiting = deque(questions)
        self._folder = folder
        self._parser = SectionParser(marker)
        self._printed: Section | None = None
        self.running: Section | None = None
        self._next()

    @property
    def ended(self) -> bool:
        """Whether every section has ended, with its errors."""
        return self.running is None and self._printed is None

    def feed(self, data: bytes) -> Iterator[Section]:
        """Take what came."""
        for part in self._parser.feed(data):
            if isinstance(part, bytes):
                self._take(part)
            elif self._printed is not None:
                yield from self._with_errors()
            elif self.running is not None:
                self.running.exit_code, self._printed = part, self.running
                self._next()

    def settle(self) -> Iterator[Section]:
        """The section whose answer ended, though its errors did not, when the stream has ended."""
        self._take(self._parser.rest())
        yield from self._with_errors()

    def _take(self, data: bytes) -> None:
        if self._printed is not None:
            self._printed.errors += data[: max(0, ERRORS_LIMIT - len(self._printed.errors))]
        elif self.running is not None:
            self.running.body.add(data)

    def _with_errors(self) -> Iterator[Section]:
        section, self._printed = self._printed, None
        if section is not None:
            yield section

    def _next(self) -> None:
        self.running = Section(self._waiting.popleft(), self._folder) if self._waiting else None
