# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What this program may use at the most. Every device of a network can send anything, as often as it likes."""

from devicecheck.readers import bounds

MEMORY = 1 << 30
CPU_SECONDS = 1_200
OUTPUT = 8 << 20
SECONDS = range(1, 1_801)
"""How long one look may be."""
ADDRESSES = 1_024
"""Addresses that are asked at the most; a home has 254."""
RATE = 1_000
"""Packets sent in one second at the most: more finds no more, and weak devices suffer from it."""
HOSTS_KEPT = 2_000
FACTS_KEPT = 200
"""Facts about one device."""
TEXT_LIMIT = 200
"""Letters of one name, banner or title."""
DATAGRAM_LIMIT = 9_000
DATAGRAMS = 200_000
"""Answers that are looked at in one look."""
CONNECTIONS = 400
"""Open at the same time."""
CONNECT_SECONDS = 0.7
ANSWER_SECONDS, GREETING_SECONDS = 1.5, 0.7
LAST_CONNECTIONS = 12.0
"""Seconds beyond the look that connections may take, in a home with many devices that do not answer."""
BANNER_LIMIT = 32 << 10
STATE_EVERY = 0.5


def confine() -> None:
    """Let the system end this program before it uses too much."""
    bounds.confine(MEMORY, CPU_SECONDS, OUTPUT)
