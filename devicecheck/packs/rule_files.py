# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The YARA files of a pack: beside an entry, or of what code can do. Read as text; only the reader compiles them."""

import json
import re
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from devicecheck.model.signatures import Category
from devicecheck.packs.problems import Problem

CAPABILITIES = "capabilities"
LARGEST_FILE = 128 * 1024
FOLDERS = (*(category.value for category in Category), CAPABILITIES)
NEEDS_MORE_THAN_SOURCE = re.compile(r"^\s*(include|import)\s*\"", re.MULTILINE)
RULE = re.compile(r"^\s*(?:private\s+|global\s+)*rule\s+\w+", re.MULTILINE)
REACHES_OTHERS = re.compile(r"^\s*(?:private\s+)?global\b", re.MULTILINE)
COMPILE_LIMIT = 60.0
LINE = re.compile(r"(?:line |\()(\d+)[:)]")


@dataclass(frozen=True)
class RuleFiles:
    """The rules of a folder by whose they are, and every problem that their texts show."""

    texts: dict[str, str]
    problems: tuple[Problem, ...]


def read_rules(folder: Path, entries: Collection[str]) -> RuleFiles:
    """All rules of a folder. `entries` are the paths without ending of the entries beside which rules may stand."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for file in rule_files(folder):
        path = file.relative_to(folder).as_posix()
        found = tuple(_problems(file, path, entries))
        problems += found
        if not found:
            texts[_owner(path)] = file.read_text("utf-8")
    return RuleFiles(texts, tuple(problems))


def rule_files(folder: Path) -> Iterator[Path]:
    """All files of rules, in the order of their names."""
    for name in FOLDERS:
        yield from sorted((folder / name).glob("*.yar"))


def stray_rules(folder: Path) -> Iterator[Problem]:
    """Files that look like rules and would never be read."""
    read = set(rule_files(folder))
    for pattern in ("*.yar", "*.yara", "*.yac"):
        for file in sorted(folder.rglob(pattern)):
            if file not in read:
                path = file.relative_to(folder).as_posix()
                yield Problem(path, 1, "put it beside its entry as id.yar, or take it out; here it is not read")


def compile_problems(texts: Mapping[str, str], paths: Mapping[str, str]) -> Iterator[Problem]:
    """Rules that YARA refuses, that fit an ordinary app too, or that take too long.

    The reader of app files says so, which is the only program that compiles them.
    """
    argv = [sys.executable, "-I", "-m", "devicecheck.readers.apk", "--check-rules"]
    told = subprocess.run(
        argv, input=json.dumps(dict(texts)).encode(), capture_output=True, check=True, timeout=COMPILE_LIMIT
    )
    said = json.loads(told.stdout)
    for owner, why in said["refused"].items():
        line = LINE.search(why)
        yield Problem(paths[owner], int(line[1]) if line else 1, f"correct the rule: {why}")
    for owner, (rule, part) in said["wide"].items():
        yield Problem(paths[owner], 1, f"make {rule} narrower; it would fit the {part} of an ordinary app")
    for owner in said["slow"]:
        yield Problem(paths[owner], 1, "make the rule faster; it takes seconds for one small part of an app")


def paths_of(folder: Path) -> dict[str, str]:
    """The path of each rule file by whose it is."""
    paths = (file.relative_to(folder).as_posix() for file in rule_files(folder))
    return {_owner(path): path for path in paths}


def _owner(path: str) -> str:
    stem = path.removesuffix(".yar")
    return stem if stem.startswith(f"{CAPABILITIES}/") else stem.rpartition("/")[2]


def _problems(file: Path, path: str, entries: Collection[str]) -> Iterator[Problem]:
    stem = path.removesuffix(".yar")
    if not stem.startswith(f"{CAPABILITIES}/") and stem not in entries:
        yield Problem(path, 1, f"add the entry {stem}.yaml, or take the rule out; a rule stands beside its entry")
        return
    try:
        if file.stat().st_size > LARGEST_FILE:
            yield Problem(path, 1, f"make the rule smaller than {LARGEST_FILE // 1024} KiB")
            return
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        yield Problem(path, 1, "save the rule as UTF-8 text")
        return
    except OSError as error:
        yield Problem(path, 1, f"make the file readable ({error.strerror})")
        return
    plain = _without_comments(text)
    for found in NEEDS_MORE_THAN_SOURCE.finditer(plain):
        line = plain.count("\n", 0, found.start(1)) + 1
        yield Problem(path, line, f"take the line with `{found[1]}` out; a rule is complete in its own file")
    if wide := REACHES_OTHERS.search(plain):
        yield Problem(path, plain.count("\n", 0, wide.end()) + 1, "take `global` out; it would silence other rules")
    if not RULE.search(plain):
        yield Problem(path, 1, "write a rule, as `rule name { ... }`")


def _without_comments(text: str) -> str:
    """The text with comments as spaces; lines keep their numbers."""
    return re.sub(
        r'("(?:[^"\\\n]|\\.)*")|/\*.*?\*/|//[^\n]*',
        lambda found: found[1] or re.sub(r"[^\n]", " ", found[0]),
        text,
        flags=re.DOTALL,
    )
