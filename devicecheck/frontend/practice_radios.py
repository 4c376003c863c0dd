# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The recorded radios for training, for both front ends: which there are, and one of them as sweeps."""

import json
from datetime import datetime
from typing import Any

from devicecheck.errors import StoryError
from devicecheck.frontend.practice_phones import Story, printed, radio_stories
from devicecheck.model.endpoints import Endpoint, Origin, Via
from devicecheck.model.radio import SweepPlace
from devicecheck.model.radio_observations import TagSighting, TrustedTag
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse import bluetooth
from devicecheck.readers.wire import Status
from devicecheck.runner.sweeps import DEVICE, READER, RecordedRadio

ENDPOINT = Endpoint(reader=READER, via=Via.RADIO, origin=Origin.PRACTICE)


async def stories() -> tuple[Story, ...]:
    """The recorded radios. Errors: StoryError when the practice program does not answer."""
    return await radio_stories()


async def recorded(name: str) -> RecordedRadio:
    """The sweeps of one story. Errors: StoryError `unknown` with those there are, `not-started`, `damaged`."""
    known = [story.name for story in await stories()]
    if name not in known:
        raise StoryError("unknown", {"story": name, "stories": ", ".join(known)})
    (told,) = await printed("--radio", name)
    try:
        readings = {SweepPlace(place): _reading(place, sweep) for place, sweep in told["sweeps"].items()}
        own = {each["address"]: each["name"] for each in told["own"]}
    except (ValueError, KeyError, TypeError):
        raise StoryError("damaged") from None
    return RecordedRadio(readings, _trusted(tuple(readings.values()), own))


def _reading(place: str, sweep: dict[str, Any]) -> Reading:
    return Reading(
        id=f"t-{place}",
        topic=Topic.BLUETOOTH_TAGS,
        device=DEVICE,
        command="recorded",
        started_at=datetime.fromisoformat(sweep["started"]),
        ended_at=datetime.fromisoformat(sweep["ended"]),
        status=Status.COMPLETE,
        body=json.dumps(sweep["body"]).encode("ascii"),
        params={"place": place, "seconds": int(sweep["body"]["seconds"])},
    )


def _trusted(readings: tuple[Reading, ...], own: dict[str, str]) -> tuple[TrustedTag, ...]:
    """The tags at these addresses, under the names by which they are met again."""
    sightings = (each for each in bluetooth.observe(readings, DEVICE).observations if isinstance(each, TagSighting))
    keys = {each.key: own[each.address] for each in sightings if each.address in own}
    return tuple(
        TrustedTag(id=f"own:{key}", device=DEVICE, readings=(), key=key, name=name) for key, name in keys.items()
    )
