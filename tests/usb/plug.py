# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plugs a practice phone into this machine's virtual USB controller. Needs root and the module vhci-hcd."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from devicecheck.practice.phone import PracticePhone
from tests.usb.descriptors import Identity
from tests.usb.usbip import UsbPhone

CONTROLLER = Path("/sys/devices/platform/vhci_hcd.0")
DEVICES = Path("/sys/bus/usb/devices")
FREE, IN_USE = 4, 6
HIGH_SPEED = 3
PATIENCE = 20.0


@dataclass
class Plugged:
    """A phone on the bus. `node` is the file that a program opens to use it."""

    usb: UsbPhone
    port: int
    bus: str

    @property
    def node(self) -> Path:
        bus, address = ((DEVICES / self.bus / name).read_text() for name in ("busnum", "devnum"))
        return Path(f"/dev/bus/usb/{int(bus):03d}/{int(address):03d}")

    @property
    def there(self) -> bool:
        return (DEVICES / self.bus).exists()

    def unplug(self) -> None:
        """Pull the cable, and wait until the kernel has noticed."""
        with suppress(OSError):
            (CONTROLLER / "detach").write_text(str(self.port))
        self.wait_until_gone()

    def wait_until_gone(self) -> None:
        wait_for(lambda: not self.there and self.port in free_ports(), "gone")


@contextmanager
def plugged(phone: PracticePhone, identity: Identity, *, strict: bool = True) -> Iterator[Plugged]:
    """Put the phone on the bus until the block ends; `strict` as in endpoints.Outward."""
    kernels, ours = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    usb = UsbPhone(identity, phone.port, ours, strict=strict)
    usb.start()
    port = free_ports()[0]
    with kernels:
        (CONTROLLER / "attach").write_text(f"{port} {kernels.fileno()} {1 << 16 | 2} {HIGH_SPEED}")
    wait_for(lambda: ready_bus(port), "there")
    one = Plugged(usb, port, ready_bus(port))
    try:
        yield one
    finally:
        one.unplug()
        ours.close()


def rows() -> list[list[str]]:
    """hub, port, status, speed, device, socket and bus of each port."""
    return [line.split() for line in (CONTROLLER / "status").read_text().splitlines()[1:]]


def free_ports() -> list[int]:
    return [int(row[1]) for row in rows() if row[0] == "hs" and int(row[2]) == FREE]


def ready_bus(port: int) -> str:
    """Where on the bus the port's device is, once the kernel has set it up; empty before."""
    bus = next((row[-1] for row in rows() if int(row[1]) == port and int(row[2]) == IN_USE), "0-0")
    with suppress(OSError):
        if (DEVICES / bus / "bConfigurationValue").read_text().strip():
            return bus
    return ""


def wait_for(happened: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, f"the phone is not {what} after {PATIENCE:.0f} s"
        time.sleep(0.02)
