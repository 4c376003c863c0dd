# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pairing as lockdownd does it: a key of the phone, records that must fit it, TLS that only their holder can open."""

import contextlib
import socket
import ssl
import tempfile
import warnings
from functools import cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from devicecheck.practice.iphone.faults import Drop

# libimobiledevice gives its certificates the serial number 0.
warnings.filterwarnings("ignore", message="Parsed a serial number which wasn't positive")

HOST_CERTIFICATES = ("RootCertificate", "HostCertificate")
"""A computer proves itself with one or the other: libimobiledevice with the first, pymobiledevice3 with the second."""


@cache
def key_of(udid: str) -> rsa.RSAPrivateKey:
    """The key of a phone: RSA, as real ones still announce."""
    del udid
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def public_pem(key: rsa.RSAPrivateKey) -> bytes:
    """The public key in the form in which lockdownd announces it (PKCS#1)."""
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.PKCS1)


def trouble(record: dict[str, Any], key: rsa.RSAPrivateKey) -> str:
    """Why a record cannot be taken, or "" if it can."""
    try:
        root, device, host = (_certificate(record, f"{name}Certificate") for name in ("Root", "Device", "Host"))
        root_key = root.public_key()
        if not isinstance(root_key, rsa.RSAPublicKey):
            return "the root certificate has no RSA key"
        for signed in (device, host):
            # Not verify_directly_issued_by: Debian 12's libimobiledevice still signs with SHA-1.
            digest = signed.signature_hash_algorithm
            if digest is None:
                return "a certificate without a digest"
            root_key.verify(signed.signature, signed.tbs_certificate_bytes, padding.PKCS1v15(), digest)
        if device.public_key() != key.public_key():
            return "the device certificate has another phone's key"
    except (KeyError, ValueError, TypeError, AttributeError, InvalidSignature) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _certificate(record: dict[str, Any], name: str) -> x509.Certificate:
    return x509.load_pem_x509_certificate(_pem(record, name))


def _pem(record: dict[str, Any], name: str) -> bytes:
    return bytes(record[name]).rstrip(b"\0")


def tls_context(record: dict[str, Any], key: rsa.RSAPrivateKey) -> ssl.SSLContext:
    """TLS for the computer of this record alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    with contextlib.suppress(ssl.SSLError):
        context.set_ciphers("ALL:@SECLEVEL=0")
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    with tempfile.TemporaryDirectory() as folder:
        chain = Path(folder) / "chain.pem"
        chain.write_bytes(_pem(record, "DeviceCertificate") + b"\n" + secret)
        context.load_cert_chain(chain)
    # All names are empty and all serial numbers alike, so both are anchors; `open_tls` compares byte for byte.
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=b"\n".join(_pem(record, name) for name in HOST_CERTIFICATES).decode())
    return context


def open_tls(connection: socket.socket, context: ssl.SSLContext, record: dict[str, Any]) -> ssl.SSLSocket:
    """TLS on a connection. Errors: Drop for a computer that is not the paired one; ssl.SSLError."""
    secured = context.wrap_socket(connection, server_side=True)
    known = {_certificate(record, name).public_bytes(serialization.Encoding.DER) for name in HOST_CERTIFICATES}
    if secured.getpeercert(binary_form=True) not in known:
        secured.close()
        raise Drop("not the computer that was paired")
    return secured
