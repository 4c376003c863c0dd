# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signs APKs with schemes v1, v2 and v3, with keys that live only as long as the program.

Source: Android's "APK Signature Scheme v2" and "v3", and the JAR file specification.
"""

import base64
import datetime
import hashlib
import io
import struct
import threading
import zipfile
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, pkcs7

PLAY_MARK = 0x2146444E
"""The block that Google's store adds to each file, here with nothing real in it."""
BLOCK_IDS = {2: 0x7109871A, 3: 0xF05368C0}
RSA_SHA256 = 0x0103
CHUNK = 1 << 20
SDK_RANGE_OF_V3 = struct.pack("<II", 28, 0x7FFFFFFF)
KEY_BITS = 2048


@dataclass(frozen=True)
class Signer:
    """A private key and its certificate."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @property
    def certificate_der(self) -> bytes:
        """The certificate as it stands in an APK."""
        return self.certificate.public_bytes(Encoding.DER)


_signers: dict[str, Signer] = {}
_making = threading.Lock()


def signer(name: str) -> Signer:
    """The signer of this name; made when first asked for, and the same for the rest of the program's life."""
    with _making:
        if name not in _signers:
            _signers[name] = _new_signer(name)
        return _signers[name]


def authority(name: str) -> bytes:
    """A certificate of that name as a person may add one; always the same for the same name."""
    key = ed25519.Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    first, last = (datetime.datetime(year, 1, 1, tzinfo=datetime.UTC) for year in (2020, 2050))
    made = x509.CertificateBuilder(subject, subject, key.public_key(), 1, first, last).sign(key, None)
    return made.public_bytes(Encoding.DER)


def _new_signer(name: str) -> Signer:
    key = rsa.generate_private_key(65537, KEY_BITS)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    builder = builder.not_valid_after(datetime.datetime(2050, 1, 1, tzinfo=datetime.UTC))
    return Signer(key, builder.sign(key, hashes.SHA256()))


def pack(entries: dict[str, bytes], by: Signer, schemes: frozenset[int], *, play_mark: bool = False) -> bytes:
    """Make a ZIP archive of the entries, signed with the schemes (of 1, 2, 3), marked as Google's store does or not."""
    if 1 in schemes:
        entries = {**entries, **_jar_signature(entries, by, schemes)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    mark = struct.pack("<QI", 4 + 16, PLAY_MARK) + bytes(16) if play_mark else b""
    return _with_signing_block(buffer.getvalue(), by, sorted(schemes - {1}), mark)


def _jar_signature(entries: dict[str, bytes], by: Signer, schemes: frozenset[int]) -> dict[str, bytes]:
    def digest(content: bytes) -> str:
        return base64.b64encode(hashlib.sha256(content).digest()).decode()

    sections = {name: f"Name: {name}\r\nSHA-256-Digest: {digest(body)}\r\n\r\n" for name, body in entries.items()}
    manifest = ("Manifest-Version: 1.0\r\n\r\n" + "".join(sections.values())).encode()
    others = ", ".join(str(scheme) for scheme in sorted(schemes - {1}))
    signed = "Signature-Version: 1.0\r\n" + (f"X-Android-APK-Signed: {others}\r\n" if others else "")
    signed += f"SHA-256-Digest-Manifest: {digest(manifest)}\r\n\r\n"
    for name, section in sections.items():
        signed += f"Name: {name}\r\nSHA-256-Digest: {digest(section.encode())}\r\n\r\n"
    builder = pkcs7.PKCS7SignatureBuilder().set_data(signed.encode())
    builder = builder.add_signer(by.certificate, by.key, hashes.SHA256())
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.NoAttributes]
    return {
        "META-INF/MANIFEST.MF": manifest,
        "META-INF/CERT.SF": signed.encode(),
        "META-INF/CERT.RSA": builder.sign(Encoding.DER, options),
    }


def _sized(data: bytes) -> bytes:
    return struct.pack("<I", len(data)) + data


def _with_signing_block(archive: bytes, by: Signer, schemes: list[int], mark: bytes) -> bytes:
    if not schemes:
        return archive
    end = archive.rfind(b"PK\x05\x06")
    size, start = struct.unpack_from("<II", archive, end + 12)
    sections = (archive[:start], archive[start : start + size], archive[end:])
    digest = _content_digest(sections)
    pairs = b""
    for scheme in schemes:
        value = _sized(_sized(_signer_block(digest, by, SDK_RANGE_OF_V3 if scheme == 3 else b"")))
        pairs += struct.pack("<QI", len(value) + 4, BLOCK_IDS[scheme]) + value
    pairs += mark
    length = struct.pack("<Q", len(pairs) + 24)
    block = length + pairs + length + b"APK Sig Block 42"
    moved_end = sections[2][:16] + struct.pack("<I", start + len(block)) + sections[2][20:]
    return sections[0] + block + sections[1] + moved_end


def _content_digest(sections: tuple[bytes, ...]) -> bytes:
    chunks = [part[at : at + CHUNK] for part in sections for at in range(0, len(part), CHUNK)]
    digests = [hashlib.sha256(b"\xa5" + _sized(chunk)).digest() for chunk in chunks]
    return hashlib.sha256(b"\x5a" + struct.pack("<I", len(digests)) + b"".join(digests)).digest()


def _signer_block(digest: bytes, by: Signer, sdk_range: bytes) -> bytes:
    algorithm = struct.pack("<I", RSA_SHA256)
    signed = _sized(_sized(algorithm + _sized(digest))) + _sized(_sized(by.certificate_der)) + sdk_range + _sized(b"")
    signature = by.key.sign(signed, padding.PKCS1v15(), hashes.SHA256())
    public_key = by.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return _sized(signed) + sdk_range + _sized(_sized(algorithm + _sized(signature))) + _sized(public_key)
