# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What this program may use at the most. Anybody near by can send anything, as often as they like."""

from devicecheck.readers import bounds

MEMORY = 1 << 30
CPU_SECONDS = 1_200
OUTPUT = 8 << 20
PRINTS_LIMIT = 1 << 20
"""Bytes of the list of prints at the most."""
SECONDS = range(2, 301)
"""How long one sweep may be."""
TAGS_KEPT = 2_000
SENDERS_KEPT = 50_000
PAYLOAD_LIMIT = 255
STATE_EVERY = 5.0


def confine() -> None:
    """Let the system end this program before it uses too much."""
    bounds.confine(MEMORY, CPU_SECONDS, OUTPUT)
