# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plain string that fits a pattern: what a fingerprint of another project stands for, made from its pattern alone."""

import re
from collections.abc import Callable, Iterable
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

KEPT_LETTERS = "nae0175 -._/"
"""What a class of letters gives, the first of these that it holds."""


def fitting(pattern: str, flags: int = 0) -> str | None:
    """The shortest plain string that the pattern is found in; None where none was made."""
    try:
        tree, judge = parser.parse(pattern, flags), re.compile(pattern, flags)
    except (re.error, RecursionError, OverflowError):
        return None
    groups: dict[int, str] = {}
    made = _of(tree, groups)
    return made if judge.search(made) else None


def _of(items: Iterable[Any], groups: dict[int, str]) -> str:
    return "".join(_one(kind, value, groups) for kind, value in items)


def _one(kind: Any, value: Any, groups: dict[int, str]) -> str:
    made: dict[Any, Callable[[], str]] = {
        sre.LITERAL: lambda: chr(value),
        sre.NOT_LITERAL: lambda: "n" if value != ord("n") else "a",
        sre.ANY: lambda: "n",
        sre.IN: lambda: _letter(value),
        sre.BRANCH: lambda: _of(value[1][0], groups),
        sre.SUBPATTERN: lambda: _kept(value, groups),
        sre.MAX_REPEAT: lambda: _repeated(value, groups),
        sre.MIN_REPEAT: lambda: _repeated(value, groups),
        sre.POSSESSIVE_REPEAT: lambda: _repeated(value, groups),
        sre.ATOMIC_GROUP: lambda: _of(value, groups),
        sre.GROUPREF: lambda: groups.get(value, ""),
        sre.ASSERT: lambda: "",
    }
    return made.get(kind, str)()


def _kept(value: Any, groups: dict[int, str]) -> str:
    number, *_, inside = value
    made = _of(inside, groups)
    if number is not None:
        groups[number] = made
    return made


def _repeated(value: Any, groups: dict[int, str]) -> str:
    least, most, inside = value
    plain = len(inside) == 1 and inside[0][0] is sre.ANY
    return _of(inside, groups) * (least if plain or least else int(most > 1))


def _letter(members: Any) -> str:
    """One letter of a class, a plain one where it holds any."""
    one = re.compile("[" + "".join(_member(kind, value) for kind, value in members) + "]", re.DOTALL)
    wanted = KEPT_LETTERS + "".join(map(chr, range(32, 127))) + "\r\n\t\0" + "".join(map(chr, range(128, 256)))
    return next((each for each in wanted if one.match(each)), "")


def _member(kind: Any, value: Any) -> str:
    if kind is sre.NEGATE:
        return "^"
    if kind is sre.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    if kind is sre.CATEGORY:
        return {"DIGIT": r"\d", "NOT_DIGIT": r"\D", "SPACE": r"\s", "NOT_SPACE": r"\S", "WORD": r"\w"}.get(
            str(value).removeprefix("CATEGORY_"), r"\W"
        )
    return re.escape(chr(value))
