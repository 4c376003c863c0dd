# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Practice iPhones for tests, behind a usbmuxd of their own, and the clients that other people wrote."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from devicecheck.practice import stories
from devicecheck.practice.iphone.phone import PracticeIPhone
from devicecheck.practice.iphone.usbmuxd import Usbmuxd

CLIENTS = ("idevice_id", "ideviceinfo", "idevicepair", "ideviceinstaller", "ideviceprovision")
REQUIRED = "DEVICECHECK_REQUIRE_PEERS"
"""Set where the clients must be there: then a missing one is a failure, not a skip."""


@contextmanager
def plugged_in(story: str = "iphone-ordinary", **replaced: Any) -> Iterator[tuple[PracticeIPhone, Usbmuxd]]:
    """A practice iPhone that trusts at once unless told otherwise, and its usbmuxd; a defect of either fails."""
    told = {**stories.load_story(story), "trust": {"mode": "auto"}, **replaced}
    phone = PracticeIPhone(told)
    with Usbmuxd(told.get("cable_faults")) as daemon:
        daemon.attach(phone)
        yield phone, daemon
    assert daemon.errors == []


def client(daemon: Usbmuxd, *argv: str) -> subprocess.CompletedProcess[str]:
    """Run one of Debian's clients against a practice iPhone."""
    if shutil.which(argv[0]) is None:
        if os.environ.get(REQUIRED):
            pytest.fail(f"{argv[0]} is not installed, and {REQUIRED} says that it must be")
        pytest.skip(f"{argv[0]} is not installed (Debian: libimobiledevice-utils, ideviceinstaller)")
    environment = {**os.environ, "USBMUXD_SOCKET_ADDRESS": daemon.address}
    return subprocess.run(argv, env=environment, capture_output=True, text=True, timeout=60, check=False)
