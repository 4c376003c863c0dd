# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Observations of a home network: one look, the devices that were met, whose they are said to be."""

from typing import Literal

from devicecheck.model.network import DeviceKind, NetworkWay
from devicecheck.model.observed import Observed


class NetworkLook(Observed):
    """One look at one network.

    Units: times are UTC of this computer, `seconds` what was asked for. Shape: `deaf` names kinds of announcements that
    could not be listened for; `not_read` counts answers that could not be understood, `left_out` those over the limit;
    `packets` says whether a packet socket helped.
    """

    type: Literal["network-look"] = "network-look"
    network: str
    way: NetworkWay
    started: str
    ended: str
    seconds: int
    devices: int
    left_out: int = 0
    not_read: int = 0
    deaf: tuple[str, ...] = ()
    packets: bool = False


class NetworkDevice(Observed):
    """A device that was met in a network.

    Shape: `key` is what it is met by again: its hardware address, or its address where that is not known. `maker` is
    the owner of the hardware address's first bits; `made_up` says that the device made that address up itself, as
    phones do. `said` are pairs of where it said something and what.
    """

    type: Literal["network-device"] = "network-device"
    key: str
    address: str
    mac: str = ""
    maker: str = ""
    made_up: bool = False
    module_maker: bool = False
    kind: DeviceKind = DeviceKind.NOT_NAMED
    names: tuple[str, ...] = ()
    said: tuple[tuple[str, str], ...] = ()


class KnownDevice(Observed):
    """A device of which the client says what it is. `name` is the client's own word for it."""

    type: Literal["known-device"] = "known-device"
    key: str
    name: str


NetworkObservation = NetworkLook | NetworkDevice | KnownDevice
