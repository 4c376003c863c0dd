# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The shape of a parsed shell script."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    """Text as written; quoted text is never split."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Variable:
    """`$name` or `${name}`."""

    name: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Substitution:
    """`$(commands)`."""

    body: "Sequence"
    quoted: bool


WordPart: TypeAlias = Literal | Variable | Substitution
Word: TypeAlias = tuple[WordPart, ...]


@dataclass(frozen=True, slots=True)
class Redirection:
    """`2>&1`, `</dev/null` and the like; the descriptor is the one the operator stands for when none is written."""

    descriptor: int
    operator: str
    target: Word


Redirections: TypeAlias = tuple[Redirection, ...]


@dataclass(frozen=True, slots=True)
class Simple:
    """A command with its arguments, or assignments alone."""

    assignments: tuple[tuple[str, Word], ...]
    words: tuple[Word, ...]
    redirections: Redirections


@dataclass(frozen=True, slots=True)
class Group:
    """`( ... )`, which has variables and an exit of its own, or `{ ...; }`, which has not."""

    body: "Sequence"
    subshell: bool
    redirections: Redirections


@dataclass(frozen=True, slots=True)
class Conditional:
    """`if`, with any number of `elif`."""

    branches: tuple[tuple["Sequence", "Sequence"], ...]
    otherwise: "Sequence | None"
    redirections: Redirections


@dataclass(frozen=True, slots=True)
class Loop:
    """`for name in words`."""

    variable: str
    words: tuple[Word, ...]
    body: "Sequence"
    redirections: Redirections


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Commands joined by `|`, perhaps with `!` before them."""

    commands: tuple["Command", ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class AndOr:
    """Two commands joined by `&&` or `||`."""

    operator: str
    left: "AndOr | Pipeline"
    right: Pipeline


@dataclass(frozen=True, slots=True)
class Sequence:
    """Commands one after the other."""

    items: tuple[AndOr | Pipeline, ...]


Command: TypeAlias = Simple | Group | Conditional | Loop
