# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One answer while it comes in, and how it leaves: in its line, in chunks, or in a file that the parent named."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from devicecheck.readers.wire import (
    BODY_LIMIT,
    CHUNK_SIZE,
    INLINE_LIMIT,
    SPILL_LIMIT,
    Ask,
    ChunkMessage,
    FromReader,
    ReadingMessage,
    Status,
)

Tell = Callable[[FromReader], None]


def now() -> str:
    """The time of this computer, in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@dataclass
class Body:
    """The bytes of one answer; from SPILL_LIMIT on they lie in a file, from BODY_LIMIT on they are dropped."""

    path: Path
    size: int = 0
    cut: bool = False
    _digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    _held: bytearray = field(default_factory=bytearray)
    _file: IO[bytes] | None = None

    def add(self, data: bytes) -> None:
        """Take more of the answer."""
        kept = data[: BODY_LIMIT - self.size]
        self.cut = self.cut or len(kept) < len(data)
        self.size += len(kept)
        self._digest.update(kept)
        if self._file is None and self.size > SPILL_LIMIT:
            self._file = os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b")
            self._file.write(self._held)
            self._held.clear()
        if self._file is None:
            self._held += kept
        else:
            self._file.write(kept)

    @property
    def sha256(self) -> str:
        """Of all bytes that were kept."""
        return self._digest.hexdigest()

    @property
    def in_file(self) -> bool:
        """Whether it became too large to travel in messages."""
        return self._file is not None

    def whole(self) -> bytes:
        """All of it."""
        if self._file is None:
            return bytes(self._held)
        self._file.flush()
        return self.path.read_bytes()

    def head(self, size: int) -> bytes:
        """Its beginning."""
        if self._file is None:
            return bytes(self._held[:size])
        self._file.flush()
        with self.path.open("rb") as file:
            return file.read(size)

    def close(self) -> None:
        """Finish the file, if there is one."""
        if self._file is not None:
            self._file.close()


def deliver(
    tell: Tell,
    ask: Ask,
    command: str,
    body: Body,
    status: Status,
    started: str,
    exit_code: int | None = None,
    note: str = "",
) -> None:
    """Send the answer to one question."""
    body.close()
    data = None if body.in_file else body.whole()
    chunks = 0
    if data is not None and len(data) > INLINE_LIMIT:
        pieces = [data[start : start + CHUNK_SIZE] for start in range(0, len(data), CHUNK_SIZE)]
        for number, piece in enumerate(pieces):
            tell(ChunkMessage(ask.id, number, piece))
        data, chunks = None, len(pieces)
    tell(
        ReadingMessage(
            ask=ask.id,
            topic=ask.topic,
            command=command,
            started=started,
            ended=now(),
            status=status,
            size=body.size,
            sha256=body.sha256,
            exit_code=exit_code,
            body=data,
            chunks=chunks,
            file=body.path.name if body.in_file else None,
            note=note,
            params=dict(ask.params),
        )
    )
