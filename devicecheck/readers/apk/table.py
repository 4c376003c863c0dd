# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything this reader can be asked of the one file that it was started for."""

from dataclasses import dataclass

from devicecheck.readers.file_session import BadAsk
from devicecheck.readers.wire import Params

BLOCK = 4096
RANGE_LIMIT = 1 << 20
TAIL_LIMIT = 1 << 20
OFFSET_LIMIT = 1 << 42


@dataclass(frozen=True, slots=True)
class Entry:
    """One topic, what is done for it, and its parameters."""

    topic: str
    does: str
    params: tuple[str, ...] = ()


TABLE = (
    Entry("apk-facts", "read the manifest and the SHA-256 of the file"),
    Entry("apk-rules", "run the rules over manifest, code and native libraries, each inflated within bounds"),
    Entry("app-file-tail", "read the last bytes of the file", ("path", "length")),
    Entry("app-file-range", "read a part of the file", ("path", "offset", "length")),
)
BY_TOPIC = {entry.topic: entry for entry in TABLE}
TOPICS = tuple(BY_TOPIC)


def place(entry: Entry, params: Params, file: str, size: int) -> tuple[int, int]:
    """Offset and length of the bytes that are asked for; (0, 0) for topics without. Errors: BadAsk."""
    given = dict(params)
    if entry.topic == "app-file-tail":
        given.setdefault("length", BLOCK)
    if set(given) != set(entry.params) or ("path" in given and given["path"] != file):
        raise BadAsk("parameters")
    if not entry.params:
        return 0, 0
    length, offset = given["length"], given.get("offset", 0)
    if not isinstance(length, int) or not isinstance(offset, int):
        raise BadAsk("number")
    if not 0 < length <= RANGE_LIMIT or not 0 <= offset <= OFFSET_LIMIT or length % BLOCK or offset % BLOCK:
        raise BadAsk("range")
    return (max(0, size - length), min(length, size)) if entry.topic == "app-file-tail" else (offset, length)


def as_rows() -> list[dict[str, object]]:
    """The table for people and for the evidence. Nothing here is a command: the file is read, never run."""
    return [{"topic": entry.topic, "params": list(entry.params), "command": entry.does} for entry in TABLE]


def as_text() -> str:
    """The table as lines of text."""
    width = max(len(topic) for topic in TOPICS)
    return "".join(f"{entry.topic:<{width}}  {entry.does}\n" for entry in TABLE)
