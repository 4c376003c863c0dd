# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up recordings of a phone's traffic for training: a story as a file (pcap)."""

import random
import struct
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from devicecheck.practice.capture import packets
from devicecheck.practice.story_files import StoryFiles

STORIES = StoryFiles("capture_stories")
names, story = STORIES.names, STORIES.story

HEAD = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262_144, 1)
"""A pcap of Ethernet frames, whose clock counts millionths of a second."""
BETWEEN = 12
"""Packets of open connections after each name: most of what a phone sends names nobody."""


def recording(told: dict[str, Any], ended: datetime) -> bytes:
    """The file of a story whose recording ended then. The same story gives the same packets each time."""
    chance = random.Random(told["title"])
    start = ended - timedelta(minutes=told["minutes"])
    return HEAD + b"".join(_record(start, minute, frame) for minute, frame in _frames(told, chance))


def _frames(told: dict[str, Any], chance: random.Random) -> Iterator[tuple[float, bytes]]:
    """Every packet with its minute."""
    for minute, way, name in sorted(told["said"], key=lambda said: float(said[0])):
        for frame in packets.of(way, name, chance):
            yield minute, frame
        for _ in range(BETWEEN):
            yield minute, packets.data(chance)


def _record(start: datetime, minute: float, frame: bytes) -> bytes:
    at = (start + timedelta(minutes=minute)).timestamp()
    return struct.pack("<IIII", int(at), int(at % 1 * 1_000_000), len(frame), len(frame)) + frame
