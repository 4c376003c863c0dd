# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Bluetooth reader with the real bluetoothd and kernel. Runs inside the virtual machine of test_usb.py.

A tag sends what /run/out/tag.json says; all that the reader then says is left in /run/out/heard, a message a line.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from devicecheck.readers import wire
from devicecheck.readers.wire import Ask, AskMessage, CloseMessage, DoneMessage
from tests.usb.radio import radio

OUT = Path("/run/out")


def test_a_tag_is_heard(tmp_path: Path) -> None:
    told = json.loads((OUT / "tag.json").read_text())
    private = tmp_path / "private"
    private.mkdir()
    shutil.copy(OUT / "prints.json", private)
    argv = [sys.executable, "-I", "-m", "devicecheck.readers.bluetooth", "--agreed", "bluetooth-tags"]
    with radio(tmp_path) as tag:
        tag.send(told["address"], told["company"], bytes.fromhex(told["payload"]))
        with (
            subprocess.Popen(
                [*argv, "--folder", str(private)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            ) as reader,
            (OUT / "heard").open("wb") as heard,
        ):
            assert reader.stdin
            assert reader.stdout
            question = Ask("r1", "bluetooth-tags", {"place": "near-things", "seconds": 10})
            wire.write(reader.stdin, AskMessage((question,), 90))
            while (message := wire.read(reader.stdout)) is not None:
                heard.write(wire.encode(message))
                if isinstance(message, DoneMessage):
                    wire.write(reader.stdin, CloseMessage())
            assert reader.wait(10) == 0
