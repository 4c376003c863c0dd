# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What came of writing copies. Apart from the writing itself, whose libraries no first screen needs."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Written:
    """What was written; `code` and `terms` name the error that ended the writing, if there was one."""

    paths: tuple[Path, ...]
    code: str = ""
    terms: tuple[tuple[str, str], ...] = ()
