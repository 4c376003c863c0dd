# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The USB transport against a made-up libusb device: nothing lost at a time-out, transfers ended, errors named."""

from typing import Any

import pytest
import usb1

try:
    usb1.USBContext().open().close()
except (OSError, usb1.USBError):
    pytest.skip("libusb is not on this computer", allow_module_level=True)

from devicecheck.readers.android.faults import ReaderFault
from devicecheck.readers.android.transport import read_exactly, write_all
from devicecheck.readers.android.usb import sight_of
from devicecheck.readers.android.usb_sights import ADB, Access, Sight
from devicecheck.readers.android.usb_transport import PatientUsb
from devicecheck.readers.android.watch import Watch
from devicecheck.readers.wire import Fault


class Endpoint:
    def __init__(self, address: int) -> None:
        self._address = address

    def getAddress(self) -> int:
        return self._address

    def getMaxPacketSize(self) -> int:
        return 512


class Interface:
    """The ADB interface, and what is plugged in behind it."""

    def __init__(self, kind: tuple[int, int, int] = ADB) -> None:
        self._kind = kind

    def iterEndpoints(self) -> list[Endpoint]:
        return [Endpoint(0x81), Endpoint(0x01)]

    def getNumber(self) -> int:
        return 1

    def getClass(self) -> int:
        return self._kind[0]

    def getSubClass(self) -> int:
        return self._kind[1]

    def getProtocol(self) -> int:
        return self._kind[2]


class Device:
    """Gives what a test put into `replies`: bytes, or an error; takes writes, or the errors in `troubles`."""

    def __init__(self, *replies: Any, troubles: tuple[Any, ...] = (), claim: Exception | None = None) -> None:
        self.replies, self.troubles = list(replies), list(troubles)
        self.claim, self.written, self.closed, self.halts = claim, [], False, 0

    def open(self) -> "Device":
        return self

    def claimInterface(self, interface: int) -> None:
        if self.claim:
            raise self.claim

    def releaseInterface(self, interface: int) -> None:
        if self.claim:
            raise self.claim

    def bulkRead(self, endpoint: int, length: int, timeout: int) -> bytes:
        reply = self.replies.pop(0) if self.replies else timed_out()
        if isinstance(reply, Exception):
            raise reply
        return bytes(reply)

    def bulkWrite(self, endpoint: int, data: bytes, timeout: int) -> int:
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is not None:
            raise trouble
        self.written.append(bytes(data))
        return len(data)

    def clearHalt(self, endpoint: int) -> None:
        self.halts += 1

    def close(self) -> None:
        self.closed = True

    def iterSettings(self) -> list[Interface]:
        return [Interface((6, 1, 1)), Interface()]

    def getVendorID(self) -> int:
        return 0x18D1

    def getBusNumber(self) -> int:
        return 3

    def getDeviceAddress(self) -> int:
        return 7

    def getSerialNumber(self) -> str:
        if self.claim:
            raise self.claim
        return "X1"


def timed_out(received: bytes = b"", transferred: int = 0) -> Exception:
    error = usb1.USBErrorTimeout()
    error.received, error.transferred = received, transferred
    return error


def opened(device: Device) -> PatientUsb:
    transport = PatientUsb(device, Interface(), Sight(0x18D1, (ADB,), "X1", node=(1, 1)))
    assert transport.connect(1.0)
    return transport


def test_what_an_earlier_program_left_is_drained_before_anything_is_sent() -> None:
    device = Device(b"x" * 512, usb1.USBErrorOverflow(), b"y" * 16_384)
    opened(device)
    assert (device.replies, device.halts, device.written) == ([], 1, [])


@pytest.mark.parametrize(
    ("size", "packets"), [(512, [512, 0]), (1024, [1024, 0]), (511, [511]), (24, [24]), (513, [513])]
)
def test_a_transfer_of_whole_packets_is_ended_with_an_empty_one(size: int, packets: list[int]) -> None:
    device = Device()
    write_all(opened(device), bytes(size), Watch(1))
    assert [len(data) for data in device.written] == packets


def test_a_write_that_stalls_goes_on_where_it_stopped_and_still_ends_its_transfer() -> None:
    device = Device(troubles=(timed_out(transferred=512), None, timed_out()))
    write_all(transport := opened(device), b"a" * 512 + b"b" * 512, Watch(1))
    assert device.written == [b"b" * 512]
    transport.bulk_read(24, 0.01)
    assert device.written == [b"b" * 512, b""]


def test_bytes_that_came_before_a_time_out_are_kept() -> None:
    device = Device()
    transport = opened(device)
    device.replies = [timed_out(b"abc"), timed_out(), b"def"]
    assert read_exactly(transport, 6, Watch(1)) == b"abcdef"


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (usb1.USBErrorNoDevice(), Fault.UNPLUGGED),
        (usb1.USBErrorIO(), Fault.UNPLUGGED),
        (usb1.USBErrorPipe(), Fault.UNPLUGGED),
        (usb1.USBErrorOverflow(), Fault.PROTOCOL),
    ],
)
def test_errors_while_reading_have_names(error: Exception, fault: Fault) -> None:
    device = Device()
    transport = opened(device)
    device.replies = [error]
    with pytest.raises(ReaderFault) as caught:
        transport.bulk_read(24, 0.01)
    assert caught.value.fault is fault


@pytest.mark.parametrize(
    ("error", "fault", "terms"),
    [
        (usb1.USBErrorBusy(), Fault.BUSY, {"holder"}),
        (usb1.USBErrorAccess(), Fault.NO_PERMISSION, {"udev"}),
        (usb1.USBErrorNotSupported(), Fault.NO_PERMISSION, {"udev"}),
        (usb1.USBErrorNoDevice(), Fault.UNPLUGGED, set()),
    ],
)
def test_a_phone_that_cannot_be_taken_says_why_and_is_let_go(error: Exception, fault: Fault, terms: set[str]) -> None:
    device = Device(claim=error)
    transport = PatientUsb(device, Interface(), Sight(0x18D1, (ADB,), "X1", node=(999, 999)))
    with pytest.raises(ReaderFault) as caught:
        transport.connect(1.0)
    assert (caught.value.fault, set(caught.value.terms)) == (fault, terms)
    transport.close()
    transport.close()
    assert device.closed


def test_a_lost_phone_is_a_fault_when_written_to() -> None:
    transport = opened(Device(troubles=(usb1.USBErrorNoDevice(),)))
    with pytest.raises(ReaderFault):
        transport.bulk_write(b"abc", 0.01)
    transport.close()
    with pytest.raises(ReaderFault):
        transport.bulk_read(24, 0.01)


@pytest.mark.parametrize(
    ("error", "serial", "access"),
    [
        (None, "X1", Access.OK),
        (usb1.USBErrorAccess(), "", Access.DENIED),
        (usb1.USBErrorNotSupported(), "", Access.DENIED),
        (usb1.USBErrorIO(), "", Access.OK),
    ],
)
def test_what_is_seen_of_a_device(error: Exception | None, serial: str, access: Access) -> None:
    assert sight_of(Device(claim=error)) == Sight(0x18D1, ((6, 1, 1), ADB), serial, access, (3, 7))
