# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The three ways to a phone, by name. Each loads its library only when it is chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devicecheck.readers.android.link import Link
from devicecheck.readers.wire import LiveState

WAYS = ("usb", "server", "tcp")
SERVER_PORT, PHONE_PORT = 5037, 5555


@dataclass(frozen=True, slots=True)
class Place:
    """Where the phone is to be found."""

    via: str
    serial: str | None
    host: str
    port: int | None


def link_to(place: Place, folder: Path, tell: Callable[[LiveState], None]) -> Link:
    """A link that is not connected yet."""
    if place.via == "server":
        from devicecheck.readers.android.server import ServerLink  # noqa: PLC0415

        return ServerLink(place.host, place.port or SERVER_PORT, place.serial, tell)
    from devicecheck.readers.android.adb_link import AdbLink  # noqa: PLC0415

    if place.via == "usb":
        from devicecheck.readers.android import usb  # noqa: PLC0415

        return AdbLink(lambda: usb.find(place.serial), folder, tell)
    from devicecheck.readers.android.tcp import PatientTcp  # noqa: PLC0415

    return AdbLink(lambda: PatientTcp(place.host, place.port or PHONE_PORT), folder, tell)
