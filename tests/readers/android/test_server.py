# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way through an adb server: one made up here for its faults, and Debian's own where it is installed."""

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest

from devicecheck.practice.phone import PracticePhone
from devicecheck.readers.android import table
from devicecheck.readers.android.asking import Asker
from devicecheck.readers.android.faults import ReaderFault
from devicecheck.readers.android.server import ServerLink
from devicecheck.readers.android.stream_answers import Prepared
from devicecheck.readers.android.watch import Watch
from devicecheck.readers.wire import Ask, Fault, LiveState, ReadingMessage, Status

PIXEL = "X1 device usb:1-4 product:panther model:Pixel_7 device:panther transport_id:1\n"
TOPICS = ("clock", "users", "device-policy")


class MadeUpServer:
    """Answers each request with what `replies` says: bytes as they are, or a list of which one is used each time."""

    def __init__(self, replies: dict[str, Any]) -> None:
        self.replies, self.requests = replies, []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                with client, suppress(OSError, ValueError):
                    while size := client.recv(4):
                        request = client.recv(int(size, 16)).decode()
                        self.requests.append(request)
                        client.sendall(self._reply(request))
                        if "transport" not in request:
                            break

    def _reply(self, request: str) -> bytes:
        found = next((reply for start, reply in self.replies.items() if request.startswith(start)), b"FAIL0000")
        if isinstance(found, bytes):
            return found
        return found.pop(0) if len(found) > 1 else found[0]


def counted(text: str) -> bytes:
    return b"OKAY" + f"{len(text):04x}{text}".encode()


def usual() -> dict[str, Any]:
    return {
        "host:devices-l": counted(PIXEL),
        "host:transport": b"OKAY",
        "host:features": counted("cmd,shell_v2"),
        "exec": b"OKAY",
    }


@pytest.fixture
def server() -> Iterator[Callable[[dict[str, Any]], MadeUpServer]]:
    started: list[MadeUpServer] = []

    def start(replies: dict[str, Any]) -> MadeUpServer:
        started.append(MadeUpServer(replies))
        return started[-1]

    yield start
    for each in started:
        each.close()


def connected(port: int, states: list[LiveState] | None = None, seconds: float = 1.5) -> ServerLink:
    link = ServerLink("127.0.0.1", port, None, (states if states is not None else []).append)
    link.connect(Watch(seconds))
    return link


def fault_of(port: int, states: list[LiveState] | None = None) -> Fault:
    with pytest.raises(ReaderFault) as caught:
        connected(port, states, 0.8)
    return caught.value.fault


def answers(link: ServerLink, folder: Path, seconds: float = 5.0) -> tuple[list[Status], Fault | None]:
    told: list[Any] = []
    questions = [Prepared(Ask(topic, topic), table.BY_TOPIC[topic], table.BY_TOPIC[topic].template) for topic in TOPICS]
    fault = None
    try:
        Asker(link, folder, told.append, lambda topic, body: None, 1.0).ask(questions, Watch(seconds))
    except ReaderFault as error:
        fault = error.fault
    return [message.status for message in told if isinstance(message, ReadingMessage)], fault


def test_a_phone_of_the_server(server: Callable[..., MadeUpServer]) -> None:
    running = server(usual())
    link = connected(running.port)
    assert (link.model, link.serial, "shell_v2" in link.features) == ("Pixel 7", "X1", True)
    assert not [request for request in running.requests if "kill" in request or "reconnect" in request]


def test_waiting_for_the_person_ends_when_it_is_allowed(server: Callable[..., MadeUpServer]) -> None:
    running = server(usual() | {"host:devices-l": [counted("X1 unauthorized usb:1-4\n"), counted(PIXEL)]})
    states: list[LiveState] = []
    assert connected(running.port, states).serial == "X1"
    assert states == [LiveState.CONNECTING, LiveState.WAITING_FOR_ALLOW]


