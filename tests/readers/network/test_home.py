# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The laboratory of a home: what is met, what is on a card, that nothing more is asked than the table says."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from devicecheck.readers.network.banners import PORTS
from devicecheck.readers.network.broker import WHOLE_PACKET, kernel_filter, main
from tests.readers.network import home
from tests.readers.network.home_devices import Device

ROOT = Path(__file__).parents[3]
DESCRIPTIONS = {"described": 49152, "player": 49153}
"""Devices that describe themselves at their own address; the one that points elsewhere is asked nothing there."""
LISTED = {device.name for device in home.DEVICES if device.listed}


def running(devices: Sequence[Device], seed: int) -> Iterator[home.Home]:
    """The network. What can be installed is required where CI says so."""
    if shutil.which("ip") is None:
        assert not os.environ.get("DEVICECHECK_REQUIRE_PEERS"), "iproute2 is not installed"
        pytest.skip("iproute2 is not installed")
    if os.geteuid() != 0:
        pytest.skip("network namespaces need root")
    if subprocess.run(["unshare", "--net", "--", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody make a network namespace")
    with home.Home(seed, devices) as network:
        yield network
    assert home.namespaces() == []


@pytest.fixture(scope="module")
def lab() -> Iterator[home.Home]:
    """The first home."""
    yield from running(home.DEVICES, 20261127)


def look(lab: home.Home, *arguments: str) -> dict[str, object]:
    argv = lab.argv(sys.executable, "-m", "tests.readers.network.look_around", *arguments)
    done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=100, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    told: dict[str, object] = json.loads(done.stdout)
    names = {place: name for name, place in lab.places.items()}
    for key in ("met", "cards"):
        told[key] = {names.get(place, place) for place in told[key]}
    return told


@pytest.mark.privileged
def test_only_listening_sends_nothing_to_any_device(lab: home.Home) -> None:
    lab.asked.clear()
    told = look(lab, "listen")
    assert lab.asked == []
    assert told["cards"] <= LISTED


@pytest.mark.privileged
@pytest.mark.parametrize("privileged", [False, True], ids=["no-right", "packet-socket"])
def test_every_device_is_met_and_cameras_are_on_cards(lab: home.Home, privileged: bool) -> None:
    lab.asked.clear()
    told = look(lab, "connect", *(["--privileged"] if privileged else []))
    missed = LISTED - told["cards"]
    assert told["cards"] <= LISTED, "an ordinary device is on a card"
    assert missed <= (set() if privileged else {"vstarcam"}), missed
    assert told["silent"] == sum(device.drops for device in home.DEVICES)
    everybody = set(lab.places)
    assert everybody - told["met"] <= (set() if privileged else {"vstarcam", "tablet"})
    assert told["rights"] == ["0" * 16, "0" * 16, "65534"]


@pytest.mark.privileged
def test_each_port_was_asked_politely_and_no_other(lab: home.Home) -> None:
    lab.asked.clear()
    look(lab, "connect")
    first_words = {data.split(b" ")[0] for _, _, data in lab.asked}
    assert first_words <= {b"GET", b"OPTIONS", b"DESCRIBE"}
    assert {port for _, port, _ in lab.asked} <= {*PORTS, *DESCRIPTIONS.values()}
    assert sorted(port for name, port, _ in lab.asked if name in DESCRIPTIONS) == sorted(DESCRIPTIONS.values())
    assert not [data for _, _, data in lab.asked if data.startswith(b"GET /device.xml") and b":4915" not in data]
    assert not [data for _, _, data in lab.asked if b"Authorization" in data or not data.isascii()]
    gets = [(name, port) for name, port, data in lab.asked if data.startswith(b"GET")]
    assert len(gets) == len(set(gets)) > 10


def run_filter(frame: bytes) -> int:
    """A machine for the instructions that the filter is made of (BPF, McCanne and Jacobson 1993)."""
    place = accumulator = index = 0
    program = kernel_filter()
    while True:
        code, yes, no, value = program[place]
        place += 1
        if code == 0x06:
            return value
        if code == 0xB1:
            index = 4 * (frame[value] & 0x0F)
        elif code == 0x15:
            place += yes if accumulator == value else no
        elif code == 0x45:
            place += yes if accumulator & value else no
        else:
            size, at = (1 if code == 0x30 else 2), value + (index if code == 0x48 else 0)
            if at + size > len(frame):
                return 0
            accumulator = int.from_bytes(frame[at : at + size], "big")


def udp(source: int, target: int, piece: int = 0, words: int = 5) -> bytes:
    header = (
        bytes([0x40 | words, 0]) + bytes(4) + piece.to_bytes(2, "big") + bytes([64, 17]) + bytes(10 + 4 * (words - 5))
    )
    return bytes(12) + b"\x08\x00" + header + source.to_bytes(2, "big") + target.to_bytes(2, "big") + bytes(4)


@pytest.mark.parametrize(
    ("frame", "passes"),
    [
        (bytes(12) + b"\x08\x06" + bytes(28), True),
        (bytes(12) + b"\x86\xdd" + bytes(6) + b"\x3a" + bytes(40), True),
        (bytes(12) + b"\x86\xdd" + bytes(6) + b"\x06" + bytes(40), False),
        (udp(68, 67), True),
        (udp(5353, 40000), True),
        (udp(40000, 32108), True),
        (udp(5353, 5353, words=8), True),
        (udp(53, 40000), False),
        (udp(443, 443), False),
        (udp(5353, 5353, piece=3), False),
        (bytes(12) + b"\x08\x00" + b"\x45" + bytes(8) + b"\x06" + bytes(30), False),
    ],
)
def test_the_kernel_lets_only_discovery_through(frame: bytes, passes: bool) -> None:
    assert run_filter(frame) == (WHOLE_PACKET if passes else 0)


@pytest.mark.parametrize("interface", ["lo", "no-such", "../x", ""])
def test_the_broker_takes_only_an_interface_that_is_there(interface: str) -> None:
    assert main(["--interface", interface]) == 2
