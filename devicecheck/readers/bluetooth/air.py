# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The radio itself. It only listens: nothing here connects to a device, pairs with it, or writes to it."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bleak import BleakScanner
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData
from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakBluetoothNotAvailableReason,
    BleakDBusError,
    BleakError,
)

from devicecheck.readers.bluetooth.heard import NO_STRENGTH, Advert
from devicecheck.readers.file_session import CannotGoOn
from devicecheck.readers.wire import Fault

FAULT_OF = {
    BleakBluetoothNotAvailableReason.NO_BLUETOOTH: Fault.NO_ADAPTER,
    BleakBluetoothNotAvailableReason.NO_BLE_CENTRAL_ROLE: Fault.NO_ADAPTER,
    BleakBluetoothNotAvailableReason.POWERED_OFF: Fault.RADIO_OFF,
    BleakBluetoothNotAvailableReason.DENIED_BY_USER: Fault.RADIO_NOT_ALLOWED,
    BleakBluetoothNotAvailableReason.DENIED_BY_SYSTEM: Fault.RADIO_NOT_ALLOWED,
    BleakBluetoothNotAvailableReason.DENIED_BY_UNKNOWN: Fault.RADIO_NOT_ALLOWED,
}
FAULT_OF_BUS = {
    "org.freedesktop.DBus.Error.AccessDenied": Fault.RADIO_NOT_ALLOWED,
    "org.freedesktop.DBus.Error.AuthFailed": Fault.RADIO_NOT_ALLOWED,
    "org.bluez.Error.NotAuthorized": Fault.RADIO_NOT_ALLOWED,
    "org.bluez.Error.NotReady": Fault.RADIO_OFF,
    "org.bluez.Error.InProgress": Fault.BUSY,
}
"""By the name of the bus's error; any other one means that no Bluetooth service answers as it should."""
EVERY_MESSAGE = {"filters": {"DuplicateData": True}}
"""On Linux: a message that says the same as the last one counts too. Other systems pass all of them on anyway."""
STEP = 0.2

Take = Callable[[Advert], None]


async def listen(seconds: float, take: Take, each_step: Callable[[], None]) -> None:
    """Listen for so long. `each_step` is called five times a second and may raise to stop.

    Errors: CannotGoOn with the reason for which this computer cannot listen, also when it ceases to be able to.
    """
    try:
        async with BleakScanner(lambda device, data: take(advert(device, data)), bluez=EVERY_MESSAGE):  # type: ignore[arg-type]
            end = asyncio.get_running_loop().time() + seconds
            while (left := end - asyncio.get_running_loop().time()) > 0:
                each_step()
                await asyncio.sleep(min(STEP, left))
        async with BleakScanner():  # a radio that was turned off meanwhile heard nothing, and says so only when asked
            pass
    except BleakBluetoothNotAvailableError as error:
        raise CannotGoOn(FAULT_OF.get(error.reason, Fault.NO_RADIO_SERVICE)) from None
    except BleakDBusError as error:
        raise CannotGoOn(FAULT_OF_BUS.get(error.dbus_error, Fault.NO_RADIO_SERVICE)) from None
    except (BleakError, KeyError, OSError, EOFError):
        raise CannotGoOn(Fault.NO_RADIO_SERVICE) from None


def advert(device: BLEDevice, data: AdvertisementData) -> Advert:
    """One message, as the library gives it, with the moment of hearing."""
    return Advert(
        address=device.address,
        address_kind=_address_kind(data.platform_data),
        strength=None if data.rssi <= NO_STRENGTH else data.rssi,
        companies=dict(data.manufacturer_data),
        services=dict(data.service_data),
        named=tuple(data.service_uuids),
        at=datetime.now(UTC).isoformat(timespec="milliseconds"),
    )


def _address_kind(told: tuple[Any, ...]) -> str:
    """Public or random, where the system says so (Linux)."""
    properties = told[1] if len(told) > 1 and isinstance(told[1], dict) else {}
    kind = properties.get("AddressType", "")
    return kind if kind in ("public", "random") else ""
