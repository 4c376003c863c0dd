# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`dumpsys role`: which app holds which role, for every user. Android 10 and later.

Source: AOSP com/android/role/RoleUserState.dump (DualDumpOutputStream: `name=value` lines between braces; what is
written as a repeated value stands in brackets, on one line or on several).
"""

import re
from dataclasses import dataclass

from devicecheck.parse.android.answer import LONGEST_KEY, Answer, nothing

USER = re.compile(r"\s*user_id=([0-9]{1,9})$")
ROLE = re.compile(r"\s*name=([A-Za-z0-9_.]{1,200})$")
HOLDER = re.compile(r"\s*holders=(.*)$")
VALUE = re.compile(r"\s*[a-z_]+=")
SEPARATOR = re.compile(r"[\s,\[\]]+")
PACKAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)+")
MOST_HELD = 2_000


@dataclass(frozen=True, slots=True)
class Held:
    """One app that holds one role for one user."""

    user: int
    role: str
    key: str


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds what; `unknown` holders were no names of apps."""

    held: tuple[Held, ...]
    unknown: int


def parse(answer: Answer) -> Holders:
    """The holders in the phone's order. Errors: ParseError when no role of a user is named."""
    held: dict[Held, None] = {}
    user: int | None = None
    role = ""
    roles = unknown = 0
    listing = False
    for line in answer.lines():
        names, listing = _names(line, listing)
        if match := USER.match(line[:100]):
            user, role = int(match[1]), ""
        elif match := ROLE.match(line[:300]):
            role, roles = match[1], roles + 1
        if user is None or not role:
            continue
        for name in names:
            if len(name) <= LONGEST_KEY and PACKAGE.fullmatch(name) and len(held) < MOST_HELD:
                held.setdefault(Held(user, role, name))
            else:
                unknown += 1
    if user is None or not roles:
        raise nothing(answer)
    return Holders(tuple(held), unknown)


def _names(line: str, listing: bool) -> tuple[tuple[str, ...], bool]:
    """The holders on a line, and whether the list that they stand in goes on after it."""
    heading = HOLDER.match(line)
    if heading is None and (not listing or VALUE.match(line)):
        return (), False
    text = heading[1] if heading else line
    goes_on = "]" not in text and (listing if heading is None else "[" in text)
    return tuple(name for name in SEPARATOR.split(text) if name), goes_on
