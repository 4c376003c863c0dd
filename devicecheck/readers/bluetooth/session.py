# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What this reader answers: the tags of the listed kinds that are heard at one place, in one go."""

import asyncio
import platform
import time
from importlib.metadata import version
from pathlib import Path

from devicecheck.readers.bluetooth import air, prints, table
from devicecheck.readers.bluetooth.heard import Heard
from devicecheck.readers.bluetooth.limits import SECONDS, STATE_EVERY
from devicecheck.readers.bounds import Watch
from devicecheck.readers.file_session import BadAsk, FileSession, Tell
from devicecheck.readers.wire import PROTOCOL, Ask, HelloMessage, LiveState, StateMessage

PRINTS_FILE = "prints.json"
"""Where in the private folder the parent lays the prints of the listed tags."""


def hello() -> HelloMessage:
    """Who this reader is."""
    versions = {"python": platform.python_version(), "bleak": version("bleak")}
    return HelloMessage("bluetooth", PROTOCOL, versions, table.TOPICS)


def session(folder: Path, agreed: frozenset[str], tell: Tell, pipe: int) -> FileSession:
    """A session with the radio of this computer."""

    def body(ask: Ask, watch: Watch) -> bytes:
        seconds = ask.params.get("seconds")
        if set(ask.params) != set(table.PARAMS) or ask.params["place"] not in table.PLACES:
            raise BadAsk("parameters")
        if not isinstance(seconds, int) or seconds not in SECONDS:
            raise BadAsk("seconds")
        heard = Heard(prints.read(folder / PRINTS_FILE))
        asyncio.run(air.listen(seconds, heard.take, _Reporting(seconds, heard, tell, watch)))
        return heard.as_body(seconds)

    return FileSession({table.TOPIC: table.DOES}, agreed, body, tell, pipe)


class _Reporting:
    """Says now and then how it goes, and stops the listening when nobody wants it any more."""

    def __init__(self, seconds: int, heard: Heard, tell: Tell, watch: Watch) -> None:
        self._heard, self._tell, self._watch = heard, tell, watch
        self._end = time.monotonic() + seconds
        self._next = 0.0

    def __call__(self) -> None:
        self._watch.look()
        now = time.monotonic()
        if now >= self._next:
            self._next = now + STATE_EVERY
            left = max(0, round(self._end - now))
            terms = {"left": str(left), "senders": str(len(self._heard.senders)), "tags": str(self._heard.tags)}
            self._tell(StateMessage(LiveState.LISTENING, terms))
