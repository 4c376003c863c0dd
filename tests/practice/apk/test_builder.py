# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Built APKs are what Android would take."""

import hashlib
import os
import shutil
import subprocess
import zipfile
from io import BytesIO

import pytest

from devicecheck.practice.apk import builder, signing
from devicecheck.practice.apk.builder import ApkFacts, Component

FACTS = ApkFacts(
    package="org.example.app",
    label="Über App",
    permissions=("android.permission.CAMERA",),
    activities=(Component(".Main", (builder.MAIN,), (builder.LAUNCHER,)),),
    services=(Component(".Service", ("org.example.ACTION",), (), "android.permission.BIND"),),
    filler_bytes=2_000_000,
)


def with_schemes(*schemes: int, min_sdk: int = 21) -> ApkFacts:
    return ApkFacts(**{**vars(FACTS), "schemes": frozenset(schemes), "min_sdk": min_sdk})


def test_equal_facts_give_equal_bytes():
    assert builder.build(FACTS) == builder.build(FACTS)


def test_each_name_has_a_key_of_its_own_that_stays():
    assert signing.signer("one") is signing.signer("one")
    assert signing.signer("one").certificate_der != signing.signer("other").certificate_der


def test_an_archive_holds_manifest_code_and_filler():
    archive = zipfile.ZipFile(BytesIO(builder.build(FACTS)))
    assert archive.testzip() is None
    assert archive.namelist() == ["AndroidManifest.xml", "classes.dex", "assets/filler.bin"]
    assert "android.permission.BIND".encode("utf-16-le") in archive.read("AndroidManifest.xml")
    dex = archive.read("classes.dex")
    assert dex[12:32] == hashlib.sha1(dex[32:]).digest()
    assert b"practice\0" in dex


@pytest.mark.parametrize("schemes", [(1,), (2,), (3,), (2, 3), (1, 2, 3)])
def test_certificates_stand_where_the_schemes_put_them(schemes):
    apk = builder.build(with_schemes(*schemes))
    assert (b"APK Sig Block 42" in apk) == (schemes != (1,))
    assert ("META-INF/CERT.RSA" in zipfile.ZipFile(BytesIO(apk)).namelist()) == (1 in schemes)
    assert apk.count(signing.signer("practice").certificate_der) == len(set(schemes) - {1})


@pytest.fixture
def apksigner():
    if not shutil.which("apksigner"):
        assert not os.environ.get("CI"), "apksigner is not installed"
        pytest.skip("apksigner is not installed")
    return "apksigner"


@pytest.mark.slow
@pytest.mark.parametrize(("schemes", "min_sdk"), [((1, 2), 21), ((1, 2, 3), 21), ((2,), 24), ((2, 3), 24), ((3,), 28)])
def test_android_s_own_verifier_takes_them(apksigner, tmp_path, schemes, min_sdk):
    path = tmp_path / "app.apk"
    path.write_bytes(builder.build(with_schemes(*schemes, min_sdk=min_sdk)))
    verify = [apksigner, "verify", "--verbose", "--print-certs", "--min-sdk-version", str(min_sdk), str(path)]
    done = subprocess.run(verify, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for scheme in (1, 2, 3):
        assert f"Verified using v{scheme} scheme" in done.stdout
        assert (f"v{scheme} scheme (" in done.stdout) and (
            f"{str(scheme in schemes).lower()}" in done.stdout.split(f"v{scheme} scheme (")[1].splitlines()[0]
        )
    assert hashlib.sha256(signing.signer("practice").certificate_der).hexdigest() in done.stdout
