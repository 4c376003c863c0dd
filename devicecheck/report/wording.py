# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words by key: every sentence that a person reads, from reports/wording/<language>/*.yaml, strictly loaded.

A key is the path inside a file (`errors.reader.busy.what`); the files of one language share one tree. List items are
numbered from 0. Placeholders are named ({app}); everything in a file is text, so that `no` and `null` stay words.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import yaml

from devicecheck.errors import WordingError
from devicecheck.report.folder import reports_folder

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_NOT_KNOWN = "…"


class Problem(NamedTuple):
    """What went wrong, and what to do, in words."""

    what: str
    do: str


@dataclass(frozen=True, slots=True)
class Service:
    """One service that can help. `verified_on` is the day on which a named person rang or read it; None: nobody has.

    Shape: `always` marks the emergency number, which is printed without a date.
    """

    id: str
    name: str
    number: str
    hours: str
    who_for: str
    source: str
    verified_on: date | None
    always: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """All texts of one language."""

    language: str
    texts: Mapping[str, str]
    services: tuple[Service, ...]

    def has(self, key: str) -> bool:
        """Whether there is a text of this key."""
        return key in self.texts

    def text(self, key: str, /, **terms: object) -> str:
        """The text of `key` with its placeholders filled. Errors: WordingError for an unknown key or missing term."""
        if key not in self.texts:
            raise WordingError("unknown-key", {"key": key})
        return self._fill(key, terms)

    def lines(self, key: str, /, **terms: object) -> tuple[str, ...]:
        """The texts of a list, in order; () for an empty or absent list."""
        return tuple(self._fill(item, terms) for item in self._items(key))

    def problem(self, code: str, terms: Mapping[str, str]) -> Problem:
        """The words of an error code. Never fails: an unlisted code and a missing term have words too."""
        area = f"errors.{code}"
        if f"{area}.what" not in self.texts:
            area, terms = "errors.unknown", {"code": code}
        return Problem(*(self._fill(f"{area}.{part}", terms, _NOT_KNOWN) for part in ("what", "do")))

    def _fill(self, key: str, terms: Mapping[str, object], missing: str | None = None) -> str:
        text = self.texts[key]
        if "{" not in text:
            return text
        parts: list[str] = []
        for literal, name, _, _ in Formatter().parse(text):
            parts.append(literal)
            if name is None:
                continue
            if name not in terms and missing is None:
                raise WordingError("missing-term", {"key": key, "term": name})
            parts.append(str(terms.get(name, missing)))
        return "".join(parts)

    def _items(self, key: str) -> Iterator[str]:
        number = 0
        while (item := f"{key}.{number}") in self.texts:
            yield item
            number += 1


def placeholders(text: str) -> frozenset[str]:
    """The names in a text. Errors: WordingError for anything but plain {name}."""
    try:
        fields = [part for part in Formatter().parse(text) if part[1] is not None]
    except ValueError as error:
        raise WordingError("bad-placeholder", {"text": text, "why": str(error)}) from None
    for _, name, spec, conversion in fields:
        if spec or conversion or not _NAME.fullmatch(name or ""):
            raise WordingError("bad-placeholder", {"text": text, "why": str(name)})
    return frozenset(name for _, name, _, _ in fields if name)


@lru_cache(maxsize=16)
def load(language: str = "en") -> Wording:
    """All texts of a language. Errors: WordingError, with file and line where there is one."""
    folder = reports_folder() / "wording" / language
    if not _LANGUAGE.fullmatch(language) or not folder.is_dir():
        raise WordingError("unknown-language", {"language": language})
    return load_folder(folder, language)


def load_folder(folder: Path, language: str) -> Wording:
    """All texts of the YAML files in one folder."""
    texts: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            node = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise WordingError("not-yaml", {"file": path.name, "why": str(error)}) from None
        if not isinstance(node, yaml.MappingNode):
            raise WordingError("not-yaml", {"file": path.name, "why": "the file must hold keys and texts"})
        for key, text in _flat(node, "", path.name):
            if key in texts:
                raise WordingError("key-twice", {"key": key, "file": path.name})
            placeholders(text)
            texts[key] = text
    return Wording(language, texts, tuple(_services(texts)))


def _flat(node: yaml.Node, above: str, file: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, yaml.ScalarNode):
        yield above, str(node.value).strip()
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _flat(item, f"{above}.{number}", file)
    elif isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode) or not name.value or "." in name.value:
                line = str(name.start_mark.line + 1)
                raise WordingError("bad-key", {"file": file, "line": line})
            yield from _flat(value, f"{above}.{name.value}" if above else name.value, file)


def _services(texts: Mapping[str, str]) -> Iterator[Service]:
    ids = dict.fromkeys(key.split(".")[2] for key in texts if key.startswith("help.services."))
    for id_ in ids:
        fields = {
            name: texts.get(f"help.services.{id_}.{name}", "")
            for name in ("name", "number", "hours", "who-for", "source", "verified-on", "always")
        }
        try:
            verified = fields["verified-on"]
            verified_on = date.fromisoformat(verified) if verified not in {"", "null"} else None
        except ValueError:
            raise WordingError("bad-date", {"key": f"help.services.{id_}.verified-on"}) from None
        yield Service(
            id=id_,
            name=fields["name"],
            number=fields["number"],
            hours=fields["hours"],
            who_for=fields["who-for"],
            source=fields["source"],
            verified_on=verified_on,
            always=fields["always"] == "yes",
        )
