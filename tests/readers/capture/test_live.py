# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Watching one device: the kernel lets nobody else's packets through, the reader holds no right, the filter stays."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from devicecheck.readers.capture.broker import WHOLE_PACKET, address, kernel_filter, main

ROOT = Path(__file__).parents[3]
PHONE = bytes.fromhex("d2a1b2c3d4e5")


def run_filter(program: tuple[tuple[int, int, int, int], ...], frame: bytes) -> int:
    """A machine for the few instructions that the filter is made of (BPF, McCanne and Jacobson 1993)."""
    place = accumulator = 0
    while True:
        code, yes, no, value = program[place]
        place += 1
        if code in (0x20, 0x28):
            size = 4 if code == 0x20 else 2
            if value + size > len(frame):
                return 0
            accumulator = int.from_bytes(frame[value : value + size], "big")
        elif code == 0x15:
            place += yes if accumulator == value else no
        else:
            assert code == 0x06
            return value


@pytest.mark.parametrize(
    ("receiver", "sender", "passes"),
    [
        ("d2a1b2c3d4e5", "02000000000a", True),
        ("02000000000a", "d2a1b2c3d4e5", True),
        ("02000000000a", "d2a1b2c3d4e6", False),
        ("02000000000a", "d2a0b2c3d4e5", False),
        ("ffffffffffff", "02000000000a", False),
        ("ffffffffffff", "d2a1b2c3d4e5", True),
        ("b2c3d4e5d2a1", "d2a1d2a1b2c3", False),
    ],
)
def test_the_filter_lets_one_device_through_in_both_directions(receiver: str, sender: str, passes: bool) -> None:
    frame = bytes.fromhex(receiver + sender) + b"\x08\x00" + bytes(46)
    assert run_filter(kernel_filter(PHONE), frame) == (WHOLE_PACKET if passes else 0)


@pytest.mark.parametrize(
    "text", ["", "ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00", "01:00:5e:00:00:01", "d2:a1:b2:c3:d4", "x" * 17]
)
def test_an_address_that_is_none_or_stands_for_many_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="address"):
        address(text)
    assert address("D2-A1-B2-C3-D4-E5") == PHONE


@pytest.mark.parametrize("interface", ["lo", "no-such-thing", "../../etc", "a" * 16, ""])
def test_the_broker_opens_nothing_for_another_interface(interface: str) -> None:
    assert main(["--interface", interface, "--device", "d2:a1:b2:c3:d4:e5"]) == 2


ONE = ["--device", "d2:a1:b2:c3:d4:e5"]


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["--live", "v0"], ONE, ["a.pcap", "--live", "v0", *ONE], []])
def test_half_of_the_options_start_nothing(arguments: list[str]) -> None:
    argv = [sys.executable, "-m", "devicecheck", "capture", *arguments]
    assert subprocess.run(argv, capture_output=True, check=False, timeout=60).returncode == 2


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["", "1\n5\n", "2\n", "1\n1\n2\n"])
def test_without_every_yes_nobody_is_listened_to(typed: str) -> None:
    """No answer; another person's phone; not safe now; no consent."""
    argv = [sys.executable, "-m", "devicecheck", "capture", "--live", "v0", "--device", "d2:a1:b2:c3:d4:e5"]
    done = subprocess.run(argv, input=typed, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 3
    assert "broker" not in done.stderr
    assert done.stdout == ""


@pytest.mark.slow
@pytest.mark.core
def test_the_guide_names_every_way() -> None:
    argv = [sys.executable, "-m", "devicecheck", "capture", "--guide"]
    printed = subprocess.run(argv, capture_output=True, text=True, check=True, timeout=60).stdout
    for way in ("nmcli device wifi hotspot", "PCAPdroid", "rvictl", "pymobiledevice3", "devicecheck capture --live"):
        assert way in printed


@pytest.fixture
def namespace() -> list[str]:
    """How a program is run in a network of its own. What can be installed is required where CI says so."""
    argv = ["unshare", "--net", "--"]
    if not (shutil.which("unshare") and shutil.which("ip")):
        assert not os.environ.get("DEVICECHECK_REQUIRE_PEERS"), "util-linux and iproute2 are not installed"
        pytest.skip("util-linux and iproute2 are not installed")
    if subprocess.run([*argv, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody make a network namespace")
    return argv


@pytest.mark.privileged
def test_only_the_clients_own_device_is_heard_and_the_reader_holds_no_right(namespace: list[str]) -> None:
    argv = [*namespace, sys.executable, "-m", "tests.readers.capture.live_lab"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=100, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["met"] == [f"{name}.protocol-a.thetruthspy.com" for name in ("answer", "phone", "six")]
    assert told["packets"] == 3
    assert told["rights"] == {"CapEff": "0" * 16, "CapPrm": "0" * 16, "Uid": "65534"}
    assert told["widened"] == "Operation not permitted"
    assert told["cards"] == ["server-contact"]
