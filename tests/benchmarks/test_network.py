# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a look at a home network takes, and what it meets, beside arp-scan and nmap. Prints; judges nothing.

Neither is a dependency: Debian's packages of these names put them beside, else their lines say so.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.readers.network import home

pytestmark = pytest.mark.benchmark
ROOT = Path(__file__).parents[2]
SEEDS = (1, 2, 3)
OURS = {
    "no right": ("connect",),
    "packet socket": ("connect", "--privileged"),
}
PEERS = {
    "arp-scan": ("arp-scan", "--interface=eth0", "--localnet", "--plain", "--quiet"),
    "nmap -sn": ("nmap", "-sn", "-n", f"{home.NET}0/24"),
}


def peer(lab: home.Home, argv: tuple[str, ...]) -> tuple[float, int] | None:
    """Seconds and devices met; None where it is not installed."""
    if shutil.which(argv[0]) is None:
        return None
    started = time.monotonic()
    done = subprocess.run(lab.argv(*argv), capture_output=True, text=True, timeout=100, check=False)
    places = set(re.findall(rf"{re.escape(home.NET)}\d+", done.stdout))
    return time.monotonic() - started, len(places & set(lab.places.values()))


def test_a_look_beside_arp_scan_and_nmap() -> None:
    if os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("the laboratory needs root and iproute2")
    listed = {device.name for device in home.DEVICES if device.listed}
    for seed in SEEDS:
        with home.Home(seed) as lab:
            names = {place: name for name, place in lab.places.items()}
            print(f"\nseed {seed}: {len(names)} devices, {len(listed)} of them must be on a card")
            for name, way in OURS.items():
                argv = lab.argv(sys.executable, "-m", "tests.readers.network.look_around", *way)
                told = json.loads(subprocess.run(argv, capture_output=True, check=True, timeout=100, cwd=ROOT).stdout)
                cards = {names.get(place) for place in told["cards"]}
                met = len({names.get(place) for place in told["met"]} - {None})
                print(f"  {name:<14} {told['seconds']:5.2f} s  met {met}, on cards {len(cards & listed)}, "
                      f"of ordinary ones {len(cards - listed)}")  # fmt: skip
            for name, command in PEERS.items():
                found = peer(lab, command)
                print(f"  {name:<14} " + (f"{found[0]:5.2f} s  met {found[1]}" if found else "not installed"))
