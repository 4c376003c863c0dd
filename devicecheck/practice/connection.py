# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One client's connection to the practice phone: greeting, authentication, and the traffic of its streams."""

import os
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass

from devicecheck.practice import wire_packets
from devicecheck.practice.audit import Audit
from devicecheck.practice.authentication import Authorisation, PublicKey, parse_public_key
from devicecheck.practice.faults import FaultPlan, FaultyWriter, LinkClosedError
from devicecheck.practice.streams import Stream
from devicecheck.practice.wire_packets import Command, Header

Service = Callable[[Stream], None]
AUTH_TOKEN, AUTH_SIGNATURE, AUTH_PUBLIC_KEY = 1, 2, 3
TOKEN_BYTES = 20
FIRST_MAX_PAYLOAD = 4096
SERVICE_TEXT_KEPT = 2000


@dataclass
class Phone:
    """What a connection needs to know about the phone it leads to."""

    banner: bytes
    version: int
    max_payload: int
    audit: Audit
    authorisation: Authorisation
    plan: FaultPlan
    service: Callable[[str], Service | None]


class Link:
    """The socket of one client."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._reader = connected.makefile("rb")
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def read(self, length: int) -> bytes:
        """Read exactly so many bytes.

        Errors: LinkClosedError when the client has gone.
        """
        # adb-shell sends header and payload apart, without TCP_NODELAY: each would wait 40 ms for a delayed ack.
        if hasattr(socket, "TCP_QUICKACK"):
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        data = self._reader.read(length)
        if len(data) < length:
            raise LinkClosedError
        return data

    def send(self, data: bytes) -> None:
        """Send all of it.

        Errors: LinkClosedError when the client has gone.
        """
        try:
            self._socket.sendall(data)
        except OSError as error:
            raise LinkClosedError from error

    def unplug(self) -> None:
        """Cut both directions; the thread that reads then ends and closes."""
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # gone already

    def close(self) -> None:
        """Give the socket back."""
        self._reader.close()
        self._socket.close()


class Connection(threading.Thread):
    """Reads packets until the client goes; each opened service runs in a thread of its own."""

    def __init__(self, phone: Phone, link: Link) -> None:
        super().__init__(daemon=True)
        self.phone = phone
        self.link = link
        self._writer = FaultyWriter(phone.plan, link.send)
        self._streams: dict[int, Stream] = {}
        self._last_id = 0
        self._version = wire_packets.FIRST_VERSION
        self._max_payload = FIRST_MAX_PAYLOAD
        self._online = False
        self._token = b""

    def run(self) -> None:
        """Serve the client until it goes or misbehaves."""
        try:
            if "stale" in self.phone.plan.faults:
                self.link.send(bytes.fromhex(self.phone.plan.faults["stale"]))
            while True:
                header = wire_packets.decode_header(self.link.read(wire_packets.HEADER.size))
                payload = self.link.read(header.length)
                if header.checksum not in (0, wire_packets.checksum(payload)):
                    raise wire_packets.BadPacketError("checksum")
                self._obey(header, payload)
        except wire_packets.BadPacketError as error:
            self.phone.audit.record("bad_packet", reason=str(error))
        except (LinkClosedError, OSError):
            self.phone.audit.record("disconnect")
        finally:
            self._abandon_streams()
            self.link.unplug()
            self.link.close()

    def _send(self, command: Command, arg0: int, arg1: int, payload: bytes = b"") -> None:
        greeting = command in (Command.CNXN, Command.AUTH)
        summed = greeting or self._version < wire_packets.VERSION_WITHOUT_CHECKSUMS
        try:
            self._writer.packet(wire_packets.header_for(command, arg0, arg1, payload, summed=summed), payload)
        except LinkClosedError:
            self.link.unplug()
            raise

    def _obey(self, header: Header, payload: bytes) -> None:
        match header.command:
            case Command.CNXN:
                self._greet(header, payload)
            case Command.AUTH if header.arg0 == AUTH_SIGNATURE:
                self._check_signature(payload)
            case Command.AUTH if header.arg0 == AUTH_PUBLIC_KEY:
                self._prompt(payload)
            case Command.OPEN if self._online:
                self._open(header.arg0, payload)
            case _:
                self._stream_traffic(header, payload)

    def _stream_traffic(self, header: Header, payload: bytes) -> None:
        stream = self._streams.get(header.arg1)
        if stream is None:
            return
        if header.command == Command.OKAY:
            stream.acknowledged()
        elif header.command == Command.WRTE:
            stream.feed(payload)
        elif header.command == Command.CLSE:
            del self._streams[header.arg1]
            stream.abandon()
            self._send(Command.CLSE, stream.local_id, stream.remote_id)

    def _abandon_streams(self) -> None:
        for stream in list(self._streams.values()):
            stream.abandon()
        self._streams.clear()

    def _greet(self, header: Header, payload: bytes) -> None:
        self._abandon_streams()
        self._online = False
        self._version = min(header.arg0, self.phone.version)
        self._max_payload = min(header.arg1, self.phone.max_payload)
        self.phone.audit.record("connect", banner=payload.decode("utf-8", "replace"))
        if self.phone.plan.faults.get("stls"):
            self._send(Command.STLS, wire_packets.FIRST_VERSION, 0)
        elif self.phone.authorisation.mode == "open":
            self._go_online()
        elif self.phone.authorisation.mode != "silent":
            self._challenge()

    def _challenge(self) -> None:
        self._token = os.urandom(TOKEN_BYTES)
        self._send(Command.AUTH, AUTH_TOKEN, 0, self._token)

    def _go_online(self) -> None:
        self._online = True
        self.phone.audit.record("online")
        self._send(Command.CNXN, self.phone.version, self.phone.max_payload, self.phone.banner)

    def _check_signature(self, signature: bytes) -> None:
        if self.phone.authorisation.signer_of(self._token, signature):
            self.phone.audit.record("auth_known_key")
            self._go_online()
        else:
            self._challenge()

    def _prompt(self, payload: bytes) -> None:
        try:
            key = parse_public_key(payload)
        except ValueError as error:
            raise wire_packets.BadPacketError(str(error)) from error
        self.phone.audit.record("auth_prompt", fingerprint=key.fingerprint, comment=key.comment)
        threading.Thread(target=self._answer_prompt, args=(key,), daemon=True).start()

    def _answer_prompt(self, key: PublicKey) -> None:
        authorisation = self.phone.authorisation
        self.phone.plan.stopped.wait(authorisation.delay)
        if authorisation.mode == "accept":
            authorisation.trusted.append(key)
            self._quietly(self._go_online)
        elif authorisation.mode == "decline":
            self.phone.audit.record("auth_declined")  # the phone tells the client nothing at all

    def _open(self, remote_id: int, payload: bytes) -> None:
        name = payload.rstrip(b"\0").decode("utf-8", "surrogateescape")
        self.phone.audit.record("open", service=name[:SERVICE_TEXT_KEPT])
        if self.phone.plan.fits_service("close_on_open", name):
            raise LinkClosedError
        if self.phone.plan.fits_service("stall_open", name):
            return
        service = None if self.phone.plan.fits_service("refuse_open", name) else self.phone.service(name)
        if service is None:
            self._send(Command.CLSE, 0, remote_id)
            return
        self._last_id += 1
        stream = Stream(self._last_id, remote_id, self._send, self._max_payload)
        self._streams[stream.local_id] = stream
        self._send(Command.OKAY, stream.local_id, remote_id)
        threading.Thread(target=self._serve, args=(service, stream), daemon=True).start()

    def _serve(self, service: Service, stream: Stream) -> None:
        def serve_and_close() -> None:
            service(stream)
            stream.close()

        self._quietly(serve_and_close)
        self._streams.pop(stream.local_id, None)

    def _quietly(self, action: Callable[[], None]) -> None:
        try:
            action()
        except LinkClosedError:
            self.phone.audit.record("client_gone")
