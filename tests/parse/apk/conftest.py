# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Archives made by hand, byte by byte, and a way to read them as a phone would hand them out."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from devicecheck.errors import ParseError
from devicecheck.parse.apk.certificates import Certificates, read_certificates

NUMBERS = {"play-mark": 0x2146444E, "v2": 0x7109871A, "v3": 0xF05368C0, "v3.1": 0x1B93AD61, "padding": 0x42726577}


@dataclass(frozen=True)
class Maker:
    """A maker of apps: a key and its certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    def jar_signature(self, *others: "Maker") -> bytes:
        builder = pkcs7.PKCS7SignatureBuilder().set_data(b"Signature-Version: 1.0\r\n\r\n")
        for maker in (self, *others):
            builder = builder.add_signer(maker.certificate, maker.key, hashes.SHA256())
        return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary])


def _maker(name: str) -> Maker:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(datetime(2020, 1, 1, tzinfo=UTC)).not_valid_after(
        datetime(2050, 1, 1, tzinfo=UTC)
    )
    return Maker(key, builder.sign(key, hashes.SHA256()))


def sized(data: bytes) -> bytes:
    return struct.pack("<I", len(data)) + data


def scheme(number: str, *chains: list[bytes], lineage: Iterable[bytes] = ()) -> bytes:
    """The value of one scheme: each chain of certificates is one signer."""
    nodes = b"".join(sized(sized(sized(der) + b"\3\1\0\0") + bytes(8) + sized(b"sig")) for der in lineage)
    attributes = sized(struct.pack("<II", 0x3BA06F8C, 1) + nodes) if nodes else b""
    range_of_v3 = b"" if number == "v2" else struct.pack("<II", 28, 0x7FFFFFFF)
    signers = b""
    for chain in chains:
        signed = sized(sized(b"\3\1\0\0" + sized(b"d" * 32))) + sized(b"".join(map(sized, chain)))
        signed += range_of_v3 + sized(attributes)
        signers += sized(sized(signed) + range_of_v3 + sized(b"") + sized(b"key"))
    return sized(signers)


def block(*pairs: tuple[str, bytes]) -> bytes:
    body = b"".join(struct.pack("<QI", len(value) + 4, NUMBERS[name]) + value for name, value in pairs)
    size = struct.pack("<Q", len(body) + 24)
    return size + body + size + b"APK Sig Block 42"


def archive(files: dict[str, bytes], signing_block: bytes = b"", comment: bytes = b"") -> bytes:
    """A ZIP archive with a signing block before its directory."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.comment = comment
        for name, content in files.items():
            packed = zipfile.ZIP_DEFLATED if name.startswith("META-INF") else zipfile.ZIP_STORED
            made.writestr(zipfile.ZipInfo(name), content, packed)
    data = buffer.getvalue()
    end = data.rindex(b"PK\5\6")
    (directory,) = struct.unpack_from("<I", data, end + 16)
    moved = data[: end + 16] + struct.pack("<I", directory + len(signing_block)) + data[end + 20 :]
    return moved[:directory] + signing_block + moved[directory:]


@dataclass
class Phone:
    """Hands out byte ranges of a file and counts them."""

    data: bytes
    rounds: int = 0
    fetched: int = 0
    parts: list[tuple[int, bytes]] = field(default_factory=list)

    def fetch(self, offset: int, length: int) -> None:
        self.parts.append((offset, self.data[offset : offset + length]))
        self.fetched += len(self.parts[-1][1])

    def certificates(self) -> Certificates:
        """Ask until the certificates are known; never more than eight rounds, never the same range again."""
        tail = min(4096, len(self.data))
        self.fetch(len(self.data) - tail, tail)
        asked: set[tuple[int, int]] = set()
        while True:
            self.rounds += 1
            assert self.rounds <= 8
            found = read_certificates(len(self.data), self.parts)
            if isinstance(found, Certificates):
                return found
            assert found
            for part in found:
                assert part.offset % 4096 == part.length % 4096 == 0
                assert 0 < part.length <= 1 << 20
                assert (part.offset, part.length) not in asked
                asked.add((part.offset, part.length))
                self.fetch(part.offset, part.length)

    def ends(self) -> bool:
        """Whether asking ends, with certificates or with the one error there is."""
        try:
            self.certificates()
        except ParseError:
            return True
        return True


class Build:
    """The pieces above, for tests."""

    scheme = staticmethod(scheme)
    block = staticmethod(block)
    archive = staticmethod(archive)
    phone = Phone


@pytest.fixture(scope="session")
def build() -> type[Build]:
    return Build


@pytest.fixture(scope="session")
def makers() -> dict[str, Maker]:
    return {name: _maker(name) for name in ("old", "now", "other", "root")}


@pytest.fixture(scope="session")
def maker() -> Callable[[str], Maker]:
    return _maker
