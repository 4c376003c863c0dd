# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usbmuxd on loopback: the program of a computer that passes connections on to phones by cable."""

import contextlib
import plistlib
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from devicecheck.practice.iphone.channel import IDLE, LARGEST, receive
from devicecheck.practice.iphone.faults import Drop, FaultList
from devicecheck.practice.iphone.phone import PracticeIPhone

LOOPBACK = "127.0.0.1"
HEAD = struct.Struct("<IIII")
PLIST_VERSION, PLIST_KIND = 1, 8
DONE, BAD_COMMAND, BAD_DEVICE, REFUSED = 0, 1, 2, 3
BUID = "30142955-44409437-9208051516-MADE-UP"


@dataclass(frozen=True)
class Attached:
    """A phone on the cable, or one that is reached over Wi-Fi ("Network")."""

    phone: PracticeIPhone
    number: int
    connection: str = "USB"

    def message(self) -> dict[str, Any]:
        """What usbmuxd says about it."""
        told: dict[str, Any] = {"ConnectionType": self.connection, "DeviceID": self.number}
        told["SerialNumber"] = self.phone.udid
        if self.connection == "USB":
            told |= {"ConnectionSpeed": 480_000_000, "LocationID": 0x14100000 + self.number, "ProductID": 0x12A8}
            told |= {"USBSerialNumber": self.phone.udid.replace("-", ""), "UDID": self.phone.udid}
        else:
            told |= {"EscapedFullServiceName": "aa:bb@fe80::1._apple-mobdev2._tcp.local.", "InterfaceIndex": 2}
            told["NetworkAddress"] = struct.pack("<BBHI", 16, 2, 0, 0x0100007F) + bytes(120)
        return {"DeviceID": self.number, "MessageType": "Attached", "Properties": told}


class Usbmuxd:
    """Listens on a port of loopback until it is put away. Pair records live in memory and go with it."""

    def __init__(self, faults: list[dict[str, Any]] | None = None) -> None:
        self.records: dict[str, bytes] = {}
        self.errors: list[str] = []
        self.struck: list[str] = []
        self.faults = FaultList(faults or [], lambda where, kind: self.struck.append(f"{where} {kind}"))
        self._attached: dict[int, Attached] = {}
        self._listeners: list[tuple[socket.socket, threading.Lock]] = []
        self._lock = threading.RLock()
        self._next = 1
        self._listener = socket.create_server((LOOPBACK, 0))
        self.port: int = self._listener.getsockname()[1]
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    @property
    def address(self) -> str:
        """What USBMUXD_SOCKET_ADDRESS has to be for clients."""
        return f"{LOOPBACK}:{self.port}"

    def __enter__(self) -> "Usbmuxd":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Put it away: nothing listens any more."""
        self.faults.stopped.set()
        for each in self._attached.values():
            each.phone.faults.stopped.set()
        # A closed listener does not wake accept() on every system; a last connection does.
        with contextlib.suppress(OSError):
            socket.create_connection((LOOPBACK, self.port)).close()
        self._accepting.join()
        self._listener.close()

    def attach(self, phone: PracticeIPhone, connection: str = "USB") -> int:
        """Plug a phone in; its number."""
        with self._lock:
            held = Attached(phone, self._next, connection)
            self._next += 1
            self._attached[held.number] = held
        self._announce(held.message())
        return held.number

    def detach(self, number: int) -> None:
        """Pull a phone's cable."""
        with self._lock:
            self._attached.pop(number, None)
        self._announce({"MessageType": "Detached", "DeviceID": number})

    def _announce(self, message: dict[str, Any]) -> None:
        with self._lock:
            listeners = list(self._listeners)
        for connection, lock in listeners:
            with contextlib.suppress(OSError), lock:
                connection.sendall(_frame(0, message))

    def _accept(self) -> None:
        while True:
            client, _ = self._listener.accept()
            if self.faults.stopped.is_set():
                client.close()
                return
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        client.settimeout(IDLE)
        try:
            _Client(self, client).run()
        except (Drop, OSError, ValueError, struct.error):
            return  # the client went, or a fault sent it away
        except Exception as error:
            self.errors.append(f"{type(error).__name__}: {error}")
        finally:
            with self._lock:
                self._listeners = [each for each in self._listeners if each[0] is not client]
            client.close()

    def messages(self) -> list[dict[str, Any]]:
        """What is said about every phone that is plugged in."""
        with self._lock:
            return [each.message() for each in self._attached.values()]

    def listen(self, client: socket.socket, lock: threading.Lock) -> None:
        """Tell this client about every phone that comes and goes."""
        with self._lock:
            self._listeners.append((client, lock))

    def phone(self, number: int) -> PracticeIPhone | None:
        """The phone of a number."""
        with self._lock:
            held = self._attached.get(number)
        return held.phone if held else None


