# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who holds a USB device that we could not claim: best effort, because other people's programs are not ours to see."""

import os
import socket
from contextlib import suppress
from pathlib import Path

ADB_SERVER = ("127.0.0.1", 5037)
NAME_LIMIT = 60


def holder(node: tuple[int, int], processes: Path = Path("/proc")) -> str:
    """Names of the other programs that have the device node open, or the adb server if one answers, or nothing.

    We have it open ourselves by then: only claiming it failed.
    """
    device = f"/dev/bus/usb/{node[0]:03d}/{node[1]:03d}"
    others = (process for process in processes.glob("[0-9]*") if process.name != str(os.getpid()))
    names = {_name(process) for process in others if _has_open(process, device)}
    named = ", ".join(sorted(filter(None, names)))[:NAME_LIMIT]
    return named or ("adb server" if _server_answers() else "")


def _has_open(process: Path, device: str) -> bool:
    with suppress(OSError):
        return any(str(link.readlink()) == device for link in (process / "fd").iterdir())
    return False


def _name(process: Path) -> str:
    with suppress(OSError):
        return (process / "comm").read_text("utf-8", "replace").strip()
    return ""


def _server_answers() -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.3)
        return probe.connect_ex(ADB_SERVER) == 0
