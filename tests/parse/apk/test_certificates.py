# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
import io
import shutil
import struct
import subprocess
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from devicecheck.errors import ParseError
from devicecheck.parse.apk.certificates import Certificates, read_certificates
from devicecheck.practice.apk.builder import ApkFacts
from devicecheck.practice.apk.builder import build as build_practice_apk

Makers = dict[str, Any]
CONTENT = {"AndroidManifest.xml": b"manifest" * 100, "classes.dex": b"dex" * 30_000}


@pytest.mark.parametrize("number", ["v2", "v3", "v3.1"])
def test_each_scheme_of_the_block(number: str, build: Any, makers: Makers) -> None:
    signing = build.block((number, build.scheme(number, [makers["now"].der, makers["root"].der])))
    phone = build.phone(build.archive(CONTENT, signing))
    assert phone.certificates() == Certificates((number,), (makers["now"].der,), play_mark=False)


def test_the_mark_of_googles_store_is_seen_where_a_file_has_a_place_for_it(build: Any, makers: Makers) -> None:
    pairs = [("v2", build.scheme("v2", [makers["now"].der])), ("play-mark", b"x" * 900)]
    assert build.phone(build.archive(CONTENT, build.block(*pairs))).certificates().play_mark is True
    assert build.phone(build.archive(CONTENT, build.block(*reversed(pairs)))).certificates().play_mark is True
    assert build.phone(build.archive(CONTENT, build.block(pairs[0]))).certificates().play_mark is False
    old = {"META-INF/CERT.RSA": makers["now"].jar_signature()}
    assert build.phone(build.archive(CONTENT | old)).certificates().play_mark is None


def test_what_is_no_pair_behind_the_signature_hides_nothing(build: Any, makers: Makers) -> None:
    whole = build.block(("v2", build.scheme("v2", [makers["now"].der])), ("padding", b"x" * 40))
    broken = whole.replace(struct.pack("<QI", 44, 0x42726577), struct.pack("<QI", 1 << 40, 0x42726577))
    assert broken != whole
    assert build.phone(build.archive(CONTENT, broken)).certificates().current == (makers["now"].der,)


def test_all_signers_of_all_schemes_are_named_and_the_lineage_is_past(build: Any, makers: Makers) -> None:
    old, now, other = (makers[name].der for name in ("old", "now", "other"))
    signing = build.block(
        ("v2", build.scheme("v2", [old], [other])),
        ("v3", build.scheme("v3", [old])),
        ("v3.1", build.scheme("v3.1", [now], lineage=[makers["root"].der, old, now])),
        ("padding", bytes(5000)),
    )
    found = build.phone(build.archive(CONTENT, signing)).certificates()
    assert found == Certificates(("v3.1", "v3", "v2"), (now, old, other), (makers["root"].der,), play_mark=False)


def test_a_second_pair_of_the_same_scheme_neither_hides_nor_breaks_the_first(build: Any, makers: Makers) -> None:
    real, decoy = (build.scheme("v2", [makers[name].der]) for name in ("now", "other"))
    found = build.phone(build.archive(CONTENT, build.block(("v2", real), ("v2", decoy)))).certificates()
    assert found == Certificates(("v2",), (makers["now"].der, makers["other"].der), play_mark=False)
    found = build.phone(build.archive(CONTENT, build.block(("v2", real), ("v2", b"\xff" * 9)))).certificates()
    assert found == Certificates(("v2",), (makers["now"].der,), play_mark=False)


@pytest.mark.parametrize(
    ("padding", "comment", "files", "rounds"),
    [
        (0, 0, 3, 1),
        (6_000, 0, 3, 2),
        (0, 0, 2_000, 2),
        (30_000, 0, 2_000, 3),
        (1_000_000, 0, 3, 2),
        (6_000, 65_535, 2_000, 3),
    ],
)
def test_a_certificate_takes_few_rounds_and_few_bytes(
    padding: int, comment: int, files: int, rounds: int, build: Any, makers: Makers
) -> None:
    signing = build.block(("v2", build.scheme("v2", [makers["now"].der])), ("padding", bytes(padding)))
    content = {f"res/{number}.png": b"" for number in range(files)} | {"big": bytes(3 << 20)}
    phone = build.phone(build.archive(content, signing, b"c" * comment))
    assert phone.certificates().current == (makers["now"].der,)
    assert phone.rounds == rounds
    assert phone.fetched <= 32_768 + 2 * padding + 2 * comment


