# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Android reader over the USB stack of Linux: a virtual machine, whose virtual controller gets practice phones."""

import os
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.usb import machine

CASES = "tests/usb/guest_cases.py"
LONGEST = 900
AT_LEAST = 9


@pytest.mark.usb
@pytest.mark.timeout(LONGEST + 60)
def test_phones_on_a_usb_stack(tmp_path: Path) -> None:
    command = f"{sys.executable} -m pytest -m '' -p no:cacheprovider -p no:xdist --junitxml=/run/out/cases.xml {CASES}"
    try:
        console = machine.run(command, tmp_path, ("vhci-hcd",), LONGEST)
    except machine.NoMachineError as lacking:
        assert not os.environ.get("DEVICECHECK_REQUIRE_USB"), str(lacking)
        pytest.skip(str(lacking))
    print(console)
    suite = ElementTree.parse(tmp_path / "cases.xml").getroot().find("testsuite")
    assert suite is not None, console
    counts = {name: int(suite.get(name, "-1")) for name in ("errors", "failures", "skipped")}
    assert counts == {"errors": 0, "failures": 0, "skipped": 0 if shutil.which("adb") else 1}, console
    assert int(suite.get("tests", "0")) >= AT_LEAST
