# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing among readings, and joining what was read from them."""

from collections.abc import Callable, Iterable

from devicecheck.model.findings import Wanted
from devicecheck.model.observations import Gap, Observation
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.parsed import Parsed
from devicecheck.readers.wire import Status


def newest(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """One reading for each question: the newest whole one, else the newest."""
    kept: dict[tuple[str, tuple[tuple[str, str | int], ...]], Reading] = {}
    for reading in readings:
        question = (reading.topic.value, tuple(sorted(reading.params.items())))
        before = kept.get(question)
        if before is None or reading.status is Status.COMPLETE or before.status is not Status.COMPLETE:
            kept[question] = reading
    return tuple(kept.values())


def together(parts: Iterable[Parsed]) -> Parsed:
    """Several results as one; each observation once."""
    observations: dict[str, Observation] = {}
    gaps: list[Gap] = []
    wanted: list[Wanted] = []
    for part in parts:
        for observation in part.observations:
            observations.setdefault(observation.id, observation)
        gaps += part.gaps
        wanted += part.wanted
    return Parsed(tuple(observations.values()), tuple(gaps), tuple(wanted))


def of_topic(readings: Iterable[Reading], topic: Topic) -> tuple[Reading, ...]:
    """The readings of one topic."""
    return tuple(reading for reading in readings if reading.topic is topic)


def each(readings: Iterable[Reading], topic: Topic, parse: Callable[[Reading], Parsed]) -> Parsed:
    """What is read from every reading of a topic."""
    return together(parse(reading) for reading in of_topic(readings, topic))
