# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection to one iPhone: found, trusted, spoken to within limits, and given back as it was.

The trust that a visit makes is taken away again at its end, and its secret key with it. A trust that was there before
belongs to the client or to somebody else, and stays.
"""

import asyncio
import contextlib
import logging
import plistlib
import socket
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pymobiledevice3 import exceptions as library
from pymobiledevice3.lockdown import LockdownClient, create_using_usbmux
from pymobiledevice3.pair_records import generate_host_id
from pymobiledevice3.service_connection import ServiceConnection
from pymobiledevice3.usbmux import MuxDevice, list_devices

from devicecheck.readers.iphone import table
from devicecheck.readers.iphone.faults import BadReply, ReaderFault, bounded, fault_of
from devicecheck.readers.wire import Fault, LiveState

HOST_NAME = "clinic-laptop"
"""What the phone is told as the computer's name: it keeps it in its own log."""
LOOK, CONNECT, LEAVE = 5.0, 15.0, 5.0
LARGEST = 16 << 20
"""Bytes of one answer at the most."""
RECORDS = "pair-records"

State = Callable[..., None]


class Guard:
    """Looks at every frame before it is sent. `pairing` and `leaving` open the two requests that make and end trust."""

    def __init__(self) -> None:
        self.pairing = self.leaving = False
        send = ServiceConnection.sendall

        async def checked(connection: ServiceConnection, payload: bytes) -> None:
            table.check(payload, pairing=self.pairing, leaving=self.leaving)
            await send(connection, payload)

        ServiceConnection.sendall = checked  # type: ignore[assignment,method-assign]  # the one place that all bytes go through
        socket.gethostname = lambda: HOST_NAME  # the library sends the computer's name with the request for trust


class IPhone:
    """One iPhone. Shape: `made_trust` tells whether this visit made the trust that it has."""

    def __init__(self, folder: Path, serial: str | None, state: State) -> None:
        self._records, self._serial, self._state = folder / RECORDS, serial, state
        self._guard = Guard()
        self._lockdown: LockdownClient | None = None
        self.made_trust = False
        self.left_over = False

    @property
    def lockdown(self) -> LockdownClient:
        """The connection to lockdownd. Errors: ReaderFault(UNPLUGGED) when there is none."""
        if self._lockdown is None:
            raise ReaderFault(Fault.UNPLUGGED)
        return self._lockdown

    async def connect(self, seconds: float) -> None:
        """Find the phone and be trusted by it, within so many seconds. Errors: ReaderFault."""
        by = asyncio.get_running_loop().time() + seconds
        try:
            self._serial = await self._find(by)
            self._state(LiveState.CONNECTING)
            await self.reconnect()
            if not self.lockdown.paired:
                await self._be_trusted(by)
        except ReaderFault:
            raise
        except Exception as error:
            raise ReaderFault(fault_of(error)) from error
        values = self.lockdown.all_values
        model = str(values.get("ProductType", ""))[:100]
        self._state(LiveState.CONNECTED, model=model, serial=str(values.get("SerialNumber", ""))[:100])

    async def peek(self, seconds: float) -> None:
        """Find the phone and tell which it is, by what it tells every computer. No trust is asked for or taken away.

        Errors: ReaderFault.
        """
        try:
            self._serial = await self._find(asyncio.get_running_loop().time() + seconds)
            self._state(LiveState.CONNECTING)
            await self.reconnect()
        except ReaderFault:
            raise
        except Exception as error:
            raise ReaderFault(fault_of(error)) from error
        finally:
            self.made_trust = False  # what a killed visit left is taken away by the next scan, not by a look
        self._state(LiveState.SEEN_TRUSTED if self.lockdown.paired else LiveState.SEEN, **self._told())

    def _told(self) -> dict[str, str]:
        """What kind of phone it is, by its maker's name for it, and its version."""
        values = self.lockdown.all_values
        kind = str(values.get("ProductType", ""))
        return {
            "model": str(self.lockdown.display_name or kind)[:100],
            "version": str(values.get("ProductVersion", ""))[:100],
        }

    async def _find(self, by: float) -> str:
        """The number of the one phone on the cable; a phone on the network is passed over."""
        while True:
            found = await self._devices()
            named = [each for each in found if self._serial is None or each.matches_udid(self._serial)]
            if len(named) > 1:
                raise ReaderFault(Fault.SEVERAL_PHONES, serials=", ".join(each.serial for each in named)[:500])
            if named:
                return str(named[0].serial)
            if asyncio.get_running_loop().time() + 1 > by:
                raise ReaderFault(Fault.NO_PHONE)
            await asyncio.sleep(0.5)

    async def _devices(self) -> list[MuxDevice]:
        every = await bounded(list_devices(), LOOK)
        return list({each.serial: each for each in every if each.connection_type == "USB"}.values())

    async def reconnect(self) -> None:
        """A new connection to lockdownd, in a session if the phone trusts us. Errors: those of the library."""
        await self._close_lockdown()
        made = create_using_usbmux(
            serial=self._serial,
            autopair=False,
            connection_type="USB",
            local_hostname=HOST_NAME,
            pairing_records_cache_folder=self._records,
        )
        self._lockdown = await bounded(made, CONNECT)
        ours = self.lockdown.pair_record is not None and self.lockdown.host_id == generate_host_id(HOST_NAME)
        if self.lockdown.paired and ours and not self.made_trust:
            # Only a visit that was killed leaves a trust under our name: it is ours to take away.
            self.made_trust = self.left_over = True

    async def _be_trusted(self, by: float) -> None:
        """Ask for trust, and say what the person who holds the phone must do now."""
        watching = _DialogueWatch(lambda: self._state(LiveState.WAITING_FOR_TRUST, **self._told()))
        log = logging.getLogger("pymobiledevice3.lockdown")
        log.setLevel(logging.INFO)
        log.addHandler(watching)
        self._guard.pairing = True
        try:
            await self._ask_until(by)
        finally:
            self._guard.pairing = False
            log.removeHandler(watching)
        self.made_trust = True
        await self.reconnect()
        if not self.lockdown.paired:
            raise ReaderFault(Fault.TRUST_LOST)

    async def _ask_until(self, by: float) -> None:
        said = False
        while (left := by - asyncio.get_running_loop().time()) > 0:
            try:
                await bounded(self.lockdown.pair(timeout=left), left + 2)
            except library.PasswordRequiredError:
                if not said:
                    self._state(LiveState.WAITING_FOR_UNLOCK)
                said = True
                await asyncio.sleep(1)
            else:
                return
        raise ReaderFault(Fault.LOCKED if said else Fault.TRUST_DENIED)

    async def service(self, name: str) -> ServiceConnection:
        """A connection to a service. Errors: those of the library."""
        connection: ServiceConnection = await self.lockdown.start_lockdown_service(name)
        return connection

    async def leave(self) -> None:
        """Take away the trust that this visit made, and its secret key; then let go. Errors: none."""
        if self.made_trust:
            self._guard.leaving = True
            with contextlib.suppress(Exception):
                if self._lockdown is None or not self._lockdown.paired:
                    await self.reconnect()
                await bounded(self.lockdown.unpair(), LEAVE)
                await bounded(_forget_record(str(self._serial)), LEAVE)
            self._guard.leaving = False
        await self._close_lockdown()
        remove_records(self._records.parent)

    async def _close_lockdown(self) -> None:
        held, self._lockdown = self._lockdown, None
        if held is not None:
            with contextlib.suppress(Exception):
                await bounded(held.close(), 2)


