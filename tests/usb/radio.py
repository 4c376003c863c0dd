# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two emulated Bluetooth controllers of BlueZ's btvirt: bluetoothd has one (by the kernel's hci_vhci), a tag the other.

Needs root and the module hci_vhci, so it works in the virtual machine alone. Source of the commands: Bluetooth Core
5.3, volume 4 part E, 7.8.
"""

import os
import socket
import struct
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.usb.plug import wait_for

# Only for the reader and the daemon, in a machine of their own: everything is allowed.
CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd"><busconfig><type>session</type><keep_umask/>
<listen>unix:path={socket}</listen><policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""
BLUETOOTHD = Path("/usr/libexec/bluetooth/bluetoothd")
# It puts its sockets into /tmp, where nobody may write in the machine: so it gets a /tmp of its own.
EMULATOR = "mount -t tmpfs own /tmp && exec btvirt -L -l1 -s"
RESET, LE_ADDRESS, LE_PARAMETERS, LE_DATA, LE_ENABLE = 0x0C03, 0x2005, 0x2006, 0x2008, 0x200A
COMMAND, EVENT, COMPLETE, NOTHING_TO_DO = 1, 4, 0x0E, 0x0C
NOT_CONNECTABLE, RANDOM, EVERY_CHANNEL = 3, 1, 7
INTERVAL = 160
"""Between two messages, in units of 0.625 ms."""
AGAIN = 1.0
"""Seconds until the tag begins anew."""


class Tag:
    """Has one emulated controller for itself, through the emulator's own socket; bluetoothd never learns of it."""

    def __init__(self, place: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(20)
        self._socket.connect(str(place))
        self._events = self._socket.makefile("rb")
        self._closed = threading.Event()
        self._sending: threading.Thread | None = None
        self._command(RESET)

    def send(self, address: str, company: str, payload: bytes) -> None:
        """Send this again and again from now on; the address is a random one."""
        self._command(LE_ENABLE, b"\0")
        self._command(LE_ADDRESS, bytes.fromhex(address.replace(":", ""))[::-1])
        self._command(LE_PARAMETERS, struct.pack("<HHBBB6sBB", INTERVAL, INTERVAL, NOT_CONNECTABLE, RANDOM, 0, bytes(6),
                                                 EVERY_CHANNEL, 0))  # fmt: skip
        data = b"\xff" + bytes.fromhex(company)[::-1] + payload
        data = bytes([len(data)]) + data
        self._command(LE_DATA, bytes([len(data)]) + data.ljust(31, b"\0"))
        self._command(LE_ENABLE, b"\1")
        self._sending = threading.Thread(target=self._go_on)
        self._sending.start()

    def _go_on(self) -> None:
        """The emulator passes a message on once, when it begins to be sent or to be listened for; a tag never ends."""
        while not self._closed.wait(AGAIN):
            self._command(LE_ENABLE, b"\0")
            self._command(LE_ENABLE, b"\1")

    def close(self) -> None:
        self._closed.set()
        if self._sending is not None:
            self._sending.join()
        self._events.close()
        self._socket.close()

    def _command(self, code: int, parameters: bytes = b"") -> None:
        self._socket.sendall(struct.pack("<BHB", COMMAND, code, len(parameters)) + parameters)
        while True:
            kind, event, length = self._events.read(3)
            rest = self._events.read(length)
            if (kind, event) == (EVENT, COMPLETE) and int.from_bytes(rest[1:3], "little") == code:
                assert rest[3] in (0, NOTHING_TO_DO), f"command {code:04x} gave {rest[3]:02x}"
                return


@contextmanager
def radio(folder: Path) -> Iterator[Tag]:
    """A bus with bluetoothd on it, and a tag. Sets DBUS_SYSTEM_BUS_ADDRESS."""
    (folder / "bus.conf").write_text(CONFIGURATION.format(socket=folder / "bus"))
    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = f"unix:path={folder / 'bus'}"
    with ExitStack() as ends:
        running(ends, "dbus-daemon", f"--config-file={folder / 'bus.conf'}", "--nofork")
        emulator = running(ends, "unshare", "--mount", "sh", "-c", EMULATOR)
        wait_for((folder / "bus").exists, "there")
        place = Path(f"/proc/{emulator.pid}/root/tmp/bt-server-le")
        wait_for(lambda: place.exists() and Path("/sys/class/bluetooth/hci0").exists(), "there")
        tag = Tag(place)
        ends.callback(tag.close)
        subprocess.run(["mount", "-t", "tmpfs", "kept", "/var/lib/bluetooth"], check=True)
        running(ends, str(BLUETOOTHD), "--nodetach")
        wait_for(lambda: "Powered: yes" in bluetoothctl("show"), "on")
        yield tag


def running(ends: ExitStack, *argv: str) -> subprocess.Popen[bytes]:
    program = ends.enter_context(subprocess.Popen(argv))
    ends.callback(program.kill)
    return program


def bluetoothctl(*argv: str) -> str:
    return subprocess.run(["bluetoothctl", *argv], capture_output=True, text=True, check=False, timeout=30).stdout
