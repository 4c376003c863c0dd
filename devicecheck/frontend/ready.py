# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Is this computer ready? One sentence for each thing, with what to do, and a text for IT. Looks at no phone."""

import asyncio
import platform
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from devicecheck.casefile.places import cases_path
from devicecheck.casefile.shared_places import on_network_disk, on_removable_disk, sync_service
from devicecheck.errors import DeviceCheckError
from devicecheck.frontend import aide_memoire
from devicecheck.frontend.proving import proved_pack
from devicecheck.report.folder import reports_folder
from devicecheck.report.wording import Wording
from devicecheck.runner.networks import home_networks
from devicecheck.sources.private_folder import in_memory, private_folder

AMBER_DAYS = 30
ENOUGH_ROOM, LEAST_ROOM = 2 << 30, 200 << 20
"""Bytes free on the disk of kept cases and copies: from where on there is no worry, and where nothing more fits."""
OF_CLINIC = frozenset({"wellbeing", "signatures", "networks", "python"})
"""What the clinic or its helpline mends, and not whoever looks after the computer."""
ADAPTERS = Path("/sys/class/bluetooth")
ADB_SERVER = ("127.0.0.1", 5037)
_TRY_USB = "import usb1; c = usb1.USBContext(); c.open(); print('libusb %d.%d.%d' % tuple(usb1.getVersion()[:3]))"


class Readiness(StrEnum):
    """How one thing stands."""

    READY = "ready"
    ATTENTION = "attention"
    MISSING = "missing"
    NOTE = "note"


class Row(NamedTuple):
    """One thing that was looked at, with the values for its sentence."""

    thing: str
    state: Readiness
    terms: dict[str, str]


def texts(row: Row, wording: Wording) -> str:
    """The sentence of one thing: how it stands, and what to do where it is not ready."""
    return wording.text(f"doctor.{row.thing}.{row.state}", **row.terms)


def for_it(rows: Sequence[Row], wording: Wording) -> str:
    """A text to send to whoever looks after this computer; "" when nothing of theirs is open. It names no client."""
    open_rows = [
        row for row in rows if row.state in {Readiness.ATTENTION, Readiness.MISSING} and row.thing not in OF_CLINIC
    ]
    if not open_rows:
        return ""
    system = f"{platform.system()} {platform.release()}"
    about = wording.text("ready.it.intro", version=version("devicecheck"), system=system)
    lines = (f"- {texts(row, wording)}" for row in open_rows)
    return "\n".join((about, "", *lines, "", wording.text("ready.it.close")))


def _python() -> Row:
    return Row("python", Readiness.READY, {"version": platform.python_version()})


def _signatures() -> Row:
    try:
        _, stamp = proved_pack()
    except DeviceCheckError as error:
        return Row("signatures", Readiness.MISSING, {"why": str(error)})
    days = (datetime.now(UTC).date() - stamp.issued_on).days
    terms = {
        "version": stamp.version,
        "days": str(days),
        "entries": str(stamp.entries),
        "canaries": str(stamp.canaries),
    }
    return Row("signatures", Readiness.READY if 0 <= days <= AMBER_DAYS else Readiness.ATTENTION, terms)


def _usb() -> Row:
    tried = subprocess.run(
        [sys.executable, "-I", "-c", _TRY_USB], capture_output=True, text=True, timeout=20, check=False
    )
    state = Readiness.READY if tried.returncode == 0 else Readiness.MISSING
    return Row("usb", state, {"library": tried.stdout.strip()})


def _adb_server() -> Row:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        running = probe.connect_ex(ADB_SERVER) == 0
    return Row("adb-server", Readiness.ATTENTION if running else Readiness.READY, {})


def apple_service(system: str) -> tuple[str, str | tuple[str, int]]:
    """The name of a system for words, and where its service for iPhones answers: a socket's path, or host and port.

    Source: libimobiledevice's usbmuxd on Linux and Apple's own service elsewhere use these places.
    """
    if system == "win32":
        return "windows", ("127.0.0.1", 27015)
    return ("mac" if system == "darwin" else "linux"), "/var/run/usbmuxd"


