# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The recorded home networks for training, for both front ends: which there are, and one of them as looks."""

import json
from datetime import datetime
from typing import Any

from devicecheck.errors import StoryError
from devicecheck.frontend.practice_phones import Story, network_stories, printed
from devicecheck.model.endpoints import Endpoint, Origin, Via
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import Status
from devicecheck.runner.networks import DEVICE, READER, RecordedNetwork

ENDPOINT = Endpoint(reader=READER, via=Via.NETWORK, origin=Origin.PRACTICE)


async def stories() -> tuple[Story, ...]:
    """The recorded networks. Errors: StoryError when the practice program does not answer."""
    return await network_stories()


async def recorded(name: str) -> RecordedNetwork:
    """The looks of one story. Errors: StoryError `unknown` with those there are, `not-started`, `damaged`."""
    known = [story.name for story in await stories()]
    if name not in known:
        raise StoryError("unknown", {"story": name, "stories": ", ".join(known)})
    (told,) = await printed("--network", name)
    try:
        return RecordedNetwork(tuple(_reading(number, look) for number, look in enumerate(told["looks"], 1)))
    except (ValueError, KeyError, TypeError):
        raise StoryError("damaged") from None


def _reading(number: int, look: dict[str, Any]) -> Reading:
    return Reading(
        id=f"n{number}",
        topic=Topic.NETWORK_DEVICES,
        device=DEVICE,
        command="recorded",
        started_at=datetime.fromisoformat(look["started"]),
        ended_at=datetime.fromisoformat(look["ended"]),
        status=Status.COMPLETE,
        body=json.dumps(look["body"]).encode("ascii"),
        params={"way": look["body"]["way"], "seconds": int(look["body"]["seconds"])},
    )
