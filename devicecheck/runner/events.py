# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a visit tells the front ends, one event after another. A question to a person is an event too."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import Outcome
from devicecheck.model.readings import ReadingRecord
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import LiveState


class NeedKind(StrEnum):
    """What kind of answer is waited for. A hidden one is free text that is not shown and not kept."""

    GATE = "gate"
    CONSENT = "consent"
    STEP = "step"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Question:
    """One question and its possible answers, by wording key (`gates.<id>`). Answers in `stops` end the visit.

    After an answer in `named` the person is asked for a word of their own; it comes under the id with ":name".
    """

    id: str
    answers: tuple[str, ...]
    stops: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Need:
    """The visit waits until `Visit.answer(need, ...)` gives every question an answer. Nothing is ticked beforehand."""

    kind: NeedKind
    questions: tuple[Question, ...]
    terms: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Live:
    """The connection's state changed; `terms` name the model, the udev line and the like."""

    state: LiveState
    terms: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Progress:
    """So many of the questions asked so far are answered; `topic` is what is read now."""

    done: int
    total: int
    topic: Topic | None


@dataclass(frozen=True, slots=True)
class ReadingEnded:
    """One question has its answer, or its reason for none."""

    record: ReadingRecord


@dataclass(frozen=True, slots=True)
class CheckEnded:
    """One check has its outcome."""

    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Refused:
    """A gate said no: nothing was started. `code` is the wording key of what to offer instead."""

    code: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The connection failed. What was read before stays and is in the `Finished` that may follow."""

    fault: str
    terms: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finished:
    """The visit's document. Also sent after a stop or a failure, if anything at all was read.

    Shape: `whole` are the answers themselves by the id of their reading. They live in memory until the visit is
    forgotten, and go nowhere but into an evidence pack, after a yes of its own.
    """

    consultation: Consultation
    whole: Mapping[str, bytes] = field(default_factory=dict, repr=False)


Event = Need | Live | Progress | ReadingEnded | CheckEnded | Refused | Broken | Finished
