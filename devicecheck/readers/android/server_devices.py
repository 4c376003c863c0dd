# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a running adb server says of its phones, and which of them is meant. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from devicecheck.readers.android.faults import ReaderFault
from devicecheck.readers.wire import Fault


class ServerState(StrEnum):
    """The states of `adb devices` that mean something to us; all others are OTHER."""

    DEVICE = "device"
    UNAUTHORIZED = "unauthorized"
    AUTHORIZING = "authorizing"
    OFFLINE = "offline"
    CONNECTING = "connecting"
    NO_PERMISSIONS = "no permissions"
    OTHER = "other"


WAITS_FOR_PERSON = frozenset({ServerState.UNAUTHORIZED, ServerState.AUTHORIZING})
_LINE = re.compile(r"(?P<serial>\(no serial number\)|\S+)\s+(?P<rest>.*)")
_DETAILS = re.compile(r"\s+(?=(?:usb|product|model|device|features|transport_id):\S)")
ANY_MAKER_UDEV = 'SUBSYSTEM=="usb", ENV{ID_USB_INTERFACES}=="*:ff4201:*", MODE="0660", TAG+="uaccess"'


@dataclass(frozen=True, slots=True)
class ServerDevice:
    """One line of `host:devices-l`."""

    serial: str
    state: ServerState
    model: str = ""


def devices(text: str) -> tuple[ServerDevice, ...]:
    """The phones in a `host:devices-l` answer."""
    return tuple(_device(found) for line in text.splitlines() if (found := _LINE.fullmatch(line.strip())))


def _device(line: re.Match[str]) -> ServerDevice:
    state, *details = _DETAILS.split(line["rest"])
    named = dict(detail.split(":", 1) for detail in details)
    known = (each for each in ServerState if state == each or state.startswith(f"{each} "))
    model = named.get("model", "").replace("_", " ")
    return ServerDevice(line["serial"], next(known, ServerState.OTHER), model)


def choose(seen: Sequence[ServerDevice], serial: str | None) -> ServerDevice:
    """The phone that is meant. Errors: ReaderFault when there is none, or no way to tell, or no permission."""
    meant = [device for device in seen if serial in (None, device.serial)]
    if not meant:
        raise ReaderFault(Fault.NO_PHONE)
    if len(meant) > 1:
        raise ReaderFault(Fault.SEVERAL_PHONES, {"serials": ", ".join(device.serial for device in meant)})
    if meant[0].state is ServerState.NO_PERMISSIONS:
        raise ReaderFault(Fault.NO_PERMISSION, {"udev": ANY_MAKER_UDEV})
    if meant[0].state is ServerState.OTHER:
        raise ReaderFault(Fault.NO_PHONE)
    return meant[0]
