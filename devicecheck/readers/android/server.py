# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A phone through an adb server that is already running. We never start one, and never stop one."""

import time
from collections.abc import Callable, Generator
from contextlib import closing

from devicecheck.readers.android.faults import DeadlinePassed, ReaderFault, StreamRefused
from devicecheck.readers.android.server_devices import WAITS_FOR_PERSON, ServerDevice, ServerState, choose, devices
from devicecheck.readers.android.tcp import PatientTcp
from devicecheck.readers.android.transport import reach, read_exactly, read_some, write_all
from devicecheck.readers.android.watch import Watch
from devicecheck.readers.wire import Fault, LiveState

ANSWER_LIMIT = 10.0
"""Seconds that a server on this computer may take for its own answers."""
LOOK_AGAIN = 0.5
READ_SIZE = 256 << 10
PAYLOAD_LIMIT = 60_000
"""Bytes of a service name: the server counts them in four hexadecimal digits, and does not say what its phone takes."""
OLD_PAYLOAD_LIMIT = 4_000


class ServerLink:
    """See link.Link. Each stream is a connection of its own to the server."""

    def __init__(self, host: str, port: int, serial: str | None, tell: Callable[[LiveState], None]) -> None:
        self.model = ""
        self.serial = serial or ""
        self.features: frozenset[str] = frozenset()
        self.payload_limit = OLD_PAYLOAD_LIMIT
        self._host, self._port, self._wanted, self._tell = host, port, serial, tell

    def connect(self, watch: Watch) -> None:
        """Errors: ReaderFault(NOT_AUTHORISED) when nobody allowed it in time: only the server can ask again."""
        try:
            device = self._chosen(watch.shorter(ANSWER_LIMIT, None))
        except DeadlinePassed:
            raise ReaderFault(Fault.TIMED_OUT) from None
        self._tell(LiveState.CONNECTING)
        told = False
        try:
            while device.state is not ServerState.DEVICE:
                if device.state in WAITS_FOR_PERSON and not told:
                    told = True
                    self._tell(LiveState.WAITING_FOR_ALLOW)
                _pause(LOOK_AGAIN, watch)
                device = self._chosen(watch)
        except DeadlinePassed:
            waiting = device.state in WAITS_FOR_PERSON
            raise ReaderFault(Fault.NOT_AUTHORISED if waiting else Fault.TIMED_OUT) from None
        self.serial, self.model = device.serial, device.model
        self.features = frozenset(self._query("host:features", watch, transport=True).split(","))
        self.payload_limit = PAYLOAD_LIMIT if "shell_v2" in self.features else OLD_PAYLOAD_LIMIT

    def open_stream(self, service: bytes, watch: Watch) -> Generator[bytes, None, None]:
        """See link.Link."""
        server = self._connected(watch)
        try:
            self._to_phone(server, watch)
            if failure := _request(server, service, watch):
                self._look_twice(watch)
                raise StreamRefused(failure)
        except BaseException:
            server.close()
            raise
        return _received(server, watch)

    def still_there(self, watch: Watch) -> None:
        """Ask the server, because the end of a stream looks the same whether its command or its phone has gone."""
        try:
            state = self._chosen(watch.shorter(ANSWER_LIMIT, None)).state
        except ReaderFault:
            state = ServerState.OFFLINE
        if state is not ServerState.DEVICE:
            raise ReaderFault(Fault.UNPLUGGED)

    def _look_twice(self, watch: Watch) -> None:
        """A server says no for a phone that has just gone, a moment before it takes the phone off its list."""
        self.still_there(watch)
        _pause(LOOK_AGAIN, watch)
        self.still_there(watch)

    def close(self) -> None:
        """Nothing is held between streams."""

    def _chosen(self, watch: Watch) -> ServerDevice:
        return choose(devices(self._query("host:devices-l", watch)), self.serial or self._wanted)

    def _query(self, question: str, watch: Watch, *, transport: bool = False) -> str:
        """The server's answer to one of its own services."""
        with closing(self._connected(watch)) as server:
            if transport:
                self._to_phone(server, watch)
            if _request(server, question.encode(), watch):
                raise ReaderFault(Fault.PROTOCOL, {"what": "server"})
            return _counted(server, watch)

    def _connected(self, watch: Watch) -> PatientTcp:
        server = PatientTcp(self._host, self._port, Fault.NO_SERVER)
        reach(server, watch)
        return server

    def _to_phone(self, server: PatientTcp, watch: Watch) -> None:
        if failure := _request(server, b"host:transport:" + self.serial.encode(), watch):
            raise ReaderFault(Fault.NOT_AUTHORISED if "unauthorized" in failure else Fault.UNPLUGGED)


def _request(server: PatientTcp, service: bytes, watch: Watch) -> str:
    """Ask for a service; the server's reason when it says no, else nothing."""
    write_all(server, b"%04x" % len(service) + service, watch)
    answer = read_exactly(server, 4, watch)
    if answer == b"OKAY":
        return ""
    if answer != b"FAIL":
        raise ReaderFault(Fault.PROTOCOL, {"what": "server"})
    return _counted(server, watch) or "FAIL"


def _counted(server: PatientTcp, watch: Watch) -> str:
    """A text with its length, in four hexadecimal digits, before it."""
    try:
        size = int(read_exactly(server, 4, watch), 16)
    except ValueError as error:
        raise ReaderFault(Fault.PROTOCOL, {"what": "server"}) from error
    return read_exactly(server, size, watch).decode("utf-8", "replace")


def _received(server: PatientTcp, watch: Watch) -> Generator[bytes, None, None]:
    with closing(server):
        while True:
            try:
                data = read_some(server, READ_SIZE, watch)
            except ReaderFault:
                return  # the end of the stream; still_there tells why
            yield data


def _pause(seconds: float, watch: Watch) -> None:
    """Wait, but no longer than the watch allows."""
    pause = watch.shorter(seconds, None)
    try:
        while True:
            pause.check()
            time.sleep(pause.slice())
    except DeadlinePassed:
        watch.check()
