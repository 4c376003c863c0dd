# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Which network this computer stands in, and which addresses of it may be asked."""

import ipaddress
import json
import re
import socket
import struct
import subprocess
import sys
from dataclasses import dataclass

from devicecheck.readers.network.limits import ADDRESSES

ADDRESS_OF, MASK_OF = 0x8915, 0x891B
"""Linux's ioctl numbers (netdevice(7))."""
ANSWER_LIMIT = 10.0
FEWEST = 4
"""Addresses of the smallest network in which there can be somebody else."""
PRIVATE = tuple(ipaddress.IPv4Network(each) for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
MAC_LINE = re.compile(r"inet (\d+\.\d+\.\d+\.\d+) netmask 0x([0-9a-f]{8})")
WINDOWS = "Get-NetIPAddress -AddressFamily IPv4 | Select-Object InterfaceAlias,IPAddress,PrefixLength | ConvertTo-Json"


@dataclass(frozen=True, slots=True)
class Interface:
    """This computer's own place in one network."""

    name: str
    address: str
    network: str


def network_of(text: str) -> ipaddress.IPv4Network:
    """A network that may be looked at.

    Errors: ValueError `not-private`, `too-large`, `too-small` (a VPN's own end, no home), or for a form that is none.
    """
    network = ipaddress.IPv4Network(text, strict=True)
    if not any(network.subnet_of(each) for each in PRIVATE):
        raise ValueError("not-private")
    if network.num_addresses > ADDRESSES:
        raise ValueError("too-large")
    if network.num_addresses < FEWEST:
        raise ValueError("too-small")
    return network


def interfaces() -> list[Interface]:
    """Every IPv4 network that this computer is in. Only Linux was tried; elsewhere the system's own tools are asked."""
    if sys.platform == "linux":
        return _linux()
    try:
        if sys.platform == "win32":
            return from_windows(_said("powershell", "-NoProfile", "-Command", WINDOWS))
        return from_ifconfig(_said("ifconfig", "-a"))
    except (OSError, ValueError, LookupError, TypeError, subprocess.SubprocessError):
        return []


def _linux() -> list[Interface]:
    import fcntl  # noqa: PLC0415 - does not exist on Windows

    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _, name in socket.if_nameindex():
            try:
                wanted = struct.pack("256s", name.encode())
                address, mask = (
                    socket.inet_ntoa(fcntl.ioctl(asking.fileno(), number, wanted)[20:24])
                    for number in (ADDRESS_OF, MASK_OF)
                )
            except OSError:
                continue
            found.append(_interface(name, address, mask))
    return found


def _interface(name: str, address: str, mask: str) -> Interface:
    return Interface(name, address, str(ipaddress.IPv4Interface(f"{address}/{mask}").network))


def from_ifconfig(text: str) -> list[Interface]:
    """What `ifconfig -a` of a Mac says."""
    found, name = [], ""
    for line in text.splitlines():
        if line[:1].strip():
            name = line.split(":")[0]
        elif line_found := MAC_LINE.search(line):
            mask = str(ipaddress.IPv4Address(int(line_found[2], 16)))
            found.append(_interface(name, line_found[1], mask))
    return found


def from_windows(text: str) -> list[Interface]:
    """What Get-NetIPAddress of Windows says as JSON: a list, or one. Errors: ValueError, LookupError, TypeError."""
    told = json.loads(text)
    rows = told if isinstance(told, list) else [told]
    return [_interface(row["InterfaceAlias"], row["IPAddress"], str(row["PrefixLength"])) for row in rows]


def _said(*argv: str) -> str:
    return subprocess.run(argv, capture_output=True, text=True, timeout=ANSWER_LIMIT, check=True).stdout
