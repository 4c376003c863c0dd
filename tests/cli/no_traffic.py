# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program for a network namespace of its own: whole visits, and a count of every packet that left the computer.

Prints one JSON line: `seen`, how many of one sent packet the counter saw; `visits`, exit code and packets of each;
`listening`, the programs that waited for connections at any time, of which only a made-up phone may be one.
"""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

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


LISTENS = "0A"
"""The state of a socket that waits for connections. Source: Linux, include/net/tcp_states.h."""


def listening_programs() -> set[str]:
    """Modules whose process waits for connections right now; the command line of any other program that does."""
    waiting = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/self/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == LISTENS:
                waiting.add(f"socket:[{fields[9]}]")
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if any(str(each.readlink()) in waiting for each in (process / "fd").iterdir()):
                words = (process / "cmdline").read_bytes().decode().split("\0")
                found.add(words[words.index("-m") + 1] if "-m" in words else " ".join(words))
    return found


def counted(visits: Mapping[str, Callable[[], int]]) -> dict[str, Any]:
    """Make these visits one after another, each with its exit code; see above for what is told."""
    listening = counter()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sending:
        sending.sendto(b"x", OUTSIDE)
    seen, told = packets(listening), {}
    heard: set[str] = set()
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.05):
            heard.update(listening_programs())

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        for name, visit in visits.items():
            told[name] = [visit(), packets(listening)]
    finally:
        ended.set()
        watching.join()
    return {"seen": seen, "visits": told, "listening": sorted(heard)}


def visit_of(story: str) -> int:
    """A whole visit on the command line; its exit code."""
    argv = [sys.executable, "-m", "devicecheck", "practice", story, "--json"]
    return subprocess.run(argv, capture_output=True, timeout=60, check=False).returncode


def main() -> None:
    print(json.dumps(counted({story: partial(visit_of, story) for story in COUNTED})))


if __name__ == "__main__":
    sys.exit(main())
