# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From one internet packet to the names in it. Whatever is cut or malformed is counted, never guessed."""

from collections import Counter, OrderedDict
from collections.abc import Sized
from typing import Any

from devicecheck.readers.capture import certificate, hello, links, names, quic, tunnels
from devicecheck.readers.capture.limits import FLIGHT_LIMIT, HELLO_LIMIT, OPEN_HELLOS
from devicecheck.readers.capture.servers import Servers

TCP, UDP = 6, 17
DNS = 53
DNS_PORT = DNS.to_bytes(2, "big")
HANDSHAKE = 0x16
CLIENT_HELLO, SERVER_HELLO = hello.CLIENT_HELLO, certificate.SERVER_HELLO
EXTENSIONS = frozenset({0, 43, 60, 51, 135})
"""IPv6 headers that may stand before the one that carries data."""
FRAGMENT, SIGNED = 44, 51
SYN_RESET = 6
MOST_EXTENSIONS = 8
VERSION_4, VERSION_6 = 4, 6
MOST_GAPS = 16
MOST_INSIDE = 4
"""Packets inside packets that are followed; no network that people use goes deeper."""

Key = tuple[bytes, bytes]


def _key(data: bytes, start: int, place: int) -> Key:
    """Which connection, and in which direction: addresses and ports."""
    addresses = data[start + 12 : start + 20] if data[start] >> 4 == VERSION_4 else data[start + 8 : start + 40]
    return addresses, data[place : place + 4]


def _extension_size(protocol: int, told: int) -> int:
    """Bytes of a header between, from its own number for it (RFC 8200, RFC 4302)."""
    if protocol == FRAGMENT:
        return 8
    return 4 * (told + 2) if protocol == SIGNED else 8 * (told + 1)


class Greeting:
    """A greeting of which a part is still missing: its pieces by their place in the stream.

    `of_server`: the answer of a server, with its certificate, instead of what a phone says first; None while the first
    piece is too short to tell.
    """

    __slots__ = ("pieces", "start")

    def __init__(self, start: int, first: bytes) -> None:
        self.start, self.pieces = start, {0: first}

    @property
    def of_server(self) -> bool | None:
        """Whose greeting it is, by the kind of its first message."""
        stream = self._stream()
        return stream[5] == SERVER_HELLO if len(stream) > 5 else None

    def add(self, sequence: int, piece: bytes) -> None:
        """Take a later part; one too far away, or one too many, is none of this greeting."""
        place = (sequence - self.start) & 0xFFFFFFFF
        if place < (HELLO_LIMIT if self.of_server is False else FLIGHT_LIMIT) and len(self.pieces) < MOST_GAPS:
            self.pieces.setdefault(place, piece)

    @property
    def names(self) -> tuple[str, ...] | None:
        """The names in it, None while a part is missing. Errors: IndexError when it is malformed."""
        stream = self._stream()
        if len(stream) > 5 and stream[5] not in {CLIENT_HELLO, SERVER_HELLO}:
            return ()
        message, ended = hello.fragments(stream)
        if self.of_server:
            found = certificate.names(message)
            return () if found is None and ended else found
        if len(message) < 4 or len(message) < hello.length(message):
            return None
        name = hello.server_name(message)
        return (name,) if name else ()

    def _stream(self) -> bytes:
        stream = b""
        for place in sorted(self.pieces):
            if place > len(stream):
                break
            stream = stream[:place] + self.pieces[place]
        return stream


