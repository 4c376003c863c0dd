# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Watches what the client's own phone sends through this computer's hotspot or bridge, for the listed servers alone."""

import asyncio
import json
import os
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from devicecheck.errors import ReaderError, UsageError
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import Pack
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import Fault
from devicecheck.runner.capture_check import DEVICE, READER, SERVERS_FILE, START_DEADLINE, CaptureChecked, checked
from devicecheck.runner.events import Live
from devicecheck.runner.planning import Question, asks
from devicecheck.sources.private_folder import private_folder
from devicecheck.sources.session import running

BROKER_DEADLINE = 120.0
"""Seconds for the broker: a person may have to type the password that sudo asks for."""
SPARE = 30.0

OnStop = Callable[[Callable[[], None]], None]
"""Told what to call when the person wants to stop; what was seen until then is the result."""


def broker_command(interface: str, device: str) -> list[str]:
    """The privileged step, for people to read before it is run."""
    program = [sys.executable, "-I", "-m", "devicecheck.readers.capture.broker"]
    rights = [] if os.name != "posix" or os.geteuid() == 0 else ["sudo", "--"]
    return [*rights, *program, "--interface", interface, "--device", device]


async def watch_device(
    interface: str, device: str, seconds: int, pack: Pack, on_stop: OnStop
) -> AsyncGenerator[Live | CaptureChecked, None]:
    """States on the way, then what was met. Errors: UsageError("cannot-listen"), ReaderError."""
    listening = await _from_broker(interface, device)
    servers = sorted({name for entry in pack.signatures for name in entry.indicators.domains})
    readings: list[Reading] = []
    try:
        with private_folder() as folder:
            await asyncio.to_thread((folder / SERVERS_FILE).write_text, json.dumps(servers), "utf-8")
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


async def _from_broker(interface: str, device: str) -> int:
    """The socket that the broker opened, as a number of this process."""
    try:
        ours, theirs = socket.socketpair(socket.AF_UNIX)
        with ours, theirs:
            argv = broker_command(interface, device)
            broker = await asyncio.create_subprocess_exec(*argv, stdin=theirs.fileno(), stdout=DEVNULL, stderr=PIPE)
            try:
                async with asyncio.timeout(BROKER_DEADLINE):
                    _, said = await broker.communicate()
            finally:
                if broker.returncode is None:
                    broker.kill()
            ours.setblocking(False)
            _, found, *_ = socket.recv_fds(ours, 1, 1) if broker.returncode == 0 else (b"", [])
    except (OSError, TimeoutError, AttributeError):
        found, said = [], b""
    if len(found) != 1:
        raise UsageError(
            "cannot-listen", {"interface": interface, "why": said.decode("utf-8", "replace")[-200:].strip()}
        )
    return found[0]
