# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One session with the iPhone reader as a program, beside a practice iPhone that is not told who asks."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from devicecheck.practice.iphone.usbmuxd import Usbmuxd
from devicecheck.readers.iphone import table
from devicecheck.readers.wire import (
    Ask,
    AskMessage,
    CloseMessage,
    DoneMessage,
    ErrorMessage,
    Fault,
    FromReader,
    LiveState,
    ReadingMessage,
    StateMessage,
    Status,
    read,
    write,
)

ALL = tuple(table.TOPICS)
LONGEST = 45.0


@dataclass
class Session:
    """What a reader said until it ended."""

    messages: list[FromReader] = field(default_factory=list)
    code: int = -1
    seconds: float = 0.0

    @property
    def states(self) -> list[LiveState]:
        return [each.state for each in self.messages if isinstance(each, StateMessage)]

    @property
    def fault(self) -> Fault | None:
        faults = [each.fault for each in self.messages if isinstance(each, ErrorMessage) and each.ask is None]
        return faults[-1] if faults else None

    @property
    def statuses(self) -> dict[str, Status]:
        return {each.topic: each.status for each in self.messages if isinstance(each, ReadingMessage)}

    def body(self, topic: str) -> bytes:
        return next(
            each.body or b"" for each in self.messages if isinstance(each, ReadingMessage) and each.topic == topic
        )


def arguments(daemon: Usbmuxd | int, folder: Path, topics: tuple[str, ...] = ALL, *more: str) -> list[str]:
    """The command line of the reader."""
    port = daemon if isinstance(daemon, int) else daemon.port
    agreed = ["--agreed", ",".join(topics), "--folder", str(folder)]
    return [
        sys.executable,
        "-I",
        "-m",
        "devicecheck.readers.iphone",
        "--via",
        "tcp",
        "--port",
        str(port),
        *agreed,
        *more,
    ]


def environment(folder: Path) -> dict[str, str]:
    """What the tower gives its readers: nothing of this computer's user."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_DATA_HOME": str(folder), "LC_ALL": "C.UTF-8"}


def start(daemon: Usbmuxd | int, folder: Path, *more: str) -> subprocess.Popen[bytes]:
    """The reader, started."""
    pipe = subprocess.PIPE
    argv, env = arguments(daemon, folder, ALL, *more), environment(folder)
    return subprocess.Popen(argv, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=env, cwd=folder)


def visit(
    daemon: Usbmuxd | int,
    folder: Path,
    *more: str,
    asked: tuple[str, ...] = ALL,
    deadline: float = 20.0,
    when: Callable[[FromReader], None] = lambda _: None,
) -> Session:
    """Ask everything once, hear the reader out, close. `when` is told each message as it comes."""
    session, began = Session(), time.monotonic()
    reader = start(daemon, folder, *more)
    assert reader.stdin and reader.stdout
    with reader:
        write(reader.stdin, AskMessage(tuple(Ask(topic, topic) for topic in asked), deadline))
        while (message := read(reader.stdout)) is not None:
            session.messages.append(message)  # type: ignore[arg-type]
            when(message)  # type: ignore[arg-type]
            if isinstance(message, DoneMessage):
                write(reader.stdin, CloseMessage())
            assert time.monotonic() - began < LONGEST
    session.code, session.seconds = reader.returncode, time.monotonic() - began
    return session