class _DialogueWatch(logging.Handler):
    """Hears from the library's log that the phone shows its question; there is no other way."""

    def __init__(self, shown: Callable[[], None]) -> None:
        super().__init__()
        self._shown = shown

    def emit(self, record: logging.LogRecord) -> None:
        if "waiting user pairing dialog" in record.getMessage():
            self._shown()


async def _forget_record(serial: str) -> None:
    """Take our record out of the computer's own store, which keeps a copy. The library has no call for it."""
    from pymobiledevice3.usbmux import PlistMuxConnection, create_mux  # noqa: PLC0415 - only here

    mux = await create_mux()
    try:
        if isinstance(mux, PlistMuxConnection):
            await mux._send({"MessageType": "DeletePairRecord", "PairRecordID": serial})
            await mux._receive(mux._tag - 1)
    finally:
        await mux.close()  # type: ignore[no-untyped-call]


def remove_records(folder: Path) -> bool:
    """Destroy the secret keys in the private folder; whether none is left."""
    place = folder / RECORDS
    for path in place.glob("*") if place.is_dir() else ():
        with contextlib.suppress(OSError):
            path.write_bytes(bytes(path.stat().st_size))
            path.unlink()
    with contextlib.suppress(OSError):
        place.rmdir()
    return not place.exists()


async def ask(connection: ServiceConnection, request: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever a phone says
    """Send one request and take its one answer. Errors: BadReply, those of the library."""
    await connection.send_plist(request)
    return await take(connection)


async def take(connection: ServiceConnection) -> Any:  # noqa: ANN401 - whatever a phone says
    """One answer within the limit. Errors: BadReply, ConnectionTerminatedError."""
    (size,) = struct.unpack(">L", await connection.recvall(4))
    if not 0 < size <= LARGEST:
        raise BadReply(f"an answer of {size} bytes")
    try:
        return plistlib.loads(await connection.recvall(size))
    except library.PyMobileDevice3Exception:
        raise
    except Exception as error:  # plistlib raises nearly anything
        raise BadReply(type(error).__name__) from error
