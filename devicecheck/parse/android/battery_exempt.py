# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`dumpsys deviceidle whitelist`: apps that the phone never puts to sleep.

Source: AOSP com/android/server/DeviceIdleController: lines of `system-excidle,ID,UID`, `system,ID,UID`, `user,ID,UID`;
only those of a person are kept, as what came with the phone says nothing.
"""

import re
from dataclasses import dataclass

from devicecheck.parse.android.answer import LONGEST_KEY, Answer, nothing

LINE = re.compile(r"(system-excidle|system|user),([A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*),([0-9]{1,12})\s*$")
PER_USER = 100_000
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Exempt:
    """User and id of each app that a person, or the app itself by asking, took out; `unknown` lines name others."""

    apps: tuple[tuple[int, str], ...]
    unknown: int


def parse(answer: Answer) -> Exempt:
    """The apps in the phone's order. A line without a comma is no part of the list. Errors: ParseError."""
    found: dict[tuple[int, str], None] = {}
    seen = False
    unknown = 0
    for line in answer.lines():
        match = LINE.match(line.strip())
        seen = seen or match is not None
        if match is None or len(found) >= MOST:
            unknown += "," in line
        elif match[1] == "user":
            found[int(match[3]) // PER_USER, match[2][:LONGEST_KEY]] = None
    if not seen:
        raise nothing(answer)
    return Exempt(tuple(found), unknown)
