# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All readings of one iPhone so far, as observations and gaps."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from devicecheck.errors import ParseError
from devicecheck.model.observations import GapReason
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.iphone import apps, phone
from devicecheck.parse.iphone.answer import Told, gap, gaps_of
from devicecheck.parse.joining import newest, together
from devicecheck.parse.parsed import Parsed

PARSERS: Mapping[Topic, Callable[[Reading], Parsed]] = MappingProxyType(
    {
        Topic.DEVICE_FACTS: phone.facts,
        Topic.CLOCK: phone.clock,
        Topic.SUPERVISION: phone.supervision,
        Topic.PROFILES: phone.profiles,
        Topic.PHONE_SETTINGS: phone.links,
        Topic.LAUNCHER_APPS: apps.icons,
        Topic.APP_PROFILES: phone.app_profiles,
        Topic.WATCHES: phone.watches,
        Topic.RUNNING_PROGRAMS: phone.traces,
    }
)


def observe(readings: Sequence[Reading], device: str) -> Parsed:
    """What these readings say. Pure: the same readings always give the same answer, also when asked again with more.

    Errors: none. What was not read, not fully read or not understood is a gap.
    """
    chosen = newest(reading for reading in readings if reading.device == device)
    store, parts = _store(chosen)
    for reading in chosen:
        if reading.topic is Topic.APPS:
            listed = partial(apps.apps, store=store[0], record_reading=store[1])
            parts.append(_observed(reading, listed))
        elif reading.topic in PARSERS:
            parts.append(_observed(reading, PARSERS[reading.topic]))
    return together(parts)


def _store(readings: Sequence[Reading]) -> tuple[tuple[Mapping[str, Told], str], list[Parsed]]:
    """The store's records and where they were read; a gap where they were asked for and not understood."""
    found: tuple[Mapping[str, Told], str] = ({}, "")
    gaps: list[Parsed] = []
    for reading in readings:
        if reading.topic is not Topic.APP_ACCOUNTS:
            continue
        held = gaps_of(reading)
        try:
            found = (apps.records(reading), reading.id)
        except ParseError as error:
            held = held or (gap(reading, GapReason(error.reason)),)
        gaps.append(Parsed(gaps=held))
    return found, gaps


def _observed(reading: Reading, parse: Callable[[Reading], Parsed]) -> Parsed:
    """What one reading says. Errors: none."""
    gaps = gaps_of(reading)
    try:
        parsed = parse(reading)
    except ParseError as error:
        return Parsed(gaps=gaps or (gap(reading, GapReason(error.reason)),))
    return Parsed(parsed.observations, parsed.gaps or gaps, parsed.wanted)