def test_scheme_1_is_read_when_there_is_no_other(build: Any, makers: Makers) -> None:
    files = {f"res/{number}.png": b"" for number in range(3_000)} | {"big": bytes(3 << 20)}
    signed = {"META-INF/CERT.RSA": makers["now"].jar_signature(), "META-INF/b.ec": makers["other"].jar_signature()}
    phone = build.phone(build.archive({"META-INF/MANIFEST.MF": b"x", **signed, **files}))
    assert phone.certificates() == Certificates(("v1",), (makers["now"].der, makers["other"].der))
    assert phone.rounds == 4
    newer = build.block(("v2", build.scheme("v2", [makers["old"].der])))
    assert build.phone(build.archive({**signed, **files}, newer)).certificates().schemes == ("v2",)


def test_two_signers_in_one_signature_file(build: Any, makers: Makers) -> None:
    both = makers["now"].jar_signature(makers["other"])
    found = build.phone(build.archive({"META-INF/CERT.EC": both})).certificates()
    assert set(found.current) == {makers["now"].der, makers["other"].der}


def test_one_damaged_signature_file_does_not_hide_the_other(build: Any, makers: Makers) -> None:
    files = {"META-INF/A.RSA": b"\x30\x80junk", "META-INF/B.RSA": makers["now"].jar_signature()}
    assert build.phone(build.archive(files)).certificates().current == (makers["now"].der,)


@pytest.mark.parametrize("name", ["META-INF/sub/CERT.RSA", "META-INF/CERT.RSA.txt", "CERT.RSA"])
def test_other_files_are_no_signature_files(name: str, build: Any, makers: Makers) -> None:
    with pytest.raises(ParseError, match="not-signed"):
        build.phone(build.archive({name: makers["now"].jar_signature()})).certificates()


def test_a_signature_file_that_swells_is_refused(build: Any) -> None:
    with pytest.raises(ParseError, match="too-large"):
        build.phone(build.archive({"META-INF/CERT.RSA": bytes(8 << 20)})).certificates()
    honest = build.archive({"META-INF/CERT.RSA": bytes(8 << 20)})
    place = honest.rindex(b"PK\1\2") + 24
    lying = honest[:place] + struct.pack("<I", 100) + honest[place + 4 :]
    with pytest.raises(ParseError, match="too-large"):
        build.phone(lying).certificates()


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "no-zip"), (b"x" * 5_000, "no-zip"), (b"x" * 100_000, "no-zip"), (b"PK\5\6" + bytes(18), "not-signed")],
)
def test_what_is_no_signed_archive(data: bytes, reason: str, build: Any) -> None:
    with pytest.raises(ParseError, match=reason):
        build.phone(data).certificates()


def test_a_block_that_claims_too_much_is_refused(build: Any, makers: Makers) -> None:
    signing = build.block(("v2", build.scheme("v2", [makers["now"].der])))
    for size in (0, 23, 1 << 21, 1 << 63):
        claims = signing[:-24] + struct.pack("<Q", size) + signing[-16:]
        with pytest.raises(ParseError, match="bad-signing-block"):
            build.phone(build.archive({"big": bytes(3 << 20)}, claims)).certificates()


