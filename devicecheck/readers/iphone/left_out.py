# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of the library that this program has no use for: its command line, and its way into the internet.

Loading them takes a third of the start, and a reader that cannot reach a web page need not be trusted not to.
Source: pymobiledevice3 11.45, `utils` and `progress`, which name them in annotations and in functions that are not
called here. The library is pinned exactly; a test loads the reader and looks.
"""

import sys
from types import ModuleType

NAMES = {"questionary": ("Question",), "requests": (), "pymobiledevice3.progress": ("BYTES_UNIT", "ProgressBar")}
"""The modules, each with the names that the library takes from it when it is loaded."""


def leave_out() -> None:
    """Put empty modules in their place, before the library is loaded."""
    for name, taken in NAMES.items():
        empty = ModuleType(name)
        for each in taken:
            setattr(empty, each, object)
        sys.modules.setdefault(name, empty)
