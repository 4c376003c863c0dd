# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happened, in the order of time, as the chained lines of a pack's log. Pure."""

from collections.abc import Iterator
from datetime import datetime

from devicecheck.model import chain
from devicecheck.model.consultation import Consultation

Event = tuple[datetime, str, dict[str, str]]


def log(document: Consultation, made_at: datetime, key: str) -> tuple[str, ...]:
    """The lines: what was agreed, every reading, every finding, the making of the pack."""
    ordered = sorted(_events(document), key=lambda event: event[0])
    made = {"key": key, "staff": document.staff.code}
    return chain.chained((*ordered, (made_at, "pack-made", made)))


def _events(document: Consultation) -> Iterator[Event]:
    yield document.started_at, "visit-started", {"code": document.code, "program": document.tool_version}
    for answer in document.answers:
        yield answer.at, "answered", {"question": answer.question, "answer": answer.answer}
    for consent in document.consents:
        given = "yes" if consent.given else "no"
        terms = {"scope": consent.scope.value, "device": consent.device, "given": given, "words": consent.words}
        yield consent.at, "consent", terms
    for reading in document.readings:
        yield (
            reading.ended_at,
            "read",
            {
                "reading": reading.id,
                "topic": reading.topic.value,
                "command": reading.command,
                "started_at": reading.started_at.isoformat(),
                "status": reading.status.value,
                "exit_code": "" if reading.exit_code is None else str(reading.exit_code),
                "size": str(reading.size),
                "sha256": reading.sha256,
            },
        )
    for finding in document.findings:
        about = {"id": finding.id, "code": finding.code, "key": finding.subject.key, "sure": finding.confidence.value}
        yield document.ended_at, "found", about
    yield document.ended_at, "visit-ended", {"end": document.end.value}
    for copy in document.choices.copies:
        yield copy.at, "copy-agreed", {"copy": copy.copy_of.value, "given": "yes" if copy.given else "no"}
