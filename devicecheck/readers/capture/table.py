# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything this reader can be asked of the one capture that it was started for."""

from typing import Final

TOPIC: Final = "capture-servers"
DOES: Final = "read the capture and look for names of the listed servers; nothing else of it is kept"
DOES_LIVE: Final = "hear what one device sends, and look for names of the listed servers; nothing is written down"
TOPICS = (TOPIC,)
SECONDS = range(2, 3_001)
"""How long one device may be watched."""


def as_rows() -> list[dict[str, object]]:
    """The table for people and for the evidence. Nothing here is a command: the file is read, never run."""
    return [
        {"topic": TOPIC, "params": [], "command": DOES},
        {"topic": TOPIC, "params": ["seconds"], "command": DOES_LIVE},
    ]


def as_text() -> str:
    """The table as lines of text."""
    return f"{TOPIC}  {DOES}\n{TOPIC} (seconds)  {DOES_LIVE}\n"
