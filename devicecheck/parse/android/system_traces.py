# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Properties and files of a system that is not as its maker shipped it, or whose protections were taken away.

Source: AOSP build/make (ro.debuggable, ro.secure, ro.build.tags, ro.build.type) and Android Verified Boot; Samsung's
warranty bit; where the known programs for full rights lie.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from devicecheck.parse.android import device_facts
from devicecheck.parse.android.answer import Answer

FILE = re.compile(r"/[A-Za-z0-9/._-]{1,100}$")
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


def parse(answer: Answer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Telling properties as `name=value`, and telling files. Errors: ParseError when no property was told."""
    told = device_facts.parse(answer)
    properties = tuple(f"{name}={told[name]}" for name, opened in OPENED.items() if opened(told.get(name, "")))
    files = dict.fromkeys(line for line in answer.lines() if FILE.match(line[:200]))
    return properties, tuple(files)[:MOST_FILES]
