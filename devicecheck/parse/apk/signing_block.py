# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The APK signing block: schemes v2, v3 and v3.1, which stand between the entries and the directory of the archive.

Source: Android's "APK Signature Scheme v2", "v3" and "v3.1".
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from devicecheck.errors import ParseError
from devicecheck.parse.apk.file_parts import FileParts

MAGIC = b"APK Sig Block 42"
FOOTER_SIZE = 24
LARGEST_BLOCK = 1 << 20
USUAL_BLOCK = 3 * 4096
PLAY_MARK = 0x2146444E
"""What Google's store adds to each file that it hands out, since 2018. Source: public tools that read it (apkverifier,
apkcli); they call it "frosting". That it is there is not proven here; that it is not there needs no proof.
"""
SCHEMES = {0x1B93AD61: "v3.1", 0xF05368C0: "v3", 0x7109871A: "v2"}
PROOF_OF_ROTATION = 0x3BA06F8C
MOST_SIGNERS = 10
MOST_PAST = 100


@dataclass(frozen=True, slots=True)
class SchemeSigners:
    """What one scheme says. Shape: certificates are DER; `past` is the whole lineage, the current one included."""

    scheme: str
    current: tuple[bytes, ...]
    past: tuple[bytes, ...]


def signers(parts: FileParts, directory_offset: int) -> tuple[tuple[SchemeSigners, ...], bool]:
    """The signers of every scheme in the block, newest scheme first, and whether the store's mark is there.

    Shape: () when there is no block. Errors: ParseError; MissingBytesError.
    """
    found = _whole(_pairs(_block(parts, directory_offset)))
    schemes = (each for number, name in SCHEMES.items() for each in _said(name, [v for n, v in found if n == number]))
    return tuple(schemes), any(number == PLAY_MARK for number, _ in found)


def _said(scheme: str, values: list[bytes]) -> Iterator[SchemeSigners]:
    """What each pair of one scheme says. A phone proves the first alone; a further one is there to mislead."""
    if values:
        yield _scheme(scheme, values[0])
    for value in values[1:MOST_SIGNERS]:
        with suppress(ParseError):
            yield _scheme(scheme, value)


def _block(parts: FileParts, end: int) -> bytes:
    """The pairs of the block that ends where the directory begins."""
    if end < FOOTER_SIZE + 8:
        return b""
    size, magic = struct.unpack("<Q16s", parts.read(end - FOOTER_SIZE, FOOTER_SIZE, USUAL_BLOCK))
    if magic != MAGIC:
        return b""
    if not FOOTER_SIZE <= size <= LARGEST_BLOCK or size + 8 > end:
        raise ParseError("bad-signing-block")
    block = parts.read(end - size - 8, size + 8)
    if struct.unpack_from("<Q", block)[0] != size:
        raise ParseError("bad-signing-block")
    return block[8:-FOOTER_SIZE]


def _whole(pairs: Iterator[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
    """The pairs up to what is no pair. A phone takes the first of a kind and does not look at what stands behind it.

    Errors: ParseError when not one is whole.
    """
    found: list[tuple[int, bytes]] = []
    try:
        found.extend(pairs)
    except ParseError:
        if not found:
            raise
    return found


def _pairs(block: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place < len(block):
        if place + 12 > len(block):
            raise ParseError("bad-signing-block")
        length, number = struct.unpack_from("<QI", block, place)
        if length < 4 or place + 8 + length > len(block):
            raise ParseError("bad-signing-block")
        if number in SCHEMES or number == PLAY_MARK:
            yield number, block[place + 12 : place + 8 + length]
        place += 8 + length


def _scheme(scheme: str, value: bytes) -> SchemeSigners:
    current: dict[bytes, None] = {}
    past: dict[bytes, None] = {}
    for signer in _sequence(_sized(value, 0)[0], MOST_SIGNERS):
        signed, _ = _sized(signer, 0)
        _, place = _sized(signed, 0)
        certificates, place = _sized(signed, place)
        current.setdefault(_sized(certificates, 0)[0])
        if scheme != "v2":
            attributes, _ = _sized(signed, place + 8)
            past.update(dict.fromkeys(_lineage(attributes)))
    if not current:
        raise ParseError("no-signer")
    return SchemeSigners(scheme, tuple(current), tuple(past))


def _lineage(attributes: bytes) -> Iterator[bytes]:
    """All certificates of the maker, oldest first, from the attribute that proves their rotation."""
    for attribute in _sequence(attributes, MOST_PAST):
        if len(attribute) >= 8 and struct.unpack_from("<I", attribute)[0] == PROOF_OF_ROTATION:
            for node in _sequence(attribute[8:], MOST_PAST):
                signed, _ = _sized(node, 0)
                yield _sized(signed, 0)[0]


def _sized(data: bytes, place: int) -> tuple[bytes, int]:
    """The value after its length, and where the next one begins."""
    if place + 4 > len(data):
        raise ParseError("bad-signing-block")
    end = place + 4 + struct.unpack_from("<I", data, place)[0]
    if end > len(data):
        raise ParseError("bad-signing-block")
    return data[place + 4 : end], end


def _sequence(data: bytes, most: int) -> Iterator[bytes]:
    place = 0
    for _ in range(most):
        if place >= len(data):
            return
        value, place = _sized(data, place)
        yield value
    if place < len(data):
        raise ParseError("too-many-parts")
