# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is seen on the USB bus, and what it means for us. Pure: small values in, the chosen phone or a fault out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from devicecheck.readers.android.faults import ReaderFault
from devicecheck.readers.wire import Fault

Interface = tuple[int, int, int]
"""Class, subclass and protocol of one USB interface."""
ADB: Interface = (0xFF, 0x42, 0x01)

PHONE_MAKERS: Mapping[int, str] = MappingProxyType({
    0x18D1: "google",
    0x04E8: "samsung",
    0x2717: "xiaomi",
    0x22D9: "oppo",  # realme too
    0x2A70: "oneplus",
    0x12D1: "huawei",
    0x339B: "honor",
    0x2D95: "vivo",
    0x22B8: "motorola",
    0x0FCE: "sony",
    0x1004: "lg",
    0x0BB4: "htc",
    0x19D2: "zte",
    0x0421: "nokia",
    0x2E04: "hmd",
    0x0B05: "asus",
    0x17EF: "lenovo",
    0x2AE5: "fairphone",
    0x1BBB: "tcl",  # Alcatel too
    0x0E8D: "",  # MediaTek's own number, on many cheap phones
    0x1782: "",  # the same of Unisoc
    0x05C6: "",  # the same of Qualcomm
    0x1949: "amazon",
})  # fmt: skip
"""USB vendor numbers of phones; "" where the number tells the chip and not who sold the phone."""
_OTHER_THINGS = frozenset({0x01, 0x03, 0x07, 0x08, 0x09, 0x0B, 0x0E, 0xE0})
"""Interface classes of sound, keyboards, printers, disks, hubs, card readers, cameras, radios: makers of phones sell
those too."""


class Access(StrEnum):
    """Whether this person may open it."""

    OK = "ok"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Sight:
    """One thing on the bus. `node` is bus and address."""

    vendor: int
    interfaces: tuple[Interface, ...]
    serial: str = ""
    access: Access = Access.OK
    node: tuple[int, int] = (0, 0)

    @property
    def offers_adb(self) -> bool:
        """Whether USB debugging is on."""
        return ADB in self.interfaces

    @property
    def may_be_phone(self) -> bool:
        """Whether it is made by a maker of phones and is not plainly something else."""
        return self.vendor in PHONE_MAKERS and any(kind[0] not in _OTHER_THINGS for kind in self.interfaces)


def choose(sights: Sequence[Sight], serial: str | None) -> Sight:
    """The phone that is meant.

    Errors: ReaderFault NO_PERMISSION (term udev), SEVERAL_PHONES (term serials), DEBUGGING_OFF (term maker, "" where
    it is not known) or NO_PHONE.
    """
    phones = [sight for sight in sights if sight.offers_adb]
    open_ones = [sight for sight in phones if sight.access is Access.OK and serial in (None, sight.serial)]
    denied = [sight for sight in phones if sight.access is Access.DENIED]
    if len(open_ones) > 1 or (serial is None and open_ones and denied):
        raise ReaderFault(Fault.SEVERAL_PHONES, {"serials": ", ".join(sight.serial or "?" for sight in phones)})
    if open_ones:
        return open_ones[0]
    if denied:
        raise ReaderFault(Fault.NO_PERMISSION, {"udev": udev_line(denied[0].vendor)})
    silent = [] if phones else [sight for sight in sights if sight.may_be_phone]
    if silent:
        raise ReaderFault(Fault.DEBUGGING_OFF, {"maker": PHONE_MAKERS[silent[0].vendor]})
    raise ReaderFault(Fault.NO_PHONE)


def udev_line(vendor: int) -> str:
    """The rule that lets the person at the screen use phones of this maker."""
    return f'SUBSYSTEM=="usb", ATTR{{idVendor}}=="{vendor:04x}", MODE="0660", TAG+="uaccess"'