class Slicer:
    """Takes packets one after another. `seen` counts what could carry a name, by way; `fragments` parts of packets.

    `tunnels` counts packets that carry others which are sealed, or lie in a form or at a depth that is not opened.
    """

    def __init__(self, servers: Servers) -> None:
        self._servers = servers
        self._greetings: OrderedDict[Key, Greeting] = OrderedDict()
        self._openings: OrderedDict[tuple[Key, bytes], quic.Opening | None] = OrderedDict()
        self.seen: Counter[str] = Counter()
        self.fragments = self.tunnels = self._given_up = self._depth = 0

    def take(self, data: bytes, start: int, at: int) -> None:
        """One internet packet that begins at `start`. Errors: IndexError when it is cut or malformed."""
        version = data[start] >> 4
        if self._servers.addresses and version in {VERSION_4, VERSION_6}:
            self._reached(data, start, at)
        if version == VERSION_4:
            protocol, place = data[start + 9], start + ((data[start] & 15) << 2)
            if (data[start + 6] << 8 | data[start + 7]) & 0x1FFF:
                self.fragments += 1
                return
            total = data[start + 2] << 8 | data[start + 3]
            end = start + total if total else len(data)
            if protocol == SIGNED:
                protocol, place = self._past_extensions(data, protocol, place)
        elif version == VERSION_6:
            protocol, place = data[start + 6], start + 40
            end = place + (data[start + 4] << 8 | data[start + 5]) if data[start + 4] or data[start + 5] else len(data)
            if protocol in EXTENSIONS or protocol == FRAGMENT:
                protocol, place = self._past_extensions(data, protocol, place)
        else:
            raise IndexError
        if protocol == TCP:
            self._tcp(data, start, place, min(end, len(data)), at)
        elif protocol == UDP:
            self._udp(data, start, place, min(end, len(data)), at)
        elif protocol in tunnels.PROTOCOLS:
            self._inside(tunnels.of_protocol(protocol, data, place), data[:end], at)

    def _inside(self, inner: tunnels.Inner | None, data: bytes, at: int) -> None:
        """Take the packet that another carries. Errors: IndexError, ValueError as for any packet."""
        if inner is None:
            return
        if inner == tunnels.CLOSED or self._depth >= MOST_INSIDE:
            self.tunnels += 1
            return
        carried = data[inner[1] :]
        start = links.start(inner[0], carried)
        self._depth += 1
        try:
            if start >= 0:
                self.take(carried, start, at)
        finally:
            self._depth -= 1

    def _reached(self, data: bytes, start: int, at: int) -> None:
        """Listed addresses of a packet's head, wherever it goes on to."""
        size, place = (4, start + 12) if data[start] >> 4 == VERSION_4 else (16, start + 8)
        for address in (data[place : place + size], data[place + size : place + 2 * size]):
            if address in self._servers.addresses:
                self._servers.reached(address, at)

    def _past_extensions(self, data: bytes, protocol: int, place: int) -> tuple[int, int]:
        for _ in range(MOST_EXTENSIONS):
            if protocol == FRAGMENT and (data[place + 2] << 8 | data[place + 3]) & 0xFFF8:
                self.fragments += 1
                return 0, place
            if protocol not in EXTENSIONS and protocol != FRAGMENT:
                break
            size = _extension_size(protocol, data[place + 1])
            protocol, place = data[place], place + size
        return protocol, place

    def _tcp(self, data: bytes, start: int, place: int, end: int, at: int) -> None:
        body = place + (data[place + 12] >> 4 << 2)
        if body >= end:
            return
        first = data[body]
        if first == HANDSHAKE and (body + 1 == end or data[body + 1 : body + 2] == b"\x03"):
            self._greeting(data, start, place, data[body:end], at)
            return
        if self._greetings and data[place + 13] & SYN_RESET == 0:
            self._go_on(data, start, place, data[body:end], at)
        if data[body : body + 4] in names.VERBS:
            name = names.host(data[body:end])
            self.seen["http"] += name is not None
            if name:
                self._servers.met(name, "http", at)
            elif b"\r\n\r\n" not in data[body:end]:
                self._given_up += 1
        elif DNS_PORT in (data[place : place + 2], data[place + 2 : place + 4]) and end - body > 14:
            self._dns(data[body + 2 : end], at)

    def _greeting(self, data: bytes, start: int, place: int, piece: bytes, at: int) -> None:
        if len(piece) > 5 and piece[5] not in {CLIENT_HELLO, SERVER_HELLO}:
            return
        sequence = int.from_bytes(data[place + 4 : place + 8], "big")
        greeting = Greeting(sequence, piece)
        if not self._named(greeting, at):
            self._greetings[_key(data, start, place)] = greeting
            if len(self._greetings) > OPEN_HELLOS:
                self._greetings.popitem(last=False)
                self._given_up += 1

    def _go_on(self, data: bytes, start: int, place: int, piece: bytes, at: int) -> None:
        key = _key(data, start, place)
        greeting = self._greetings.get(key)
        if greeting is not None:
            greeting.add(int.from_bytes(data[place + 4 : place + 8], "big"), piece)
            if self._named(greeting, at):
                del self._greetings[key]

    def _named(self, greeting: Greeting, at: int) -> bool:
        found = greeting.names
        if found is None:
            return False
        way = "certificate" if greeting.of_server else "tls"
        if found or greeting.of_server is False:
            self.seen[way] += 1
        for name in found:
            self._servers.met(name, way, at)
        return True

    def _udp(self, data: bytes, start: int, place: int, end: int, at: int) -> None:
        source, target = data[place] << 8 | data[place + 1], data[place + 2] << 8 | data[place + 3]
        if DNS in {source, target}:
            self._dns(data[place + 8 : end], at)
        elif (inner := tunnels.of_datagram(source, target, data, place + 8, end)) is not None:
            self._inside(inner, data[:end], at)
        elif end > place + 8 and data[place + 8] >= quic.LONG_HEADER:
            packet = quic.initial(data[:end], place + 8)
            if packet is not None:
                self._quic(data[:end], start, place, packet, at)

    def _dns(self, message: bytes, at: int) -> None:
        name = names.asked_for(message)
        self.seen["dns"] += name is not None
        if name:
            self._servers.met(name, "dns", at)

    def _quic(self, data: bytes, start: int, place: int, packet: quic.Initial, at: int) -> None:
        key = _key(data, start, place), packet.connection
        if key not in self._openings:
            self._openings[key] = quic.opening(packet)
            if len(self._openings) > OPEN_HELLOS:
                self._given_up += self._openings.popitem(last=False)[1] is not None
        opening = self._openings[key]
        if opening is None or not quic.add(opening, data, place + 8, packet):
            return
        message = opening.message()
        if message is not None:
            self._openings[key] = None
            self.seen["quic"] += 1
            name = hello.server_name(message)
            if name:
                self._servers.met(name, "quic", at)

    @property
    def told(self) -> dict[str, Any]:
        """What is known of everything that was taken, but for the servers that were met."""
        counted = {"fragments": self.fragments, "tunnels": self.tunnels, "unfinished": self.unfinished}
        return counted | {"seen": dict(sorted(self.seen.items()))}

    @property
    def waited_for(self) -> Sized:
        """The connections with a greeting of which a part is still missing. Changes as packets are taken."""
        return self._greetings

    @property
    def unfinished(self) -> int:
        """Greetings of which a part never came: their names are not known."""
        waiting = len(self._greetings) + sum(opening is not None for opening in self._openings.values())
        return waiting + self._given_up
