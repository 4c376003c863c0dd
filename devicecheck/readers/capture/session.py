# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What this reader answers: the listed servers that a capture names."""

import platform
import socket
from pathlib import Path

from devicecheck.readers import bounds
from devicecheck.readers.bounds import Watch
from devicecheck.readers.capture import live, looking, servers, table
from devicecheck.readers.file_session import BadAsk, FileSession, Tell
from devicecheck.readers.wire import PROTOCOL, Ask, HelloMessage, LiveState, StateMessage

SERVERS_FILE = "servers.json"
"""Where in the private folder the parent lays the names of the servers."""


def hello() -> HelloMessage:
    """Who this reader is."""
    return HelloMessage("capture", PROTOCOL, {"python": platform.python_version()}, table.TOPICS)


def session(file: str, folder: Path, agreed: frozenset[str], tell: Tell, pipe: int) -> FileSession:
    """A session about one capture."""

    def report(read: int, whole: int, met: int) -> None:
        tell(StateMessage(LiveState.GOING_THROUGH, {"megabytes": str(read), "of": str(whole), "met": str(met)}))

    def body(ask: Ask, watch: Watch) -> bytes:
        if ask.params:
            raise BadAsk("parameters")
        return looking.as_body(looking.look(Path(file), servers.read(folder / SERVERS_FILE), watch, report))

    return FileSession({table.TOPIC: table.DOES}, agreed, body, tell, pipe)


def live_session(listening: socket.socket, folder: Path, agreed: frozenset[str], tell: Tell, pipe: int) -> FileSession:
    """A session about one device that is heard through `listening`. The list is read first, then every right goes."""
    listed = servers.read(folder / SERVERS_FILE)
    bounds.give_up_rights()

    def report(left: float, packets: int, met: int) -> None:
        terms = {"left": str(round(left)), "packets": str(packets), "met": str(met)}
        tell(StateMessage(LiveState.WATCHING, terms))

    def body(ask: Ask, watch: Watch) -> bytes:
        seconds = ask.params.get("seconds")
        if set(ask.params) != {"seconds"} or not isinstance(seconds, int) or seconds not in table.SECONDS:
            raise BadAsk("seconds")
        return looking.as_body(live.look(listening, listed, watch, seconds, report))

    return FileSession({table.TOPIC: table.DOES_LIVE}, agreed, body, tell, pipe)
