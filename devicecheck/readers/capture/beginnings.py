# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said first over TCP, put together from its pieces: a greeting (TLS), a web request, questions (DNS). Pure.

Pieces may come in any order, twice, and cut anywhere (RFC 9293).
"""

from collections.abc import Iterator

from devicecheck.readers.capture import certificate, hello, names
from devicecheck.readers.capture.limits import DNS_LIMIT, FLIGHT_LIMIT, HELLO_LIMIT

CLIENT_HELLO, SERVER_HELLO = hello.CLIENT_HELLO, certificate.SERVER_HELLO
MOST_PIECES = 256
KIND_AT = 5
"""Where the kind of the first handshake message stands, after the head of its record."""
LENGTH = 2
"""Bytes before a DNS message over TCP, which say how long it is."""


class Beginning:
    """The first pieces of a stream, by their place in it. Each kind reads its own names.

    Shape: `whole` once nothing more is waited for; `way` is by what the names are met.
    """

    __slots__ = ("pieces", "start", "whole")

    def __init__(self, start: int, first: bytes) -> None:
        self.start, self.pieces, self.whole = start, {0: first}, False

    def add(self, sequence: int, piece: bytes) -> bool:
        """Take a piece; False for one that is too far away, or one too many: it is none of this beginning."""
        place = (sequence - self.start) & 0xFFFFFFFF
        if place >= self.limit or (place not in self.pieces and len(self.pieces) >= MOST_PIECES):
            return False
        if len(piece) > len(self.pieces.get(place, b"")):
            self.pieces[place] = piece
        return True

    @property
    def limit(self) -> int:
        """Bytes from the start within which a piece belongs to it."""
        return HELLO_LIMIT

    @property
    def way(self) -> str:
        """By what the names are met."""
        raise NotImplementedError

    def names(self) -> tuple[str, ...]:
        """The names in it that were not told before. Errors: IndexError when it is malformed."""
        found = self._read()
        self.whole = found is not None
        return found or ()

    def _read(self) -> tuple[str, ...] | None:
        """The names in it, None while a part is missing. Errors: IndexError when it is malformed."""
        raise NotImplementedError

    def _stream(self) -> bytes:
        if len(self.pieces) == 1:
            return self.pieces[0]
        stream = bytearray()
        for place in sorted(self.pieces):
            if place > len(stream):
                break
            stream[place : place + len(self.pieces[place])] = self.pieces[place]
        return bytes(stream)


class Greeting(Beginning):
    """What a phone says first, or the answer of a server with its certificate."""

    __slots__ = ()

    @property
    def of_server(self) -> bool | None:
        """Whose greeting it is, by the kind of its first message; None while the first piece is too short to tell."""
        first = self.pieces[0]
        stream = first if len(first) > KIND_AT else self._stream()
        return stream[KIND_AT] == SERVER_HELLO if len(stream) > KIND_AT else None

    @property
    def limit(self) -> int:
        """The answer of a server may be longer."""
        return HELLO_LIMIT if self.of_server is False else FLIGHT_LIMIT

    @property
    def way(self) -> str:
        """A certificate says the same as a name that a phone asked for."""
        return "certificate" if self.of_server else "tls"

    def _read(self) -> tuple[str, ...] | None:
        """As above; a greeting that asks for nobody names nobody."""
        stream = self._stream()
        if len(stream) > KIND_AT and stream[KIND_AT] not in {CLIENT_HELLO, SERVER_HELLO}:
            return ()
        message, ended = hello.fragments(stream)
        if self.of_server:
            found = certificate.names(message)
            return () if found is None and ended else found
        if len(message) < 4 or len(message) < hello.length(message):
            return None
        name = hello.server_name(message)
        return (name,) if name else ()


class Request(Beginning):
    """A web request up to the line that names its server."""

    __slots__ = ()
    way = "http"

    def _read(self) -> tuple[str, ...] | None:
        name = names.host(self._stream())
        return None if name is None else (name,) if name else ()


class Questions(Beginning):
    """Questions for addresses over TCP, each after its length (RFC 1035, 4.2.2; RFC 7766)."""

    __slots__ = ("told",)
    way = "dns"
    limit = DNS_LIMIT

    def __init__(self, start: int, first: bytes) -> None:
        super().__init__(start, first)
        self.told = 0

    def names(self) -> tuple[str, ...]:
        """As above: each message by itself, whether or not another follows in part."""
        return tuple(self._asked(self._stream()))

    def _asked(self, stream: bytes) -> Iterator[str]:
        while len(rest := stream[self.told :]) >= LENGTH:
            size = int.from_bytes(rest[:LENGTH], "big")
            message = rest[LENGTH : LENGTH + size]
            if names.no_message(message):
                raise IndexError
            if len(message) < size:
                return
            self.told += LENGTH + size
            if name := names.asked_for(message):
                yield name
        self.whole = not rest
