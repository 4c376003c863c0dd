# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits on Windows, as far as they can be looked at elsewhere: the bytes that Windows would be given."""

import ctypes

import pytest

from devicecheck.readers.job_object import BasicLimits, Limits, limits

WIDE = pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="sizes of 64-bit Windows")


@WIDE
def test_the_structures_have_the_sizes_of_64_bit_windows() -> None:
    assert ctypes.sizeof(BasicLimits) == 64
    assert ctypes.sizeof(Limits) == 144
    assert (BasicLimits.flags.offset, Limits.counters.offset, Limits.process_memory.offset) == (16, 64, 112)


def test_memory_and_time_are_limited_and_nothing_else() -> None:
    given = limits(memory=512 << 20, cpu_seconds=60)
    assert given.process_memory == 512 << 20
    assert given.basic.process_time == 600_000_000
    assert given.basic.flags == 0x2 | 0x100 | 0x400 | 0x2000
    assert (given.job_memory, given.basic.most_processes, given.basic.job_time) == (0, 0, 0)