@given(data=st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_end_in_the_one_error_or_in_certificates(data: bytes, build: Any) -> None:
    assert build.phone(data + b"PK\5\6" + bytes(18)).ends()
    assert build.phone(data).ends()


@pytest.mark.slow
@pytest.mark.core
@given(
    changes=st.lists(st.tuples(st.integers(0, 6_000), st.integers(0, 255)), min_size=1, max_size=12), old=st.booleans()
)
@settings(max_examples=400, deadline=None)
def test_damaged_archives_end_in_the_one_error_or_in_certificates(
    changes: list[tuple[int, int]], old: bool, build: Any, makers: Makers
) -> None:
    """Changes are counted from the end, where everything stands that is read."""
    signing = build.block(
        ("v3", build.scheme("v3", [makers["now"].der], lineage=[makers["old"].der, makers["now"].der]))
    )
    files = {"big": bytes(5_000), "META-INF/CERT.RSA": makers["now"].jar_signature()}
    data = bytearray(build.archive(files, b"" if old else signing))
    for place, value in changes:
        data[-1 - place % len(data)] = value
    assert build.phone(bytes(data)).ends()


def test_a_directory_outside_the_file_is_no_directory() -> None:
    end = b"PK\5\6" + bytes(8) + struct.pack("<II", 0, 0x7FFFFFFF) + bytes(2)
    data = bytes(5_000) + end
    with pytest.raises(ParseError, match="no-zip"):
        read_certificates(len(data), [(0, data)])


def apksigner_certificates(apk: Path, *options: str) -> set[str]:
    run = subprocess.run(
        ["apksigner", "verify", "--print-certs", *options, str(apk)], capture_output=True, text=True, check=True
    )
    return {line.split()[-1] for line in run.stdout.splitlines() if "certificate SHA-256 digest" in line}


def ours(apk: Path, build: Any) -> Any:
    return build.phone(apk.read_bytes()).certificates()


needs_apksigner = pytest.mark.skipif(shutil.which("apksigner") is None, reason="needs apksigner")


@needs_apksigner
@pytest.mark.slow
@pytest.mark.parametrize("schemes", [{1}, {2}, {3}, {2, 3}, {1, 2, 3}], ids=str)
def test_the_certificates_are_those_that_apksigner_prints(schemes: set[int], tmp_path: Path, build: Any) -> None:
    # Android asks for v1 below version 7 (API 24), for v2 when made for version 11 (API 30); v3 alone is for API 28 on.
    oldest = 21 if 1 in schemes else 28
    facts = ApkFacts("com.example.app", schemes=frozenset(schemes), min_sdk=oldest, target_sdk=29, filler_bytes=200_000)
    apk = tmp_path / "app.apk"
    apk.write_bytes(build_practice_apk(facts))
    assert {sha256(der).hexdigest() for der in ours(apk, build).current} == apksigner_certificates(apk)


@needs_apksigner
@pytest.mark.slow
def test_a_rotated_key_is_read_as_apksigner_wrote_it(tmp_path: Path, build: Any, makers: Makers) -> None:
    for name in ("old", "now"):
        (tmp_path / f"{name}.pk8").write_bytes(
            makers[name].key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        )
        (tmp_path / f"{name}.pem").write_bytes(makers[name].certificate.public_bytes(Encoding.PEM))
    apk, lineage = tmp_path / "app.apk", tmp_path / "lineage"
    apk.write_bytes(build_practice_apk(ApkFacts("com.example.app")))

    def signer(name: str) -> list[str]:
        return ["--key", str(tmp_path / f"{name}.pk8"), "--cert", str(tmp_path / f"{name}.pem")]

    subprocess.run(
        ["apksigner", "rotate", "--out", str(lineage), "--old-signer", *signer("old"), "--new-signer", *signer("now")],
        check=True,
    )
    subprocess.run(
        ["apksigner", "sign", *signer("old"), "--next-signer", *signer("now"), "--lineage", str(lineage), str(apk)],
        check=True,
    )
    found = ours(apk, build)
    named = {sha256(der).hexdigest() for der in (*found.current, *found.past)}
    assert named == {sha256(makers[name].der).hexdigest() for name in ("old", "now")}
    assert apksigner_certificates(apk) <= named
    assert {"v3", "v2"} <= set(found.schemes)


def test_the_archives_of_these_tests_are_archives(build: Any, makers: Makers) -> None:
    signing = build.block(("v2", build.scheme("v2", [makers["now"].der])))
    assert zipfile.ZipFile(io.BytesIO(build.archive(CONTENT, signing))).testzip() is None
