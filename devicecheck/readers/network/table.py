# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Everything this reader can be asked. It tries no password, opens no stream and answers for nobody else."""

from typing import Final

TOPIC: Final = "network-devices"
TOPICS = (TOPIC,)
WAYS: Final = {
    "listen": "listen to what devices on the home network announce to all, as a member of their groups; none is asked",
    "ask": "ask all devices on the home network who they are: name, kind and maker questions; addresses are looked up",
    "connect": "as `ask`, and open listed TCP ports of each device once: one OPTIONS and DESCRIBE, one GET of /,"
    " or only the greeting; one GET of the description that a device names at its own address",
}
DOES: Final = "; ".join(f"{way}: {does}" for way, does in WAYS.items())
PARAMS = ("interface", "network", "way", "seconds")


def as_rows() -> list[dict[str, object]]:
    """The table for people and for the evidence."""
    return [{"topic": TOPIC, "params": list(PARAMS), "command": DOES}]


def as_text() -> str:
    """The table as lines of text."""
    return "".join(f"{TOPIC}  {way}: {does}\n" for way, does in WAYS.items())
