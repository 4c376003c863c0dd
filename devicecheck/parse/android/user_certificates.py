# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The authorities that a person added: names of files, then their contents one after the other.

Source: AOSP TrustedCertificateStore.java: each file is one certificate (DER, or PEM when pushed there by hand). The
folder is there only once something was added, so that it is not there means that nothing was.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from hashlib import sha256

from devicecheck.errors import ParseError
from devicecheck.model.observations import GapReason
from devicecheck.parse.android.answer import LONGEST_TEXT
from devicecheck.parse.apk.der import Element, element

CONTENTS = b"contents:\n"
NOT_THERE = re.compile(rb"ls: [^\n]{1,200}: No such file or directory\s*$")
FILE = re.compile(rb"[0-9a-f]{8}\.[0-9]{1,4}")
PEM = re.compile(rb"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]{1,60000})-----END CERTIFICATE-----\s*")
MOST_CERTIFICATES = 200
COMMON_NAME, ORGANISATION = bytes.fromhex("550403"), bytes.fromhex("55040a")
VERSION, PLACE_OF_SUBJECT = 0xA0, 4


@dataclass(frozen=True, slots=True)
class Authority:
    """One certificate: SHA-256 of it in lower-case hex, and the name in it, or "" when that could not be read."""

    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class Authorities:
    """The certificates that could be read; `unread` files are there beside them."""

    found: tuple[Authority, ...] = ()
    unread: int = 0


def parse(body: bytes) -> Authorities:
    """What was added, which may be nothing. Errors: ParseError when the phone's answer is not such a list."""
    listed, mark, contents = body.replace(b"\r\n", b"\n", 3).partition(CONTENTS)
    names = [line for line in listed.split(b"\n") if line.strip()]
    if not mark:
        raise ParseError(GapReason.NOT_UNDERSTOOD if body.strip() else GapReason.EMPTY)
    if len(names) == 1 and NOT_THERE.match(names[0]):
        return Authorities()
    files = sum(1 for name in names if FILE.fullmatch(name.strip()))
    if names and not files:
        raise ParseError(GapReason.NOT_UNDERSTOOD)
    found = {sha256(each.whole).hexdigest(): _name(each) for each in _certificates(contents)}
    return Authorities(tuple(Authority(*each) for each in found.items()), max(0, len(names) - len(found)))


def _certificates(contents: bytes) -> list[Element]:
    """The certificates in the order of the files, up to the first that is none."""
    found: list[Element] = []
    while contents and len(found) < MOST_CERTIFICATES:
        try:
            pem = PEM.match(contents)
            one = element(base64.b64decode(pem[1])) if pem else element(contents)
        except (ParseError, binascii.Error):
            break
        found.append(one)
        contents = contents[pem.end() if pem else len(one.whole) :]
    return found


def _name(certificate: Element) -> str:
    """The common name of the subject, else its organisation."""
    try:
        fields = certificate.children()[0].children()
        subject = fields[PLACE_OF_SUBJECT + (fields[0].tag == VERSION)]
        parts = [part.children() for group in subject.children() for part in group.children()]
        told = {kind.content: value.content for kind, value, *_ in parts}
    except (ParseError, IndexError, ValueError):
        return ""
    return (told.get(COMMON_NAME) or told.get(ORGANISATION) or b"").decode("utf-8", "replace")[:LONGEST_TEXT]
