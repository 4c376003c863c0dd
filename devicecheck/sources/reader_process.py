# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The process of one reader: how it is started, spoken to, and stopped so that nothing of it stays."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from devicecheck.errors import ReaderError
from devicecheck.model.endpoints import Endpoint
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import (
    LINE_LIMIT,
    PHONE_VARIABLE,
    AskMessage,
    CancelMessage,
    CloseMessage,
    Fault,
    FromReader,
    ToReader,
    UnlockMessage,
    WireError,
    decode,
    encode,
)

GRACE = 3.0
"""Seconds that a reader gets to let go of the phone by itself, before it is killed."""
CLEAN_UP_LIMIT = 10.0
ERRORS_KEPT = 8_000
NOTHING: Mapping[str, str] = MappingProxyType({})
_KEPT_NAMES = (
    "PATH", "SYSTEMROOT", "WINDIR", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "DBUS_SYSTEM_BUS_ADDRESS",
)  # fmt: skip
"""What a reader may know of this computer: where programs, libraries and the system's bus are."""
_FOLDER_NAMES = (
    "HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TMPDIR", "TMP", "TEMP", "XDG_CONFIG_HOME", "XDG_CACHE_HOME",
    "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "ANDROID_USER_HOME", "ANDROID_SDK_HOME", "ADB_VENDOR_KEYS",
)  # fmt: skip
"""Where libraries leave traces; in a reader all of them are the private folder."""


def environment(folder: Path) -> dict[str, str]:
    """The whole environment of a reader."""
    kept = {name: os.environ[name] for name in _KEPT_NAMES if name in os.environ}
    return kept | dict.fromkeys(_FOLDER_NAMES, str(folder)) | {"LC_ALL": "C.UTF-8"}


def arguments(
    endpoint: Endpoint, agreed: frozenset[Topic], folder: Path, connect_deadline: float, *, peek: bool = False
) -> list[str]:
    """The command line of a reader for this endpoint. It names no phone: other people's programs, and logs, see it."""
    place = ["--via", endpoint.via.value, "--host", endpoint.host]
    place += ["--port", str(endpoint.port)] if endpoint.port is not None else []
    topics = ",".join(sorted(topic.value for topic in agreed))
    limits = ["--folder", str(folder), "--connect-deadline", str(connect_deadline)]
    return [*_program(endpoint.reader), *place, "--agreed", topics, *limits, *(["--peek"] if peek else [])]


def whose(endpoint: Endpoint) -> Mapping[str, str]:
    """What goes into the environment of a reader, which this user alone can see: the number of the phone."""
    return {} if endpoint.serial is None else {PHONE_VARIABLE: endpoint.serial}


def _program(reader: str) -> list[str]:
    return [sys.executable, "-I", "-m", f"devicecheck.readers.{reader}"]


class ReaderProcess:
    """One running reader and its pipes."""

    def __init__(self, process: Process, reader: str, folder: Path) -> None:
        self._process, self._reader, self._folder = process, reader, folder
        self._errors = b""
        self._listening = asyncio.create_task(self._keep_errors())

    @classmethod
    async def start(
        cls,
        argv: Sequence[str],
        reader: str,
        folder: Path,
        kept_open: Sequence[int] = (),
        told: Mapping[str, str] = NOTHING,
    ) -> "ReaderProcess":
        """Start it in a session of its own, so that Ctrl-C reaches this program first and the reader through it."""
        process = await asyncio.create_subprocess_exec(
            *argv,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            limit=LINE_LIMIT + 1,
            env={**environment(folder), **told},
            cwd=folder,
            start_new_session=True,
            pass_fds=tuple(kept_open),
        )
        return cls(process, reader, folder)

    def send(self, message: ToReader) -> None:
        """Say something to the reader; one that has gone is noticed when it is read."""
        pipe = self._process.stdin
        if pipe is not None and not pipe.is_closing():
            with suppress(OSError, RuntimeError):
                pipe.write(encode(message))

    async def receive(self) -> FromReader:
        """The next message. Errors: ReaderError(CRASHED) at the end, ReaderError(PROTOCOL) for a line that is none."""
        assert self._process.stdout is not None  # noqa: S101 - a pipe was asked for
        try:
            line = await self._process.stdout.readline()
            message = decode(line) if line else None
        except (WireError, ValueError) as error:
            raise ReaderError(Fault.PROTOCOL) from error
        if message is None:
            raise ReaderError(Fault.CRASHED)
        if isinstance(message, AskMessage | UnlockMessage | CancelMessage | CloseMessage):
            raise ReaderError(Fault.PROTOCOL)
        return message

    def kill(self) -> None:
        """End it at once."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()

    async def close(self) -> None:
        """Ask it to end, kill it if it does not, and clean up after one that did not end by itself."""
        try:
            self.send(CloseMessage())
            async with asyncio.timeout(GRACE):
                await self._drain()
        except TimeoutError:
            pass
        finally:
            self.kill()
            await self._gone()
        if self._process.returncode not in (0, 1):
            await self._clean_up()

    async def _drain(self) -> None:
        """Close our end and read its rest, because a reader whose pipe is full cannot end."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        while self._process.stdout is not None and await self._process.stdout.read(LINE_LIMIT):
            continue
        await self._process.wait()

    async def _gone(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        await self._process.wait()
        await self._listening

    async def _clean_up(self) -> None:
        """One run with the same folder, for what a killed reader could not undo itself."""
        argv = [*_program(self._reader), "--clean-up", "--folder", str(self._folder)]
        cleaner = await asyncio.create_subprocess_exec(
            *argv, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, env=environment(self._folder), cwd=self._folder
        )
        try:
            async with asyncio.timeout(CLEAN_UP_LIMIT):
                await cleaner.wait()
        except TimeoutError:
            cleaner.kill()
            await cleaner.wait()

    async def _keep_errors(self) -> None:
        """Take what it writes to its error output, the end of it only: for tests and people who mend readers."""
        while self._process.stderr is not None and (data := await self._process.stderr.read(ERRORS_KEPT)):
            self._errors = (self._errors + data)[-ERRORS_KEPT:]

    @property
    def errors(self) -> str:
        """The end of its error output. May hold words of the phone: never shown as it is."""
        return self._errors.decode("utf-8", "replace")
