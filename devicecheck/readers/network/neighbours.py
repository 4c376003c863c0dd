# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Which hardware addresses this computer's own system knows, and how it is made to find out: by sending to them."""

import re
import subprocess
import sys
from pathlib import Path

ARP_TABLE = Path("/proc/net/arp")
ROUTES = Path("/proc/net/route")
NOBODY = "00:00:00:00:00:00"
PAIR = re.compile(r"(\d+\.\d+\.\d+\.\d+)\W+(?:at +)?((?:[0-9a-fA-F]{1,2}[:-]){5}[0-9a-fA-F]{1,2})\b")
ANSWER_LIMIT = 10.0
PAUSE = 0.0 if sys.platform == "linux" else 1.0
"""Seconds between two looks at the table: elsewhere than on Linux a program is started for each."""


def known(interface: str) -> dict[str, str]:
    """Hardware addresses by address, as the system knows them now. Other systems than Linux were not tried."""
    try:
        if sys.platform == "linux":
            return from_linux(ARP_TABLE.read_text("ascii", "replace"), interface)
        argv = ("arp", "-a") if sys.platform == "win32" else ("arp", "-an")
        return from_arp(subprocess.run(argv, capture_output=True, text=True, timeout=ANSWER_LIMIT, check=True).stdout)
    except (OSError, subprocess.SubprocessError):
        return {}


def from_linux(table: str, interface: str) -> dict[str, str]:
    """From /proc/net/arp: complete entries of one interface (flag 0x2)."""
    found = {}
    for line in table.splitlines()[1:]:
        fields = line.split()
        if len(fields) == 6 and int(fields[2], 16) & 2 and fields[3] != NOBODY and fields[5] == interface:
            found[fields[0]] = fields[3]
    return found


def from_arp(text: str) -> dict[str, str]:
    """From `arp -an` of a Mac, which leaves leading zeros out, or `arp -a` of Windows, which writes dashes."""
    return {
        address: ":".join(f"{int(part, 16):02x}" for part in re.split("[:-]", mac))
        for address, mac in PAIR.findall(text)
        if not mac.lower().startswith(("ff", "01", "33"))
    }


def router(interface: str) -> str:
    """The address of the way out of this network; "" where it is not known."""
    try:
        lines = ROUTES.read_text("ascii", "replace").splitlines()[1:]
    except OSError:
        return ""
    for line in lines:
        name, target, way, *_ = line.split()
        if name == interface and target == "00000000" and way != "00000000":
            return ".".join(str(part) for part in reversed(bytes.fromhex(way)))
    return ""
