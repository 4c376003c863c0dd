# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""App lists of ordinary phones: nothing that is made to watch secretly may match any of them."""

from collections.abc import Iterator
from pathlib import Path

from devicecheck.matching.index import SignatureIndex
from devicecheck.model.signatures import Category, Pack
from devicecheck.packs.problems import Problem

EXPECTED = "expected:"
"""Marks, behind an id, an open-use app that ordinary phones do have: `org.example.app  # expected: entry-id`."""


def baseline_ids(folder: Path) -> Iterator[tuple[str, int, str, str]]:
    """Path, line, id and expected entry ("" for none) of every line of every list."""
    for file in sorted((folder / "baseline").glob("*.txt")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            key, _, remark = line.partition("#")
            if key.strip():
                remark = remark.strip()
                expected = remark.removeprefix(EXPECTED).strip() if remark.startswith(EXPECTED) else ""
                yield f"baseline/{file.name}", number, key.strip(), expected


def of_iphone(path: str) -> bool:
    """Whether a list is of iPhone ids: its name begins so."""
    return path.startswith("baseline/iphone")


def baseline_problems(folder: Path, pack: Pack) -> Iterator[Problem]:
    """Ordinary apps that an entry matches without its being expected."""
    index = SignatureIndex(pack)
    for path, line, key, expected in baseline_ids(folder):
        matches = index.bundle(key) if of_iphone(path) else index.package(key)
        found = {match.signature.id: match.signature for match in matches}
        for name, entry in found.items():
            if entry.category is Category.WATCH_SECRETLY:
                yield Problem(path, line, f"correct the entry {name}: it must not match {key}, an ordinary app")
            elif name != expected:
                yield Problem(path, line, f"write `{key}  # {EXPECTED} {name}`, or correct that entry")
        if expected and expected not in found:
            yield Problem(path, line, f"take the remark away: {expected} does not match {key}")
