# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From one internet packet to the names in it. Whatever is cut or malformed is counted, never guessed."""

from collections import Counter, OrderedDict
from collections.abc import Collection
from typing import Any

from devicecheck.readers.capture import hello, links, names, quic, tunnels
from devicecheck.readers.capture.beginnings import CLIENT_HELLO, SERVER_HELLO, Beginning, Greeting, Questions, Request
from devicecheck.readers.capture.limits import OPEN_HELLOS
from devicecheck.readers.capture.servers import Servers

TCP, UDP = 6, 17
DNS, HTTPS = 53, 443
DNS_PORT = DNS.to_bytes(2, "big")
HANDSHAKE, MAJOR_VERSION = 0x16, 3
EXTENSIONS = frozenset({0, 43, 60, 51, 135})
"""IPv6 headers that may stand before the one that carries data."""
FRAGMENT, SIGNED = 44, 51
SYN_RESET = 6
MANY_AT_ONCE = frozenset({"dns", "http"})
"""Ways of naming that may name several servers in a row; a certificate is one, whatever stands in it."""
MOST_EXTENSIONS = 8
VERSION_4, VERSION_6 = 4, 6
MOST_INSIDE = 4
"""Packets inside packets that are followed; no network that people use goes deeper."""

Key = tuple[bytes, bytes]


def _key(data: bytes, start: int, place: int) -> Key:
    """Which connection, and in which direction: addresses and ports."""
    addresses = data[start + 12 : start + 20] if data[start] >> 4 == VERSION_4 else data[start + 8 : start + 40]
    return addresses, data[place : place + 4]


def _sequence(data: bytes, place: int) -> int:
    """Where the data of a segment belongs; a SYN takes a place of its own (RFC 7413)."""
    return int.from_bytes(data[place + 4 : place + 8], "big") + (data[place + 13] >> 1 & 1)


def _ends(key: Key) -> frozenset[bytes]:
    """Both ends of a connection, whichever of them speaks."""
    addresses, ports = key
    half = len(addresses) // 2
    return frozenset({addresses[:half] + ports[:2], addresses[half:] + ports[2:]})


def _kind(data: bytes, place: int, body: int, end: int) -> type[Beginning] | None:
    """What begins with the data from `body` to `end`, if anything that may name a server does."""
    if data[body] == HANDSHAKE and (body + 1 == end or data[body + 1] == MAJOR_VERSION):
        known = end < body + 6 or data[body + 5] in {CLIENT_HELLO, SERVER_HELLO}
        return Greeting if known else None
    if data[body : body + 4] in names.VERBS:
        return Request
    asks = DNS_PORT in (data[place : place + 2], data[place + 2 : place + 4])
    return Questions if asks and end - body > 1 else None


def _extension_size(protocol: int, told: int) -> int:
    """Bytes of a header between, from its own number for it (RFC 8200, RFC 4302)."""
    if protocol == FRAGMENT:
        return 8
    return 4 * (told + 2) if protocol == SIGNED else 8 * (told + 1)


