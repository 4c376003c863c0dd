# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Watches what the client's own phone sends through this computer's hotspot or bridge, for the listed servers alone."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from devicecheck.errors import ReaderError
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import Pack
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import Fault
from devicecheck.runner.capture_check import (
    DEVICE,
    READER,
    SERVERS_FILE,
    START_DEADLINE,
    CaptureChecked,
    checked,
    servers,
)
from devicecheck.runner.events import Live
from devicecheck.runner.planning import Question, asks
from devicecheck.sources import handed_socket
from devicecheck.sources.private_folder import private_folder
from devicecheck.sources.session import running

BROKER = "devicecheck.readers.capture.broker"
SPARE = 30.0

OnStop = Callable[[Callable[[], None]], None]
"""Told what to call when the person wants to stop; what was seen until then is the result."""


def broker_command(interface: str, device: str) -> list[str]:
    """The privileged step, for people to read before it is run."""
    return handed_socket.broker_command(BROKER, "--interface", interface, "--device", device)


async def watch_device(
    interface: str, device: str, seconds: int, pack: Pack, on_stop: OnStop
) -> AsyncGenerator[Live | CaptureChecked, None]:
    """States on the way, then what was met. Errors: UsageError("cannot-listen"), ReaderError."""
    listening = await handed_socket.handed_socket(broker_command(interface, device), "cannot-listen", interface)
    readings: list[Reading] = []
    try:
        with private_folder() as folder:
            await asyncio.to_thread((folder / SERVERS_FILE).write_text, json.dumps(servers(pack)), "utf-8")
            argv = [sys.executable, "-I", "-m", f"devicecheck.readers.{READER}", f"--socket={listening}"]
            argv += ["--agreed", Topic.CAPTURE_SERVERS.value, "--folder", str(folder)]
            question = asks([Question(Topic.CAPTURE_SERVERS, (("seconds", seconds),))], 1, "c")
            async with running(argv, READER, folder, START_DEADLINE, DEVICE, (listening,)) as session:
                on_stop(session.cancel)
                async with aclosing(session.ask(question, seconds + SPARE)) as items:
                    async for item in items:
                        if isinstance(item, Reading):
                            readings.append(item)
                        else:
                            yield Live(item.state, item.terms)
    finally:
        os.close(listening)
    if not readings:
        raise ReaderError(Fault.CRASHED)
    yield checked(tuple(readings), SignatureIndex(pack))
