# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""ADB packets over a transport: adb-shell's message format with the checks that adb-shell leaves out."""

import struct
from typing import NamedTuple

from adb_shell.adb_message import AdbMessage, checksum
from adb_shell.constants import MAX_ADB_DATA, MESSAGE_FORMAT, MESSAGE_SIZE, WIRE_TO_ID

from devicecheck.readers.android.faults import ReaderFault
from devicecheck.readers.android.transport import Transport, read_some, write_all
from devicecheck.readers.android.watch import Watch
from devicecheck.readers.wire import Fault


class Packet(NamedTuple):
    """One packet from the phone."""

    command: bytes
    arg0: int
    arg1: int
    data: bytes


VERSION = 0x01000001
"""What adb says since Android 9: from this version on neither side sums up what it sends, and a sum of 0 says none.

adb-shell says 0x01000000, for which a phone has to count each byte and so have we. Source: AOSP adb, send_packet.
"""


class PacketLine:
    """Packets one after another. A packet that came in part is kept, so that a deadline never loses the thread.

    `summed` is whether the phone gives the sum of each packet's bytes; one that is given is checked in any case.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._held = bytearray()
        self._half_sent = False
        self.summed = True

    def send(self, command: bytes, arg0: int, arg1: int, data: bytes, watch: Watch) -> None:
        """Send one packet whole. Header and data go apart, because over USB each is a transfer of its own."""
        if self._half_sent:
            raise ReaderFault(Fault.TIMED_OUT)
        message = AdbMessage(command, arg0, arg1, data)
        self._half_sent = True
        write_all(self._transport, message.pack(), watch)
        if data:
            write_all(self._transport, data, watch)
        self._half_sent = False

    def receive(self, watch: Watch) -> Packet:
        """The next packet. Errors: ReaderFault(PROTOCOL) for anything that is not one."""
        self._fill(MESSAGE_SIZE, watch)
        command, arg0, arg1, size, check, magic = struct.unpack(MESSAGE_FORMAT, self._held[:MESSAGE_SIZE])
        name = WIRE_TO_ID.get(command)
        if name is None or command ^ magic != 0xFFFFFFFF:
            raise ReaderFault(Fault.PROTOCOL, {"what": "header"})
        if size > MAX_ADB_DATA:
            raise ReaderFault(Fault.PROTOCOL, {"what": "length"})
        self._fill(MESSAGE_SIZE + size, watch)
        data = bytes(self._held[MESSAGE_SIZE:])
        self._held.clear()
        if data and (check or self.summed) and checksum(data) != check:
            raise ReaderFault(Fault.PROTOCOL, {"what": "checksum"})
        return Packet(name, arg0, arg1, data)

    def _fill(self, size: int, watch: Watch) -> None:
        while len(self._held) < size:
            self._held += read_some(self._transport, size - len(self._held), watch)
