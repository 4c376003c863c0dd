# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Bluetooth reader with the real bluetoothd, in a virtual machine, where an emulated tag sends to it."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from devicecheck.matching.index import SignatureIndex
from devicecheck.packs.load import load_shipped
from devicecheck.readers import wire
from devicecheck.readers.wire import ErrorMessage, ReadingMessage, Status
from tests.parse.bluetooth.test_kinds import CASES
from tests.usb import machine

LONGEST = 400
MODULES = ("af_alg", "algif_skcipher", "algif_hash", "ecb", "cmac", "aes_generic", "hci_vhci")
PROGRAMS = ("btvirt", "bluetoothctl", "dbus-daemon", "unshare")
ADDRESS = "D1:11:22:33:44:01"


@pytest.mark.usb
@pytest.mark.timeout(LONGEST + 60)
def test_a_tag_away_from_its_owner_is_heard(tmp_path: Path) -> None:
    company, _, payload, *_ = CASES["AirTag away"]
    pack = load_shipped()
    prints = [each.model_dump() for entry in pack.signatures for each in entry.indicators.bluetooth]
    (tmp_path / "prints.json").write_text(json.dumps(prints))
    tag = {"address": ADDRESS, "company": company, "payload": payload.hex()}
    (tmp_path / "tag.json").write_text(json.dumps(tag))
    command = (
        f"timeout 300 {sys.executable} -m pytest -s -m '' -p no:cacheprovider -p no:xdist tests/usb/radio_cases.py"
    )
    try:
        if missing := [name for name in PROGRAMS if not shutil.which(name)]:
            raise machine.NoMachineError(f"{missing[0]} is missing; Debian has it in bluez, bluez-test-tools or dbus")
        console = machine.run(command, tmp_path, MODULES, LONGEST)
    except machine.NoMachineError as lacking:
        assert not os.environ.get("DEVICECHECK_REQUIRE_USB"), str(lacking)
        pytest.skip(str(lacking))
    assert "ended with 0" in console, console
    heard = [wire.decode(line) for line in (tmp_path / "heard").read_bytes().splitlines()]
    assert not [each for each in heard if isinstance(each, ErrorMessage)], console
    (reading,) = (each for each in heard if isinstance(each, ReadingMessage))
    assert reading.status is Status.COMPLETE
    body = json.loads(reading.body or b"")
    assert body["senders"] == 1, body
    assert ADDRESS in json.dumps(body), body
    (match,) = SignatureIndex(pack).radio(company, "", payload)
    assert match.signature.id == "tag-airtag"
