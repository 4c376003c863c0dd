# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases of one test of which only the first belong to the quick run: each costs seconds and they differ little."""

from collections.abc import Iterable
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet


def quick_first(count: int, cases: Iterable[object]) -> list[ParameterSet]:
    """The cases; all after the first `count` are marked as slow, so `make test QUICK=1` leaves them out."""
    return [
        pytest.param(*_values(case), marks=[pytest.mark.slow] if at >= count else []) for at, case in enumerate(cases)
    ]


def _values(case: Any) -> tuple[Any, ...]:
    return case if isinstance(case, tuple) else (case,)