class Slicer:
    """Takes packets one after another. `seen` counts what could carry a name, by way; `fragments` parts of packets.

    `tunnels` counts packets that carry others which are sealed, or lie in a form or at a depth that is not opened.
    """

    def __init__(self, servers: Servers) -> None:
        self._servers = servers
        self._begun: OrderedDict[Key, Beginning] = OrderedDict()
        self._openings: OrderedDict[tuple[Key, bytes], quic.Opening | None] = OrderedDict()
        self._opened: OrderedDict[frozenset[bytes], bool] = OrderedDict()
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
        if body >= end or (self._begun and self._go_on(data, start, place, data[body:end], at)):
            return
        kind = _kind(data, place, body, end)
        if kind is not None:
            self._begin(kind(_sequence(data, place), data[body:end]), _key(data, start, place), at)

    def _begin(self, begun: Beginning, key: Key, at: int) -> None:
        if not self._named(begun, at):
            self._begun[key] = begun
            if len(self._begun) > OPEN_HELLOS:
                self._begun.popitem(last=False)
                self._given_up += 1

    def _go_on(self, data: bytes, start: int, place: int, piece: bytes, at: int) -> bool:
        """Take a piece of what is waited for; whether it was one. Errors: IndexError when the whole is malformed."""
        if data[place + 13] & SYN_RESET:
            return False
        key = _key(data, start, place)
        begun = self._begun.get(key)
        if begun is None or not begun.add(_sequence(data, place), piece):
            return False
        del self._begun[key]
        if not self._named(begun, at):
            self._begun[key] = begun
        return True

    def _named(self, begun: Beginning, at: int) -> bool:
        found = begun.names()
        if begun.whole or found:
            named = begun.whole if begun.way == "tls" else bool(found)
            self.seen[begun.way] += len(found) if begun.way in MANY_AT_ONCE else named
        for name in found:
            self._servers.met(name, begun.way, at)
        return begun.whole

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
            elif HTTPS in {source, target} and quic.foreign(data, place + 8):
                self._met_quic(_key(data, start, place), opened=False)

    def _dns(self, message: bytes, at: int) -> None:
        name = names.asked_for(message)
        self.seen["dns"] += name is not None
        if name:
            self._servers.met(name, "dns", at)

    def _quic(self, data: bytes, start: int, place: int, packet: quic.Initial, at: int) -> None:
        key = _key(data, start, place), packet.connection
        if key not in self._openings:
            opening = quic.opening(packet)
            if not quic.add(opening, data, place + 8, packet):
                self._met_quic(key[0], opened=False)
                return
            self._openings[key] = opening
            self._met_quic(key[0], opened=True)
            if len(self._openings) > OPEN_HELLOS:
                self._given_up += self._openings.popitem(last=False)[1] is not None
        elif (known := self._openings[key]) is None or not quic.add(known, data, place + 8, packet):
            return
        else:
            opening = known
        message = opening.message()
        if message is not None:
            self._openings[key] = None
            self.seen["quic"] += 1
            name = hello.server_name(message)
            if name:
                self._servers.met(name, "quic", at)

    def _met_quic(self, key: Key, *, opened: bool) -> None:
        """Note a connection. Only the phone's first packets open; the others count where none of those was met."""
        ends = _ends(key)
        self._opened[ends] = opened or self._opened.get(ends, False)
        if len(self._opened) > OPEN_HELLOS:
            self._given_up += not self._opened.popitem(last=False)[1]

    @property
    def told(self) -> dict[str, Any]:
        """What is known of everything that was taken, but for the servers that were met."""
        counted = {"fragments": self.fragments, "tunnels": self.tunnels, "unfinished": self.unfinished}
        return counted | {"seen": dict(sorted(self.seen.items()))}

    @property
    def waited_for(self) -> Collection[Key]:
        """The connections of whose beginning a part is still missing. Changes as packets are taken."""
        return self._begun

    @property
    def unfinished(self) -> int:
        """Beginnings of which a part never came: their names are not known."""
        waiting = len(self._begun) + sum(opening is not None for opening in self._openings.values())
        waiting += sum(not opened for opened in self._opened.values())
        return waiting + self._given_up


class Again(Slicer):
    """Takes the same packets once more, for pieces that came before the first one of what they belong to."""

    def __init__(self, before: Slicer) -> None:
        super().__init__(before._servers)
        self._begun, self.seen = before._begun, before.seen

    def _reached(self, data: bytes, start: int, at: int) -> None:
        """Met before."""

    def _begin(self, begun: Beginning, key: Key, at: int) -> None:
        """Begun before."""

    def _dns(self, message: bytes, at: int) -> None:
        """Read before."""

    def _quic(self, data: bytes, start: int, place: int, packet: quic.Initial, at: int) -> None:
        """Read before, in any order."""
