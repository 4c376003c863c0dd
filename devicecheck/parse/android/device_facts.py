# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`getprop` lines: make, model and version of the phone."""

import re
from collections.abc import Mapping

from devicecheck.parse.android.answer import LONGEST_TEXT, Answer, nothing

LINE = re.compile(r"\[([A-Za-z0-9_.\-]{1,100})\]: \[(.*?)\]?$")


def parse(answer: Answer) -> dict[str, str]:
    """The properties by name. Errors: ParseError when there is none."""
    properties: dict[str, str] = {}
    for line in answer.lines():
        if match := LINE.match(line[: 4 * LONGEST_TEXT]):
            properties.setdefault(match[1], match[2].strip()[:LONGEST_TEXT])
    if not properties:
        raise nothing(answer)
    return properties


def unanswered(told: Mapping[str, str]) -> bool:
    """Whether every value is missing: a program that does not run leaves nothing, and an unset setting says `null`."""
    return not any(told.values())


def api_level(properties: dict[str, str]) -> int | None:
    """The version number that programs use; None if the phone did not say."""
    text = properties.get("ro.build.version.sdk", "")
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else None
