# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice phone: an Android phone on 127.0.0.1 that speaks ADB and keeps an audit of what was done to it."""

import socket
import threading
import time
from types import TracebackType
from typing import Any

from devicecheck.practice import shell_service, stories, wire_packets
from devicecheck.practice.android.apps import App
from devicecheck.practice.android.commands import commands_of
from devicecheck.practice.android.phone_state import PhoneState
from devicecheck.practice.audit import Audit
from devicecheck.practice.authentication import Authorisation
from devicecheck.practice.connection import Connection, Link, Phone, Service
from devicecheck.practice.faults import FaultPlan
from devicecheck.practice.shell import commands, overrides
from devicecheck.practice.shell.session import Environment
from devicecheck.practice.sync_service import SyncService

LOOPBACK = "127.0.0.1"


class PracticePhone:
    """A phone made from a story: its name, or a mapping like the story files. Keywords replace the story's keys."""

    def __init__(self, story: dict[str, Any] | str, **replaced: Any) -> None:  # noqa: ANN401 - any key of a story
        told = {**(stories.load_story(story) if isinstance(story, str) else story), **replaced}
        self.story = told
        self.audit = Audit()
        self.state = PhoneState(
            told, [App.from_story(*each[::-1]) for each in enumerate(stories.apps_of(told))], self.audit
        )
        self._plan = FaultPlan(told.get("faults", {}), self.audit)
        known = {**commands.COMMANDS, **commands_of(self.state)}
        missing = told.get("missing_commands", [])
        self._environment = Environment(
            files=self.state.files,
            audit=self.audit,
            sdk=self.state.sdk,
            commands={name: run for name, run in known.items() if name not in missing},
            stopped=self._plan.stopped,
            overrides=overrides.from_story(told.get("commands", []), self._plan),
        )
        device = told.get("device", {})
        self._phone = Phone(
            banner=self.state.banner,
            version=device.get("adb_version", wire_packets.VERSION_WITHOUT_CHECKSUMS),
            max_payload=device.get("max_payload", wire_packets.MAX_PAYLOAD),
            audit=self.audit,
            authorisation=Authorisation.from_story(told.get("auth", "accept")),
            plan=self._plan,
            service=self._service,
        )
        self._connections: list[Connection] = []
        self._listener = socket.create_server((LOOPBACK, 0))
        self.port: int = self._listener.getsockname()[1]
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    def __enter__(self) -> "PracticePhone":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Put the phone away: nothing listens, nobody is connected."""
        self._plan.stopped.set()
        # A closed listener does not wake accept() on every system; a last connection does.
        socket.create_connection((LOOPBACK, self.port)).close()
        self._accepting.join()
        self._listener.close()
        self.unplug()
        for connection in self._connections:
            connection.join()

    def unplug(self) -> None:
        """Pull the cable; a client may connect again at once."""
        for connection in list(self._connections):
            connection.link.unplug()

    def reset_audit(self) -> None:
        """Forget what was done so far."""
        self.audit.events.clear()

    def _accept(self) -> None:
        while True:
            client, _address = self._listener.accept()
            if self._plan.stopped.is_set():
                client.close()
                return
            if time.monotonic() < self._plan.down_until:
                client.close()
                continue
            connection = Connection(self._phone, Link(client))
            self._connections.append(connection)
            connection.start()

    def _service(self, name: str) -> Service | None:
        """The service that a client opens by name; None for one that this phone lacks."""
        kind, _, script = name.partition(":")
        options = kind.split(",")
        if kind == "sync":
            return lambda stream: SyncService(self.state.files, self.audit, stream).run()
        if options[0] == "shell" and script and "v2" in options and "shell_v2" in self.state.features:
            return lambda stream: shell_service.run(self._environment, script, stream, framed=True)
        if script and kind in ("shell", "exec"):
            return lambda stream: shell_service.run(self._environment, script, stream, framed=False)
        if kind in ("reboot", "remount", "root", "tcpip", "usb"):
            self.audit.change(name)
        return None
