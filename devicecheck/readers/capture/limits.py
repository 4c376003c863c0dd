# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What this program may use at the most. A capture is as long as somebody let it run, and may be made to confuse."""

from devicecheck.readers import bounds

MEMORY = 768 << 20
CPU_SECONDS = 3_600
OUTPUT = 64 << 20
PACKET_LIMIT = 1 << 20
"""Bytes of one packet at the most; no network that people use carries more at once."""
SERVERS_LIMIT = 4 << 20
"""Bytes of the list of servers at the most."""
OPEN_HELLOS = 4_096
"""Greetings that are still incomplete, at the most; the oldest is given up for a new one."""
HELLO_LIMIT = 16 << 10
FLIGHT_LIMIT = 32 << 10
"""Bytes of a server's answer up to its certificate, at the most."""
DNS_LIMIT = 66_000
"""Bytes of one message about an address over TCP, with its length before it, at the most."""
HITS_LIMIT = 5_000
"""Names that are handed over at the most; more are counted as not handed over, never dropped in silence."""
NAMES_KEPT = 100_000


def confine() -> None:
    """Let the system end this program before it uses too much."""
    bounds.confine(MEMORY, CPU_SECONDS, OUTPUT)
