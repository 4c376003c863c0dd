# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Provisioning profiles as Apple makes them: a list of properties inside a signed message (CMS)."""

import plistlib
from datetime import datetime
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder


def profile(told: dict[str, Any]) -> bytes:
    """A signed profile. Shape: `kind` is free, developer or enterprise."""
    kind, team = told.get("kind", "developer"), told.get("team_id", "X1X1X1X1X1")
    content: dict[str, Any] = {
        "AppIDName": told["name"], "ApplicationIdentifierPrefix": [team], "CreationDate": datetime(2026, 5, 1),
        "DeveloperCertificates": [b"0\x82\x01"], "ExpirationDate": datetime(2027, 5, 1),
        "Entitlements": {"application-identifier": f"{team}.*", "get-task-allow": kind != "enterprise"},
        "IsXcodeManaged": kind == "free", "LocalProvision": kind == "free", "Name": told["name"], "Platform": ["iOS"],
        "TeamIdentifier": [team], "TeamName": told.get("team", "Someone (Personal Team)"),
        "TimeToLive": 7 if kind == "free" else 365, "UUID": told.get("uuid", "11111111-2222-3333-4444-555555555555"),
        "Version": 1,
    }  # fmt: skip
    content |= {"ProvisionsAllDevices": True} if kind == "enterprise" else {"ProvisionedDevices": ["00008110-0"]}
    options = [PKCS7Options.Binary]
    builder = PKCS7SignatureBuilder().set_data(plistlib.dumps(content)).add_signer(*_signer(), hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, options)


@cache
def _signer() -> tuple[x509.Certificate, rsa.RSAPrivateKey]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Made-up Profile Signing")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(datetime(2020, 1, 1)).not_valid_after(datetime(2040, 1, 1))
    return builder.sign(key, hashes.SHA256()), key
