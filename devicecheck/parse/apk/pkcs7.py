# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The signature files of scheme v1 (META-INF/*.RSA, .DSA, .EC): PKCS #7 SignedData.

Source: RFC 2315 and RFC 5652. Nothing is verified: the phone did that when the app was installed.
"""

from dataclasses import dataclass

from devicecheck.errors import ParseError
from devicecheck.parse.apk.der import SEQUENCE, SET, Element, element

CERTIFICATES, EXPLICIT_VERSION = 0xA0, 0xA0


@dataclass(frozen=True, slots=True)
class _Certificate:
    der: bytes
    issuer: bytes
    serial: bytes


def signer_certificates(data: bytes) -> tuple[bytes, ...]:
    """The certificate of each signer, as DER. Errors: ParseError."""
    parts = _signed_data(data)
    certificates = [
        _certificate(each)
        for part in parts
        if part.tag == CERTIFICATES
        for each in part.children()
        if each.tag == SEQUENCE
    ]
    if not certificates or parts[-1].tag != SET:
        raise ParseError("no-signer")
    found = dict.fromkeys(_of_signer(each, certificates) for each in parts[-1].children())
    if not found:
        raise ParseError("no-signer")
    return tuple(found)


def _signed_data(data: bytes) -> list[Element]:
    """The parts after version, digest algorithms and content: certificates, revocations, signers."""
    content = element(data).children()
    if len(content) < 2:
        raise ParseError("no-signed-data")
    parts = element(content[1].content).children()
    if len(parts) < 4:
        raise ParseError("no-signed-data")
    return parts[3:]


def _certificate(certificate: Element) -> _Certificate:
    outer = certificate.children()
    fields = outer[0].children() if outer else []
    if fields and fields[0].tag == EXPLICIT_VERSION:
        fields = fields[1:]
    if len(fields) < 3:
        raise ParseError("bad-certificate")
    return _Certificate(certificate.whole, fields[2].whole, fields[0].whole)


def _of_signer(signer: Element, certificates: list[_Certificate]) -> bytes:
    """The certificate that a signer names by issuer and serial number.

    Some tools write the issuer again with another kind of string, so that only the serial number is the same.
    """
    fields = signer.children()
    named = fields[1].children() if len(fields) > 1 and fields[1].tag == SEQUENCE else []
    if len(named) < 2:
        raise ParseError("unnamed-signer")
    issuer, serial = named[0].whole, named[1].whole
    same_serial = [each for each in certificates if each.serial == serial]
    exact = [each for each in same_serial if each.issuer == issuer]
    for each in exact or same_serial:
        return each.der
    raise ParseError("no-certificate-of-signer")