def _iphones() -> Row:
    name, place = apple_service(sys.platform)
    state = Readiness.READY if answers(place) else Readiness.ATTENTION
    return Row(f"iphones-{name}", state, {"place": place if isinstance(place, str) else f"{place[0]}:{place[1]}"})


def _iphone_notes() -> Row:
    """What nobody can look up here, and what makes an iPhone seem not to be there."""
    return Row(f"iphone-notes-{apple_service(sys.platform)[0]}", Readiness.NOTE, {})


def answers(place: str | tuple[str, int]) -> bool:
    """Whether somebody listens there. Nothing is said to them."""
    family = getattr(socket, "AF_UNIX", None) if isinstance(place, str) else socket.AF_INET
    if family is None:
        return False
    with socket.socket(family) as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(place) == 0


def _backups() -> Row:
    """Some builds of Python cannot hold a database in memory, and then no backup may be opened."""
    system, _ = apple_service(sys.platform)
    state = Readiness.READY if hasattr(sqlite3.Connection, "deserialize") else Readiness.MISSING
    return Row(f"backups-{system}", state, {})


def _networks() -> Row:
    try:
        there = asyncio.run(home_networks())
    except DeviceCheckError:
        there = ()
    named = ", ".join(f"{each.name} ({each.network})" for each in there if not each.refused)
    return Row("networks", Readiness.READY if named else Readiness.ATTENTION, {"networks": named})


def _private_folder() -> Row:
    with private_folder() as folder:
        state = Readiness.READY if in_memory(folder) else Readiness.ATTENTION
        return Row("private-folder", state, {"path": str(folder.parent)})


def _wellbeing() -> Row:
    state = Readiness.READY if aide_memoire.lines() else Readiness.ATTENTION
    return Row("wellbeing", state, {"path": str(aide_memoire.default_path())})


def _reports() -> Row:
    try:
        reports_folder()
    except DeviceCheckError as error:
        return Row("reports", Readiness.MISSING, {"why": str(error)})
    return Row("reports", Readiness.READY, {})


def _places() -> Row:
    """Where files would go by themselves: the folder that one stands in, and that of kept cases."""
    for place in (Path.cwd(), cases_path().parent):
        if service := sync_service(place):
            return Row("places", Readiness.ATTENTION, {"path": str(place), "service": service})
        if on_network_disk(place):
            return Row("places-network", Readiness.ATTENTION, {"path": str(place)})
        if on_removable_disk(place):
            return Row("places-removable", Readiness.ATTENTION, {"path": str(place)})
    return Row("places", Readiness.READY, {})


def room_of(free: int) -> Readiness:
    """Whether so many bytes are enough."""
    return Readiness.MISSING if free < LEAST_ROOM else Readiness.ATTENTION if free < ENOUGH_ROOM else Readiness.READY


def _room() -> Row:
    """How much room there is where kept cases go."""
    place = next(each for each in (cases_path(), *cases_path().parents) if each.is_dir())
    free = shutil.disk_usage(place).free
    return Row("room", room_of(free), {"free": f"{free / (1 << 30):.1f}", "path": str(place)})


def _bluetooth() -> Row:
    """Whether there is a radio to listen with. It is not turned on for that; other systems do not say without it."""
    if sys.platform != "linux":
        return Row("bluetooth-unknown", Readiness.ATTENTION, {})
    there = ADAPTERS.is_dir() and any(ADAPTERS.iterdir())
    return Row("bluetooth", Readiness.READY if there else Readiness.ATTENTION, {})


LOOKS: tuple[Callable[[], Row], ...] = (
    _python,
    _signatures,
    _usb,
    _adb_server,
    _iphones,
    _iphone_notes,
    _backups,
    _networks,
    _bluetooth,
    _private_folder,
    _places,
    _room,
    _reports,
    _wellbeing,
)
