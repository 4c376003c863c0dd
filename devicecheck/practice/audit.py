# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The phone's own record of everything a client did to it, and of each attempt to change something."""

import time
from typing import Any


class Audit:
    """An ordered list of events; each is a mapping with `event`, `at` (Unix time) and details."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    def record(self, event: str, **details: object) -> None:
        """Add an event that leaves the phone as it was."""
        self.events.append({"event": event, "at": time.time(), **details})

    def change(self, what: str) -> None:
        """Add an attempt to change the phone, whether or not it succeeds."""
        self.record("change", what=what)

    def changes(self) -> list[dict[str, Any]]:
        """Every attempt to change the phone; an empty list means that the client changed nothing."""
        return [event for event in self.events if event["event"] == "change"]

    @property
    def opens(self) -> int:
        """How many streams the client opened."""
        return sum(event["event"] == "open" for event in self.events)
