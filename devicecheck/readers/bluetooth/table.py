# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything this reader can be asked. It listens: it joins no device, and makes none ring."""

from typing import Final

TOPIC: Final = "bluetooth-tags"
DOES: Final = (
    "listen by Bluetooth for tags of the listed kinds; no connection is made; of other senders the number alone"
)
TOPICS = (TOPIC,)
PLACES = ("empty-room", "near-things", "elsewhere")
PARAMS = ("place", "seconds")


def as_rows() -> list[dict[str, object]]:
    """The table for people and for the evidence."""
    return [{"topic": TOPIC, "params": list(PARAMS), "command": DOES}]


def as_text() -> str:
    """The table as lines of text."""
    return f"{TOPIC}  {DOES}\n"
