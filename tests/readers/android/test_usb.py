# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A computer without libusb: the program starts, says so, and needs it for nothing else."""

import subprocess
import sys
from pathlib import Path

from devicecheck.readers.wire import ErrorMessage, Fault, HelloMessage, LiveState, StateMessage, decode

WITHOUT = """
import sys
sys.modules["usb1"] = None
from devicecheck.readers.android.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_missing_library_is_named_after_the_greeting(tmp_path: Path) -> None:
    argv = [sys.executable, "-I", "-c", WITHOUT, "--via", "usb", "--agreed", "clock", "--folder", str(tmp_path)]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        said = [decode(line) for line in program.stdout]
        assert program.wait(5) == 1
    assert isinstance(said[0], HelloMessage)
    assert said[1:] == [StateMessage(LiveState.LOOKING), ErrorMessage(Fault.NO_USB_LIBRARY)]
