# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of practice stories that are no phone on a cable: recorded radios, networks and traffic, copies."""

import json
import subprocess
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from datetime import datetime
from functools import partial
from types import MappingProxyType

from devicecheck.frontend.practice_networks import ENDPOINT
from devicecheck.model.consultation import Consultation
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.practice import networks, radio
from devicecheck.practice.backup import stories as backups
from devicecheck.practice.capture import stories as captures
from devicecheck.readers.wire import Status
from devicecheck.report import document
from devicecheck.runner.events import Finished
from devicecheck.runner.network_visit import NetworkVisit
from devicecheck.runner.networks import DEVICE, RecordedNetwork
from tests.report.radios import NOW, PACK, STAMP, heard


async def looked(story: str) -> Consultation:
    """The document of one recorded network."""
    every = networks.recording(story, NOW)["looks"]
    looks = RecordedNetwork(tuple(_look(number, told) for number, told in enumerate(every, 1)))
    async with aclosing(NetworkVisit(ENDPOINT, PACK, STAMP, looks).run()) as events:
        (finished,) = [event async for event in events if isinstance(event, Finished)]
    return finished.consultation


def _look(number: int, told: dict) -> Reading:
    started, ended = (datetime.fromisoformat(told[name]) for name in ("started", "ended"))
    body, params = json.dumps(told["body"]).encode(), {"way": told["body"]["way"], "seconds": told["body"]["seconds"]}
    return Reading(
        f"n{number}", Topic.NETWORK_DEVICES, DEVICE, "recorded", started, ended, Status.COMPLETE, body, params=params
    )


async def listened(story: str) -> Consultation:
    """The document of one recorded radio."""
    return heard(story)


async def made_up(command: str, story: str) -> Consultation:
    """The document of one made-up copy of a phone, or recording of its traffic, by the program itself."""
    argv = [sys.executable, "-m", "devicecheck", command, "--practice", story, "--json"]
    told = subprocess.run(argv, input=b"practice\n", capture_output=True, timeout=110, check=True)  # noqa: ASYNC221
    return document.read(told.stdout)


MAKERS: Mapping[str, Callable[[], Awaitable[Consultation]]] = MappingProxyType(
    {name: partial(looked, name) for name in networks.names()}
    | {name: partial(listened, name) for name in radio.names()}
    | {name: partial(made_up, "check-backup", name) for name in backups.names()}
    | {name: partial(made_up, "capture", name) for name in captures.names()}
)
"""Every such story by its name."""
