# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Loads a pack strictly: every file is understood completely, or nothing is loaded and every problem is named."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import Field

from devicecheck.errors import PackError
from devicecheck.model.base import Value
from devicecheck.model.signatures import Category, NeverMatch, Pack, Recall, Signature
from devicecheck.packs import decoding, groups, rules, strict_yaml
from devicecheck.packs.cache import cache_folder, load_cached
from devicecheck.packs.find import signatures_folder
from devicecheck.packs.normal_form import normal, normalised
from devicecheck.packs.problems import Problem, Problems
from devicecheck.packs.rule_files import read_rules
from devicecheck.packs.rules import Loaded

MOST_ENTRIES = 20_000
FOLDERS = tuple(category.value for category in Category)
NONE = Problem("pack.yaml", 1, f"add signatures in the folders {', '.join(FOLDERS)}; there is none")


class PackFacts(Value):
    """What pack.yaml holds."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    version: str = Field(pattern=r"^\d{4}\.\d\d\.\d\d\.\d+$")
    issued_on: date
    licence: str


class Shared(Value):
    """What shared.yaml holds: values that stand in several entries on purpose, each with the reason."""

    values: dict[str, str] = Field(default_factory=dict)


class Recalls(Value):
    """What recalls.yaml holds: results of older releases that may not stand any more."""

    recalls: tuple[Recall, ...] = ()


@dataclass(frozen=True)
class Folder:
    """Everything of a pack's folder that was understood, and every problem in it."""

    facts: PackFacts | None
    never: NeverMatch
    shared: Shared
    entries: tuple[Loaded, ...]
    rules: dict[str, str]
    recalls: tuple[Recall, ...]
    problems: tuple[Problem, ...]

    @property
    def pack(self) -> Pack:
        """The pack. Errors: PackError when there is any problem."""
        if self.problems or self.facts is None:
            raise PackError("problems", tuple(str(problem) for problem in self.problems))
        if not self.entries:
            raise PackError("empty", (str(NONE),))
        return Pack(
            id=self.facts.id,
            version=self.facts.version,
            issued_on=self.facts.issued_on,
            licence=self.facts.licence,
            signatures=tuple(sorted((entry.signature for entry in self.entries), key=lambda entry: entry.id)),
            never_match=self.never,
            rules=self.rules,
            recalls=self.recalls,
        )


def load_shipped() -> Pack:
    """The signatures of this installation, read once. Errors: PackError."""
    return _loaded_once(signatures_folder())


@lru_cache(maxsize=1)
def _loaded_once(folder: Path) -> Pack:
    return load_cached(folder, cache_folder(), load_pack)


def load_pack(folder: Path) -> Pack:
    """All signatures of a folder. Errors: PackError with every problem as `path:line: what to do`."""
    return read_folder(folder).pack


def read_folder(folder: Path) -> Folder:
    """A pack's folder, with every problem in it. Errors: none."""
    problems: list[Problem] = []
    facts = _one(folder / "pack.yaml", PackFacts, problems)
    never = _one(folder / "never-match.yaml", NeverMatch, problems) or NeverMatch()
    never = NeverMatch(
        certificates={normal("certificates", value): reason for value, reason in never.certificates.items()},
        packages=never.packages,
        bundles={value.casefold(): reason for value, reason in never.bundles.items()},
        domains={normal("domains", value): reason for value, reason in never.domains.items()},
        addresses={normal("addresses", value): reason for value, reason in never.addresses.items()},
        builds={" ".join(value.split()): reason for value, reason in never.builds.items()},
    )
    problems += rules.never_match_problems("never-match.yaml", never)
    shared = Shared()
    if (folder / "shared.yaml").exists():
        shared = _one(folder / "shared.yaml", Shared, problems) or shared
    recalls = Recalls()
    if (folder / "recalls.yaml").exists():
        recalls = _one(folder / "recalls.yaml", Recalls, problems) or recalls
    entries = (*_entries(folder, problems), *_group_entries(folder, problems))
    for entry in entries:
        problems += rules.entry_problems(entry, never)
    problems += rules.build_problems("never-match.yaml", never, {each.signature.id for each in entries})
    problems += rules.shared_problems(entries, shared.values)
    found = read_rules(folder, {entry.document.path.removesuffix(".yaml") for entry in entries if not entry.of_group})
    problems += found.problems
    return Folder(facts, never, shared, entries, found.texts, recalls.recalls, tuple(sorted(problems)))


def entry_files(folder: Path) -> Iterator[Path]:
    """All files of entries, in the order of their names."""
    for name in FOLDERS:
        yield from sorted((folder / name).glob("*.yaml"))


def read_entry(file: Path) -> Signature | None:
    """The entry in one file as it stands there now; None for one that is gone or no entry. Errors: none."""
    try:
        document = strict_yaml.read(file, file.name)
        return decoding.decode(document, Signature, normalised(document.data))
    except Problems:
        return None


def _entries(folder: Path, problems: list[Problem]) -> Iterator[Loaded]:
    for number, file in enumerate(entry_files(folder)):
        path = file.relative_to(folder).as_posix()
        if number >= MOST_ENTRIES:
            problems.append(Problem(path, 1, f"keep {MOST_ENTRIES} entries at the most in one pack"))
            return
        try:
            document = strict_yaml.read(file, path)
            yield Loaded(decoding.decode(document, Signature, normalised(document.data)), document)
        except Problems as found:
            problems += found.problems


def _group_entries(folder: Path, problems: list[Problem]) -> Iterator[Loaded]:
    for file in groups.group_files(folder):
        try:
            group, document = groups.read_group(file, file.relative_to(folder).as_posix())
        except Problems as found:
            problems += found.problems
            continue
        problems += rules.status_problems(Loaded(groups.whole(group), document))
        for signature, line in groups.entries(group, document):
            yield Loaded(signature, line, of_group=True)


Model = TypeVar("Model", bound=Value)


def _one(file: Path, model: type[Model], problems: list[Problem]) -> Model | None:
    try:
        return decoding.decode(strict_yaml.read(file, file.name), model)
    except Problems as found:
        problems += found.problems
    return None
