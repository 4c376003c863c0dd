# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a capture says: the listed servers that it names, and how much of it could not be read."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from pydantic import BaseModel, Field, ValidationError

from devicecheck.model.observations import CaptureSummary, Gap, GapReason, Observation, ServerContact
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.joining import newest, of_topic, together
from devicecheck.parse.parsed import Parsed
from devicecheck.readers.wire import Status

SECOND = 1_000_000_000
LATEST = 253_402_300_799
"""The last second of the year 9999; a later time is a broken clock, not a time."""


class _Hit(BaseModel):
    name: str = Field(max_length=255)
    server: str = Field(max_length=255)
    ways: tuple[str, ...]
    packets: int = Field(ge=1)
    first: int = Field(ge=0)
    last: int = Field(ge=0)


class _Found(BaseModel):
    packets: int = Field(ge=0)
    unreadable: int = Field(ge=0)
    unknown_links: int = Field(ge=0)
    fragments: int = Field(ge=0)
    tunnels: int = Field(default=0, ge=0)
    unfinished: int = Field(ge=0)
    left_out: int = Field(ge=0)
    lost: int = Field(default=0, ge=0)
    short: int = Field(default=0, ge=0)
    cut: bool
    seen: dict[str, int]
    hits: tuple[_Hit, ...]


def observe(readings: Sequence[Reading], device: str) -> Parsed:
    """The observations in the readings of one capture. Errors: none; what is not understood is a gap."""
    return together(_capture(reading) for reading in of_topic(newest(readings), Topic.CAPTURE_SERVERS))


def _capture(reading: Reading) -> Parsed:
    if reading.status is not Status.COMPLETE:
        why = {"why": reading.note} if reading.note else {}
        return Parsed(gaps=(_gap(reading, GapReason(reading.status.value), **why),))
    try:
        found = _Found.model_validate_json(reading.body)
    except ValidationError:
        return Parsed(gaps=(_gap(reading, GapReason.NOT_UNDERSTOOD),))
    return Parsed(tuple(_observations(reading, found)), tuple(_gaps(reading, found)))


def _observations(reading: Reading, found: _Found) -> Iterator[Observation]:
    yield CaptureSummary(
        id="capture", device=reading.device, readings=(reading.id,), packets=found.packets, named=found.seen
    )
    for hit in found.hits:
        yield ServerContact(
            id=f"server:{hit.name}",
            device=reading.device,
            readings=(reading.id,),
            key=hit.server,
            name=hit.name,
            ways=hit.ways,
            packets=hit.packets,
            first=_time(hit.first),
            last=_time(hit.last),
        )


def _gaps(reading: Reading, found: _Found) -> Iterator[Gap]:
    """Everything for which "did not see" would say too much."""
    if found.cut:
        yield _gap(reading, GapReason.TRUNCATED, why="file-cut")
    for why in ("unreadable", "unknown_links", "fragments", "tunnels", "unfinished", "left_out", "lost", "short"):
        count = getattr(found, why)
        if count:
            reason = GapReason.SEALED if why == "tunnels" else GapReason.IN_PART
            yield _gap(reading, reason, why=why.replace("_", "-"), count=str(count))
    if not sum(found.seen.values()):
        yield _gap(reading, GapReason.EMPTY, why="no-names")


def _gap(reading: Reading, reason: GapReason, **terms: str) -> Gap:
    return Gap(topic=reading.topic, reason=reason, device=reading.device, terms=terms)


def _time(nanoseconds: int) -> str:
    seconds = nanoseconds // SECOND
    if not 0 < seconds <= LATEST:
        return ""
    return datetime.fromtimestamp(seconds, UTC).isoformat()
