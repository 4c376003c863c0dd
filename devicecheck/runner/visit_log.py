# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens in a visit, written down the moment that it is acknowledged, if the client wants it kept meanwhile.

A record is acknowledged when the next event, question or screen comes: until then it is in the log already.
"""

import asyncio
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import ParamSpec, Protocol

from pydantic import Field

from devicecheck.errors import CaseError
from devicecheck.model.base import Value
from devicecheck.model.endpoints import Endpoint
from devicecheck.model.network_observations import KnownDevice
from devicecheck.model.radio_observations import TrustedTag
from devicecheck.model.readings import Reading, ReadingRecord
from devicecheck.model.signatures import PackStamp
from devicecheck.model.topics import Topic
from devicecheck.runner.gates import Recorded
from devicecheck.runner.planning import Question

VALUE = "value"
Given = ParamSpec("Given")


class Noted(StrEnum):
    """What a line of the log is about."""

    OPENED = "visit-opened"
    ANSWER = "answer"
    CONSENT = "consent"
    PHONE = "phone-began"
    ASKED = "asked"
    READING = "reading"
    OWN_KEY = "own-key"
    OWN_THING = "own-thing"
    BROKEN = "broken"
    DOCUMENT = "document"
    TOLD = "told"
    TAKEN_BACK = "taken-back"
    KNOWN = "known"
    CARD = "card"
    CHOICES = "choices"
    STAFF = "staff"
    ENDED = "visit-ended"


class Ledger(Protocol):
    """Where the log is kept. A kept case is one."""

    def add(
        self, at: datetime, event: str, terms: Mapping[str, str], body: bytes = b"", *, let_go: bool = False
    ) -> None:
        """Keep one event, and bytes held for it; it is on the disk when this returns. Errors: CaseError."""


class Began(Value):
    """The reading of a phone begins."""

    endpoint: Endpoint
    stamp: PackStamp
    started_at: datetime
    device: str


class Word(Value):
    """One word: a fault, a fingerprint."""

    text: str


class OwnThing(Value):
    """A tag or device beside a phone that the client says is theirs."""

    thing: TrustedTag | KnownDevice


class AskedQuestion(Value):
    """A question to the phone. Shape: as `planning.Question`."""

    topic: Topic
    params: tuple[tuple[str, str | int], ...] = ()


class Round(Value):
    """The questions of one round, and all that was agreed and offered."""

    agreed: tuple[Topic, ...]
    offered: tuple[Topic, ...]
    questions: tuple[AskedQuestion, ...]


class Answered(Value):
    """A reading without its body, which is held beside the line."""

    record: ReadingRecord
    params: dict[str, str | int] = Field(default_factory=dict)
    note: str = ""


class VisitLog:
    """The log of one visit. Without a ledger nothing is ever written.

    `failed` is the reason once the ledger took no more. Nothing is written after that: a log never has a hole.
    """

    def __init__(self, ledger: Ledger | None = None) -> None:
        self._ledger = ledger
        self.failed = ""
        self._turn, self._writing = asyncio.Lock(), threading.Lock()

    @property
    def keeps(self) -> bool:
        """Whether anything is written."""
        return self._ledger is not None and not self.failed

    def keep_in(self, ledger: Ledger) -> None:
        """Write from now on. What happened before is written by whoever knows it."""
        self._ledger = ledger

    async def in_turn(self, write: Callable[Given, object], *args: Given.args, **named: Given.kwargs) -> None:
        """One of the writes below in a thread, so that no screen waits; it is on the disk when this returns.

        Writes reach the disk in the order in which they were asked for.
        """
        if self.keeps:
            async with self._turn:
                await asyncio.to_thread(write, *args, **named)

    def note(self, what: Noted, value: Value | None = None, body: bytes = b"", *, let_go: bool = False) -> None:
        """Write one line. `let_go`: the bodies of readings are not needed any more."""
        terms = {} if value is None or not self.keeps else {VALUE: value.model_dump_json()}
        with self._writing:
            if self._ledger is None or self.failed:
                return
            try:
                self._ledger.add(datetime.now(UTC), what, terms, body, let_go=let_go)
            except CaseError as error:
                self.failed = error.reason

    def recorded(self, before: Recorded, after: Recorded) -> None:
        """The answers and consents that are new."""
        for answer in after.answers[len(before.answers) :]:
            self.note(Noted.ANSWER, answer)
        for consent in after.consents[len(before.consents) :]:
            self.note(Noted.CONSENT, consent)

    def asked(self, agreed: frozenset[Topic], offered: frozenset[Topic], questions: tuple[Question, ...]) -> None:
        """One round of questions, before it is put to the phone."""
        if self.keeps:
            rows = tuple(AskedQuestion(topic=each.topic, params=each.params) for each in questions)
            self.note(Noted.ASKED, Round(agreed=tuple(agreed), offered=tuple(offered), questions=rows))

    def reading(self, reading: Reading) -> None:
        """One answer of the phone, with its body."""
        if self.keeps:
            row = Answered(record=reading.record, params=reading.params, note=reading.note)
            self.note(Noted.READING, row, reading.body)
