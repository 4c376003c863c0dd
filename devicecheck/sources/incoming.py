# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts the bodies of readings together from lines, chunks and files, and refuses what does not fit its fingerprint."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from devicecheck.errors import ReaderError
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import BODY_LIMIT, SPILL_LIMIT, Ask, ChunkMessage, Fault, ReadingMessage


class Incoming:
    """What has come of the answers to one ask message.

    Errors: ReaderError(PROTOCOL) for what no reader of ours sends.
    """

    def __init__(self, asks: Iterable[Ask], device: str, folder: Path) -> None:
        self.open = {ask.id: ask for ask in asks}
        self._device, self._folder = device, folder
        self._chunks: dict[str, bytearray] = {}
        self._numbers: dict[str, int] = {}

    def take_chunk(self, chunk: ChunkMessage) -> None:
        """Keep a part of a body."""
        held = self._chunks.setdefault(chunk.ask, bytearray())
        number = self._numbers.get(chunk.ask, 0)
        if chunk.ask not in self.open or chunk.number != number or len(held) + len(chunk.data) > SPILL_LIMIT:
            raise ReaderError(Fault.PROTOCOL)
        held += chunk.data
        self._numbers[chunk.ask] = number + 1

    async def reading(self, told: ReadingMessage) -> Reading:
        """The finished reading; its question is no longer open."""
        ask = self.open.pop(told.ask, None)
        if ask is None or ask.topic != told.topic or told.chunks != self._numbers.get(told.ask, 0):
            raise ReaderError(Fault.PROTOCOL)
        body = await self._body(told)
        if len(body) != told.size or sha256(body).hexdigest() != told.sha256:
            raise ReaderError(Fault.PROTOCOL)
        try:
            started, ended = datetime.fromisoformat(told.started), datetime.fromisoformat(told.ended)
        except ValueError as error:
            raise ReaderError(Fault.PROTOCOL) from error
        return Reading(
            id=ask.id,
            topic=Topic(ask.topic),
            device=self._device,
            command=told.command,
            started_at=started,
            ended_at=ended,
            status=told.status,
            body=body,
            exit_code=told.exit_code,
            note=told.note,
            params=dict(ask.params),
        )

    async def _body(self, told: ReadingMessage) -> bytes:
        if told.file is not None:
            return await asyncio.to_thread(_take_file, self._folder / told.file)
        if told.chunks:
            return bytes(self._chunks.pop(told.ask))
        return told.body or b""


def _take_file(path: Path) -> bytes:
    """Read a large body and remove its file."""
    try:
        with path.open("rb") as file:
            data = file.read(BODY_LIMIT + 1)
        path.unlink()
    except OSError as error:
        raise ReaderError(Fault.PROTOCOL) from error
    return data
