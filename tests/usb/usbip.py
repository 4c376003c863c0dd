# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A phone as a USB device: answers what the kernel's vhci_hcd asks on a socket, by the USB/IP protocol.

Source: Linux, Documentation/usb/usbip_protocol.rst.
"""

import socket
import struct
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from devicecheck.practice.wire_packets import BadPacketError
from tests.usb.descriptors import ADB_IN, ADB_OUT, Identity
from tests.usb.endpoints import SHORT_REFUSED, Adbd

SUBMIT, UNLINK, SUBMITTED, UNLINKED = 1, 2, 3, 4
REQUEST = struct.Struct(">5I Ii 12x 8s")
ANSWER = struct.Struct(">5I ii 20x")
SHORT_NOT_OK = 0x01
CONNECTION_RESET = -104


@dataclass(frozen=True)
class Request:
    """One URB: a transfer that the host asks for. `victim` is the request that an unlink takes back."""

    command: int
    sequence: int
    inward: bool
    endpoint: int
    flags: int
    size: int
    setup: bytes

    @property
    def victim(self) -> int:
        return self.flags


class UsbPhone(threading.Thread):
    """Serves one plugged-in phone until the cable is out, from either side."""

    def __init__(self, identity: Identity, adbd_port: int, cable: socket.socket, *, strict: bool) -> None:
        super().__init__(daemon=True)
        self.adbd = Adbd(adbd_port, strict=strict, more=self._answer_waiting, gone=self.unplug)
        self._identity, self._cable = identity, cable
        self._writing, self._asking = threading.Lock(), threading.Lock()
        self._waiting: deque[Request] = deque()

    def run(self) -> None:
        """Obey the host."""
        with suppress(OSError, EOFError, BadPacketError), self._cable.makefile("rb") as requests:
            while True:
                request = decode(exactly(requests.read, REQUEST.size))
                outward = request.command == SUBMIT and not request.inward
                self._obey(request, exactly(requests.read, request.size) if outward else b"")
        self.unplug()
        self.adbd.close()

    def unplug(self) -> None:
        """Leave the bus."""
        with suppress(OSError):
            self._cable.shutdown(socket.SHUT_RDWR)

    def _obey(self, request: Request, data: bytes) -> None:
        if request.command == UNLINK:
            self._take_back(request)
        elif request.endpoint == 0:
            status, answer = self._identity.control(request.setup)
            self._answer(request, status, answer if request.inward else data)
        elif request.endpoint == ADB_OUT and not request.inward:
            goes_on = self.adbd.outward.took(data)
            self._answer(request, 0, data)
            if not goes_on:
                self.unplug()
        elif request.endpoint == ADB_IN & 0x0F:
            with self._asking:
                self._waiting.append(request)
            self._answer_waiting()

    def _answer_waiting(self) -> None:
        with self._asking:
            while self._waiting:
                first = self._waiting[0]
                answer = self.adbd.inward.answer(first.size, short_refused=bool(first.flags & SHORT_NOT_OK))
                if answer is None:
                    return
                self._answer(self._waiting.popleft(), *answer)
                # A real controller stops here: what was asked for behind it must not get the next transfer.
                while answer[0] == SHORT_REFUSED and self._waiting:
                    self._answer(self._waiting.popleft(), CONNECTION_RESET, b"")

    def _take_back(self, request: Request) -> None:
        with self._asking:
            kept = deque(each for each in self._waiting if each.sequence != request.victim)
            found, self._waiting = len(kept) < len(self._waiting), kept
        self._send(ANSWER.pack(UNLINKED, request.sequence, 0, 0, 0, CONNECTION_RESET if found else 0, 0))

    def _answer(self, request: Request, status: int, data: bytes) -> None:
        header = ANSWER.pack(SUBMITTED, request.sequence, 0, 0, 0, status, len(data))
        self._send(header + (data if request.inward else b""))

    def _send(self, data: bytes) -> None:
        with self._writing, suppress(OSError):
            self._cable.sendall(data)


def decode(raw: bytes) -> Request:
    command, sequence, _device, direction, endpoint, flags, size, setup = REQUEST.unpack(raw)
    return Request(command, sequence, direction == 1, endpoint, flags, size, setup)


def exactly(read: Callable[[int], bytes], size: int) -> bytes:
    """So many bytes.

    Errors: EOFError when the cable is out.
    """
    data = read(size)
    if len(data) < size:
        raise EOFError
    return data