class _Client:
    def __init__(self, daemon: Usbmuxd, connection: socket.socket) -> None:
        self._daemon, self._connection = daemon, connection
        self._lock = threading.Lock()
        self._operation, self._tag = "", 0
        self._handlers: Mapping[str, Callable[[dict[str, Any]], bool]] = {
            "ListDevices": lambda _: self._reply({"DeviceList": daemon.messages()}),
            "ListListeners": lambda _: self._reply({"ListenerList": []}),
            "ReadBUID": lambda _: self._reply({"BUID": BUID}),
            "Listen": self._listen,
            "ReadPairRecord": self._read_record,
            "SavePairRecord": self._save_record,
            "DeletePairRecord": self._delete_record,
            "Connect": self._connect,
        }

    def run(self) -> None:
        while True:
            size, _, kind, self._tag = HEAD.unpack(receive(self._connection, HEAD.size))
            if not HEAD.size <= size <= LARGEST:
                raise Drop("no usbmux")
            body = receive(self._connection, size - HEAD.size)
            if kind != PLIST_KIND:
                # The old binary protocol: say only that this one speaks lists of properties.
                self._connection.sendall(struct.pack("<IIIII", 20, 0, 1, self._tag, 6))
                continue
            request = plistlib.loads(body)
            self._operation = str(request.get("MessageType", ""))
            handler = self._handlers.get(self._operation)
            if not (handler(request) if handler else self._result(BAD_COMMAND)):
                return

    def _reply(self, message: dict[str, Any]) -> bool:
        body = plistlib.dumps(message)

        def head(size: int) -> bytes:
            return HEAD.pack((HEAD.size + size) & 0xFFFFFFFF, PLIST_VERSION, PLIST_KIND, self._tag)

        with self._lock:
            self._daemon.faults.send(self._connection, f"usbmux:{self._operation}", head, body)
        return True

    def _result(self, number: int) -> bool:
        return self._reply({"MessageType": "Result", "Number": number})

    def _listen(self, _: dict[str, Any]) -> bool:
        self._result(DONE)
        self._daemon.listen(self._connection, self._lock)
        for message in self._daemon.messages():
            with self._lock:
                self._connection.sendall(_frame(0, message))
        self._connection.settimeout(None)
        return True

    def _read_record(self, request: dict[str, Any]) -> bool:
        record = self._daemon.records.get(str(request.get("PairRecordID")))
        return self._reply({"PairRecordData": record}) if record is not None else self._result(BAD_DEVICE)

    def _save_record(self, request: dict[str, Any]) -> bool:
        self._daemon.records[str(request.get("PairRecordID"))] = bytes(request.get("PairRecordData", b""))
        return self._result(DONE)

    def _delete_record(self, request: dict[str, Any]) -> bool:
        self._daemon.records.pop(str(request.get("PairRecordID")), None)
        return self._result(DONE)

    def _connect(self, request: dict[str, Any]) -> bool:
        port = socket.ntohs(int(request.get("PortNumber", 0)) & 0xFFFF)
        phone = self._daemon.phone(int(request.get("DeviceID", -1)))
        if phone is None or not phone.listens(port):
            return self._result(REFUSED if phone else BAD_DEVICE)
        self._result(DONE)
        phone.serve(self._connection, port)
        return False


def _frame(tag: int, message: dict[str, Any]) -> bytes:
    body = plistlib.dumps(message)
    return HEAD.pack(HEAD.size + len(body), PLIST_VERSION, PLIST_KIND, tag) + body
