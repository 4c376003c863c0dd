# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks into one app's file: what it says about itself, and which rules fit its inside."""

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from devicecheck.readers.apk import manifest, parts
from devicecheck.readers.apk.archive import Archive, Entry, NoArchive, Unreadable
from devicecheck.readers.apk.limits import (
    FILE_LIMIT,
    MANIFEST_LIMIT,
    PART_LIMIT,
    PARTS_LIMIT,
    TOTAL_LIMIT,
)
from devicecheck.readers.apk.rules import Rules, TooSlow
from devicecheck.readers.bounds import OutOfTime, Watch
from devicecheck.readers.file_session import NotLooked

HASH_STEP = 1 << 20


def facts(path: Path, watch: Watch) -> dict[str, Any]:
    """Size, SHA-256, manifest and tricks. Errors: NotLooked, OutOfTime, OSError."""
    size = _size(path)
    said: dict[str, Any] = {"size": size, "sha256": _sha256(path, watch), "manifest": None, "tricks": []}
    with path.open("rb") as file:
        archive = _archive(file, size)
        tricks: set[str] = set()
        for entry in (entry for entry in archive.entries if entry.name == parts.MANIFEST):
            watch.look()
            try:
                said["manifest"], tricks = manifest.facts(archive.content(entry, MANIFEST_LIMIT))
                break
            except Unreadable as why:
                tricks.add(f"manifest-{why}")
        if said["manifest"] is None:
            holds_apps = any(entry.name.endswith(".apk") for entry in archive.entries)
            if holds_apps and not tricks:
                raise NotLooked("holds-other-apps")
            if not tricks and not any(parts.code(archive)):  # pictures or pages in an archive are no app
                raise NotLooked("no-app")
            tricks.add("no-manifest")
        _look_at_code(archive, watch)
        said["tricks"] = sorted(tricks | archive.tricks)
    return said


def _look_at_code(archive: Archive, watch: Watch) -> None:
    """Unpack the code once, so that what is odd about it is named; only as far as all of it can be read in time."""
    room = PART_LIMIT
    with suppress(Unreadable, OutOfTime, MemoryError):
        for entry in parts.code(archive):
            watch.look()
            room -= len(archive.content(entry, room))


def rule_matches(path: Path, rules: Rules, watch: Watch) -> dict[str, Any]:
    """Which rules fit which parts; parts and rules that were left out, with the reason. Errors: as `facts`."""
    with path.open("rb") as file:
        archive = _archive(file, _size(path))
        look = _Look(rules, watch)
        look.at(archive)
        for entry in parts.archives_inside(archive):
            look.inside(archive, entry)
    dropped = [{"entry": owner, "why": why} for owner, why in sorted(rules.dropped.items())]
    return {"rules": rules.count, "dropped": dropped, "parts": look.parts, "unread": look.unread,
            "matches": look.matches}  # fmt: skip


class _Look:
    """One look at the parts of a file, within what is left of bytes, parts and time."""

    def __init__(self, rules: Rules, watch: Watch) -> None:
        self._rules, self._watch = rules, watch
        self._bytes_left, self._parts_left = TOTAL_LIMIT, PARTS_LIMIT
        self.parts: list[dict[str, Any]] = []
        self.unread: list[dict[str, str]] = []
        self.matches: list[dict[str, str]] = []

    def at(self, archive: Archive, within: str = "") -> None:
        """Run the rules over the parts of an archive; `within` is the name that it has itself."""
        for entry in parts.chosen(archive):
            name = within + entry.name
            if (data := self._content(archive, entry, name)) is not None:
                self._match(name, data)

    def inside(self, archive: Archive, entry: Entry) -> None:
        """Run the rules over the parts of an archive that is a part itself, or over one that only has such a name."""
        data = self._content(archive, entry, entry.name)
        if data is None:
            return
        inner = parts.opened(data)
        if inner is None:
            self._match(entry.name, data)
        else:
            within = f"{entry.name}{parts.INSIDE}"
            self.at(inner, within)
            self.unread += [{"part": within + each.name, "why": "too-deep"} for each in parts.archives_inside(inner)]
            self.unread += [{"part": entry.name, "why": trick} for trick in sorted(inner.tricks & parts.KEPT_CLOSED)]

    def _match(self, name: str, data: bytes) -> None:
        try:
            found = self._rules.matches(data, self._watch)
        except (TooSlow, MemoryError) as why:
            self.unread.append({"part": name, "why": str(why) or type(why).__name__})
            return
        self.parts.append({"part": name, "size": len(data)})
        self.matches += [{"entry": owner, "rule": rule, "part": name} for owner, rule in found]

    def _content(self, archive: Archive, entry: Entry, name: str) -> bytes | None:
        """The bytes of a part; None, and the reason noted, if they cannot be had."""
        if self._parts_left <= 0:
            self.unread.append({"part": name, "why": "too-many"})
            return None
        self._parts_left -= 1
        try:
            self._watch.look()
            data = archive.content(entry, min(PART_LIMIT, self._bytes_left))
        except (Unreadable, OutOfTime, MemoryError) as why:
            self.unread.append({"part": name, "why": str(why) or type(why).__name__})
            return None
        self._bytes_left -= len(data)
        return data


def as_body(said: dict[str, Any]) -> bytes:
    """What was found, as one line of JSON."""
    return json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode()


def _archive(file: Any, size: int) -> Archive:  # noqa: ANN401 - any open file
    try:
        return Archive(file, size)
    except NoArchive as why:
        raise NotLooked(str(why)) from None


def _size(path: Path) -> int:
    size = path.stat().st_size
    if size > FILE_LIMIT:
        raise NotLooked("too-large")
    return size


def _sha256(path: Path, watch: Watch) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while data := file.read(HASH_STEP):
            watch.look()
            digest.update(data)
    return digest.hexdigest()
