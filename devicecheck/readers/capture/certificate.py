# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names in a server's certificate, as TLS 1.2 and older send it in the open (RFC 5246, 7.4; RFC 5280, 4.2.1.6).

A name that stands in a server's certificate says the same as one that a phone asked for, where the phone named none.
"""

from functools import lru_cache

from cryptography import x509

from devicecheck.readers.capture import hello

SERVER_HELLO, CERTIFICATE, SERVER_HELLO_DONE = 2, 11, 14
SUPPORTED_VERSIONS = 43
MOST_NAMES = 200
MOST_MESSAGES = 8
"""Handshake messages of a server that are walked past at the most; the certificate is the second."""
KNOWN = 256
"""Certificates whose names are kept ready: a phone meets the same few again and again."""


def names(flight: bytes) -> tuple[str, ...] | None:
    """The names in the certificate of a server's flight; () when none will come, None while a part is missing."""
    place = 0
    for _ in range(MOST_MESSAGES):
        head = flight[place : place + 4]
        if len(head) < 4:
            return None
        kind, end = head[0], place + hello.length(head)
        if kind == CERTIFICATE:
            return _first(flight[place + 4 :], end - place - 4)
        if kind == SERVER_HELLO_DONE or (place == 0 and kind != SERVER_HELLO):
            break
        if end > len(flight):
            return None
        if kind == SERVER_HELLO and _encrypts_the_rest(flight[place:end]):
            break
        place = end
    return ()


def _first(message: bytes, length: int) -> tuple[str, ...] | None:
    """The names of the server's own certificate, which is the first; `length` is what the message claims to be."""
    if len(message) < 6:
        return None if length >= 6 else ()
    size = int.from_bytes(message[3:6], "big")
    if size + 6 > length:
        return ()
    der = message[6 : 6 + size]
    return _names(der) if len(der) == size else None


def _encrypts_the_rest(message: bytes) -> bool:
    """Whether the server chose TLS 1.3, which hides its certificate. Errors: IndexError when it is malformed."""
    place = 38
    place += 1 + message[place] + 3
    end = min(len(message), place + 2 + int.from_bytes(message[place : place + 2], "big"))
    place += 2
    while place + 4 <= end:
        kind = int.from_bytes(message[place : place + 2], "big")
        if kind == SUPPORTED_VERSIONS:
            return True
        place += 4 + int.from_bytes(message[place + 2 : place + 4], "big")
    return False


@lru_cache(KNOWN)
def _names(der: bytes) -> tuple[str, ...]:
    """The DNS names of one certificate, a wildcard without its star; its common name when it has none."""
    try:
        certificate = x509.load_der_x509_certificate(der)
        found = _alternative(certificate) or [
            str(each.value) for each in certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
        ]
    except (ValueError, TypeError, x509.UnsupportedGeneralNameType, x509.InvalidVersion):
        return ()
    return tuple(dict.fromkeys(name.removeprefix("*.") for name in found[:MOST_NAMES]))


def _alternative(certificate: x509.Certificate) -> list[str]:
    try:
        extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except (x509.ExtensionNotFound, x509.DuplicateExtension):
        return []
    return extension.value.get_values_for_type(x509.DNSName)
