# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients of the practice phone: adb-shell, as the reader uses it, and a bare socket that shows every byte."""

import socket
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from adb_shell.adb_device import AdbDeviceTcp
from adb_shell.auth.keygen import keygen
from adb_shell.auth.sign_cryptography import CryptographySigner

from devicecheck.practice import wire_packets
from devicecheck.practice.phone import PracticePhone
from devicecheck.practice.wire_packets import Command

SMALL_STORY: dict[str, Any] = {
    "title": "A phone with few apps",
    "kind": "android",
    "auth": "open",
    "apps": [
        {"package": "org.example.side", "installer": None, "initiator": "com.android.chrome", "package_source": 4},
        {"package": "org.example.store", "label": "Shop"},
        {"package": "org.example.system", "system": True, "launcher": False},
    ],
}


class Answer(NamedTuple):
    out: str
    err: str
    code: int | None


class Client:
    """adb-shell, with shell protocol version 2."""

    def __init__(self, port: int) -> None:
        self.device = AdbDeviceTcp("127.0.0.1", port, default_transport_timeout_s=2)

    def connect(self, keys: list[CryptographySigner], **options: Any) -> None:
        self.device.connect(rsa_keys=keys, read_timeout_s=2, **options)

    def shell(self, script: str) -> Answer:
        framed = self.device._service(b"shell,v2,raw", script.encode(), decode=False, read_timeout_s=5)
        texts = {1: b"", 2: b"", 3: b""}
        at = 0
        while at < len(framed):
            origin, length = struct.unpack_from("<BI", framed, at)
            texts[origin] += framed[at + 5 : at + 5 + length]
            at += 5 + length
        return Answer(texts[1].decode(), texts[2].decode(), texts[3][0] if texts[3] else None)


class Bare:
    """A socket and nothing else."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=1)

    def send(self, command: Command, arg0: int, arg1: int, payload: bytes = b"") -> None:
        header = wire_packets.header_for(command, arg0, arg1, payload, summed=True)
        self.socket.sendall(header.encode() + payload)

    def greet(self, version: int = wire_packets.FIRST_VERSION) -> None:
        self.send(Command.CNXN, version, 1 << 20, b"host::\0")

    def open_shell(self, script: str) -> None:
        self.send(Command.OPEN, 1, 0, f"exec:{script}\0".encode())

    def read(self, length: int) -> bytes:
        """Read so many bytes, or fewer when the phone hangs up."""
        data = b""
        while len(data) < length and (piece := self.socket.recv(length - len(data))):
            data += piece
        return data

    def packet(self) -> tuple[wire_packets.Header, bytes]:
        header = wire_packets.decode_header(self.read(24))
        return header, self.read(header.length)


@pytest.fixture
def small_story() -> dict[str, Any]:
    return SMALL_STORY


@pytest.fixture
def phone() -> Iterator[PracticePhone]:
    with PracticePhone(SMALL_STORY) as practice_phone:
        yield practice_phone


@pytest.fixture
def client() -> Iterator[Callable[..., Client]]:
    """Connect to a phone with the given keys."""
    clients = []

    def connect(practice_phone: PracticePhone, *keys: CryptographySigner, **options: Any) -> Client:
        clients.append(Client(practice_phone.port))
        clients[-1].connect(list(keys), **options)
        return clients[-1]

    yield connect
    for each in clients:
        each.device.close()


@pytest.fixture
def bare() -> Iterator[Callable[[PracticePhone], Bare]]:
    """Connect a bare socket to a phone."""
    sockets = []

    def connect(practice_phone: PracticePhone) -> Bare:
        sockets.append(Bare(practice_phone.port))
        return sockets[-1]

    yield connect
    for each in sockets:
        each.socket.close()


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> CryptographySigner:
    path: Path = tmp_path_factory.mktemp("key") / "adbkey"
    keygen(str(path))
    return CryptographySigner(str(path))
