# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`cmd package query-activities`: which apps show an icon.

Source: AOSP com/android/server/pm/PackageManagerShellCommand.java, runQueryIntentActivities (with and without --brief).
"""

import re

from devicecheck.parse.android.answer import LONGEST_KEY, Answer, nothing
from devicecheck.parse.android.app_list import MOST_APPS
from devicecheck.parse.android.components import component

COUNT = re.compile(r"\s*([0-9]{1,6}) activities found:\s*")
PACKAGE = "packageName="


def parse(answer: Answer) -> tuple[str, ...]:
    """The ids of the apps with an icon, each once.

    Errors: ParseError when there is none, or fewer activities than the phone announced: a list of icons that lacks
    some would make ordinary apps look hidden.
    """
    keys: dict[str, None] = {}
    announced = activities = 0
    for line in answer.lines():
        text = line.strip()
        if match := COUNT.fullmatch(text):
            announced = int(match[1])
        elif text.startswith("Activity #"):
            activities += 1
        elif (key := _key(text)) and len(keys) < MOST_APPS:
            keys.setdefault(key)
    if not keys or answer.cut or activities < announced:
        raise nothing(answer)
    return tuple(keys)


def _key(text: str) -> str | None:
    if text.startswith(PACKAGE):
        return text.removeprefix(PACKAGE)[:LONGEST_KEY] or None
    named = component(text)
    return named.key if named else None
