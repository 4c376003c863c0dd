# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Properties and files of a system that is not as its maker shipped it, or whose protections were taken away.

Source: AOSP build/make (ro.debuggable, ro.secure, ro.build.tags, ro.build.type) and Android Verified Boot; Samsung's
warranty bit; where the known programs for full rights lie.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from devicecheck.parse.android import device_facts
from devicecheck.parse.android.answer import Answer

FILE = re.compile(r"/[A-Za-z0-9/._-]{1,100}$")
PROPERTY = re.compile(r"\[")
ABSENT = re.compile(r": (?:No such file\s+or\s+directory|Not a directory)\s*$")
"""How `ls` says that something is not there; each other word of it is a place that could not be looked at."""
MOST_FILES = 100
OPENED: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "ro.debuggable": lambda value: value == "1",
        "ro.secure": lambda value: value == "0",
        "ro.build.tags": lambda value: "test-keys" in value or "dev-keys" in value,
        "ro.build.type": lambda value: value in ("userdebug", "eng"),
        "ro.boot.vbmeta.device_state": lambda value: value == "unlocked",
        "ro.boot.warranty_bit": lambda value: value == "1",
        "ro.warranty_bit": lambda value: value == "1",
    }
)
"""What each property says on such a system. An empty value is how phones come that do not have it."""


@dataclass(frozen=True, slots=True)
class Traces:
    """Telling properties as `name=value`, telling files, and how many places could not be looked at.

    Shape: `answered` is whether any property has a value; every phone has some of these.
    """

    properties: tuple[str, ...]
    files: tuple[str, ...]
    unseen: int
    answered: bool


def parse(answer: Answer) -> Traces:
    """What stands out. Errors: ParseError when no property was told."""
    told = device_facts.parse(answer)
    properties = tuple(f"{name}={told[name]}" for name, opened in OPENED.items() if opened(told.get(name, "")))
    others = [line for line in answer.lines() if line.strip() and not PROPERTY.match(line)]
    files = dict.fromkeys(line for line in others if FILE.match(line[:200]))
    unseen = sum(line not in files and not ABSENT.search(line[-200:]) for line in others)
    return Traces(properties, tuple(files)[:MOST_FILES], unseen, not device_facts.unanswered(told))
