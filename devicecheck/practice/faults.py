# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of cable, phone and software, applied to what the phone sends.

A story names them under `faults`. Packets and bytes are counted per connection, from one.
"""

import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from devicecheck.practice.audit import Audit
from devicecheck.practice.wire_packets import Header

KINDS = frozenset({
    "latency",  # seconds before each packet
    "trickle",  # {bytes, delay}: a few bytes at a time
    "stale",  # hex: left over from an earlier client, sent before anything else
    "stls",  # asks for TLS, as Wi-Fi debugging does
    "stall_at_packet",  # nothing more comes from here on
    "garbage_at_packet",  # random bytes in place of the packet
    "bad_checksum_at_packet",
    "bad_magic_at_packet",
    "oversize_at_packet",  # announces two gigabytes
    "truncate_at_packet",  # half a packet, then the cable is out
    "drop_after_bytes",  # the cable is out after so many bytes, `times` times
    "times",
    "replug",  # {after_bytes, down}: out, and back after `down` seconds
    "stall_open",  # regular expressions on the service that a client opens:
    "refuse_open",
    "close_on_open",
})  # fmt: skip
GARBAGE_SEED = 1


class LinkClosedError(Exception):
    """The cable is out."""


class FaultPlan:
    """The faults of one phone, and what of them has happened."""

    def __init__(self, faults: dict[str, Any], audit: Audit) -> None:
        if unknown := set(faults) - KINDS:
            raise ValueError(f"faults {sorted(unknown)}: use {', '.join(sorted(KINDS))}")
        self.faults = faults
        self.audit = audit
        self.stopped = threading.Event()
        self.silent = False
        self.drops = 0
        self.down_until = 0.0

    def number(self, kind: str) -> int:
        """The number given for a fault; zero when the story has no such fault."""
        return int(self.faults.get(kind, 0))

    def fits_service(self, kind: str, service: str) -> bool:
        """Whether a fault about opened services speaks of this one."""
        return kind in self.faults and re.search(self.faults[kind], service) is not None

    def wait_for_ever(self) -> None:
        """Stay silent until the phone is put away."""
        self.audit.record("fault", kind="stall")
        self.stopped.wait()
        raise LinkClosedError

    def byte_limit(self) -> int | None:
        """After how many bytes the cable goes out; None when it does not, or no longer."""
        limit = self.faults.get("drop_after_bytes", self.faults.get("replug", {}).get("after_bytes"))
        return None if self.drops >= self.faults.get("times", 1) else limit

    def note_drop(self) -> None:
        """Count one loss of the cable; with `replug` the phone is away for a while."""
        self.drops += 1
        self.audit.record("fault", kind="drop")
        if "replug" in self.faults:
            self.down_until = time.monotonic() + self.faults["replug"].get("down", 2.0)


class FaultyWriter:
    """Sends the packets of one connection, with the faults of the plan."""

    def __init__(self, plan: FaultPlan, send: Callable[[bytes], None]) -> None:
        self.plan = plan
        self._send = send
        self._lock = threading.Lock()
        self._random = random.Random(GARBAGE_SEED)
        self._packets = 0
        self._bytes = 0

    def packet(self, header: Header, payload: bytes) -> None:
        """Send one packet, or what a fault makes of it.

        Errors: LinkClosedError when the cable went out, before or by this packet.
        """
        with self._lock:
            self._packets += 1
            if not self.plan.faults and not self.plan.silent:
                self._send(header.encode() + payload)
                return
            self.plan.stopped.wait(self.plan.faults.get("latency", 0))
            if self.plan.silent or 0 < self.plan.number("stall_at_packet") <= self._packets:
                self.plan.wait_for_ever()
            self._pace(self._spoil(header, payload), len(payload))

    def _due(self, kind: str) -> bool:
        if self.plan.number(kind) != self._packets:
            return False
        self.plan.audit.record("fault", kind=kind)
        return True

    def _spoil(self, header: Header, payload: bytes) -> bytes:
        if self._due("garbage_at_packet"):
            return self._random.randbytes(len(header.encode()) + len(payload))
        if self._due("bad_checksum_at_packet"):
            header = replace(header, checksum=(header.checksum + 1) & 0xFFFFFFFF)
        if self._due("bad_magic_at_packet"):
            header = replace(header, magic=0)
        if self._due("oversize_at_packet"):
            header = replace(header, length=0x7FFFFFFF)
        return header.encode() + payload

    def _pace(self, blob: bytes, payload_length: int) -> None:
        if self._due("truncate_at_packet"):
            self._send(blob[: len(blob) - payload_length // 2 - 1])
            raise LinkClosedError
        limit = self.plan.byte_limit()
        if limit is not None and self._bytes + len(blob) > limit:
            self._send(blob[: max(0, limit - self._bytes)])
            self.plan.note_drop()
            raise LinkClosedError
        self._bytes += len(blob)
        trickle = self.plan.faults.get("trickle", {})
        step = trickle.get("bytes", len(blob))
        for start in range(0, len(blob), step):
            self._send(blob[start : start + step])
            self.plan.stopped.wait(trickle.get("delay", 0))
