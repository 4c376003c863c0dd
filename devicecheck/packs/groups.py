# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups: many apps of one kind in one file, one line for each. Every line becomes an entry of its own."""

import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import Field

from devicecheck.model.base import Value
from devicecheck.model.signatures import (
    Capability,
    Category,
    Indicators,
    Listing,
    OrdinaryReason,
    Signature,
    SignatureStatus,
)
from devicecheck.packs import decoding, strict_yaml
from devicecheck.packs.problems import Problem, Problems
from devicecheck.packs.strict_yaml import Document

FOLDER = "groups"
LARGEST_FILE = 256 * 1024
KINDS = MappingProxyType({"android": "packages", "iphone": "bundles"})
"""Which kind of indicator the ids under each heading are."""

_PLAIN = re.compile(r"[a-z0-9]+(?:\.[a-z0-9]+)+")
_LONGEST_PLAIN = 60

Name = Annotated[str, Field(min_length=1, max_length=80)]


class Rows(Value):
    """The lines of a group: id and name of each app."""

    android: dict[str, Name] = Field(default_factory=dict)
    iphone: dict[str, Name] = Field(default_factory=dict)


class Group(Value):
    """What one file of a group holds. Everything but `apps` is said of each of its apps."""

    group: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}[a-z0-9]$")
    name: str = Field(min_length=1, max_length=80)
    category: Category
    status: SignatureStatus
    listed_by: Listing | None = None
    reviewed_by: str | None = None
    can_do: tuple[Capability, ...] = ()
    ordinary_reasons: tuple[OrdinaryReason, ...] = Field(min_length=1)
    references: tuple[str, ...] = ()
    added_on: date
    checked_on: date
    note: str = ""
    apps: Rows


def group_files(folder: Path) -> Iterator[Path]:
    """All files of groups, in the order of their names."""
    yield from sorted((folder / FOLDER).glob("*.yaml"))


def read_group(file: Path, path: str) -> tuple[Group, Document]:
    """One file. Errors: Problems."""
    document = strict_yaml.read(file, path, LARGEST_FILE)
    group = decoding.decode(document, Group)
    found = tuple(_file_problems(group, document))
    if found:
        raise Problems(*found)
    return group, document


def _file_problems(group: Group, document: Document) -> Iterator[Problem]:
    if document.path != f"{FOLDER}/{group.group}.yaml":
        yield document.problem(("group",), f"name the file {FOLDER}/{group.group}.yaml, or correct `group`")
    if group.category is Category.WATCH_SECRETLY:
        yield document.problem(("category",), "give each app that is made to watch secretly a file of its own")


def whole(group: Group) -> Signature:
    """What is said of every app of the group, as an entry without an indicator, to be judged by the common rules."""
    return _entry(group, group.group, group.name, Indicators())


def entries(group: Group, document: Document) -> Iterator[tuple[Signature, Document]]:
    """One entry for each line, with a document that knows this line alone."""
    for heading, kind in KINDS.items():
        apps: dict[str, str] = getattr(group.apps, heading)
        for key, name in apps.items():
            line = document.line(("apps", heading, key))
            indicators = Indicators.model_validate({kind: (key,)})
            yield _entry(group, row_id(heading, key), name, indicators), Document(document.path, {}, {(): line})


def row_id(heading: str, key: str) -> str:
    """The id of the entry that a line becomes, the same for ever: the app's id with hyphens.

    Shape: an id that would not fit, or that another id could become too, ends with eight digits of its SHA-256.
    """
    start = re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")
    if heading == "android" and _PLAIN.fullmatch(key) and len(key) <= _LONGEST_PLAIN:
        return start
    return f"{start[:50].rstrip('-')}-{sha256(f'{heading}:{key}'.encode()).hexdigest()[:8]}"


def _entry(group: Group, name_id: str, name: str, indicators: Indicators) -> Signature:
    return Signature(
        id=name_id,
        name=name,
        category=group.category,
        status=group.status,
        listed_by=group.listed_by,
        reviewed_by=group.reviewed_by,
        can_do=group.can_do,
        ordinary_reasons=group.ordinary_reasons,
        indicators=indicators,
        references=group.references,
        added_on=group.added_on,
        checked_on=group.checked_on,
    )
