# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks into one app's file: what it says about itself, and which rules fit its inside."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from devicecheck.readers.apk import manifest
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

MANIFEST = "AndroidManifest.xml"
CODE = re.compile(r"classes\d{0,4}\.dex")
LIBRARY = re.compile(r"lib/[^/]{1,60}/[^/]{1,200}\.so")
HASH_STEP = 1 << 20


def facts(path: Path, watch: Watch) -> dict[str, Any]:
    """Size, SHA-256, manifest and tricks. Errors: NotLooked, OutOfTime, OSError."""
    size = _size(path)
    said: dict[str, Any] = {"size": size, "sha256": _sha256(path, watch), "manifest": None, "tricks": []}
    with path.open("rb") as file:
        archive = _archive(file, size)
        tricks: set[str] = set()
        for entry in (entry for entry in archive.entries if entry.name == MANIFEST):
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
            tricks.add("no-manifest")
        said["tricks"] = sorted(tricks | archive.tricks)
    return said


def rule_matches(path: Path, rules: Rules, watch: Watch) -> dict[str, Any]:
    """Which rules fit which parts; parts and rules that were left out, with the reason. Errors: as `facts`."""
    parts: list[dict[str, Any]] = []
    unread: list[dict[str, str]] = []
    matches: list[dict[str, str]] = []
    room = TOTAL_LIMIT
    with path.open("rb") as file:
        archive = _archive(file, _size(path))
        wanted = list(_parts(archive))
        unread += [{"part": entry.name, "why": "too-many"} for entry in wanted[PARTS_LIMIT:]]
        for entry in wanted[:PARTS_LIMIT]:
            try:
                watch.look()
                data = archive.content(entry, min(PART_LIMIT, room))
                room -= len(data)
                found = rules.matches(data, watch)
            except (Unreadable, TooSlow, OutOfTime, MemoryError) as why:
                unread.append({"part": entry.name, "why": str(why) or type(why).__name__})
                continue
            parts.append({"part": entry.name, "size": len(data)})
            matches += [{"entry": owner, "rule": rule, "part": entry.name} for owner, rule in found]
    dropped = [{"entry": owner, "why": why} for owner, why in sorted(rules.dropped.items())]
    return {"rules": rules.count, "dropped": dropped, "parts": parts, "unread": unread, "matches": matches}


def as_body(said: dict[str, Any]) -> bytes:
    """What was found, as one line of JSON."""
    return json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode()


def _parts(archive: Archive) -> Iterator[Entry]:
    """The parts that rules look at: manifest, code, native libraries, small ones first within each."""
    for fits in (lambda name: name == MANIFEST, CODE.fullmatch, LIBRARY.fullmatch):
        chosen = (entry for entry in archive.entries if fits(entry.name))
        yield from sorted(chosen, key=lambda entry: entry.compressed)


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
