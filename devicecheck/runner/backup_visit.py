# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking at a backup of the client's own iPhone: gates, the password where there is one, the named files.

The password goes from the answer to the reader and nowhere else. Without it, what stands open in every backup is read.
"""

import sys
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path

from devicecheck.errors import ReaderError
from devicecheck.model.endpoints import Endpoint
from devicecheck.model.observations import GapReason
from devicecheck.model.readings import Reading
from devicecheck.model.setting_observations import BackupFacts
from devicecheck.model.signatures import Pack, PackStamp
from devicecheck.model.topics import Scope, Topic, agreed_topics
from devicecheck.parse import backup
from devicecheck.readers.wire import FILE_VARIABLE, Fault, LiveState, Status
from devicecheck.runner import gates
from devicecheck.runner.beside_visit import BesideVisit, Keeps
from devicecheck.runner.events import Broken, Live, Need, NeedKind, Question
from devicecheck.runner.planning import Question as Ask
from devicecheck.runner.planning import asks
from devicecheck.runner.visit_log import Noted, Word
from devicecheck.sources.private_folder import private_folder
from devicecheck.sources.session import Session, running

READER = "backup"
DEVICE = "backup-1"
ORDER = (
    Topic.DEVICE_FACTS, Topic.APPS, Topic.APP_ACCOUNTS, Topic.SUPERVISION, Topic.PROFILES, Topic.PROFILE_CHANGES,
    Topic.TRUSTED_ROOTS, Topic.APP_DETAILS, Topic.NETWORK_SETTINGS, Topic.DATA_USE,
    Topic.LAUNCHER_APPS,
)  # fmt: skip
"""What is read once the backup is open."""
CONTENTS = frozenset({Scope.PHONE_FACTS, Scope.APPS, Scope.CONTROL})
PASSWORD = Question("backup-password", ())
MOST_TRIES = 5
START_DEADLINE = 30.0
DEADLINE = 300.0
"""Seconds for one round. Deriving the key of a backup takes up to half a minute on a slow laptop."""
WRONG = "wrong-password"
NO_BACKUP = frozenset({"no-backup", "no-folder"})


class BackupVisit(BesideVisit):
    """One client and one backup folder."""

    def __init__(
        self, endpoint: Endpoint, pack: Pack, stamp: PackStamp, folder: Path, kept: Keeps | None = None
    ) -> None:
        super().__init__(endpoint, pack, stamp, DEVICE, kept=kept)
        self._folder = folder
        self._session: Session | None = None

    def _halt(self) -> None:
        if self._session is not None:
            self._session.cancel()

    async def _real(self) -> None:
        if not await self._pass_the_gates(gates.BACKUP_NEEDS, frozenset({Scope.BACKUP_FILE})):
            return
        agreed = await self._pass_the_gates((gates.BACKUP_CONTENTS,), gates.WORTH_STARTING)
        if agreed and await self._keeping_settled():
            await self._look()

    async def _practice(self) -> None:
        self._record.agreed = agreed_topics(CONTENTS | {Scope.BACKUP_FILE})
        await self._look()

    async def _look(self) -> None:
        record = self._record
        with private_folder() as private:
            try:
                argv, named = self._arguments(private), {FILE_VARIABLE: str(self._folder)}
                async with running(argv, READER, private, START_DEADLINE, DEVICE, told=named) as session:
                    self._session = session
                    if self._stopping.is_set():
                        session.cancel()
                    record.offered = frozenset(Topic(topic) for topic in session.hello.topics if topic in set(Topic))
                    await self._rounds(session)
            finally:
                self._session = None
                self._close()

    def _arguments(self, private: Path) -> list[str]:
        program = [sys.executable, "-I", "-m", f"devicecheck.readers.{READER}"]
        agreed = ",".join(sorted(topic.value for topic in self._allowed()))
        return [*program, "--agreed", agreed, "--folder", str(private)]

    def _allowed(self) -> list[Topic]:
        return [topic for topic in (Topic.BACKUP_FACTS, Topic.OPEN_BACKUP, *ORDER) if topic in self._record.agreed]

    async def _rounds(self, session: Session) -> None:
        """Errors: ReaderError `no-backup` for another folder."""
        first = await self._read(session, [Topic.BACKUP_FACTS])
        if first and first[-1].status is not Status.COMPLETE and first[-1].status is not Status.STOPPED:
            raise ReaderError(Fault.NO_BACKUP if first[-1].note in NO_BACKUP else Fault.BROKEN_BACKUP)
        await self._open(session)
        await self._read(session, [topic for topic in self._allowed() if topic in ORDER])

    async def _open(self, session: Session) -> None:
        """Open the index, with up to MOST_TRIES passwords. One that stays shut ends nothing: the rest says why."""
        why = ""
        for number in range(1, MOST_TRIES + 1):
            if self._encrypted() and not await self._unlock(session, number, why):
                return
            read = await self._read(session, [Topic.OPEN_BACKUP])
            why = read[-1].note if read and read[-1].status is Status.UNSUPPORTED else ""
            if why != WRONG:
                break
        if why == WRONG:
            self._events.put_nowait(Live(LiveState.STAYS_LOCKED))
        if why and why != WRONG:
            self._record.broken_by = Fault.BROKEN_BACKUP
            await self._write(self._log.note, Noted.BROKEN, Word(text=Fault.BROKEN_BACKUP))
            self._events.put_nowait(Broken(Fault.BROKEN_BACKUP))

    async def _unlock(self, session: Session, number: int, why: str) -> bool:
        """Hand over a typed password. False when there is none."""
        terms = {"number": str(number), "most": str(MOST_TRIES)} | ({"why": why} if why else {})
        given = await self._ask(Need(NeedKind.HIDDEN, (PASSWORD,), terms))
        if given is None or not given.get(PASSWORD.id):
            return False
        session.unlock(given[PASSWORD.id])
        return True

    def _encrypted(self) -> bool:
        found = backup.observe(self._record.readings, DEVICE).observations
        return any(isinstance(each, BackupFacts) and each.encrypted for each in found)

    async def _read(self, session: Session, topics: Sequence[Topic]) -> list[Reading]:
        record = self._record
        questions = [Ask(topic) for topic in topics]
        numbered = asks(questions, len(record.asked) + 1, "b")
        record.asked.extend(questions)
        record.open.update(questions)
        await self._keep_round(questions)
        self._events.put_nowait(record.progress())
        found: list[Reading] = []
        async with aclosing(session.ask(numbered, DEADLINE)) as items:
            async for item in items:
                if isinstance(item, Reading):
                    found.append(item)
                    await self._keep_reading(item)
                    self._events.put_nowait(record.progress())
                else:
                    self._events.put_nowait(Live(item.state, item.terms))
        return found

    def _close(self) -> None:
        """Every agreed question without an answer becomes a gap."""
        answered = {reading.topic for reading in self._record.readings}
        reason = GapReason.STOPPED if self._stopping.is_set() else GapReason.FAILED
        self._record.missed(
            (Ask(topic) for topic in self._allowed() if topic in ORDER and topic not in answered), reason
        )
