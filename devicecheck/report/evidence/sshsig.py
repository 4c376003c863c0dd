# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signatures that stock `ssh-keygen -Y verify` accepts, with Ed25519 keys. Nobody has to install anything to check one.

Source: OpenSSH, PROTOCOL.sshsig; fingerprints as `ssh-keygen -l` prints them.
"""

import base64
import binascii
import struct
from dataclasses import dataclass
from hashlib import sha256, sha512

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

NAMESPACE = "devicecheck-evidence"
"""What a signature is for; one made for another purpose does not count."""

KIND = b"ssh-ed25519"
_MAGIC, _VERSION, _HASH = b"SSHSIG", 1, b"sha512"
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_LINE = 70


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature as it stands in a file: the public key (32 bytes) and what was made with it (64 bytes)."""

    key: bytes
    signature: bytes


def sign(key: Ed25519PrivateKey, data: bytes) -> bytes:
    """The signature file for `data`. The same key and data always give the same bytes."""
    return _armoured(Signed(key.public_key().public_bytes_raw(), key.sign(_signed_text(data))))


def read(file: bytes) -> Signed:
    """The signature in a file.

    Errors: ValueError for anything that `sign` would not have written, to the byte.
    """
    try:
        lines = file.decode("ascii").split("\n")
        blob = base64.b64decode("".join(lines[1:-2]), validate=True)
    except (UnicodeDecodeError, binascii.Error):
        raise ValueError("not a signature file") from None
    fixed = _fixed_size(b"\0" * 32, b"\0" * 64)
    key_at, signature_at = len(_MAGIC) + 4 + 4 + 4 + len(KIND) + 4, len(fixed) - 64
    if len(blob) != len(fixed):
        raise ValueError("not a signature of this kind")
    signed = Signed(blob[key_at : key_at + 32], blob[signature_at:])
    if _armoured(signed) != file:
        raise ValueError("not written as a signature is written")
    return signed


def fits(signed: Signed, data: bytes) -> bool:
    """Whether this signature was made over these bytes by the key that it names. Whose key that is, it cannot say."""
    try:
        Ed25519PublicKey.from_public_bytes(signed.key).verify(signed.signature, _signed_text(data))
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(key: bytes) -> str:
    """The fingerprint of a public key: SHA256: and 43 letters."""
    return "SHA256:" + base64.b64encode(sha256(_public_blob(key)).digest()).decode("ascii").rstrip("=")


def public_line(key: bytes) -> str:
    """The public key as it stands in files of OpenSSH."""
    return f"{KIND.decode()} {base64.b64encode(_public_blob(key)).decode('ascii')}"


def allowed_signer(name: str, key: bytes) -> str:
    """A line of an `allowed_signers` file: this key may sign evidence under this name."""
    return f'{name} namespaces="{NAMESPACE}" {public_line(key)}\n'


KEY_BLOB = 4 + len(KIND) + 4 + 32
"""Bytes of a public key as OpenSSH writes it."""


def allowed_keys(text: str) -> dict[bytes, str]:
    """Public key -> name, of the Ed25519 keys of an `allowed_signers` file that may sign evidence."""
    found: dict[bytes, str] = {}
    for line in text.splitlines():
        words = line.split()
        if line.startswith("#") or KIND.decode() not in words[1:-1]:
            continue
        place = words.index(KIND.decode(), 1)
        options = " ".join(words[1:place])
        blob = _decoded(words[place + 1])
        ours = "namespaces=" not in options or f'"{NAMESPACE}"' in options
        if ours and len(blob) == KEY_BLOB and blob == _public_blob(blob[-32:]):
            found.setdefault(blob[-32:], words[0])
    return found


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:  # broken base64, and letters outside ASCII
        return b""


def _text(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


def _public_blob(key: bytes) -> bytes:
    return _text(KIND) + _text(key)


def _signed_text(data: bytes) -> bytes:
    return _MAGIC + _text(NAMESPACE.encode()) + _text(b"") + _text(_HASH) + _text(sha512(data).digest())


def _fixed_size(key: bytes, signature: bytes) -> bytes:
    about = _text(_public_blob(key)) + _text(NAMESPACE.encode()) + _text(b"") + _text(_HASH)
    return _MAGIC + struct.pack(">I", _VERSION) + about + _text(_text(KIND) + _text(signature))


def _armoured(signed: Signed) -> bytes:
    text = base64.b64encode(_fixed_size(signed.key, signed.signature)).decode("ascii")
    lines = [text[at : at + _LINE] for at in range(0, len(text), _LINE)]
    return "\n".join((_BEGIN, *lines, _END, "")).encode("ascii")
