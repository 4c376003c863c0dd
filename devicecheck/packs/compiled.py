# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pack in one piece: checked once, written so that it loads many times faster than its files.

Entries that differ in id, name and one value alone, as the lines of a group do, are kept as lines under the first.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from operator import attrgetter

from pydantic import TypeAdapter, ValidationError

from devicecheck.model.signatures import Indicators, Pack, Signature

FORMAT = b"devicecheck compiled signatures 1\n"
NOTHING = Indicators()

Line = tuple[str, str, str]
Group = tuple[Signature, tuple[Line, ...]]

_WHOLE = TypeAdapter(tuple[Signature, ...])
_GROUPS = TypeAdapter(tuple[Group, ...])


class NotCompiled(Exception):
    """Raised for bytes that are no compiled pack, or one that is damaged or of another version."""


def write(pack: Pack) -> bytes:
    """The pack as bytes, line by line: the form, the SHA-256 of the rest, facts, whole entries, groups."""
    whole: list[Signature] = []
    groups: dict[Signature, list[Line]] = {}
    for entry in pack.signatures:
        single = _single(entry.indicators)
        if single is None:
            whole.append(entry)
        else:
            kind, value = single
            head = entry.alike({"id": "as-below", "name": "As below", "indicators": NOTHING.alike({kind: ("below",)})})
            groups.setdefault(head, []).append((entry.id, entry.name, value))
    body = b"\n".join(
        (
            pack.alike({"signatures": ()}).model_dump_json().encode("utf-8"),
            _WHOLE.dump_json(tuple(whole), exclude_defaults=True),
            _GROUPS.dump_json(tuple((head, tuple(lines)) for head, lines in groups.items()), exclude_defaults=True),
        )
    )
    return FORMAT + sha256(body).hexdigest().encode() + b"\n" + body


def read(data: bytes) -> Pack:
    """The pack that was written, decoded as strictly as its files. Errors: NotCompiled."""
    if not data.startswith(FORMAT):
        raise NotCompiled
    digest, _, body = data[len(FORMAT) :].partition(b"\n")
    if sha256(body).hexdigest().encode() != digest:
        raise NotCompiled
    try:
        with _made_to_stay():
            facts, whole, groups = body.split(b"\n")
            lines = [entry for head, found in _GROUPS.validate_json(groups) for entry in _of_group(head, found)]
            entries = sorted((*_WHOLE.validate_json(whole), *lines), key=attrgetter("id"))
            return Pack.model_validate_json(facts).alike({"signatures": tuple(entries)})
    except (ValueError, ValidationError):
        raise NotCompiled from None


def _single(indicators: Indicators) -> tuple[str, str] | None:
    """The kind and the value of the only indicator, if it is one and a text."""
    kinds = [(kind, values) for kind, values in indicators if values]
    if len(kinds) != 1 or len(kinds[0][1]) != 1 or not isinstance(kinds[0][1][0], str):
        return None
    return kinds[0][0], kinds[0][1][0]


def _of_group(head: Signature, lines: tuple[Line, ...]) -> Iterator[Signature]:
    (kind,) = (kind for kind, values in head.indicators if values)
    found = NOTHING.each_alike({kind: (value,)} for _, _, value in lines)
    return head.each_alike(
        {"id": name_id, "name": name, "indicators": indicators}
        for (name_id, name, _), indicators in zip(lines, found, strict=True)
    )


@contextmanager
def _made_to_stay() -> Iterator[None]:
    """No search for garbage among the thousands of values made here, now or later: it would take most of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if before:
            gc.enable()
