# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the archive that a Linux kernel unpacks before anything else: cpio, "newc" form.

Source: Linux, Documentation/driver-api/early-userspace/buffer-format.rst.
"""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

FOLDER, PROGRAM = 0o040755, 0o100755


def archive(files: Mapping[str, bytes], folders: Sequence[str]) -> bytes:
    """The files, each of which may be run, with all folders that they are in, and more folders."""
    parents = {str(parent) for name in [*files, *(f"{each}/x" for each in folders)]
               for parent in PurePosixPath(name).parents if str(parent) != "."}  # fmt: skip
    entries = [entry(name, FOLDER, b"") for name in sorted(parents)]
    entries += [entry(name, PROGRAM, data) for name, data in files.items()]
    return b"".join([*entries, entry("TRAILER!!!", 0, b"")])


def entry(name: str, mode: int, data: bytes) -> bytes:
    numbers = (0, mode, 0, 0, 1, 0, len(data), 0, 0, 0, 0, len(name) + 1, 0)
    head = b"070701" + b"".join(b"%08X" % number for number in numbers) + name.encode() + b"\0"
    return padded(head) + padded(data)


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)
