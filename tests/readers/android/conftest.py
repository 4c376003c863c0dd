# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small made-up phone, and a way to ask it with the reader's own parts inside the test's process."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from devicecheck.practice.phone import PracticePhone
from devicecheck.readers.android import table
from devicecheck.readers.android.adb_link import AdbLink
from devicecheck.readers.android.asking import Asker
from devicecheck.readers.android.faults import ReaderFault
from devicecheck.readers.android.known_paths import KnownPaths
from devicecheck.readers.android.stream_answers import Prepared
from devicecheck.readers.android.tcp import PatientTcp
from devicecheck.readers.android.watch import Watch
from devicecheck.readers.wire import Ask, ChunkMessage, Fault, FromReader, LiveState, ReadingMessage, Status

INVENTORY: tuple[tuple[str, dict[str, int]], ...] = (
    ("device-facts", {}),
    ("clock", {}),
    ("users", {}),
    ("device-policy", {}),
    ("apps", {"user": 0}),
    ("launcher-apps", {"user": 0}),
    ("accessibility-setting", {"user": 0}),
    ("notification-listeners", {"user": 0}),
    ("app-details", {}),
    ("accessibility-state", {}),
    ("default-apps", {"user": 0}),
    ("app-ops", {}),
    ("battery-exempt", {}),
    ("global-settings", {}),
)


@dataclass
class Asked:
    """What came of asking."""

    messages: list[FromReader] = field(default_factory=list)
    states: list[LiveState] = field(default_factory=list)
    fault: Fault | None = None

    @property
    def readings(self) -> dict[str, ReadingMessage]:
        return {message.topic: message for message in self.messages if isinstance(message, ReadingMessage)}

    @property
    def statuses(self) -> list[Status]:
        return [message.status for message in self.messages if isinstance(message, ReadingMessage)]

    def body(self, topic: str) -> bytes:
        reading = self.readings[topic]
        chunks = [m.data for m in self.messages if isinstance(m, ChunkMessage) and m.ask == reading.ask]
        return reading.body if reading.body is not None else b"".join(chunks)


Asking = Callable[..., Asked]


@pytest.fixture
def ask(tmp_path: Path) -> Asking:
    """Ask a phone: connect within `connect` seconds, then all questions within `seconds`."""

    def ask_phone(
        phone: PracticePhone,
        questions: Sequence[tuple[str, dict[str, Any]]] = INVENTORY,
        *,
        seconds: float = 5.0,
        connect: float = 3.0,
        idle: float = 1.0,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Asked:
        asked = Asked()
        link = AdbLink(lambda: PatientTcp("127.0.0.1", phone.port), tmp_path, asked.states.append)
        known = KnownPaths()
        try:
            link.connect(Watch(connect, stopped))
            prepared = [
                Prepared(Ask(f"r{number}", topic, params), table.BY_TOPIC[topic],
                         table.command(table.BY_TOPIC[topic], params, lambda path: True))
                for number, (topic, params) in enumerate(questions)
            ]  # fmt: skip
            Asker(link, tmp_path, asked.messages.append, known.learn, idle).ask(prepared, Watch(seconds, stopped))
        except ReaderFault as fault:
            asked.fault = fault.fault
        finally:
            link.close()
        return asked

    return ask_phone


@pytest.fixture
def small() -> dict[str, Any]:
    """A phone with few apps, so that a test takes no time."""
    return {
        "title": "small",
        "device": {
            "sdk": 34,
            "release": "14",
            "model": "Pixel 7",
            "brand": "google",
            "serial": "X1",
            "now": 1_790_000_000,
        },
        "auth": {"mode": "open"},
        "apps": [
            {"package": f"org.example.app{number}", "label": f"App {number}", "installer": "com.android.vending"}
            for number in range(12)
        ],
        "settings": {"secure": {"enabled_accessibility_services": "org.example.app1/.Service"}},
    }
