# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words for looking at a home network: by which way, and what a device is."""

from enum import StrEnum


class NetworkWay(StrEnum):
    """How one looks: hear what is announced, ask all, or ask and open listed ports."""

    LISTEN = "listen"
    ASK = "ask"
    CONNECT = "connect"


class DeviceKind(StrEnum):
    """What a device shows itself as, for the list of all devices. What is on our list is named by its entry."""

    ROUTER = "router"
    PHONE = "phone"
    COMPUTER = "computer"
    PRINTER = "printer"
    TV = "tv"
    SPEAKER = "speaker"
    STORAGE = "storage"
    SMART_HOME = "smart-home"
    CONSOLE = "console"
    SERVER = "server"
    NOT_NAMED = "not-named"
