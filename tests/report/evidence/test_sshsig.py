# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our signatures beside OpenSSH's own: each accepts the other's, both refuse a changed byte."""

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devicecheck.report.evidence import sshsig

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
DATA = b'{"files":{}}'


def ssh_keygen(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("ssh-keygen")
    assert program, "ssh-keygen is part of what these tests prove; install openssh-client"
    return subprocess.run([program, *arguments], input=data, capture_output=True, timeout=20, check=False)


@pytest.mark.parametrize(("data", "code"), [(DATA, 0), (DATA + b"x", 255)])
def test_ssh_keygen_accepts_it_and_refuses_a_changed_byte(tmp_path: Path, data: bytes, code: int) -> None:
    (tmp_path / "signed.sig").write_bytes(sshsig.sign(KEY, DATA))
    (tmp_path / "allowed").write_text(sshsig.allowed_signer("clinic", PUBLIC))
    signers = ("-f", str(tmp_path / "allowed"), "-I", "clinic", "-n", sshsig.NAMESPACE)
    done = ssh_keygen("-Y", "verify", *signers, "-s", str(tmp_path / "signed.sig"), data=data)
    assert done.returncode == code, done.stderr


def test_a_signature_of_ssh_keygen_is_read_and_fits(tmp_path: Path) -> None:
    private = tmp_path / "key"
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption())
    private.write_bytes(KEY.private_bytes(*form))
    private.chmod(0o600)
    done = ssh_keygen("-Y", "sign", "-f", str(private), "-n", sshsig.NAMESPACE, data=DATA)
    assert done.stdout == sshsig.sign(KEY, DATA)
    assert sshsig.fits(sshsig.read(done.stdout), DATA)


def test_the_fingerprint_is_that_of_ssh_keygen(tmp_path: Path) -> None:
    (tmp_path / "key.pub").write_text(sshsig.public_line(PUBLIC))
    done = ssh_keygen("-l", "-f", str(tmp_path / "key.pub"))
    assert done.stdout.decode().split()[1] == sshsig.fingerprint(PUBLIC)


def test_every_changed_byte_of_a_signature_file_is_refused() -> None:
    file = sshsig.sign(KEY, DATA)
    for place in range(len(file)):
        changed = file[:place] + bytes([file[place] ^ 1]) + file[place + 1 :]
        try:
            signed = sshsig.read(changed)
        except ValueError:
            continue
        assert not sshsig.fits(signed, DATA), place


@pytest.mark.parametrize("file", [b"", b"\xff", b"-----BEGIN SSH SIGNATURE-----\n", b"a\n" * 9, b"x" * 100_000])
def test_what_is_no_signature_is_refused(file: bytes) -> None:
    with pytest.raises(ValueError, match="signature"):
        sshsig.read(file)


def test_a_signature_for_another_purpose_does_not_count(tmp_path: Path) -> None:
    private = tmp_path / "key"
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption())
    private.write_bytes(KEY.private_bytes(*form))
    private.chmod(0o600)
    done = ssh_keygen("-Y", "sign", "-f", str(private), "-n", "file", data=DATA)
    with pytest.raises(ValueError, match="signature"):
        sshsig.read(done.stdout)


def test_allowed_keys_are_read_as_openssh_writes_them() -> None:
    line = sshsig.public_line(PUBLIC)
    text = f"""\
# known to us
clinic {line}
elsewhere namespaces="git" {sshsig.public_line(b"1" * 32)}
kent namespaces="{sshsig.NAMESPACE}" {sshsig.public_line(b"2" * 32)} a comment
broken ssh-ed25519 AAAA
rsa ssh-rsa AAAA
"""
    assert sshsig.allowed_keys(text) == {PUBLIC: "clinic", b"2" * 32: "kent"}


def test_lines_of_allowed_keys_that_are_none_are_passed_over() -> None:
    whole = sshsig.public_line(PUBLIC)
    blob = base64.b64decode(whole.split()[1])
    other = base64.b64encode(b"\0\0\0\x0bssh-ed25518" + blob[15:]).decode()
    text = f"a ssh-ed25519 AAAA\u00e9\nb ssh-ed25519 {other}\nclinic {whole}\n"
    assert sshsig.allowed_keys(text) == {PUBLIC: "clinic"}
