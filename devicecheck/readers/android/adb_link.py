# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our own ADB connection over USB or TCP: greeting, permission of the person at the phone, streams."""

import re
from collections.abc import Callable, Generator
from contextlib import suppress
from pathlib import Path

from adb_shell.auth.sign_cryptography import CryptographySigner
from adb_shell.constants import (
    AUTH,
    AUTH_RSAPUBLICKEY,
    AUTH_SIGNATURE,
    AUTH_TOKEN,
    CLSE,
    CNXN,
    MAX_ADB_DATA,
    OKAY,
    OPEN,
    WRTE,
)

from devicecheck.readers.android import adb_key
from devicecheck.readers.android.adb_packets import VERSION, Packet, PacketLine
from devicecheck.readers.android.faults import DeadlinePassed, ReaderFault, Silent, Stopped, StreamRefused
from devicecheck.readers.android.transport import Transport, reach
from devicecheck.readers.android.watch import Watch
from devicecheck.readers.wire import Fault, LiveState

BANNER = b"host::features=shell_v2,cmd\0"
"""What every adb says of itself; adb-shell would send the name of this computer."""
GREETING_LIMIT = 20.0
"""Seconds within which a phone answers a greeting; waiting for a person comes after that."""
GOODBYE_LIMIT = 0.5
SMALLEST_PAYLOAD = 1024


class AdbLink:
    """The phone at the other end of a transport, which `find` looks for. See link.Link."""

    def __init__(self, find: Callable[[], Transport], folder: Path, tell: Callable[[LiveState], None]) -> None:
        self.model = ""
        self.serial = ""
        self.features: frozenset[str] = frozenset()
        self.payload_limit = SMALLEST_PAYLOAD
        self._find, self._folder, self._tell = find, folder, tell
        self._transport: Transport | None = None
        self._last_id = 0
        self._key: CryptographySigner | None = None

    def connect(self, watch: Watch) -> None:
        """Errors: ReaderFault(DECLINED) when nobody allowed it in time; on the wire a No looks the same."""
        waiting = watch.shorter(watch.left, GREETING_LIMIT)
        signed = asked = False
        self._transport = transport = self._find()
        self._line, self.serial = PacketLine(transport), transport.serial
        self._tell(LiveState.CONNECTING)
        try:
            reach(transport, watch)
            waiting.alive()
            self._line.send(CNXN, VERSION, MAX_ADB_DATA, BANNER, waiting)
            while (packet := self._line.receive(waiting)).command != CNXN:
                if packet.command != AUTH or packet.arg0 != AUTH_TOKEN or asked:
                    continue
                asked, signed = signed, True
                if asked:
                    waiting.idle = None
                self._answer_token(packet.data, waiting, show_key=asked)
        except (DeadlinePassed, Silent):
            raise ReaderFault(Fault.DECLINED if asked else Fault.TIMED_OUT) from None
        self._greeted(packet)

    def _answer_token(self, token: bytes, watch: Watch, *, show_key: bool) -> None:
        """Sign it; if that was not enough, show the key, so that the phone asks the person."""
        try:
            self._key = self._key or adb_key.signer(self._folder)  # to load one takes longer than to make it
            answer = self._key.GetPublicKey() + b"\0" if show_key else self._key.Sign(token)
        except ValueError as error:
            raise ReaderFault(Fault.PROTOCOL, {"what": "token"}) from error
        if show_key:
            self._tell(LiveState.WAITING_FOR_ALLOW)
        self._line.send(AUTH, AUTH_RSAPUBLICKEY if show_key else AUTH_SIGNATURE, 0, answer, watch)

    def _greeted(self, packet: Packet) -> None:
        banner = packet.data.decode("utf-8", "replace").rstrip("\0")
        told = dict(re.findall(r"([\w.]+)=([^;]*)", banner))
        self.model = "".join(letter for letter in told.get("ro.product.model", "") if letter.isprintable())[:100]
        self.features = frozenset(told.get("features", "").split(","))
        self._line.summed = packet.arg0 < VERSION
        self.payload_limit = min(max(packet.arg1, SMALLEST_PAYLOAD), MAX_ADB_DATA)

    def open_stream(self, service: bytes, watch: Watch) -> Generator[bytes, None, None]:
        """See link.Link."""
        self._last_id += 1
        local = self._last_id
        self._line.send(OPEN, local, 0, service + b"\0", watch)
        while (packet := self._of_stream(local, watch)).command not in (OKAY, CLSE):
            continue
        if packet.command == CLSE or not packet.arg0:
            raise StreamRefused
        return self._received(local, packet.arg0, watch)

    def _received(self, local: int, remote: int, watch: Watch) -> Generator[bytes, None, None]:
        ended = False
        try:
            while not ended:
                packet = self._of_stream(local, watch)
                if packet.command == WRTE and packet.arg0 == remote:
                    self._line.send(OKAY, local, remote, b"", watch)
                    yield packet.data
                ended = packet.command == CLSE and packet.arg0 in (0, remote)
        finally:
            self._leave(local, remote)

    def _of_stream(self, local: int, watch: Watch) -> Packet:
        """The next packet of this stream; late ones of earlier streams are dropped."""
        while True:
            packet = self._line.receive(watch)
            if packet.command == CNXN:
                raise ReaderFault(Fault.UNPLUGGED)
            if packet.arg1 == local and packet.command in (OKAY, WRTE, CLSE):
                return packet

    def _leave(self, local: int, remote: int) -> None:
        """Close our side, so that what runs on the phone ends."""
        with suppress(ReaderFault, DeadlinePassed, Silent, Stopped):
            self._line.send(CLSE, local, remote, b"", Watch(GOODBYE_LIMIT))

    def still_there(self, watch: Watch) -> None:
        """A lost phone is noticed by the packets themselves."""

    def close(self) -> None:
        """Let go of the phone."""
        if self._transport is not None:
            self._transport.close()
