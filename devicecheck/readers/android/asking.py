# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts the questions of one ask message to the phone, in few streams, and delivers each answer as it ends.

An unplug at 80 % keeps 80 %: an answer is delivered the moment its marker line has come.
"""

import secrets
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from devicecheck.readers.android import batch, verdict
from devicecheck.readers.android.answers import Tell, deliver
from devicecheck.readers.android.faults import DeadlinePassed, ReaderFault, Silent, Stopped, StreamRefused
from devicecheck.readers.android.link import Link
from devicecheck.readers.android.stream_answers import Prepared, Section, StreamAnswers
from devicecheck.readers.android.table import WHOLE
from devicecheck.readers.android.watch import Watch
from devicecheck.readers.wire import Fault, LiveState, StateMessage, Status

IDLE_LIMIT = 12.0
"""Seconds without a byte after which a command counts as hanging. A dump has 10 s of its own on the phone."""
STEP = 4 << 20
"""Bytes of a whole app file between two messages about how far it has come."""
EXEC = b"exec:"
"""The service that hands over bytes as they are, since Android 5."""


class Asker:
    """Asks one connected phone. `learn` is shown the answers, for the paths in them."""

    def __init__(
        self, link: Link, folder: Path, tell: Tell, learn: Callable[[str, bytes], None], idle: float = IDLE_LIMIT
    ) -> None:
        self._link, self._folder, self._tell, self._learn, self._idle = link, folder, tell, learn, idle
        self._open: list[Prepared] = []
        self._running: Section | None = None

    def ask(self, questions: Sequence[Prepared], watch: Watch) -> None:
        """Deliver an answer to every question, whatever happens.

        Errors: ReaderFault when the connection is over; every question has its reading by then.
        """
        self._open = list(questions)
        failures = 0
        while self._open:
            try:
                ended = self._one_stream(watch)
            except Stopped:
                return self._give_up(Status.STOPPED)
            except DeadlinePassed:
                return self._give_up(Status.TIMEOUT)
            except ReaderFault as fault:
                self._give_up(_LOST.get(fault.fault, Status.TRUNCATED))
                raise
            if ended is not Status.COMPLETE:
                failures += 1
                self._end_running(ended)
                if failures > 1:
                    return self._give_up(ended)
        return None

    def _one_stream(self, watch: Watch) -> Status:
        """Read one stream to its end; how it left the section that was running, if one was."""
        answers: StreamAnswers | None = None
        within = watch.shorter(watch.left, self._idle)
        try:
            service, questions, marker = self._service()
            self._running = None
            with closing(self._link.open_stream(service, within)) as pieces:
                answers = StreamAnswers(questions, marker, self._folder)
                for piece in pieces:
                    self._show_progress(answers.running, len(piece))
                    for section in answers.feed(piece):
                        self._deliver(section)
                    if answers.ended:
                        return Status.COMPLETE
        except Silent:
            if answers is None:
                raise ReaderFault(Fault.TIMED_OUT) from None
            return Status.TIMEOUT
        except StreamRefused:
            raise ReaderFault(Fault.REFUSED) from None
        finally:
            self._settle(answers)
        self._link.still_there(watch)
        return Status.TRUNCATED if self._running else Status.COMPLETE

    def _show_progress(self, section: Section | None, more: int) -> None:
        """Tell how much of a whole app file has come, each time that another few megabytes are full."""
        if section is None or section.prepared.entry.topic != WHOLE:
            return
        before, after = section.body.size // STEP, (section.body.size + more) // STEP
        if after > before:
            self._tell(StateMessage(LiveState.FETCHING, {"megabytes": str(after * STEP >> 20)}))

    def _service(self) -> tuple[bytes, list[Prepared], str]:
        """The next stream to open: as many questions as the phone takes in one service name."""
        marker = secrets.token_hex(16)
        commands = [prepared.encoded for prepared in self._open]
        room = self._link.payload_limit - len(EXEC) - 1
        count = batch.fitting(commands, room, marker)
        return EXEC + batch.script(commands[:count], marker), self._open[:count], marker

    def _settle(self, answers: StreamAnswers | None) -> None:
        if answers is not None:
            for section in answers.settle():
                self._deliver(section)
            self._running = answers.running

    def _deliver(self, section: Section) -> None:
        """Deliver a section whose end marker came."""
        entry, errors = section.prepared.entry, bytes(section.errors)
        exit_code = section.exit_code or 0
        status = verdict.status(exit_code, section.body.head(verdict.HEAD), errors, raw=entry.raw)
        body = b"" if entry.raw else section.body.whole()
        if status is Status.COMPLETE and (
            section.body.cut or verdict.broke_off_inside(body, b"" if entry.raw else errors)
        ):
            status = Status.TRUNCATED
        self._learn(entry.topic, body)
        note = "" if status is Status.COMPLETE else verdict.note(errors)
        self._send(section, status, section.exit_code, note)

    def _end_running(self, status: Status) -> None:
        """Deliver the section that was running with what came of it."""
        if self._running is not None:
            self._send(self._running, status)
            self._running = None

    def _give_up(self, status: Status) -> None:
        self._end_running(status)
        for prepared in list(self._open):
            self._send(Section(prepared, self._folder), status)

    def _send(self, section: Section, status: Status, exit_code: int | None = None, note: str = "") -> None:
        prepared = section.prepared
        self._open.remove(prepared)
        deliver(self._tell, prepared.ask, prepared.shown, section.body, status, section.started, exit_code, note)


_LOST = {
    Fault.UNPLUGGED: Status.UNPLUGGED,
    Fault.TIMED_OUT: Status.TIMEOUT,
    Fault.REFUSED: Status.REFUSED,
}
"""How the questions end that a lost connection left open."""
