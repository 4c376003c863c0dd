# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Limits of a program on Windows: a job object of its own, which this program puts itself into.

Written from Microsoft's documentation of JOBOBJECT_EXTENDED_LIMIT_INFORMATION; it was never run on Windows.
"""

import ctypes
from ctypes import c_int64, c_size_t, c_uint32, c_uint64, c_void_p

PROCESS_TIME, PROCESS_MEMORY = 0x2, 0x100
NO_ERROR_WINDOW, END_WITH_JOB = 0x400, 0x2000
"""Flags: winnt.h, JOB_OBJECT_LIMIT_*. A crash shows no window, and what it started ends with this program."""
EXTENDED_LIMITS = 9
"""JobObjectExtendedLimitInformation."""
TICKS = 10_000_000
"""Units of 100 ns in a second."""


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", c_int64),
        ("job_time", c_int64),
        ("flags", c_uint32),
        ("least_working_set", c_size_t),
        ("most_working_set", c_size_t),
        ("most_processes", c_uint32),
        ("affinity", c_size_t),
        ("priority", c_uint32),
        ("scheduling", c_uint32),
    )


class Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", BasicLimits),
        ("counters", c_uint64 * 6),
        ("process_memory", c_size_t),
        ("job_memory", c_size_t),
        ("peak_process_memory", c_size_t),
        ("peak_job_memory", c_size_t),
    )


def limits(memory: int, cpu_seconds: int) -> Limits:
    """The limits as Windows takes them. Units: `memory` in bytes."""
    flags = PROCESS_TIME | PROCESS_MEMORY | NO_ERROR_WINDOW | END_WITH_JOB
    basic = BasicLimits(process_time=cpu_seconds * TICKS, flags=flags)
    return Limits(basic=basic, process_memory=memory)


def confine_on_windows(memory: int, cpu_seconds: int) -> bool:
    """Put this program into a job with these limits; whether Windows did it. The job lives as long as the program."""
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateJobObjectW.restype = c_void_p
    kernel.GetCurrentProcess.restype = c_void_p
    kernel.SetInformationJobObject.argtypes = (c_void_p, c_uint32, c_void_p, c_uint32)
    kernel.AssignProcessToJobObject.argtypes = (c_void_p, c_void_p)
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return False
    wanted = limits(memory, cpu_seconds)
    if not kernel.SetInformationJobObject(job, EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted)):
        return False
    return bool(kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess()))
