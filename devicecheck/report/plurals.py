# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plural categories of whole numbers, by language. Pure.

Source: Unicode CLDR, language plural rules (cardinal), for integers only.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType


def category(language: str, count: int) -> str:
    """The category of a count, such as "few". A language without a rule of its own is counted as English is."""
    return _RULES.get(language, _one_and_other)(abs(count))


def categories(language: str) -> frozenset[str]:
    """Every category that a language needs texts for."""
    return frozenset(category(language, count) for count in range(121))


def _one_and_other(n: int) -> str:
    return "one" if n == 1 else "other"


def _none_and_one_alike(n: int) -> str:
    return "one" if n <= 1 else "other"


def _welsh(n: int) -> str:
    return {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many"}.get(n, "other")


def _polish(n: int) -> str:
    return "one" if n == 1 else _few_or_many(n)


def _ukrainian(n: int) -> str:
    return "one" if n % 10 == 1 and n % 100 != 11 else _few_or_many(n)


def _few_or_many(n: int) -> str:
    return "few" if n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14} else "many"


def _romanian(n: int) -> str:
    if n == 1:
        return "one"
    return "few" if n == 0 or 1 <= n % 100 <= 19 else "other"


def _arabic(n: int) -> str:
    if n <= 2:
        return ("zero", "one", "two")[n]
    if 3 <= n % 100 <= 10:
        return "few"
    return "many" if n % 100 >= 11 else "other"


_RULES: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "ar": _arabic,
        "bn": _none_and_one_alike,
        "cy": _welsh,
        "pa": _none_and_one_alike,
        "pl": _polish,
        "ro": _romanian,
        "uk": _ukrainian,
    }
)
