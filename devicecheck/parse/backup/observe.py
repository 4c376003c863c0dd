# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All readings of one backup so far, as observations and gaps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from devicecheck.errors import ParseError
from devicecheck.model.observations import GapReason, Observation
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.backup import apps, gaps, settings
from devicecheck.parse.iphone import phone
from devicecheck.parse.iphone.answer import Told, content, dictionary, gap
from devicecheck.parse.joining import newest, together
from devicecheck.parse.parsed import Parsed
from devicecheck.readers.wire import Status

PARSERS: Mapping[Topic, Callable[[Reading], Parsed]] = MappingProxyType(
    {
        Topic.BACKUP_FACTS: settings.facts,
        Topic.OPEN_BACKUP: settings.opened,
        Topic.DEVICE_FACTS: phone.facts,
        Topic.SUPERVISION: phone.supervision,
        Topic.PROFILES: settings.profiles,
        Topic.PROFILE_CHANGES: settings.changes,
        Topic.TRUSTED_ROOTS: settings.roots,
        Topic.NETWORK_SETTINGS: settings.network,
        Topic.DATA_USE: settings.data_use,
        Topic.LAUNCHER_APPS: settings.icons,
    }
)


INSIDE = (
    Topic.SUPERVISION,
    Topic.PROFILES,
    Topic.PROFILE_CHANGES,
    Topic.TRUSTED_ROOTS,
    Topic.APP_DETAILS,
    Topic.NETWORK_SETTINGS,
    Topic.DATA_USE,
    Topic.LAUNCHER_APPS,
)
"""Answers from files of the phone; the others come from lists that were written before."""


def observe(readings: Sequence[Reading], device: str) -> Parsed:
    """What these readings say. Pure: the same readings always give the same answer, also when asked again with more.

    Errors: none. What was not read, not fully read or not understood is a gap.
    """
    chosen = {reading.topic: reading for reading in newest(each for each in readings if each.device == device)}
    beside, parts = _beside(chosen)
    for topic, reading in chosen.items():
        if topic is Topic.APPS:
            parts.append(_observed(reading, partial(apps.apps, beside=beside)))
        elif topic in PARSERS:
            parts.append(_observed(reading, PARSERS[topic]))
    parts.append(_unfinished(chosen))
    told = together(parts)
    return replace(told, observations=tuple(_of_copy(each) for each in told.observations))


def _unfinished(chosen: Mapping[Topic, Reading]) -> Parsed:
    """A gap for each answer from the inside of a backup whose index may lack files: what it lacks may not be seen."""
    facts, index = chosen.get(Topic.BACKUP_FACTS), chosen.get(Topic.OPEN_BACKUP)
    lacking = _says(facts, settings.half) or _says(index, settings.index_lacks)
    inside = [chosen[topic] for topic in INSIDE if topic in chosen and chosen[topic].status is Status.COMPLETE]
    return Parsed(gaps=tuple(gap(reading, GapReason.TRUNCATED) for reading in inside) if lacking else ())


def _says(reading: Reading | None, what: Callable[[Told], bool]) -> bool:
    try:
        return reading is not None and what(dictionary(content(reading)))
    except ParseError:
        return False


def _of_copy(observed: Observation) -> Observation:
    """An id of its own: a document may hold what the phone itself said too."""
    return observed.model_copy(update={"id": f"copy:{observed.id}"})


def _beside(chosen: Mapping[Topic, Reading]) -> tuple[apps.Beside, list[Parsed]]:
    """What the store's records and the rights add to apps, and the gaps of both. Errors: none."""
    beside, parts = apps.Beside(), []
    if (reading := chosen.get(Topic.APP_ACCOUNTS)) is not None:
        try:
            beside = replace(beside, store=apps.records(reading), store_reading=reading.id)
            parts.append(Parsed(gaps=gaps.of(reading)))
        except ParseError as error:
            parts.append(_not_read(reading, error))
    if (reading := chosen.get(Topic.APP_DETAILS)) is not None:
        try:
            rights, parsed = apps.allowed(reading)
            beside = replace(beside, rights=rights, rights_reading=reading.id)
            parts.append(Parsed(gaps=parsed.gaps or gaps.of(reading)))
        except ParseError as error:
            parts.append(_not_read(reading, error))
    return beside, parts


def _not_read(reading: Reading, error: ParseError) -> Parsed:
    return Parsed(gaps=gaps.of(reading) or (gap(reading, GapReason(error.reason)),))


def _observed(reading: Reading, parse: Callable[[Reading], Parsed]) -> Parsed:
    """What one reading says. Errors: none."""
    held = gaps.of(reading)
    try:
        parsed = parse(reading)
    except ParseError as error:
        return _not_read(reading, error)
    return Parsed(parsed.observations, parsed.gaps or held, parsed.wanted)
