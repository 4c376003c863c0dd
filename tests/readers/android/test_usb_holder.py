# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who holds the phone: programs that have its device node open."""

import os
from pathlib import Path

from devicecheck.readers.android.usb_holder import holder


def process(folder: Path, number: int, name: str, *open_files: str) -> None:
    place = folder / str(number) / "fd"
    place.mkdir(parents=True)
    (place.parent / "comm").write_text(name + "\n")
    for descriptor, path in enumerate(open_files):
        (place / str(descriptor)).symlink_to(path)


def test_the_program_with_the_device_open_is_named(tmp_path: Path) -> None:
    process(tmp_path, 10, "scrcpy", "/dev/null", "/dev/bus/usb/001/004")
    process(tmp_path, 11, "bash", "/dev/bus/usb/001/005")
    (tmp_path / "12").mkdir()
    assert holder((1, 4), tmp_path) == "scrcpy"


def test_the_reader_itself_is_no_holder(tmp_path: Path) -> None:
    process(tmp_path, 10, "adb", "/dev/bus/usb/001/004")
    process(tmp_path, os.getpid(), "python", "/dev/bus/usb/001/004")
    assert holder((1, 4), tmp_path) == "adb"


def test_a_program_that_nobody_may_look_into_is_not_guessed(tmp_path: Path) -> None:
    assert holder((1, 4), tmp_path) in ("", "adb server")
