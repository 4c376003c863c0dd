# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The protocol between the program and a reader: one JSON object per line, a closed set of messages, hard limits.

It is over 300 lines because both sides, and every licence that a reader may have, share this one closed file.
Parent to reader (stdin): `ask`, `unlock`, `cancel`, `close`; a closed stdin means close.
Reader to parent (stdout): `hello`, `state`, `chunk`, `reading`, `done`, `error`.

Standard library only, because every reader imports it, whatever else its process may or may not load.
"""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from devicecheck.readers.wire_values import Fault, LiveState, Status

__all__ = [
    "ASKS_LIMIT", "BODY_LIMIT", "CHUNK_SIZE", "DEADLINE_LIMIT", "FILE_VARIABLE", "INLINE_LIMIT", "LINE_LIMIT",
    "NOTE_LIMIT", "PHONE_VARIABLE", "PROTOCOL", "SPILL_LIMIT", "Ask", "AskMessage", "CancelMessage", "ChunkMessage",
    "CloseMessage", "DoneMessage", "ErrorMessage", "Fault", "FromReader", "HelloMessage", "LiveState", "Params",
    "ReadingMessage", "StateMessage", "Status", "ToReader", "UnlockMessage", "WireError", "decode", "encode", "read",
    "write",
]  # fmt: skip

PROTOCOL = 1
PHONE_VARIABLE, FILE_VARIABLE = "DEVICECHECK_PHONE", "DEVICECHECK_FILE"
"""What the environment calls the phone, or the file or folder, to be read. A command line may stand in logs."""
LINE_LIMIT = 1 << 20
"""Bytes in one line at the most, newline included."""
INLINE_LIMIT = 256 << 10
"""A body of at most this many bytes travels inside its `reading` line."""
SPILL_LIMIT = 4 << 20
"""A larger body goes into a file of the folder that the parent named; between the two limits it travels in chunks."""
CHUNK_SIZE = 256 << 10
BODY_LIMIT = 64 << 20
"""Bytes of one body at the most; a longer answer is cut there and its status is `truncated`."""
ASKS_LIMIT = 2_000
NOTE_LIMIT = 2_000
"""Characters of the phone's own error text."""
DEADLINE_LIMIT = 3_600.0
"""Seconds that one ask message may take at the most."""
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")

Params = Mapping[str, str | int]


class WireError(ValueError):
    """A line that is not a message of this protocol; the text says which rule it broke."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: a topic of the reader's table and its typed parameters."""

    id: str
    topic: str
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AskMessage:
    """Several questions that the reader may answer in one stream, within `deadline` seconds."""

    asks: tuple[Ask, ...]
    deadline: float


@dataclass(frozen=True, slots=True)
class CancelMessage:
    """Stop what is running; what was read stays."""


@dataclass(frozen=True, slots=True)
class CloseMessage:
    """Stop, undo what the connection itself left, and end."""


@dataclass(frozen=True, slots=True)
class UnlockMessage:
    """A password for the thing that is read, from the person at the keyboard. Never answered, echoed or kept."""

    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class HelloMessage:
    """First line of a reader: who it is, with which library versions, and which topics it knows."""

    reader: str
    protocol: int
    versions: dict[str, str]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StateMessage:
    """A change of the live state, with named values (model, udev line ...) for the screen."""

    state: LiveState
    terms: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChunkMessage:
    """Part `number` (from 0) of the body of the ask `ask`; `data` is at most CHUNK_SIZE bytes."""

    ask: str
    number: int
    data: bytes


@dataclass(frozen=True, slots=True)
class ReadingMessage:
    """The end of one answer. The body is inline, or in `chunks` earlier messages, or in `file` of the spill folder.

    Units: `started` and `ended` are UTC, ISO 8601. `note` is the phone's own error text, at most 2,000 characters.
    """

    ask: str
    topic: str
    command: str
    started: str
    ended: str
    status: Status
    size: int
    sha256: str
    exit_code: int | None = None
    body: bytes | None = None
    chunks: int = 0
    file: str | None = None
    note: str = ""
    params: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DoneMessage:
    """The asks of one `ask` message have all ended, each with its reading."""

    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ErrorMessage:
    """A typed fault. With `ask` it concerns that question alone; without, the session is over."""

    fault: Fault
    terms: dict[str, str] = field(default_factory=dict)
    ask: str | None = None


ToReader = AskMessage | UnlockMessage | CancelMessage | CloseMessage
FromReader = HelloMessage | StateMessage | ChunkMessage | ReadingMessage | DoneMessage | ErrorMessage

