# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is on the USB bus and what it means; descriptors as phones and other things really show them."""

import pytest

from devicecheck.readers.android.faults import ReaderFault
from devicecheck.readers.android.usb_sights import ADB, Access, Sight, choose, udev_line
from devicecheck.readers.wire import Fault

MTP, PTP, KEYBOARD, DISK, HUB, CAMERA = (6, 1, 1), (6, 1, 1), (3, 1, 1), (8, 6, 80), (9, 0, 0), (0x0E, 1, 0)
GOOGLE, SAMSUNG, LENOVO, LOGITECH = 0x18D1, 0x04E8, 0x17EF, 0x046D

PIXEL = Sight(GOOGLE, (MTP, ADB), "X1", node=(1, 4))
GALAXY = Sight(SAMSUNG, (ADB,), "X2", node=(1, 5))
LOCKED = Sight(GOOGLE, (ADB,), "", Access.DENIED, (1, 6))
OTHERS = (
    Sight(LOGITECH, (KEYBOARD,)),
    Sight(0x1D6B, (HUB,)),
    Sight(SAMSUNG, (DISK,)),
    Sight(LENOVO, (CAMERA, KEYBOARD)),
)


def fault_of(sights: tuple[Sight, ...], serial: str | None = None) -> ReaderFault:
    with pytest.raises(ReaderFault) as caught:
        choose(sights, serial)
    return caught.value


def test_the_only_phone_is_meant() -> None:
    assert choose((*OTHERS, PIXEL), None) == PIXEL


def test_a_serial_chooses_among_several_even_beside_a_denied_one() -> None:
    assert choose((PIXEL, GALAXY, LOCKED), "X2") == GALAXY


def test_several_phones_are_named() -> None:
    fault = fault_of((PIXEL, GALAXY))
    assert (fault.fault, fault.terms) == (Fault.SEVERAL_PHONES, {"serials": "X1, X2"})
    assert fault_of((PIXEL, LOCKED)).fault is Fault.SEVERAL_PHONES


def test_a_phone_that_may_not_be_opened_comes_with_its_udev_line() -> None:
    fault = fault_of((LOCKED, *OTHERS))
    assert fault.fault is Fault.NO_PERMISSION
    assert fault.terms == {"udev": 'SUBSYSTEM=="usb", ATTR{idVendor}=="18d1", MODE="0660", TAG+="uaccess"'}
    assert udev_line(0x04E8).count("04e8") == 1


@pytest.mark.parametrize("interfaces", [(MTP,), (PTP,), ((0xFF, 0xFF, 0),), (MTP, DISK)])
def test_a_phone_without_adb_has_debugging_off(interfaces: tuple[tuple[int, int, int], ...]) -> None:
    fault = fault_of((Sight(SAMSUNG, interfaces), *OTHERS))
    assert (fault.fault, fault.terms) == (Fault.DEBUGGING_OFF, {"maker": "samsung"})


def test_the_number_of_a_chip_names_no_maker() -> None:
    assert fault_of((Sight(0x0E8D, (MTP,)),)).terms == {"maker": ""}


@pytest.mark.parametrize("sights", [(), OTHERS, (Sight(SAMSUNG, ()),), (Sight(LOGITECH, (MTP,)),)])
def test_other_things_are_no_phone(sights: tuple[Sight, ...]) -> None:
    assert fault_of(sights).fault is Fault.NO_PHONE


def test_another_serial_is_no_phone() -> None:
    assert fault_of((PIXEL,), "X9").fault is Fault.NO_PHONE
