# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written down during a visit, and the consultation document made of it."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from types import MappingProxyType

from devicecheck.model.consultation import FIRST_PHONE, Consultation, Device, End
from devicecheck.model.control_observations import OwnComputer
from devicecheck.model.endpoints import Endpoint
from devicecheck.model.findings import Wanted
from devicecheck.model.observations import DeviceFacts, Gap, GapReason, Observation
from devicecheck.model.phone_mark import phone_mark
from devicecheck.model.radio import SweepPlace
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import PackStamp
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import Fault, Status
from devicecheck.runner import gates, planning
from devicecheck.runner.events import Progress
from devicecheck.runner.judging import Asked, Judgement
from devicecheck.runner.planning import Question
from devicecheck.runner.visit_log import Began

INSIDE = (Topic.APK_FACTS, Topic.APK_RULES)
"""What the reader of app files tells about a file that was copied."""

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters of a case code: none that is easily read as another."""

WHOLE = frozenset({Status.COMPLETE, Status.TRUNCATED, Status.STOPPED})


def _every(_: Reading) -> bool:
    return True


COUNTS: Mapping[str, Callable[[Reading], bool]] = MappingProxyType(
    {
        "bluetooth": lambda reading: reading.params.get("place") != SweepPlace.EMPTY_ROOM,
        "network": lambda reading: reading.topic is Topic.NETWORK_DEVICES,
        "backup": lambda reading: reading.topic is Topic.BACKUP_FACTS and reading.status is Status.COMPLETE,
        "capture": lambda reading: reading.status in WHOLE,
    }
)
"""By reader, what of its readings says anything about this client's things. Of a phone all does."""


@dataclass
class VisitRecord:
    """Everything that happened in a visit so far. The only thing that changes while it runs.

    Shape: `asked` are all questions in order; `open` those without an answer yet; `unread` gaps that no reading shows,
    `given_up` the questions that they stand for.
    """

    endpoint: Endpoint
    stamp: PackStamp
    started_at: datetime
    device: str = FIRST_PHONE
    recorded: gates.Recorded = field(default_factory=gates.Recorded)
    agreed: frozenset[Topic] = frozenset()
    offered: frozenset[Topic] = frozenset()
    readings: list[Reading] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)
    open: set[Question] = field(default_factory=set)
    unread: list[Gap] = field(default_factory=list)
    given_up: set[Question] = field(default_factory=set)
    broken_by: str = ""
    told: tuple[Observation, ...] = ()
    pulled: list[Reading] = field(default_factory=list)

    @property
    def letter(self) -> str:
        """What the ids of this phone's answers begin with: in one document no two phones share one."""
        return "r" if self.device == FIRST_PHONE else f"{self.device}-"

    @property
    def began(self) -> Began:
        """What the log of a visit keeps of its beginning."""
        return Began(endpoint=self.endpoint, stamp=self.stamp, started_at=self.started_at, device=self.device)

    def add(self, reading: Reading) -> None:
        """Keep one answer. A whole app file waits in `pulled` to be looked into, and is kept nowhere else."""
        if reading.topic is Topic.APP_FILE_WHOLE:
            self.pulled += [reading] if reading.status is Status.COMPLETE else []
            reading = reading.without_body()
        self.readings.append(reading)
        told = set(reading.params.items())
        self.open -= {each for each in self.open if each.topic is reading.topic and set(each.params) <= told}

    @property
    def worth_a_document(self) -> bool:
        """Whether anything that was read says something about this client's things."""
        return any(map(COUNTS.get(self.endpoint.reader, _every), self.readings))

    @property
    def whole(self) -> dict[str, bytes]:
        """The answers themselves, by the id of their reading; those that are no longer held are not among them."""
        return {reading.id: reading.body for reading in self.readings if reading.body}

    def note_own_computer(self, key: str) -> None:
        """Keep the fingerprint of this visit's own key, if there is one."""
        if key:
            own = OwnComputer(id="own-computer", device=self.device, readings=(), key=key)
            self.told = (*(each for each in self.told if each.id != own.id), own)

    def missed(self, questions: Iterable[Question], reason: GapReason) -> None:
        """Note questions that will not be answered any more."""
        for question in questions:
            self.given_up.add(question)
            self.unread.append(Gap(topic=question.topic, reason=reason, device=self.device, user=question.user))

    def missed_wishes(self, wanted: Iterable[Wanted], reason: GapReason) -> bool:
        """Note what was wished for, may be read, and was never asked; whether there was any."""
        known = frozenset((*self.asked, *self.given_up))
        over = planning.wanted_questions(self.agreed & self.offered, wanted, known, most=None)
        self.missed(over, reason)
        return bool(over)

    def close(self, reason: GapReason) -> None:
        """Turn every question without an answer, asked or never reached, into a gap, and every file not looked into."""
        self._not_looked_into(GapReason.FAILED if reason is GapReason.NOT_ASKED else reason)
        self.missed(sorted(self.open, key=lambda question: question.topic), reason)
        self.open.clear()
        named = {question.topic for question in self.asked} | {gap.topic for gap in self.unread}
        never = [topic for topic in (*planning.FIRST, *planning.OF_EACH_USER, *planning.ONCE) if topic not in named]
        self.missed((Question(topic) for topic in never if topic in self.agreed & self.offered), reason)

    def _not_looked_into(self, reason: GapReason) -> None:
        copied = [
            reading.params.get("path")
            for reading in self.readings
            if reading.topic is Topic.APP_FILE_WHOLE and reading.status is Status.COMPLETE
        ]
        self.pulled.clear()
        for topic in INSIDE:
            told = {reading.params.get("path") for reading in self.readings if reading.topic is topic}
            if missing := [path for path in copied if path not in told]:
                terms = {"count": str(len(missing))}
                self.unread.append(Gap(topic=topic, reason=reason, device=self.device, terms=terms))

    def progress(self) -> Progress:
        """How many of the questions so far have their answer, and what is read now."""
        now = next((question.topic for question in self.asked if question in self.open), None)
        return Progress(len(self.asked) - len(self.open), len(self.asked), now)

    def to_judge(self) -> Asked:
        """What the readings so far are an answer to."""
        return Asked(self.endpoint.reader, self.device, self.agreed, self.offered, tuple(self.unread), self.told)


