# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that can be said about a folder of signatures before it is used."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from devicecheck.model.signatures import Pack
from devicecheck.packs.baseline import baseline_problems
from devicecheck.packs.groups import group_files
from devicecheck.packs.load import FOLDERS, NONE, Folder, entry_files, read_folder
from devicecheck.packs.problems import Problem
from devicecheck.packs.rule_files import compile_problems, paths_of, stray_rules
from devicecheck.packs.rules import UNIQUE

OTHER_FILES = frozenset({"pack.yaml", "never-match.yaml", "shared.yaml", "vouched.yaml", "recalls.yaml"})


def problems(folder: Path) -> tuple[str, ...]:
    """Every problem as `path:line: what to do`, in the order of the files; () when the pack can be used."""
    found = read_folder(folder)
    listed = [*found.problems, *_stray_files(folder), *stray_rules(folder), *_needless_decisions(found)]
    if not found.entries and not listed:
        listed.append(NONE)
    if not listed:
        listed += compile_problems(found.rules, paths_of(folder))
        listed += _baseline(folder, found.pack)
    return tuple(str(problem) for problem in sorted(listed))


def _stray_files(folder: Path) -> Iterator[Problem]:
    """Files that look like entries and would never be loaded: known gaps are better than unknown ones."""
    loaded = {*entry_files(folder), *group_files(folder)}
    for pattern in ("*.yaml", "*.yml"):
        for file in sorted(folder.rglob(pattern)):
            path = file.relative_to(folder).as_posix()
            if file not in loaded and path not in OTHER_FILES:
                yield Problem(path, 1, f"move it into one of {', '.join(FOLDERS)} as name.yaml; here it is not read")


def _needless_decisions(found: Folder) -> Iterator[Problem]:
    for value in found.shared.values:
        if len(_holders(value, found)) < 2:
            yield Problem("shared.yaml", 1, f"take {value} out; it does not stand in two entries any more")


def _holders(value: str, found: Folder) -> Sequence[str]:
    return [
        entry.signature.id
        for entry in found.entries
        if any(
            value == form(item) for kind, form in UNIQUE.items() for item in getattr(entry.signature.indicators, kind)
        )
    ]


def _baseline(folder: Path, pack: Pack) -> Iterator[Problem]:
    try:
        yield from baseline_problems(folder, pack)
    except UnicodeDecodeError:
        yield Problem("baseline", 1, "save the lists as UTF-8 text")
