# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words by key: every sentence that a person reads, from reports/wording/<language>/*.yaml, strictly loaded.

A key is the path inside a file (`errors.reader.busy.what`); the files of one language share one tree. List items are
numbered from 0. Placeholders are named ({app}); everything in a file is text, so that `no` and `null` stay words.
A text that holds a {count} may have one form for each plural category of its language: keys `@one`, `@few`, `@other`.
How a translation is mixed with English is in translation.py.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import yaml

from devicecheck.errors import WordingError
from devicecheck.report import plurals, review
from devicecheck.report.clean_text import END, ISOLATE, plain
from devicecheck.report.folder import reports_folder
from devicecheck.report.review import Review

RIGHT_TO_LEFT = frozenset({"ar", "ur"})

OUR_WORDS = ("\ue0d2", "\ue0d3")
"""Marks of a text in the wording's own language (see translation.py)."""

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
    """All texts of one language. Shape: `files` names the file of each key, `reviews` the review of each file."""

    language: str
    texts: Mapping[str, str]
    services: tuple[Service, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)

    @property
    def direction(self) -> str:
        """The direction of the language's lines: ltr or rtl."""
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    def has(self, key: str) -> bool:
        """Whether there is a text of this key."""
        return key in self.texts or f"{key}.@other" in self.texts or f"{key}.@many" in self.texts

    def text(self, key: str, /, **terms: object) -> str:
        """The text of `key` with its placeholders filled, in the form that `count` asks for.

        Errors: WordingError for an unknown key or missing term.
        """
        if key in self.texts:
            return self._fill(key, terms)
        return self._fill(self._form(key, terms.get("count")), terms)

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
            # A name may end with the full stop that also ends the sentence ("Example Inc.").
            doubled = literal.startswith(".") and "".join(parts).rstrip(END).endswith(".")
            parts.append(literal[1:] if doubled else literal)
            if name is None:
                continue
            if name not in terms and missing is None:
                raise WordingError("missing-term", {"key": key, "term": name})
            parts.append(self._isolated(terms.get(name, missing)))
        return "".join(parts)

    def _isolated(self, value: object) -> str:
        """A value as it enters a sentence: set apart in right-to-left text, unless it is a number or our own words."""
        text = str(value)
        ours = isinstance(value, int) or text.startswith(ISOLATE) or any(mark in text for mark in OUR_WORDS)
        return text if ours or self.direction == "ltr" else f"{ISOLATE}{text}{END}"

    def _form(self, key: str, count: object) -> str:
        """The key of the plural form for a count; English forms stand in where a language lacks its own."""
        digits = plain(str(count))
        number = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 20 else -1
        spoken = [plurals.category(language, number) for language in (self.language, "en") if number >= 0]
        for category in (*spoken, "other", "many"):
            if (form := f"{key}.@{category}") in self.texts:
                return form
        raise WordingError("unknown-key", {"key": key})

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
    """All texts of a language as they stand in its files. Errors: WordingError, with file and line where there is one.

    A translation is shown to a client through `translation.load_translation`, which keeps back what nobody reviewed.
    """
    folder = reports_folder() / "wording" / language
    if not _LANGUAGE.fullmatch(language) or not folder.is_dir():
        raise WordingError("unknown-language", {"language": language, "known": ", ".join(languages())})
    return load_folder(folder, language)


def languages() -> tuple[str, ...]:
    """The languages that there are texts in, English first."""
    folders = (path.name for path in (reports_folder() / "wording").iterdir() if path.is_dir())
    return tuple(sorted(filter(_LANGUAGE.fullmatch, folders), key=lambda name: (name != "en", name)))


def load_folder(folder: Path, language: str) -> Wording:
    """All texts of the YAML files in one folder."""
    texts: dict[str, str] = {}
    files: dict[str, str] = {}
    reviews: dict[str, Review] = {}
    for path in sorted(folder.glob("*.yaml")):
        own = _texts_of(path)
        state = {name: own.pop(f"review.{name}") for name in [*_review_names(own)]}
        reviews[path.name] = review.parse(state, path.name) if state else Review()
        for key in own:
            if key in texts:
                raise WordingError("key-twice", {"key": key, "file": path.name})
        texts |= own
        files |= dict.fromkeys(own, path.name)
    _check_plurals(texts, files, language)
    return Wording(language, texts, tuple(services_of(texts)), files, reviews)


def _texts_of(path: Path) -> dict[str, str]:
    """The texts of one file by key, its review among them."""
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise WordingError("not-yaml", {"file": path.name, "why": str(error)}) from None
    if not isinstance(node, yaml.MappingNode):
        raise WordingError("not-yaml", {"file": path.name, "why": "the file must hold keys and texts"})
    texts: dict[str, str] = {}
    for key, text in _flat(node, "", path.name):
        if key in texts:
            raise WordingError("key-twice", {"key": key, "file": path.name})
        placeholders(text)
        texts[key] = text
    return texts


def _review_names(texts: Mapping[str, str]) -> Iterator[str]:
    return (key.removeprefix("review.") for key in texts if key.startswith("review."))


def _check_plurals(texts: Mapping[str, str], files: Mapping[str, str], language: str) -> None:
    """A text with plural forms has exactly those that its language counts with, and each may name the count."""
    forms: dict[str, set[str]] = {}
    for key in texts:
        base, _, category = key.rpartition(".@")
        if base:
            forms.setdefault(base, set()).add(category)
    for base, categories in forms.items():
        if categories != plurals.categories(language):
            wanted = ", ".join(sorted(plurals.categories(language)))
            raise WordingError(
                "bad-plural", {"file": files[f"{base}.@{min(categories)}"], "key": base, "wanted": wanted}
            )


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


def services_of(texts: Mapping[str, str]) -> Iterator[Service]:
    """The services that the texts of an area `help.services` tell of."""
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
