# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The signing certificates in an APK from as few of its bytes as possible, without I/O of its own.

Give what is known of the file; get the certificates, or the byte ranges to fetch before asking again. A file with a
signature of scheme v2 or later takes its last 4 KiB and about 12 KiB more, one of scheme v1 two further steps.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from devicecheck.errors import ParseError
from devicecheck.parse.apk import pkcs7, signing_block, zip_directory
from devicecheck.parse.apk.file_parts import ByteRange, FileParts, MissingBytesError
from devicecheck.parse.apk.zip_directory import Directory, Entry

SIGNATURE_FILE = re.compile(rb"META-INF/[^/]{1,200}\.(?:RSA|DSA|EC)", re.IGNORECASE)
MOST_SIGNATURE_FILES = 10
SMALLEST_ARCHIVE = zip_directory.END_SIZE


@dataclass(frozen=True, slots=True)
class Certificates:
    """The certificates of all signers, each once, as DER. `past` are earlier ones of the same maker, oldest first.

    Shape: `play_mark` is whether Google's store marked the file; None for a file that has no place for the mark.
    """

    schemes: tuple[str, ...]
    current: tuple[bytes, ...]
    past: tuple[bytes, ...] = ()
    play_mark: bool | None = None


def read_certificates(size: int, parts: Iterable[tuple[int, bytes]]) -> Certificates | tuple[ByteRange, ...]:
    """The certificates, or the ranges that must be known first.

    Shape: `parts` are places and bytes of the file; at least its last 4096 bytes should be among them.
    Errors: ParseError when the file is no archive, is not signed, or its signature is damaged.
    """
    if size < SMALLEST_ARCHIVE:
        raise ParseError("no-zip")
    file = FileParts(size, parts)
    try:
        directory = zip_directory.find_directory(file)
        schemes, marked = signing_block.signers(file, directory.offset)
        return _of_block(schemes, marked) if schemes else _of_signature_files(file, directory)
    except MissingBytesError as missing:
        return missing.ranges


def _of_block(schemes: tuple[signing_block.SchemeSigners, ...], marked: bool) -> Certificates:
    current = dict.fromkeys(certificate for scheme in schemes for certificate in scheme.current)
    past = dict.fromkeys(certificate for scheme in schemes for certificate in scheme.past)
    return Certificates(
        tuple(dict.fromkeys(scheme.scheme for scheme in schemes)),
        tuple(current),
        tuple(certificate for certificate in past if certificate not in current),
        marked,
    )


def _of_signature_files(file: FileParts, directory: Directory) -> Certificates:
    found = [entry for entry in zip_directory.entries(file, directory) if SIGNATURE_FILE.fullmatch(entry.name)]
    if not found:
        raise ParseError("not-signed")
    contents = _contents(file, found[:MOST_SIGNATURE_FILES])
    current: dict[bytes, None] = {}
    problem = ParseError("not-signed")
    for content in contents:
        try:
            current.update(dict.fromkeys(pkcs7.signer_certificates(content)))
        except ParseError as error:
            problem = error
    if not current:
        raise problem
    return Certificates(("v1",), tuple(current))


def _contents(file: FileParts, found: list[Entry]) -> list[bytes]:
    """The signature files. Errors: ParseError; MissingBytesError with the ranges of all of them at once."""
    contents: list[bytes] = []
    missing: dict[ByteRange, None] = {}
    for entry in found:
        try:
            contents.append(zip_directory.content(file, entry))
        except MissingBytesError as error:
            missing.update(dict.fromkeys(error.ranges))
    if missing:
        raise MissingBytesError(tuple(missing))
    return contents
