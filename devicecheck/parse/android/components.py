# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of app components, as settings and dumps write them: `id/.Class` or `id/full.Class`."""

import re
from dataclasses import dataclass

from devicecheck.parse.android.answer import LONGEST_KEY, Answer, nothing

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*/[^\s/:{},\[\]]+")
MOST_COMPONENTS = 1_000


@dataclass(frozen=True, slots=True)
class Component:
    """One part of an app: the app's id and the full name of the class, or "" where the phone names the app alone."""

    key: str
    name: str

    def __str__(self) -> str:
        return f"{self.key}/{self.name}" if self.name else self.key


@dataclass(frozen=True, slots=True)
class ComponentList:
    """The components in a list; `unknown` parts of it were not names of components."""

    components: tuple[Component, ...] = ()
    unknown: int = 0


def component(text: str) -> Component | None:
    """The component that a text names in full, in its one long form; None if it names none."""
    if len(text) > 2 * LONGEST_KEY or not NAME.fullmatch(text):
        return None
    key, _, name = text.partition("/")
    if len(key) > LONGEST_KEY:
        return None
    return Component(key, key + name if name.startswith(".") else name)


def setting(answer: Answer) -> ComponentList:
    """The value of a setting that lists components, with colons between them.

    Shape: `null` or an empty value lists none; programs that add to a setting leave a `null` beside names.
    Errors: ParseError when the phone printed nothing at all, or something that is no such list.
    """
    if not answer.text:
        raise nothing(answer)
    value = answer.text.strip()
    if value in ("", "null"):
        return ComponentList()
    parts = [part.strip() for part in value.split(":", MOST_COMPONENTS)]
    named = [part for part in parts if part not in ("", "null")]
    found = listed(named)
    if named and not found.components:
        raise nothing(answer)
    return found


def listed(parts: list[str]) -> ComponentList:
    """The components among some texts, each once."""
    named = [component(part) for part in parts[:MOST_COMPONENTS]]
    known = dict.fromkeys(each for each in named if each is not None)
    return ComponentList(tuple(known), named.count(None) + max(0, len(parts) - MOST_COMPONENTS))