_KINDS: dict[str, type[Any]] = {
    "ask": AskMessage,
    "unlock": UnlockMessage,
    "cancel": CancelMessage,
    "close": CloseMessage,
    "hello": HelloMessage,
    "state": StateMessage,
    "chunk": ChunkMessage,
    "reading": ReadingMessage,
    "done": DoneMessage,
    "error": ErrorMessage,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def encode(message: ToReader | FromReader) -> bytes:
    """One message as one line.

    Errors: WireError when the line would pass LINE_LIMIT; bodies of that size belong in chunks or a file.
    """
    fields, bodies = {"is": _NAMES[type(message)]}, b""
    for name, value in _fields_of(message).items():
        if isinstance(value, bytes):  # base64 needs no search for letters to escape, and bodies are nearly all there is
            bodies += b',"%b":"%b"' % (name.encode(), base64.b64encode(value))
        else:
            fields[name] = value
    text = json.dumps(fields, ensure_ascii=True, separators=(",", ":"), default=_fields_of).encode("ascii")
    line = text[:-1] + bodies + b"}\n"
    if len(line) > LINE_LIMIT:
        raise WireError(f"a line of {len(line)} bytes is over the limit of {LINE_LIMIT}")
    return line


def _fields_of(value: ToReader | FromReader | Ask) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def decode(line: bytes) -> ToReader | FromReader:
    """The message on one line. Errors: WireError for anything outside the closed set."""
    if len(line) > LINE_LIMIT:
        raise WireError(f"a line is over the limit of {LINE_LIMIT} bytes")
    try:
        fields = json.loads(line.decode("utf-8"))
        kind = _KINDS[fields.pop("is")]
        return _build(kind, fields)
    except WireError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error) as error:
        raise WireError(f"not a message of this protocol: {type(error).__name__}: {error}"[:300]) from None


def _build(kind: type[Any], fields: dict[str, Any]) -> ToReader | FromReader:
    for name in ("data", "body"):
        if isinstance(fields.get(name), str):
            fields[name] = base64.b64decode(fields[name], validate=True)
    if kind is AskMessage:
        fields["asks"] = tuple(_ask(ask) for ask in _listed(fields["asks"], ASKS_LIMIT))
        fields["deadline"] = _seconds(fields["deadline"])
    for name, enum in (("status", Status), ("state", LiveState), ("fault", Fault)):
        if name in fields:
            fields[name] = enum(fields[name])
    for name in ("topics",) if kind is HelloMessage else ("asks",) if kind is DoneMessage else ():
        fields[name] = tuple(_text(item) for item in _listed(fields[name], ASKS_LIMIT))
    for name in ("terms", "versions"):
        if name in fields:
            fields[name] = {_text(key): _text(value) for key, value in fields[name].items()}
    _check(kind, fields)
    message: ToReader | FromReader = kind(**fields)
    return message


def _check(kind: type[Any], fields: dict[str, Any]) -> None:
    """What only some messages have. Errors: WireError, KeyError."""
    if kind is ReadingMessage:
        _check_reading(fields)
    elif kind is HelloMessage:
        _text(fields["reader"])
        _count(fields["protocol"])
    elif kind is ChunkMessage:
        _check_chunk(fields)
    elif kind is UnlockMessage:
        _text(fields["password"])
    elif kind is ErrorMessage and fields.get("ask") is not None:
        _text(fields["ask"])


def _ask(fields: dict[str, Any]) -> Ask:
    return Ask(_text(fields["id"]), _text(fields["topic"]), _params(fields.get("params", {})))


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= DEADLINE_LIMIT:
        raise WireError(f"a deadline is a number of seconds up to {DEADLINE_LIMIT:.0f}")
    return float(value)


def _params(fields: object) -> dict[str, str | int]:
    if not isinstance(fields, dict):
        raise WireError("parameters have names")
    for key, value in fields.items():
        if not isinstance(key, str) or isinstance(value, bool) or not isinstance(value, str | int):
            raise WireError(f"parameter {key!r} must be text or a whole number")
    return fields


def _check_reading(fields: dict[str, Any]) -> None:
    for name in ("ask", "topic", "command", "started", "ended", "sha256"):
        _text(fields[name])
    fields["params"] = _params(fields.get("params", {}))
    if not 0 <= _count(fields["size"]) <= BODY_LIMIT or _count(fields.get("chunks", 0)) < 0:
        raise WireError("a reading needs a size within the limit")
    if fields.get("exit_code") is not None:
        _count(fields["exit_code"])
    if len(_text(fields.get("note", ""))) > NOTE_LIMIT:
        raise WireError(f"a note has at most {NOTE_LIMIT} characters")
    body, file = fields.get("body"), fields.get("file")
    if body is not None and not (isinstance(body, bytes) and len(body) <= INLINE_LIMIT):
        raise WireError("a body in a line is short and base64")
    if file is not None and not _PLAIN_NAME.fullmatch(_text(file)):
        raise WireError("a reading's file is a plain name")
    if [body is not None, file is not None, fields.get("chunks", 0) > 0].count(True) > 1:
        raise WireError("a body travels in one way")


def _check_chunk(fields: dict[str, Any]) -> None:
    _text(fields["ask"])
    if not isinstance(fields["data"], bytes) or len(fields["data"]) > CHUNK_SIZE or _count(fields["number"]) < 0:
        raise WireError("a chunk needs a number and data")


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise WireError(f"expected a whole number, got {type(value).__name__}")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise WireError(f"expected text, got {type(value).__name__}")
    value.encode()  # half a letter (a lone surrogate) cannot be shown or saved; params of a path may hold one
    return value


def _listed(value: object, limit: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > limit:
        raise WireError(f"expected a list of at most {limit}")
    return value


def write(stream: IO[bytes], message: ToReader | FromReader) -> None:
    """Write one message and flush it, so that the other side sees it now."""
    stream.write(encode(message))
    stream.flush()


def read(stream: IO[bytes]) -> ToReader | FromReader | None:
    """The next message, or None at the end of the stream. Errors: WireError."""
    line = stream.readline(LINE_LIMIT + 1)
    return decode(line) if line else None