def gap_reason(fault: str, stopped: bool = False) -> GapReason:
    """Why what was not read was not read, by how the reading ended. Empty: it came to its end."""
    if stopped:
        return GapReason.STOPPED
    named = {
        "": GapReason.NOT_ASKED,
        Fault.UNPLUGGED: GapReason.UNPLUGGED,
        Fault.TIMED_OUT: GapReason.TIMEOUT,
        Fault.REFUSED: GapReason.REFUSED,
    }
    return named.get(fault, GapReason.FAILED)


def new_code() -> str:
    """A case code such as K7-F3QX: random, easily read aloud, says nothing about anybody."""
    letters = [secrets.choice(CODE_LETTERS) for _ in range(6)]
    return f"{letters[0]}{letters[1]}-{''.join(letters[2:])}"


def consultation(record: VisitRecord, judgement: Judgement, *, stopped: bool, ended_at: datetime) -> Consultation:
    """The document of the visit."""
    end = End.STOPPED if stopped else End.BROKEN_OFF if record.broken_by else End.COMPLETE
    return Consultation(
        code=new_code(),
        tool_version=version("devicecheck"),
        started_at=record.started_at,
        ended_at=ended_at,
        end=end,
        broken_by=record.broken_by,
        devices=(_device(record, judgement.facts),),
        answers=record.recorded.answers,
        consents=record.recorded.consents,
        pack=record.stamp,
        readings=tuple(reading.record for reading in record.readings),
        gaps=judgement.gaps,
        counts=judgement.counts,
        observations=judgement.observations,
        outcomes=judgement.outcomes,
        findings=judgement.findings,
        excerpts=judgement.excerpts,
        clock_ahead_seconds=judgement.clock_ahead_seconds,
        install_days=judgement.install_days,
    )


def without_phone(stamp: PackStamp, recorded: gates.Recorded, at: datetime) -> Consultation:
    """The document of a visit in which no phone is connected: nothing was read, and every check says so."""
    return Consultation(
        code=new_code(),
        tool_version=version("devicecheck"),
        started_at=at,
        ended_at=at,
        end=End.COMPLETE,
        devices=(),
        answers=recorded.answers,
        pack=stamp,
    )


def _device(record: VisitRecord, facts: DeviceFacts | None) -> Device:
    known = facts or DeviceFacts(id="facts", device=record.device, readings=())
    return Device(
        id=record.device,
        platform=record.endpoint.reader,
        origin=record.endpoint.origin,
        via=record.endpoint.via,
        maker=known.maker,
        model=known.model,
        version=known.version,
        security_patch=known.security_patch,
        mark=phone_mark(known.serial),
    )
