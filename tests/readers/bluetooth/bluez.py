# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The D-Bus interface of BlueZ on a bus of its own: Debian's python-dbusmock answers, nothing of ours.

The bus is a private one in a temporary folder. It stands for the system's bus in the program that is tested alone.
"""

import asyncio
import os
import shutil
import subprocess
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

Answer = TypeVar("Answer")

SYSTEM_PYTHON = "/usr/bin/python3"
START_LIMIT = 20.0
MOCK, OBJECTS, ADAPTER, DEVICE = (
    "org.freedesktop.DBus.Mock", "org.freedesktop.DBus.ObjectManager", "org.bluez.Adapter1", "org.bluez.Device1",
)  # fmt: skip
HCI = "/org/bluez/hci0"
CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd"><busconfig><type>session</type><keep_umask/>
<listen>unix:path={socket}</listen><policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""


def need_dbusmock() -> None:
    """Skip where it is not installed; where CI runs, it must be there."""
    there = shutil.which("dbus-daemon") and Path(SYSTEM_PYTHON).exists()
    if (
        not there
        or subprocess.run([SYSTEM_PYTHON, "-c", "import dbusmock"], capture_output=True, check=False).returncode
    ):
        assert not os.environ.get("DEVICECHECK_REQUIRE_PEERS"), "dbus-daemon and python-dbusmock are not installed"
        pytest.skip("dbus-daemon and python-dbusmock are not installed (Debian: dbus, python3-dbusmock)")


class Bluez:
    """The mock on its bus. Every method returns when the bus has answered."""

    def __init__(self, address: str, log: Path) -> None:
        self.address, self._log = address, log

    def call(self, path: str, interface: str, member: str, signature: str = "", *body: Any) -> list[Any]:
        """One call to the mock. Errors: AssertionError with what the bus said."""
        return _outside(self._call(Message("org.bluez", path, interface, member, signature=signature, body=[*body])))

    async def _call(self, message: Message) -> list[Any]:
        bus = await MessageBus(bus_address=self.address).connect()
        try:
            reply = await bus.call(message)
        finally:
            bus.disconnect()
        assert reply is not None
        assert reply.message_type is not MessageType.ERROR, reply.body
        return reply.body

    def add_adapter(self, *, powered: bool = True) -> None:
        """A Bluetooth stick."""
        self.call("/org/bluez", "org.bluez.Mock", "AddAdapter", "ss", "hci0", "clinic-laptop")
        self.call(HCI, MOCK, "AddProperty", "ssv", ADAPTER, "Roles", Variant("as", ["central", "peripheral"]))
        self.power(powered)

    def power(self, on: bool) -> None:
        """Turn the radio on or off, as a person or rfkill would."""
        self.call(HCI, MOCK, "UpdateProperties", "sa{sv}", ADAPTER, {"Powered": Variant("b", on)})

    def deny(self) -> None:
        """From now on nobody may start listening."""
        code = "raise dbus.exceptions.DBusException('no', name='org.freedesktop.DBus.Error.AccessDenied')"
        self.call(HCI, MOCK, "AddMethod", "sssss", ADAPTER, "StartDiscovery", "", "", code)

    def appear(self, address: str, company: str, service: str, payload: bytes, *, name: str = "") -> str:
        """A sender is heard for the first time."""
        path = f"{HCI}/dev_{address.replace(':', '_')}"
        long = f"0000{service}-0000-1000-8000-00805f9b34fb"
        told: dict[str, Variant] = {
            "Address": Variant("s", address), "AddressType": Variant("s", "random"), "Adapter": Variant("o", HCI),
            "Alias": Variant("s", name or address), "Paired": Variant("b", False), "Connected": Variant("b", False),
            "Trusted": Variant("b", False), "Blocked": Variant("b", False), "LegacyPairing": Variant("b", False),
            "ServicesResolved": Variant("b", False), "RSSI": Variant("n", -60),
            "UUIDs": Variant("as", [long] if service else []),
        }  # fmt: skip
        if name:
            told["Name"] = Variant("s", name)
        if company:
            told["ManufacturerData"] = Variant("a{qv}", {int(company, 16): Variant("ay", payload)})
        if service and payload:
            told["ServiceData"] = Variant("a{sv}", {long: Variant("ay", payload)})
        methods = [["Connect", "", "", ""], ["Pair", "", "", ""], ["Disconnect", "", "", ""]]
        self.call(HCI, MOCK, "AddObject", "ssa{sv}a(ssss)", path, DEVICE, told, methods)
        added = [Variant("o", path), Variant("a{sa{sv}}", {DEVICE: told})]
        self.call("/", MOCK, "EmitSignal", "sssav", OBJECTS, "InterfacesAdded", "oa{sa{sv}}", added)
        return path

    def again(self, path: str, strength: int) -> None:
        """The sender is heard once more."""
        self.call(path, MOCK, "UpdateProperties", "sa{sv}", DEVICE, {"RSSI": Variant("n", strength)})

    def asked(self) -> set[str]:
        """Every method of an adapter or a device that was called, whoever called it."""
        called = (line.split()[1] for line in self._log.read_text().splitlines() if len(line.split()) > 1)
        return {word for word in called if word != "emit"}


@contextmanager
def bluez(folder: Path, *, service: bool = True) -> Iterator[Bluez]:
    """The bus, and BlueZ on it if `service`. Both end with the block."""
    socket, log = folder / "bus", folder / "calls.log"
    (folder / "bus.conf").write_text(CONFIGURATION.format(socket=socket))
    daemon = subprocess.Popen(["dbus-daemon", f"--config-file={folder / 'bus.conf'}", "--nofork", "--nosyslog"])
    address, mock = f"unix:path={socket}", None
    try:
        _wait(socket.exists)
        if service:
            argv = [SYSTEM_PYTHON, "-m", "dbusmock", "--system", "--template", "bluez5", "--logfile", str(log)]
            mock = subprocess.Popen(argv, env={"PATH": os.environ["PATH"], "DBUS_SYSTEM_BUS_ADDRESS": address})
            _wait(lambda: _outside(_owned(address)))
        yield Bluez(address, log)
    finally:
        for program in filter(None, (mock, daemon)):
            program.terminate()
            program.wait(timeout=10)


def _outside(question: Coroutine[Any, Any, Answer]) -> Answer:
    """Run it in a loop of its own, so that tests with and without a loop may call."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, question).result()


async def _owned(address: str) -> bool:
    bus = await MessageBus(bus_address=address).connect()
    question = Message("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
                       signature="s", body=["org.bluez"])  # fmt: skip
    reply = await bus.call(question)
    bus.disconnect()
    return bool(reply and reply.body[0])


def _wait(ready: Any) -> None:
    until = time.monotonic() + START_LIMIT
    while not ready():
        assert time.monotonic() < until, "the private bus did not start"
        time.sleep(0.02)
