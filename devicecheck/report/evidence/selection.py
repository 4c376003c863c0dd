# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a consultation may stand in an evidence pack: named parts only, so that a new part never slips in. Pure.

A pack can reach the other person's lawyer. What the client told, plans, choices, the check word and notes stay out.
Of a guided card the answer goes in, and the note beside it does not.
"""

import re
from dataclasses import dataclass

from devicecheck.model.consultation import Consultation
from devicecheck.model.readings import ReadingRecord
from devicecheck.model.told import Choices, Copy, Detail, StaffNotes, Told
from devicecheck.report.redaction import redacted

KEPT = (
    "format", "code", "tool_version", "started_at", "ended_at", "end", "broken_by", "devices", "consents", "pack",
    "gaps", "counts", "observations", "outcomes", "findings", "excerpts", "clock_ahead_seconds", "install_days",
    "clocks",
)  # fmt: skip

KEPT_ANSWERS = frozenset({"whose-phone"})
"""Answers that a court needs. Whether the client felt safe is nobody else's business."""

LEFT_OUT = "[left out]"
_PATH = re.compile(r"'/[^']*'")


@dataclass(frozen=True)
class Selection:
    """The document that a pack may hold, and what was taken out of it."""

    document: Consultation
    paths_left_out: int
    serials_left_out: int


def selected(consultation: Consultation) -> Selection:
    """The part of a consultation that an evidence pack is made of."""
    shown, left_out = redacted(consultation, Copy.C)
    keys = {finding.subject.key for finding in shown.findings}
    readings = tuple(_without_paths(reading, keys) for reading in shown.readings)
    changed = sum(after is not before for after, before in zip(readings, shown.readings, strict=True))
    consent = shown.choices.consent(Copy.C)
    document = Consultation(
        **{name: getattr(shown, name) for name in KEPT},
        answers=tuple(
            answer.model_copy(update={"note": ""}) for answer in shown.answers if answer.question in KEPT_ANSWERS
        ),
        readings=readings,
        told=Told(cards=tuple(card.model_copy(update={"note": ""}) for card in shown.told.cards)),
        choices=Choices(copies=(consent,) if consent else ()),
        staff=StaffNotes(code=shown.staff.code, police_reference=shown.staff.police_reference),
    )
    return Selection(document, changed, left_out.get(Detail.SERIAL_NUMBERS, 0))


def _without_paths(reading: ReadingRecord, keys: set[str]) -> ReadingRecord:
    """The record without the names of files of apps that no finding is about."""
    named = _PATH.findall(reading.command)
    if all(any(_names(path, key) for key in keys) for path in named):
        return reading
    command = _PATH.sub(
        lambda path: path[0] if any(_names(path[0], key) for key in keys) else f"'{LEFT_OUT}'", reading.command
    )
    return reading.model_copy(update={"command": command})


def _names(path: str, key: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(key)}(?![\w.])", path) is not None
