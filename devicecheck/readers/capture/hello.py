# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's name in the greeting that opens an encrypted connection (TLS ClientHello, RFC 8446 and RFC 6066)."""

SERVER_NAME = 0
CLIENT_HELLO = 1


def length(message: bytes | bytearray) -> int:
    """Bytes of the whole handshake message, its own four first bytes included. Needs the first four."""
    return 4 + (message[1] << 16 | message[2] << 8 | message[3])


def server_name(message: bytes) -> str | None:
    """The name that it asks for; None when it names none. Errors: IndexError when it is cut or malformed."""
    place = 38
    place += 1 + message[place]
    place += 2 + (message[place] << 8 | message[place + 1])
    place += 1 + message[place]
    end = place + 2 + (message[place] << 8 | message[place + 1])
    place += 2
    if end > len(message):
        raise IndexError
    while place + 4 <= end:
        kind, size = message[place] << 8 | message[place + 1], message[place + 2] << 8 | message[place + 3]
        if kind == SERVER_NAME:
            named = message[place + 7] << 8 | message[place + 8]
            return message[place + 9 : min(place + 9 + named, place + 4 + size, end)].decode("latin-1")
        place += 4 + size
    return None


def fragments(stream: bytes | bytearray) -> tuple[bytes, bool]:
    """The handshake bytes inside the first records of a stream, and whether a record of another kind ended them."""
    out, place = bytearray(), 0
    while place + 5 <= len(stream) and stream[place] == 0x16:
        size = stream[place + 3] << 8 | stream[place + 4]
        out += stream[place + 5 : place + 5 + size]
        place += 5 + size
    return bytes(out), place < len(stream) and stream[place] != 0x16
