# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a device calls itself in its certificate; nobody vouches for it. Pure."""

import ssl
from collections.abc import Iterator
from functools import cache

from devicecheck.readers.network.heard import Said

NAMES = (b"\x06\x03\x55\x04\x03", b"\x06\x03\x55\x04\x0a", b"\x06\x03\x55\x04\x0b")
"""Object identifiers of common name, organisation and unit, as they stand in a certificate (X.520)."""
TEXTS = frozenset({0x0C, 0x13, 0x14, 0x16})
LONGEST = 64
MOST = 12


@cache
def anybody() -> ssl.SSLContext:
    """Devices sign their own certificates and are old: this one takes any, since nothing secret is sent."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    return context


def names(certificate: bytes) -> Iterator[Said]:
    """Names of issuer and subject, each once."""
    found: dict[str, None] = {}
    for kind in NAMES:
        at = certificate.find(kind)
        while at >= 0 and len(found) < MOST:
            head = certificate[at + len(kind) : at + len(kind) + 2]
            text = certificate[at + len(kind) + 2 : at + len(kind) + 2 + (head[1] if len(head) == 2 else 0)]
            if len(head) == 2 and head[0] in TEXTS and 0 < len(text) <= LONGEST:
                found[text.decode("utf-8", "replace")] = None
            at = certificate.find(kind, at + 1)
    yield from (("tls-name", name) for name in found)
