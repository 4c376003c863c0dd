# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of the `age` tool (age-encryption.org/v1), so that a bundle opens without us: for public keys or a passphrase.

Written here because a damaged file has to give what is whole of it: each piece of 64 KiB has its own seal, and the
tools stop at the first that is broken.
"""

import base64
import binascii
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from devicecheck.casefile import age_key
from devicecheck.errors import CaseError

VERSION = b"age-encryption.org/v1"
PIECE, TAG, NONCE = 64 << 10, 16, 16
WORK, MOST_WORK = 17, 20
"""Work for a passphrase, as powers of two: 128 MiB; the limit keeps a made-up file from eating memory."""
HEADER_LIMIT = 16 << 10
MOST_STANZAS = 20
_ZERO = bytes(12)


@dataclass(frozen=True)
class Stanza:
    """One way to the key of a file."""

    arguments: tuple[bytes, ...]
    body: bytes

    @property
    def text(self) -> bytes:
        """As it stands in the file: the body in lines of 64 letters, the last one shorter."""
        letters = _letters(self.body)
        rows = [letters[at : at + 64] for at in range(0, len(letters) + 1, 64)]
        return b"\n".join((b"-> " + b" ".join(self.arguments), *rows, b""))


@dataclass(frozen=True)
class Opened:
    """The pieces of a file in order; None for one that was changed. `cut_off`: the end is missing."""

    pieces: tuple[bytes | None, ...]
    cut_off: bool = False

    @property
    def whole(self) -> bool:
        """Whether everything is as it was written."""
        return not self.cut_off and None not in self.pieces


def seal_for(publics: Sequence[bytes], data: bytes) -> bytes:
    """A file that the holders of these X25519 keys open."""
    file_key = os.urandom(16)
    return _sealed(file_key, [_for_key(public, file_key) for public in publics], data)


def seal_with(passphrase: str, data: bytes, work: int = WORK) -> bytes:
    """A file that this passphrase opens."""
    file_key, salt = os.urandom(16), os.urandom(16)
    wrapped = ChaCha20Poly1305(_stretched(passphrase, salt, work)).encrypt(_ZERO, file_key, None)
    return _sealed(file_key, [Stanza((b"scrypt", _letters(salt), str(work).encode()), wrapped)], data)


def unseal(sealed: bytes, secret: str) -> Opened:
    """What is in a file. `secret` is a passphrase or an "AGE-SECRET-KEY-1...".

    Errors: CaseError `not-a-bundle`, `bundle-not-opened`, `bundle-damaged` (its beginning was changed), `bad-lead-key`.
    """
    stanzas, header, mac, payload = _parts(sealed)
    file_key = _file_key(stanzas, secret)
    if not hmac.compare_digest(_mac(file_key, header), mac) or len(payload) < NONCE:
        raise CaseError("bundle-damaged")
    return _pieces(_derived(file_key, payload[:NONCE], b"payload"), payload[NONCE:])


def _sealed(file_key: bytes, stanzas: Sequence[Stanza], data: bytes) -> bytes:
    header = VERSION + b"\n" + b"".join(stanza.text for stanza in stanzas) + b"---"
    nonce = os.urandom(NONCE)
    cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    cuts = range(0, max(len(data), 1), PIECE)
    pieces = (cipher.encrypt(_number(at // PIECE, last=at == cuts[-1]), data[at : at + PIECE], None) for at in cuts)
    return b"".join((header, b" ", _letters(_mac(file_key, header)), b"\n", nonce, *pieces))


def _pieces(key: bytes, sealed: bytes) -> Opened:
    cipher, step = ChaCha20Poly1305(key), PIECE + TAG
    pieces: list[bytes | None] = []
    last = max(len(sealed) - 1, 0) // step
    for number in range(last + 1):
        pieces.append(_piece(cipher, number, sealed[number * step : (number + 1) * step], last=number == last))
    if pieces[-1] is None and (short := _piece(cipher, last, sealed[last * step :], last=False)) is not None:
        return Opened((*pieces[:-1], short), cut_off=True)
    return Opened(tuple(pieces))


def _piece(cipher: ChaCha20Poly1305, number: int, sealed: bytes, *, last: bool) -> bytes | None:
    try:
        return cipher.decrypt(_number(number, last=last), sealed, None)
    except (InvalidTag, ValueError):
        return None


def _number(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _parts(sealed: bytes) -> tuple[list[Stanza], bytes, bytes, bytes]:
    """Stanzas, the header that is vouched for, its code, the payload."""
    if not sealed.startswith(VERSION + b"\n"):
        raise CaseError("not-a-bundle")
    end = sealed.find(b"\n--- ", 0, HEADER_LIMIT)
    line_end = sealed.find(b"\n", end + 1, HEADER_LIMIT + 64)
    if end < 0 or line_end < 0:
        raise CaseError("bundle-damaged")
    header = sealed[: end + 4]
    stanzas = [_stanza(text) for text in sealed[len(VERSION) : end].split(b"\n-> ")[1 : MOST_STANZAS + 1]]
    return stanzas, header, _data(sealed[end + 5 : line_end]), sealed[line_end + 1 :]


def _stanza(text: bytes) -> Stanza:
    first, *rows = text.split(b"\n")
    return Stanza(tuple(first.split(b" ")), _data(b"".join(rows)))


def _file_key(stanzas: Sequence[Stanza], secret: str) -> bytes:
    identity = age_key.secret_bytes(secret) if age_key.is_secret(secret) else None
    for stanza in stanzas:
        key = _by_passphrase(stanza, secret) if identity is None else _by_key(stanza, identity)
        if key is not None:
            return key
    raise CaseError("bundle-not-opened")


def _by_passphrase(stanza: Stanza, passphrase: str) -> bytes | None:
    if stanza.arguments[0] != b"scrypt" or len(stanza.arguments) != 3:
        return None
    _, salt, work = stanza.arguments
    if not work.isdigit() or len(work) > 2 or not 1 <= int(work) <= MOST_WORK:
        raise CaseError("bundle-damaged")
    return _unwrapped(_stretched(passphrase, _data(salt), int(work)), stanza.body)


def _by_key(stanza: Stanza, secret: bytes) -> bytes | None:
    if stanza.arguments[0] != b"X25519" or len(stanza.arguments) != 2:
        return None
    share = _data(stanza.arguments[1])
    if len(share) != age_key.SIZE:
        return None
    try:
        shared = X25519PrivateKey.from_private_bytes(secret).exchange(X25519PublicKey.from_public_bytes(share))
    except ValueError:  # a point that gives nothing but zeros
        return None
    return _unwrapped(_derived(shared, share + age_key.public_of(secret), VERSION + b"/X25519"), stanza.body)


def _for_key(public: bytes, file_key: bytes) -> Stanza:
    once = X25519PrivateKey.generate()
    share = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    key = _derived(shared, share + public, VERSION + b"/X25519")
    return Stanza((b"X25519", _letters(share)), ChaCha20Poly1305(key).encrypt(_ZERO, file_key, None))


def _unwrapped(key: bytes, wrapped: bytes) -> bytes | None:
    try:
        return ChaCha20Poly1305(key).decrypt(_ZERO, wrapped, None)
    except (InvalidTag, ValueError):
        return None


def _stretched(passphrase: str, salt: bytes, work: int) -> bytes:
    kdf = Scrypt(salt=VERSION + b"/scrypt" + salt, length=32, n=1 << work, r=8, p=1)
    return kdf.derive(passphrase.encode("utf-8", "surrogatepass"))


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=purpose).derive(key)


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.new(_derived(file_key, b"", b"header"), header, sha256).digest()


def _letters(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _data(letters: bytes) -> bytes:
    """Errors: CaseError `bundle-damaged`."""
    try:
        return base64.b64decode(letters + b"=" * (-len(letters) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise CaseError("bundle-damaged") from None
