# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice iPhone: what it holds, whom it trusts, and what the person who holds it does."""

import socket
import ssl
import threading
from typing import Any

from devicecheck.practice.audit import Audit
from devicecheck.practice.iphone import pairing
from devicecheck.practice.iphone.channel import IDLE
from devicecheck.practice.iphone.contents import Contents
from devicecheck.practice.iphone.faults import Drop, FaultList

LOCKDOWN_PORT = 62078
FIRST_PORT, LAST_PORT = 49_152, 65_000
TRUST = ("auto", "ask", "ask-then-trust", "ask-then-deny", "deny", "prohibited")
"""What happens when a computer asks for trust; `ask` waits for a tap."""


class PracticeIPhone:
    """One phone made from a story, for any number of clients, each on a thread of its own."""

    def __init__(self, story: dict[str, Any]) -> None:
        self.contents = Contents.from_story(story)
        self.audit = Audit()
        self.udid: str = self.contents.udid
        self.key = pairing.key_of(self.udid)
        self.faults = FaultList(
            story.get("faults", []), lambda where, kind: self.audit.record("fault", where=where, kind=kind)
        )
        self.lock = threading.RLock()
        trust = story.get("trust", {})
        self.trust_mode: str = trust.get("mode", "auto")
        if self.trust_mode not in TRUST:
            raise ValueError(f"trust {self.trust_mode!r}: use one of {', '.join(TRUST)}")
        self.asks_first: int = trust.get("asks_first", 2)
        self.breaks_tls_of_strangers: bool = trust.get("breaks_tls_of_strangers", False)
        self.asked: dict[str, int] = {}
        self.trusted: dict[str, dict[str, Any]] = {}
        self.locked: bool = story.get("locked", False)
        self.before_first_unlock: bool = story.get("before_first_unlock", False)
        self.prohibited_services = frozenset(story.get("prohibited_services", []))
        self.missing_services = frozenset(story.get("missing_services", []))
        self.full_file_access: bool = story.get("full_file_access", False)
        self.apps_in_a_part: int = story.get("apps_in_a_part", 20)
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._ports: dict[int, tuple[str, str]] = {}
        self._next_port = FIRST_PORT

    def tap_trust(self) -> None:
        """The person taps Trust, now and when asked again."""
        self.trust_mode = "auto"

    def tap_do_not_trust(self) -> None:
        """The person taps Don't Trust."""
        self.trust_mode = "deny"

    def lock_screen(self) -> None:
        """The screen is locked with a passcode."""
        self.locked = True

    def unlock_screen(self) -> None:
        """The person types the passcode."""
        self.locked = self.before_first_unlock = False

    def forget_computers(self) -> None:
        """Settings > General > Transfer or Reset > Reset Location & Privacy."""
        with self.lock:
            self.trusted.clear()
            self._contexts.clear()

    def note(self, service: str, operation: str, *, changes: bool = False, **details: object) -> None:
        """Keep what was asked; `changes` marks an attempt to change the phone."""
        self.audit.record("request", service=service, operation=operation, **details)
        if changes:
            self.audit.change(f"{service} {operation}")

    def trust(self, host: str, record: dict[str, Any]) -> None:
        """Keep a computer's record."""
        with self.lock:
            self.trusted[host] = dict(record)
            self._contexts.pop(host, None)

    def forget(self, host: str) -> bool:
        """Forget one computer; whether it was known."""
        with self.lock:
            self._contexts.pop(host, None)
            return self.trusted.pop(host, None) is not None

    def secure(self, connection: socket.socket, host: str, where: str) -> ssl.SSLSocket:
        """TLS with a trusted computer. Errors: Drop, ssl.SSLError."""
        self.faults.stop_or_wait(f"tls:{where}", connection, b"HTTP/1.1 400 Bad Request\r\n\r\n")
        with self.lock:
            record = self.trusted.get(host)
            if record is None:
                raise Drop("a computer that is not trusted")
            context = self._contexts.get(host) or pairing.tls_context(record, self.key)
            self._contexts[host] = context
        return pairing.open_tls(connection, context, record)

    def open_port(self, service: str, host: str) -> int:
        """A port for one connection to a service."""
        with self.lock:
            self._next_port = self._next_port + 1 if self._next_port < LAST_PORT else FIRST_PORT
            self._ports[self._next_port] = (service, host)
            return self._next_port

    def listens(self, port: int) -> bool:
        """Whether something listens on a port."""
        return port == LOCKDOWN_PORT or port in self._ports

    def serve(self, connection: socket.socket, port: int) -> None:
        """Serve one client until it or the phone has enough. Errors: Drop, OSError."""
        # Both stand on this module; at its head they would go around in a circle.
        from devicecheck.practice.iphone.lockdown import LockdownSession  # noqa: PLC0415
        from devicecheck.practice.iphone.services import SERVICES  # noqa: PLC0415

        connection.settimeout(IDLE)
        if port == LOCKDOWN_PORT:
            LockdownSession(self, connection).run()
            return
        with self.lock:
            service, host = self._ports.pop(port)
        self.faults.stop_or_wait(f"connect:{service}", connection)
        with self.secure(connection, host, service) as secured:
            SERVICES[service](self, secured)
