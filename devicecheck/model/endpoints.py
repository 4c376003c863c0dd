# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a phone is reached, and whether it is a real one."""

from enum import StrEnum

from devicecheck.model.base import Value


class Origin(StrEnum):
    """What stands behind an answer: a client's phone, a made-up phone for training, or saved answers."""

    REAL = "real"
    PRACTICE = "practice"
    RECORDING = "recording"


class Via(StrEnum):
    """The way to the phone."""

    USB = "usb"
    SERVER = "server"
    TCP = "tcp"
    RADIO = "radio"
    NETWORK = "network"
    FILE = "file"


class Endpoint(Value):
    """One way to one phone.

    Shape: `host` and `port` are for tcp and server (default port 5037); `serial` chooses among several phones.
    """

    reader: str
    via: Via
    serial: str | None = None
    host: str = "127.0.0.1"
    port: int | None = None
    origin: Origin = Origin.REAL
