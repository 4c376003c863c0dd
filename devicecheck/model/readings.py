# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Readings: one raw answer of a phone, and the record of it that a document keeps."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from devicecheck.model.base import Value
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import Status


@dataclass(frozen=True, slots=True)
class Reading:
    """One raw answer. Lives in memory only; a document keeps its `record`.

    Shape: `body` is what the phone printed, byte for byte; `params` are those of the ask (user, path, offset ...);
    `dropped` are size and SHA-256 of a body that was looked at and is no longer held.
    Units: times are UTC of this computer.
    """

    id: str
    topic: Topic
    device: str
    command: str
    started_at: datetime
    ended_at: datetime
    status: Status
    body: bytes = b""
    exit_code: int | None = None
    note: str = ""
    params: dict[str, str | int] = field(default_factory=dict)
    dropped: tuple[int, str] | None = None

    def without_body(self) -> "Reading":
        """The same answer when its body is no longer needed."""
        return replace(self, body=b"", dropped=self.dropped or (len(self.body), sha256(self.body).hexdigest()))

    @property
    def user(self) -> int | None:
        """The phone's user that was asked about, if the topic is asked per user."""
        user = self.params.get("user")
        return user if isinstance(user, int) else None

    @property
    def record(self) -> "ReadingRecord":
        """What a document keeps of it: everything but the body."""
        size, digest = self.dropped or (len(self.body), sha256(self.body).hexdigest())
        return ReadingRecord(
            id=self.id,
            topic=self.topic,
            device=self.device,
            command=self.command,
            started_at=self.started_at,
            ended_at=self.ended_at,
            status=self.status,
            exit_code=self.exit_code,
            size=size,
            sha256=digest,
        )


class ReadingRecord(Value):
    """That a question was asked, when, how it ended, and the fingerprint of the answer."""

    id: str
    topic: Topic
    device: str
    command: str
    started_at: datetime
    ended_at: datetime
    status: Status
    exit_code: int | None = None
    size: int
    sha256: str
