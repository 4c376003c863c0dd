# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Readings of sweeps: the sweep itself, the tags that were heard, and a gap for what could not be joined."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from pydantic import BaseModel, Field, ValidationError

from devicecheck.model.observations import Gap, GapReason, Observation
from devicecheck.model.radio import Lasts, SweepPlace
from devicecheck.model.radio_observations import RadioSweep, TagSighting
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.bluetooth.kinds import told
from devicecheck.parse.bluetooth.message import Message, Told
from devicecheck.parse.joining import newest, of_topic
from devicecheck.parse.parsed import Parsed
from devicecheck.readers.wire import Status

MOST_ROWS = 4_000
HEX = r"^([0-9a-f]{2}){0,255}$"
NUMBER = r"^([0-9a-f]{4})?$"
MOMENT = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?\+00:00$"


class _Row(BaseModel):
    address: str = Field(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z:-]+$")
    address_kind: Literal["public", "random", ""]
    company: str = Field(pattern=NUMBER)
    service: str = Field(pattern=NUMBER)
    payload: str = Field(pattern=HEX)
    heard: int = Field(ge=1)
    strongest: int | None = Field(ge=-128, le=20)
    first: str = Field(pattern=MOMENT)
    last: str = Field(pattern=MOMENT)


class _Heard(BaseModel):
    seconds: int = Field(ge=1)
    senders: int = Field(ge=0)
    left_out: int = Field(ge=0)
    tags: tuple[_Row, ...] = Field(max_length=MOST_ROWS)


def observe(readings: Sequence[Reading], device: str) -> Parsed:
    """The observations in the readings of sweeps. Errors: none; what is not understood is a gap."""
    parts = [_sweep(reading, device) for reading in of_topic(newest(readings), Topic.BLUETOOTH_TAGS)]
    observations = {each.id: each for part in parts for each in part.observations}
    gaps = [gap for part in parts for gap in part.gaps]
    if parts:
        gaps += _between(tuple(observations.values()), device)
    return Parsed(tuple(observations.values()), tuple(gaps))


def _sweep(reading: Reading, device: str) -> Parsed:
    place = reading.params.get("place")
    if place not in set(SweepPlace):
        return Parsed(gaps=(_gap(device, GapReason.NOT_UNDERSTOOD, why="no-place"),))
    if reading.status is not Status.COMPLETE:
        why = {"why": reading.note} if reading.note else {}
        return Parsed(gaps=(_gap(device, GapReason(reading.status.value), place=str(place), **why),))
    try:
        heard = _Heard.model_validate_json(reading.body)
    except ValidationError:
        return Parsed(gaps=(_gap(device, GapReason.NOT_UNDERSTOOD, place=str(place)),))
    observations = tuple(_observations(reading, SweepPlace(place), heard, device))
    return Parsed(observations, tuple(_gaps(heard, SweepPlace(place), device)))


def _observations(reading: Reading, place: SweepPlace, heard: _Heard, device: str) -> Iterator[Observation]:
    met: dict[str, list[tuple[_Row, Told]]] = {}
    for row in heard.tags:
        says = told(_message(row))
        if says is not None:
            met.setdefault(says.key, []).append((row, says))
    yield RadioSweep(
        id=f"sweep:{place}",
        device=device,
        readings=(reading.id,),
        place=place,
        started=reading.started_at.isoformat(),
        ended=reading.ended_at.isoformat(),
        seconds=heard.seconds,
        senders=heard.senders,
        tags=len(met),
        left_out=heard.left_out,
    )
    for key, rows in met.items():
        yield _sighting(key, rows, place, reading, device)


def _message(row: _Row) -> Message:
    return Message(row.address, row.address_kind, row.company, row.service, bytes.fromhex(row.payload))


def _sighting(
    key: str, rows: Sequence[tuple[_Row, Told]], place: SweepPlace, reading: Reading, device: str
) -> TagSighting:
    """One tag in one sweep. Several rows of one number are one tag; what it said last counts."""
    row, says = max(rows, key=lambda pair: pair[0].last)
    strengths = [each.strongest for each, _ in rows if each.strongest is not None]
    return TagSighting(
        id=f"tag:{place}:{key}",
        device=device,
        readings=(reading.id,),
        key=key,
        place=place,
        address=row.address,
        company=row.company,
        service=row.service,
        payload=row.payload,
        away=says.away,
        battery=says.battery,
        lasts=says.lasts,
        everyday=says.everyday,
        heard=sum(each.heard for each, _ in rows),
        strongest=max(strengths, default=None),
        first=min(each.first for each, _ in rows),
        last=max(each.last for each, _ in rows),
    )


def _gaps(heard: _Heard, place: SweepPlace, device: str) -> Iterator[Gap]:
    if heard.left_out:
        yield _gap(device, GapReason.TRUNCATED, place=place, why="left-out")
    if not heard.senders:
        yield _gap(device, GapReason.EMPTY, place=place, why="no-senders")


def _between(observations: Iterable[Observation], device: str) -> Iterator[Gap]:
    """What cannot be said of two places: there was only one, or numbers changed on the way."""
    seen = tuple(observations)
    places = {each.place for each in seen if isinstance(each, RadioSweep)}
    if not {SweepPlace.NEAR_THINGS, SweepPlace.ELSEWHERE} <= places:
        yield _gap(device, GapReason.ONE_PLACE)
        return
    near, later = (
        {each.key for each in seen if isinstance(each, TagSighting) and each.place is place and _changes(each)}
        for place in (SweepPlace.NEAR_THINGS, SweepPlace.ELSEWHERE)
    )
    kinds = {key.partition(":")[0] for key in later - near}
    if lost := [key for key in near - later if key.partition(":")[0] in kinds]:
        yield _gap(device, GapReason.CHANGING, tags=str(len(lost)))


def _changes(sighting: TagSighting) -> bool:
    return sighting.lasts in {Lasts.MINUTES, Lasts.NOT_KNOWN}


def _gap(device: str, reason: GapReason, **terms: str) -> Gap:
    return Gap(topic=Topic.BLUETOOTH_TAGS, reason=reason, device=device, terms=terms)
