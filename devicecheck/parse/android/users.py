# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`pm list users`: the user spaces of the phone.

Source: AOSP android/content/pm/UserInfo.java (`UserInfo{id:name:flags}`, flags in hex).
"""

import re
from dataclasses import dataclass

from devicecheck.model.observations import UserKind
from devicecheck.parse.android.answer import LONGEST_TEXT, Answer, nothing

# The name is the person's own text: it may hold colons, braces and line breaks. It ends where flags and brace follow.
USER = re.compile(
    r"^[^\S\n]*UserInfo\{([0-9]{1,9}):((?:(?!\n[^\S\n]{0,20}UserInfo\{).){0,400}?):([0-9a-fA-F]{1,8})\}"
    r"([^\S\n]+running)?[^\S\n]*$",
    re.DOTALL | re.MULTILINE,
)
START = re.compile(r"^[^\S\n]*UserInfo\{", re.MULTILINE)
MOST_USERS = 100

GUEST, MANAGED_PROFILE, PROFILE = 0x4, 0x20, 0x1000
PRIVATE_SPACE = "private space"
SECURE_FOLDERS = range(150, 160)
DUAL_APPS = frozenset({95, 96, 97, 98, 99, 128, 666, *range(900, 905), 998, 999})
"""Numbers that makers give to second copies of apps: Samsung from 95, Huawei 128, Vivo 666, Motorola from 900, others
down from 999."""


@dataclass(frozen=True, slots=True)
class User:
    """One user space."""

    number: int
    name: str
    kind: UserKind
    running: bool


@dataclass(frozen=True, slots=True)
class Users:
    """The user spaces that were understood; `unknown` others were listed."""

    users: tuple[User, ...]
    unknown: int


def parse(answer: Answer) -> Users:
    """The users in the phone's order. Errors: ParseError when there is none."""
    text = answer.text[: LONGEST_TEXT * MOST_USERS * 2]
    found: dict[int, User] = {}
    for match in USER.finditer(text):
        number, name = int(match[1]), match[2][:LONGEST_TEXT]
        if len(found) < MOST_USERS:
            found.setdefault(number, User(number, name, kind(number, name, int(match[3], 16)), bool(match[4])))
    if not found:
        raise nothing(answer)
    return Users(tuple(found.values()), max(0, len(START.findall(text)) - len(found)) + (len(text) < len(answer.text)))


def kind(number: int, name: str, flags: int) -> UserKind:
    """What a user space is for, as far as can be told. A private space is known by its English name alone."""
    kinds = (
        (number == 0, UserKind.OWNER),
        (number in DUAL_APPS, UserKind.DUAL_APPS),
        (number in SECURE_FOLDERS, UserKind.SECURE_FOLDER),
        (flags & MANAGED_PROFILE, UserKind.WORK),
        (flags & GUEST, UserKind.GUEST),
        (flags & PROFILE and name.strip().casefold() == PRIVATE_SPACE, UserKind.PRIVATE),
    )
    return next((found for applies, found in kinds if applies), UserKind.OTHER)
