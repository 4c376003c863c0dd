# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The phone's side of the two bulk endpoints, packet by packet, as adbd sees them, with a practice phone behind.

Source: AOSP packages/modules/adb, daemon/usb.cpp (16 KiB reads, ended by a short packet) and, before Android 10,
daemon/usb_legacy.cpp (reads of exactly what is wanted).
"""

import socket
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from devicecheck.practice.wire_packets import HEADER, Command, decode_header
from tests.usb.descriptors import PACKET

READ_SIZE = 16_384
OVERFLOW, SHORT_REFUSED = -75, -121


class SplitReads:
    """adbd since Android 10: each read ends at a short packet, and each must be a header or belong to one payload."""

    def __init__(self) -> None:
        self._read = bytearray()

    def took(self, data: bytes) -> list[bytes]:
        """The reads that are complete after this transfer from the host."""
        self._read += data
        whole = len(self._read) // READ_SIZE * READ_SIZE
        ends = [self._read[place : place + READ_SIZE] for place in range(0, whole, READ_SIZE)]
        del self._read[:whole]
        if len(data) % PACKET or not data:
            ends += [self._read] if self._read else []
            self._read = bytearray()
        return [bytes(each) for each in ends]


class PlainReads:
    """adbd before Android 10: the bytes, wherever a packet ended."""

    def took(self, data: bytes) -> list[bytes]:
        return [data] if data else []


class Outward:
    """Host to phone: puts ADB packets together. A strict one trips over a transfer that was not ended, as adbd does."""

    def __init__(self, deliver: Callable[[bytes], None], *, strict: bool) -> None:
        self.faults: list[str] = []
        self.payloads: list[int] = []
        self._reads = SplitReads() if strict else PlainReads()
        self._strict, self._deliver = strict, deliver
        self._packet = bytearray()

    def took(self, data: bytes) -> bool:
        """Whether adbd goes on after this transfer."""
        return all(self._add(read) for read in self._reads.took(data))

    def _add(self, read: bytes) -> bool:
        missing = self._wanted() - len(self._packet)
        if self._strict and (len(read) > missing or (not self._packet and len(read) < missing)):
            self.faults.append(f"a read of {len(read)} bytes where {missing} were wanted")
            return False
        self._packet += read
        while len(self._packet) >= (wanted := self._wanted()):
            packet = bytes(self._packet[:wanted])
            del self._packet[:wanted]
            self.payloads.append(wanted - HEADER.size)
            self._deliver(packet)
        return True

    def _wanted(self) -> int:
        """How long the packet is that is being put together."""
        header = bytes(self._packet[: HEADER.size])
        return HEADER.size + (decode_header(header).length if len(header) == HEADER.size else 0)


class Inward:
    """Phone to host: packets that wait for the host to ask. What nobody asked for stays, also for the next program."""

    def __init__(self) -> None:
        self.payloads: list[int] = []
        self.overflows = 0
        self._packets: deque[bytes] = deque()
        self._lock = threading.Lock()

    @property
    def waiting(self) -> int:
        """How many packets the host has not asked for yet."""
        return len(self._packets)

    def send(self, transfer: bytes) -> None:
        """One transfer; adbd ends one of whole packets with an empty one."""
        with self._lock:
            self._packets.extend(transfer[place : place + PACKET] for place in range(0, len(transfer), PACKET))
            if len(transfer) % PACKET == 0:
                self._packets.append(b"")

    def answer(self, size: int, *, short_refused: bool) -> tuple[int, bytes] | None:
        """The status and bytes of one request for so many bytes; None while it must wait."""
        with self._lock:
            taken, data = 0, b""
            for packet in self._packets:
                if len(data) + len(packet) > size:
                    return self._overflow(taken, data)
                taken, data = taken + 1, data + packet
                if len(packet) < PACKET or len(data) == size:
                    self._drop(taken)
                    return (SHORT_REFUSED if short_refused and len(data) < size else 0), data
            return None

    def _overflow(self, taken: int, data: bytes) -> tuple[int, bytes]:
        self.overflows += 1
        self._drop(taken + 1)
        return OVERFLOW, data

    def _drop(self, count: int) -> None:
        for _ in range(count):
            self._packets.popleft()


class Adbd:
    """Joins the endpoints to a practice phone on loopback; each greeting begins a connection of its own."""

    def __init__(self, port: int, *, strict: bool, more: Callable[[], None], gone: Callable[[], None]) -> None:
        self.outward = Outward(self._deliver, strict=strict)
        self.inward = Inward()
        self._port, self._more, self._gone = port, more, gone
        self._phone: socket.socket | None = None

    def close(self) -> None:
        phone, self._phone = self._phone, None
        if phone is not None:
            with suppress(OSError):
                phone.shutdown(socket.SHUT_RDWR)  # closing alone would not wake the thread that reads
            phone.close()

    def _deliver(self, packet: bytes) -> None:
        if decode_header(packet[: HEADER.size]).command == Command.CNXN:
            self.close()
            self._phone = socket.create_connection(("127.0.0.1", self._port))
            threading.Thread(target=self._pump, args=(self._phone,), daemon=True).start()
        if self._phone is not None:
            self._phone.sendall(packet)

    def _pump(self, phone: socket.socket) -> None:
        with phone.makefile("rb") as packets:
            while phone is self._phone:
                header = packets.read(HEADER.size)
                if len(header) < HEADER.size:
                    break
                payload = packets.read(decode_header(header).length)
                self.inward.send(header)
                if payload:
                    self.inward.payloads.append(len(payload))
                    self.inward.send(payload)
                self._more()
        if phone is self._phone:
            self._gone()
