# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program for a network namespace of its own: whole visits, and a count of every packet that left the computer.

Prints one JSON line: `seen`, how many of one sent packet the counter saw; `visits`, exit code and packets of each.
"""

import json
import socket
import subprocess
import sys
from pathlib import Path

COUNTED = ("watched", "supervised")
OUTSIDE = ("198.51.100.7", 9)
"""An address for documentation (RFC 5737); the way to it ends in this namespace."""


def counter() -> socket.socket:
    """Hears, at its other end, every packet on the only way out."""
    for line in (
        "link set lo up",
        "link add out0 type veth peer name out1",
        "addr add 192.168.9.2/24 dev out0",
        "link set out0 up arp off",
        "link set out1 up arp off",
        "route add default via 192.168.9.1 dev out0",
    ):
        subprocess.run(["ip", *line.split()], check=True)
    for end in ("out0", "out1"):
        Path(f"/proc/sys/net/ipv6/conf/{end}/disable_ipv6").write_text("1")
    listening = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    listening.bind(("out1", 0))
    listening.settimeout(0.3)
    while packets(listening):
        pass
    return listening


def packets(listening: socket.socket) -> int:
    """How many packets came since the last count."""
    count = 0
    while True:
        try:
            listening.recv(65_535)
        except TimeoutError:
            return count
        count += 1


def main() -> None:
    listening = counter()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sending:
        sending.sendto(b"x", OUTSIDE)
    seen, visits = packets(listening), {}
    for story in COUNTED:
        argv = [sys.executable, "-m", "devicecheck", "practice", story, "--json"]
        done = subprocess.run(argv, capture_output=True, timeout=60, check=False)
        visits[story] = [done.returncode, packets(listening)]
    print(json.dumps({"seen": seen, "visits": visits}))


if __name__ == "__main__":
    sys.exit(main())
