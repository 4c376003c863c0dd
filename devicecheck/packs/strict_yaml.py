# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strict YAML: every value stays a text, every value knows its line; no duplicates, aliases or tags."""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from devicecheck.packs.problems import Problem, Problems

LARGEST_FILE = 64 * 1024
DEEPEST = 8
_TEXT_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value")
)
_GROUP_TAGS = frozenset({"tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})

QUOTES = frozenset("'\"|>")

Place = tuple[str | int, ...]
Data = str | list["Data"] | dict[str, "Data"]


@dataclass
class Document:
    """One file as plain texts, lists and mappings. `lines` give the line of every place in it."""

    path: str
    data: dict[str, Data]
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest place around it that is written down."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, do: str) -> Problem:
        """A problem at a place of this file."""
        return Problem(self.path, self.line(place), do)


def read(file: Path, path: str, largest: int = LARGEST_FILE) -> Document:
    """The content of one file of at most `largest` bytes. Errors: Problems."""
    try:
        size = file.stat().st_size
        if size > largest:
            raise Problems(Problem(path, 1, f"make the file smaller than {largest // 1024} KiB"))
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise Problems(Problem(path, 1, "save the file as UTF-8 text")) from None
    except OSError as error:
        raise Problems(Problem(path, 1, f"make the file readable ({error.strerror})")) from None
    return decode(text, path)


def decode(text: str, path: str) -> Document:
    """The content of one text. Errors: Problems."""
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise Problems(Problem(path, line, f"correct the YAML here: {error.problem or error.context}")) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise Problems(Problem(path, 1, f"correct the YAML: {type(error).__name__}")) from None
    if not isinstance(node, yaml.MappingNode):
        raise Problems(Problem(path, 1, "write fields as `name: value`, one per line"))
    walk = _Walk(path)
    data = walk.mapping(node, ())
    if walk.problems:
        raise Problems(*walk.problems)
    return Document(path, data, walk.lines)


class _Walk:
    """One pass over the nodes of a file."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Data]:
        data: dict[str, Data] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or not key.value:
                self._problem(key, "write a plain word before the colon")
                continue
            if key.value in data:
                self._problem(key, f"keep only one `{key.value}`; it stands here twice")
            self.lines[(*place, key.value)] = key.start_mark.line + 1
            data[key.value] = self._value(value, (*place, key.value))
        return data

    def _value(self, node: yaml.Node, place: Place) -> Data:
        if id(node) in self._seen or len(place) > DEEPEST:
            self._problem(node, "write the value out; aliases (*) and deep nesting are not used here")
            return ""
        self._seen.add(id(node))
        if node.tag not in (_TEXT_TAGS if isinstance(node, yaml.ScalarNode) else _GROUP_TAGS):
            self._problem(node, f"take the tag {node.tag} away; tags (!) are not used here")
            return ""
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return self._items(node, place)
        if isinstance(node, yaml.ScalarNode) and node.value == "" and node.style not in QUOTES:
            self._problem(node, "write a value, or take the line out")
        return str(node.value)

    def _items(self, node: yaml.SequenceNode, place: Place) -> Data:
        items: list[Data] = []
        for number, item in enumerate(node.value):
            self.lines[(*place, number)] = item.start_mark.line + 1
            items.append(self._value(item, (*place, number)))
        return items

    def _problem(self, node: yaml.Node, do: str) -> None:
        self.problems.append(Problem(self.path, node.start_mark.line + 1, do))
