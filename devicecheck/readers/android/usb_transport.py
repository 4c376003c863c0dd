# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""adb-shell's USB transport with what it lacks: nothing is lost at a time-out, a packet of n*512 bytes is ended with an
empty one, what an earlier program left unread is drained, no kernel driver is detached, and errors have kinds.

Imported only by usb.py, because importing it loads and opens libusb.
"""

import time
from contextlib import suppress
from typing import Protocol

import usb1
from adb_shell.transport.usb_transport import UsbTransport

from devicecheck.readers.android.faults import ReaderFault
from devicecheck.readers.android.usb_holder import holder
from devicecheck.readers.android.usb_sights import Sight, udev_line
from devicecheck.readers.wire import Fault

QUIET_MS = 60
DRAIN_LIMIT = 3.0
DRAIN_SIZE = 16_384
FULL_PACKET = 512


class Handle(Protocol):
    """What we use of an opened libusb device."""

    def claimInterface(self, interface: int) -> object:
        """Take the interface."""

    def releaseInterface(self, interface: int) -> object:
        """Give it back."""

    def bulkRead(self, endpoint: int, length: int, timeout: int) -> bytes:
        """Read one transfer."""

    def bulkWrite(self, endpoint: int, data: bytes, timeout: int) -> int:
        """Write one transfer."""

    def clearHalt(self, endpoint: int) -> None:
        """End a stall."""

    def close(self) -> None:
        """Let go."""


class PatientUsb(UsbTransport):  # type: ignore[misc]  # adb-shell has no types
    """The ADB interface of one device.

    Errors: ReaderFault; a time-out is not one: it gives what came, or how much was taken, by then.
    """

    def __init__(self, device: usb1.USBDevice, setting: usb1.USBInterfaceSetting, sight: Sight) -> None:
        super().__init__(device, setting)
        self._transport: Handle | None = None
        self._sight = sight
        self._packet_size = FULL_PACKET
        self._owes_empty = False
        self.serial = sight.serial

    def connect(self, transport_timeout_s: float) -> bool:
        """Open, claim, drain."""
        endpoints = list(self._setting.iterEndpoints())
        into = [each for each in endpoints if each.getAddress() & usb1.ENDPOINT_DIR_MASK]
        out = [each for each in endpoints if not each.getAddress() & usb1.ENDPOINT_DIR_MASK]
        if not into or not out:
            raise ReaderFault(Fault.PROTOCOL, {"what": "endpoints"})
        self._read_endpoint, self._write_endpoint = into[0].getAddress(), out[0].getAddress()
        self._packet_size = out[0].getMaxPacketSize() & 0x7FF or FULL_PACKET
        self._interface_number = self._setting.getNumber()
        try:
            self._transport = self._device.open()
            self._handle.claimInterface(self._interface_number)
        except usb1.USBErrorBusy as error:
            raise ReaderFault(Fault.BUSY, {"holder": holder(self._sight.node)}) from error
        except (usb1.USBErrorAccess, usb1.USBErrorNotSupported) as error:
            raise ReaderFault(Fault.NO_PERMISSION, {"udev": udev_line(self._sight.vendor)}) from error
        except usb1.USBError as error:
            raise ReaderFault(Fault.UNPLUGGED) from error
        self._drain()
        return True

    def bulk_read(self, numbytes: int, transport_timeout_s: float) -> bytes:
        """At most so many bytes of one transfer; b"" when none came in time."""
        self._end_transfer(transport_timeout_s)
        try:
            return bytes(self._handle.bulkRead(self._read_endpoint, numbytes, _milliseconds(transport_timeout_s)))
        except usb1.USBErrorTimeout as error:
            return bytes(getattr(error, "received", b""))
        except usb1.USBErrorOverflow as error:
            raise ReaderFault(Fault.PROTOCOL, {"what": "overflow"}) from error
        except usb1.USBError as error:
            raise ReaderFault(Fault.UNPLUGGED) from error

    def bulk_write(self, data: bytes, transport_timeout_s: float) -> int:
        """How many bytes were taken. The phone waits for a short packet, so a transfer of whole packets needs one."""
        if not self._end_transfer(transport_timeout_s):
            return 0
        taken = self._write(data, transport_timeout_s)
        self._owes_empty = bool(data) and taken == len(data) and len(data) % self._packet_size == 0
        self._end_transfer(transport_timeout_s)
        return taken

    def close(self) -> None:
        """Let go, even of a phone that has gone."""
        handle, self._transport = self._transport, None
        if handle is not None:
            with suppress(usb1.USBError):
                handle.releaseInterface(self._interface_number)
            with suppress(usb1.USBError):
                handle.close()

    @property
    def _handle(self) -> Handle:
        if self._transport is None:
            raise ReaderFault(Fault.UNPLUGGED)
        return self._transport

    def _end_transfer(self, seconds: float) -> bool:
        """Send the empty packet that is owed, if one is; whether none is owed any more."""
        if self._owes_empty:
            self._owes_empty = self._write(b"", seconds) < 0
        return not self._owes_empty

    def _write(self, data: bytes, seconds: float) -> int:
        """How many bytes were taken; -1 when not even an empty packet was."""
        try:
            return self._handle.bulkWrite(self._write_endpoint, data, _milliseconds(seconds))
        except usb1.USBErrorTimeout as error:
            return int(getattr(error, "transferred", 0)) if data else -1
        except usb1.USBError as error:
            raise ReaderFault(Fault.UNPLUGGED) from error

    def _drain(self) -> None:
        """Take what an earlier program that was killed left unread: each later read would overflow on it."""
        end = time.monotonic() + DRAIN_LIMIT
        while time.monotonic() < end:
            try:
                self._handle.bulkRead(self._read_endpoint, DRAIN_SIZE, QUIET_MS)
            except usb1.USBErrorTimeout:
                return
            except (usb1.USBErrorPipe, usb1.USBErrorOverflow):
                self._handle.clearHalt(self._read_endpoint)
            except usb1.USBError as error:
                raise ReaderFault(Fault.UNPLUGGED) from error


def _milliseconds(seconds: float) -> int:
    return max(1, int(seconds * 1000))
