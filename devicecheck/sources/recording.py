# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Readings kept in a folder, one JSON file each, and a source that gives them back as a reader would."""

import base64
import json
import re
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from devicecheck.errors import StoryError
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import BODY_LIMIT, PROTOCOL, Ask, HelloMessage, Params, StateMessage, Status

FORMAT = 1
NOT_RECORDED = "not-recorded"
FILE_LIMIT = BODY_LIMIT * 2
_FIELDS = {"format", "id", "topic", "device", "command", "started_at", "ended_at", "status", "exit_code", "note",
           "params", "sha256", "body"}  # fmt: skip


def write(folder: Path, readings: Iterable[Reading]) -> None:
    """Save readings, each in a file of its own that nobody else may read."""
    folder.mkdir(mode=0o700, exist_ok=True)
    for number, reading in enumerate(readings, 1):
        path = folder / f"{number:04d}-{reading.topic.value}.json"
        path.touch(mode=0o600)
        path.write_text(json.dumps(_fields(reading), indent=1) + "\n", "utf-8")


def read(folder: Path) -> tuple[Reading, ...]:
    """Saved readings in their order. Errors: StoryError("damaged") for a folder without any, or a file that is none."""
    paths = sorted(path for path in folder.glob("*.json") if re.match(r"\d+-", path.name))
    if not paths:
        raise StoryError("damaged")
    return tuple(_read_one(path) for path in paths)


def _fields(reading: Reading) -> dict[str, object]:
    return {
        "format": FORMAT,
        "id": reading.id,
        "topic": reading.topic.value,
        "device": reading.device,
        "command": reading.command,
        "started_at": reading.started_at.isoformat(),
        "ended_at": reading.ended_at.isoformat(),
        "status": reading.status.value,
        "exit_code": reading.exit_code,
        "note": reading.note,
        "params": reading.params,
        "sha256": sha256(reading.body).hexdigest(),
        "body": base64.b64encode(reading.body).decode("ascii"),
    }


def _read_one(path: Path) -> Reading:
    try:
        if path.stat().st_size > FILE_LIMIT:
            raise ValueError("too large")
        return _reading(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise StoryError("damaged", {"file": path.name}) from error


def _reading(fields: dict[str, Any]) -> Reading:
    body = base64.b64decode(fields["body"], validate=True)
    if set(fields) != _FIELDS or fields["format"] != FORMAT or sha256(body).hexdigest() != fields["sha256"]:
        raise ValueError("not a reading of this format")
    texts = (fields["id"], fields["device"], fields["command"], fields["note"], *fields["params"])
    values = (*fields["params"].values(), fields["exit_code"] or 0)
    if not all(isinstance(text, str) for text in texts) or not all(type(value) in (str, int) for value in values):
        raise TypeError("a field has another type")
    return Reading(
        id=fields["id"],
        topic=Topic(fields["topic"]),
        device=fields["device"],
        command=fields["command"],
        started_at=_moment(fields["started_at"]),
        ended_at=_moment(fields["ended_at"]),
        status=Status(fields["status"]),
        body=body,
        exit_code=fields["exit_code"],
        note=fields["note"],
        params=fields["params"],
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment.astimezone(UTC)


class Recording:
    """The saved readings of a folder behind the interface of a session."""

    def __init__(self, folder: Path, reader: str = "android") -> None:
        self._saved = {(reading.topic, _key(reading.params)): reading for reading in read(folder)}
        topics = tuple(sorted({reading.topic.value for reading in self._saved.values()}))
        self.hello = HelloMessage(reader, PROTOCOL, {"recording": str(FORMAT)}, topics)
        self._cancelled = False

    async def ask(self, asks: Sequence[Ask], deadline: float) -> AsyncIterator[Reading | StateMessage]:
        """What was saved for each question; one that was not asked then ends as unsupported, never as empty."""
        for ask in asks:
            if self._cancelled:
                yield _absent(ask, Status.STOPPED, "")
                continue
            saved = self._saved.get((Topic(ask.topic), _key(ask.params)))
            yield _absent(ask, Status.UNSUPPORTED, NOT_RECORDED) if saved is None else _as_answer(saved, ask)

    def cancel(self) -> None:
        """Every further question ends as stopped."""
        self._cancelled = True

    async def aclose(self) -> None:
        """Nothing is held open."""


def _key(params: Params) -> tuple[tuple[str, str | int], ...]:
    return tuple(sorted(params.items()))


def _as_answer(saved: Reading, ask: Ask) -> Reading:
    return replace(saved, id=ask.id)


def _absent(ask: Ask, status: Status, note: str) -> Reading:
    moment = datetime.now(UTC)
    params = dict(ask.params)
    return Reading(ask.id, Topic(ask.topic), "recording", "", moment, moment, status, note=note, params=params)
