# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The consultation: the one document of a visit. Memory, disk and wire share this tree."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from devicecheck.model.base import Value
from devicecheck.model.endpoints import Origin
from devicecheck.model.excerpts import Excerpt
from devicecheck.model.findings import Finding, Outcome
from devicecheck.model.observations import Gap, Observation
from devicecheck.model.readings import ReadingRecord
from devicecheck.model.signatures import PackStamp
from devicecheck.model.told import Choices, StaffNotes, Told
from devicecheck.model.topics import Scope

FIRST_PHONE = "phone-1"
"""The id of the first phone of a visit."""
FORMAT: Literal[1] = 1
"""Number of the document format; a reader of documents refuses what it does not know."""


class Answer(Value):
    """One answer to one question, by code. `note` is free text of the person who filled it in."""

    question: str
    answer: str
    at: datetime
    note: str = ""


class Consent(Value):
    """A yes or no to one scope for one device, with the version of the words that were read out."""

    scope: Scope
    device: str
    given: bool
    at: datetime
    words: str


class Device(Value):
    """One phone of the visit. Shape: `mark` tells it from another of its model, see `phone_mark`; "" is not known."""

    id: str
    platform: str
    origin: Origin
    via: str
    maker: str = ""
    model: str = ""
    version: str = ""
    security_patch: str = ""
    mark: str = ""


class End(StrEnum):
    """How the reading of a phone ended."""

    COMPLETE = "complete"
    STOPPED = "stopped"
    BROKEN_OFF = "broken-off"


class Consultation(Value):
    """Everything that was agreed, asked, seen and concluded.

    Shape: `observations` are by default only those that findings rest on; `counts` say how many of each kind were read.
    `excerpts` are the lines that findings rest on; a reading itself is not kept.
    `install_days` are days on which the phone says that many added apps came, with their number.
    `clocks` has `clock_ahead_seconds` of each phone of a visit with several, by id; the one value is the worst then.
    Units: times are UTC of this computer; `clock_ahead_seconds` positive means that the phone is ahead, None: not read.
    """

    format: Literal[1] = 1
    code: str
    tool_version: str
    started_at: datetime
    ended_at: datetime
    end: End
    broken_by: str = ""
    devices: tuple[Device, ...]
    answers: tuple[Answer, ...] = ()
    consents: tuple[Consent, ...] = ()
    pack: PackStamp
    readings: tuple[ReadingRecord, ...] = ()
    gaps: tuple[Gap, ...] = ()
    counts: dict[str, int] = {}
    observations: tuple[Observation, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    findings: tuple[Finding, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    clock_ahead_seconds: int | None = None
    install_days: dict[str, int] = {}
    clocks: dict[str, int | None] = {}
    told: Told = Told()
    choices: Choices = Choices()
    staff: StaffNotes = StaffNotes()

    @property
    def practice(self) -> bool:
        """Whether any device of it was made up: every screen and page is marked then."""
        return any(device.origin is Origin.PRACTICE for device in self.devices)
