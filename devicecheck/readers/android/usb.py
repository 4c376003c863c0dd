# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the phone on the cable. The library is loaded here and now, because many computers lack it and need none."""

from typing import TYPE_CHECKING

from devicecheck.readers.android.faults import ReaderFault
from devicecheck.readers.android.transport import Transport
from devicecheck.readers.android.usb_sights import ADB, Access, Sight, choose
from devicecheck.readers.wire import Fault

if TYPE_CHECKING:
    import usb1


def find(serial: str | None) -> Transport:
    """The phone that is meant, not opened yet.

    Errors: ReaderFault NO_USB_LIBRARY, or those of usb_sights.choose.
    """
    try:
        import usb1  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise ReaderFault(Fault.NO_USB_LIBRARY) from error
    try:
        # Only opening a context loads libusb itself; a computer without it says so here, as an OSError.
        context = usb1.USBContext().open()
        devices = list(context.getDeviceIterator(skip_on_error=True))
    except (OSError, usb1.USBError) as error:
        raise ReaderFault(Fault.NO_USB_LIBRARY) from error
    from devicecheck.readers.android.usb_transport import PatientUsb  # noqa: PLC0415

    sights = [sight_of(device) for device in devices]
    chosen = choose(sights, serial)
    device = devices[sights.index(chosen)]
    setting = next(each for each in device.iterSettings() if _kind(each) == ADB)
    return PatientUsb(device, setting, chosen)


def sight_of(device: "usb1.USBDevice") -> Sight:
    """What can be seen of a device; it is opened only if it offers ADB, for its serial number."""
    kinds = tuple(_kind(setting) for setting in device.iterSettings())
    node = (device.getBusNumber(), device.getDeviceAddress())
    serial, access = _serial(device) if ADB in kinds else ("", Access.OK)
    return Sight(device.getVendorID(), kinds, serial, access, node)


def _serial(device: "usb1.USBDevice") -> tuple[str, Access]:
    import usb1  # noqa: PLC0415

    try:
        return device.getSerialNumber() or "", Access.OK
    except (usb1.USBErrorAccess, usb1.USBErrorNotSupported):
        return "", Access.DENIED
    except usb1.USBError:
        return "", Access.OK


def _kind(setting: "usb1.USBInterfaceSetting") -> tuple[int, int, int]:
    return setting.getClass(), setting.getSubClass(), setting.getProtocol()