@pytest.mark.parametrize(
    ("listed", "fault"),
    [
        (counted(""), Fault.NO_PHONE),
        (counted("X1 unauthorized usb:1-4\n"), Fault.NOT_AUTHORISED),
        (counted("X1 authorizing usb:1-4\n"), Fault.NOT_AUTHORISED),
        (counted("X1 offline usb:1-4\n"), Fault.TIMED_OUT),
        (counted("X1 no permissions usb:1-4\n"), Fault.NO_PERMISSION),
        (counted(PIXEL + PIXEL.replace("X1", "X2")), Fault.SEVERAL_PHONES),
        (b"FAIL0003bad", Fault.PROTOCOL),
        (b"HTTP/1.1 400", Fault.PROTOCOL),
        (b"OKAYzzzz", Fault.PROTOCOL),
        (b"", Fault.UNPLUGGED),
    ],
)
def test_what_a_server_says_becomes_a_fault(server: Callable[..., MadeUpServer], listed: bytes, fault: Fault) -> None:
    assert fault_of(server(usual() | {"host:devices-l": listed}).port) is fault


def test_no_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert fault_of(port) is Fault.NO_SERVER


def test_a_server_that_says_nothing_is_left_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, pytest.raises(ReaderFault) as caught:
        connected(listener.getsockname()[1], seconds=0.5)
    assert caught.value.fault is Fault.TIMED_OUT


@pytest.mark.parametrize(
    ("changed", "statuses", "fault"),
    [
        ({"exec": b"FAIL0006closed"}, {Status.REFUSED}, Fault.REFUSED),
        ({"host:transport": [b"OKAY", b"FAIL0006device"]}, {Status.UNPLUGGED}, Fault.UNPLUGGED),
        ({"exec": b"OKAY"}, {Status.TRUNCATED}, None),
        ({"host:devices-l": [counted(PIXEL), counted("")], "exec": b"OKAY"}, {Status.UNPLUGGED}, Fault.UNPLUGGED),
        (
            {"host:devices-l": [counted(PIXEL), counted(PIXEL), counted("")], "exec": b"FAIL0006closed"},
            {Status.UNPLUGGED},
            Fault.UNPLUGGED,
        ),
    ],
)
def test_streams_that_end_early(
    server: Callable[..., MadeUpServer],
    tmp_path: Path,
    changed: dict[str, Any],
    statuses: set[Status],
    fault: Fault | None,
) -> None:
    link = connected(server(usual() | changed).port)
    told, why = answers(link, tmp_path)
    assert (len(told), set(told), why) == (len(TOPICS), statuses, fault)


@pytest.fixture
def debian(tmp_path: Path) -> Iterator[tuple[Callable[..., str], int]]:
    """Debian's adb with a server, a key and a home of its own."""
    program = shutil.which("adb")
    if program is None:
        assert not os.environ.get("CI"), "continuous integration installs adb"
        pytest.skip("adb is not installed")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "ANDROID_ADB_SERVER_PORT": str(port)}

    def adb(*words: str) -> str:
        argv = [program, *words]
        return subprocess.run(argv, env=environment, capture_output=True, text=True, timeout=30, check=False).stdout

    yield adb, port
    adb("kill-server")


def test_the_server_of_debian(debian: tuple[Callable[..., str], int], tmp_path: Path) -> None:
    adb, port = debian
    adb("start-server")
    assert fault_of(port) is Fault.NO_PHONE
    with ExitStack() as stack:
        phone = stack.enter_context(PracticePhone("ordinary", auth={"mode": "accept"}))
        adb("connect", f"127.0.0.1:{phone.port}")
        link = connected(port, seconds=10)
        assert link.model == "Pixel 7"
        assert answers(link, tmp_path) == ([Status.COMPLETE] * len(TOPICS), None)
        assert phone.audit.opens == 1
        assert phone.audit.changes() == []
        stack.close()
        told, fault = answers(link, tmp_path)
        assert (set(told), fault) == ({Status.UNPLUGGED}, Fault.UNPLUGGED)
