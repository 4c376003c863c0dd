# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Problems in signature files, each with its place and with what to do."""

from typing import NamedTuple


class Problem(NamedTuple):
    """One problem. Shape: `path` is relative to the pack's folder; `do` says what to do, not only what is wrong."""

    path: str
    line: int
    do: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.do}"


class Problems(Exception):
    """Raised inside this package when a file cannot be used; it never leaves it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems
