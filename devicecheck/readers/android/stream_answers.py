# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The answers of one stream while it runs: which section its bytes belong to, and which sections have ended."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from devicecheck.readers.android.answers import Body, now
from devicecheck.readers.android.batch import SectionParser
from devicecheck.readers.android.shell_frames import STDERR, STDOUT, FrameParser
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

    def __init__(self, questions: Sequence[Prepared], marker: str, folder: Path, *, with_errors: bool) -> None:
        self._waiting = deque(questions)
        self._folder = folder
        self._frames = FrameParser() if with_errors else None
        self._out, self._err = SectionParser(marker), SectionParser(marker)
        self._printed: deque[Section] = deque()
        self._errors = [bytearray() for _ in questions]
        self._delivered = 0
        self.running: Section | None = None
        self._next()

    @property
    def ended(self) -> bool:
        """Whether every section has ended on both outputs."""
        return self.running is None and not self._printed

    def feed(self, data: bytes) -> Iterator[Section]:
        """Take what came. Errors: ReaderFault(PROTOCOL) for frames that are none."""
        for kind, piece in self._frames.feed(data) if self._frames else ((STDOUT, data),):
            if kind == STDOUT:
                self._take_output(piece)
            elif kind == STDERR:
                self._take_errors(piece)
            while self._printed and (self._frames is None or self._err.number > self._delivered):
                yield self._deliver()

    def settle(self) -> Iterator[Section]:
        """Sections whose end marker came, though the one of their error output did not, when the stream has ended."""
        if self.running is not None:
            self.running.body.add(self._out.rest())
        while self._printed:
            yield self._deliver()

    def _take_output(self, data: bytes) -> None:
        for part in self._out.feed(data):
            if self.running is None:
                return
            if isinstance(part, bytes):
                self.running.body.add(part)
            else:
                self.running.exit_code = part
                self._printed.append(self.running)
                self._next()

    def _take_errors(self, data: bytes) -> None:
        for part in self._err.feed(data):
            if isinstance(part, bytes) and self._err.number < len(self._errors):
                errors = self._errors[self._err.number]
                errors += part[: max(0, ERRORS_LIMIT - len(errors))]

    def _deliver(self) -> Section:
        section = self._printed.popleft()
        section.errors = self._errors[self._delivered]
        self._delivered += 1
        return section

    def _next(self) -> None:
        self.running = Section(self._waiting.popleft(), self._folder) if self._waiting else None
