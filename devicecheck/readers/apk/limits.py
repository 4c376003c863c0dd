# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What this program may use at the most. An app's file is made by a stranger and may be made to explode."""

from devicecheck.readers import bounds

FILE_LIMIT = 2 << 30
DIRECTORY_LIMIT = 16 << 20
ENTRIES_LIMIT = 70_000
MANIFEST_LIMIT = 8 << 20
PART_LIMIT = 128 << 20
"""Bytes of one inflated part. The largest native libraries of browsers stay below it."""
TOTAL_LIMIT = 640 << 20
"""Bytes of all inflated parts together; they are held one after another, never at once."""
PARTS_LIMIT = 4_000
RULES_LIMIT = 16 << 20
MEMORY = 1536 << 20
CPU_SECONDS = 300
OUTPUT = 64 << 20


def confine() -> None:
    """Let the system end this program before it uses too much."""
    bounds.confine(MEMORY, CPU_SECONDS, OUTPUT)
