# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which lines of an answer are about one thing. Lines about other apps and programs stay out: they tell a life.

The reader writes its JSON with one value on each line, so that lines can be shown and counted.
"""

import json
from collections.abc import Iterable, Iterator

from devicecheck.model.excerpts import LONGEST_LINE, MOST_LINES, Excerpt, ExcerptLine
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.iphone.phone import OPENED_PROGRAMS

OF_OBJECTS = frozenset(
    {
        Topic.APPS, Topic.APP_ACCOUNTS, Topic.APP_DETAILS, Topic.APP_PROFILES, Topic.PROFILES, Topic.PROFILE_CHANGES,
        Topic.TRUSTED_ROOTS, Topic.NETWORK_SETTINGS, Topic.DATA_USE,
    }
)  # fmt: skip
WHOLE = frozenset({Topic.SUPERVISION, Topic.PHONE_SETTINGS, Topic.WATCHES})
LINES = 200_000

Line = tuple[int, str]


class SupportingLines:
    """The lines of one reading by thing. A thing of the phone itself, such as its management, has the whole answer."""

    def __init__(self, reading: Reading, keys: Iterable[str]) -> None:
        self._reading = reading
        text = reading.body.decode("ascii", "replace")
        lines = list(enumerate(text.split("\n")[:LINES], 1))
        self._total = len(lines)
        self._found = {key: list(_lines(reading.topic, lines, key)) for key in keys}

    def excerpt(self, observation: str, key: str) -> Excerpt:
        """What this reading says about the thing `key`, for the observation of that id."""
        found = self._found.get(key, [])
        kept = (
            ExcerptLine(number=number, text=text[:LONGEST_LINE], cut=len(text) > LONGEST_LINE)
            for number, text in found[:MOST_LINES]
        )
        return Excerpt(
            observation=observation,
            reading=self._reading.id,
            key=key,
            lines=tuple(kept),
            of=self._total,
            more=max(0, len(found) - MOST_LINES),
        )


def _lines(topic: Topic, lines: list[Line], key: str) -> Iterator[Line]:
    quoted = json.dumps(key)
    if topic in WHOLE:
        yield from ((number, text) for number, text in lines if len(text.strip("{}[], ")) > 0)
    elif topic in OF_OBJECTS:
        yield from _object_of(lines, quoted)
    elif topic is Topic.LAUNCHER_APPS:
        yield from ((number, text) for number, text in lines if quoted in text)
    elif topic is Topic.DEVICE_FACTS:
        yield from ((number, text) for number, text in lines if text.startswith('"ProductVersion"'))
    elif topic is Topic.RUNNING_PROGRAMS:
        yield from ((number, text) for number, text in lines if _tells(text))


def _object_of(lines: list[Line], quoted: str) -> Iterator[Line]:
    """The innermost object that begins with this name, or in which a value is this text."""
    opened: list[list[Line]] = []
    for number, text in lines:
        for held in opened:
            held.append((number, text))
        if text.endswith("{"):
            opened.append([(number, text)])
        elif text.startswith("}") and opened:
            held = opened.pop()
            named = held[0][1].startswith(f"{quoted}: ") or any(
                each.rstrip(",").endswith(f": {quoted}") for _, each in held
            )
            if named:
                yield from (each for each in held if len(each[1].strip("{}[], ")) > 0)
                return


def _tells(text: str) -> bool:
    name = text.strip('", ').partition("-")[0].casefold()
    return name in OPENED_PROGRAMS or text.startswith('"whole_file_system"')
