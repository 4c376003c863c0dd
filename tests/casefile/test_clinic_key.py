# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clinic's key: nobody else's to read, never written over, and no secret in the open when it has a passphrase."""

import base64
import os
import stat
from datetime import date
from pathlib import Path

import pytest

from devicecheck.casefile import clinic_key
from devicecheck.errors import EvidenceError, ExportError

DAY = date(2026, 11, 24)


def test_a_new_key_signs_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "clinic-key.json"
    made = clinic_key.create(path, DAY)
    loaded = clinic_key.load(path)
    assert loaded.public == made.public
    assert loaded.open().public_key().public_bytes_raw() == made.public
    assert not loaded.sealed
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    clinic_key.create(tmp_path / "key", DAY)
    before = (tmp_path / "key").read_bytes()
    with pytest.raises(ExportError) as caught:
        clinic_key.create(tmp_path / "key", DAY)
    assert caught.value.reason == "exists"
    assert (tmp_path / "key").read_bytes() == before


def test_a_passphrase_seals_the_secret(tmp_path: Path) -> None:
    made = clinic_key.create(tmp_path / "key", DAY, "three plain words")
    loaded = clinic_key.load(tmp_path / "key")
    assert loaded.sealed
    secret = loaded.open("three plain words").private_bytes_raw()
    file = (tmp_path / "key").read_bytes()
    assert base64.b64encode(secret) not in file
    assert secret not in file
    assert made.public == loaded.public
    for passphrase, reason in (("", "passphrase-needed"), ("three plain wordz", "wrong-passphrase")):
        with pytest.raises(EvidenceError) as caught:
            loaded.open(passphrase)
        assert caught.value.reason == reason


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", '{"format":2}', '{"format":1,"made_on":"","public":"AAAA","secret":"AAAA"}', "x" * 100_000],
)
def test_a_damaged_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "key").write_text(text)
    (tmp_path / "key").chmod(0o600)
    with pytest.raises(EvidenceError) as caught:
        clinic_key.load(tmp_path / "key")
    assert (caught.value.reason, caught.value.terms["path"]) == ("key-damaged", str(tmp_path / "key"))


def test_another_public_half_in_the_file_is_found_when_it_is_used(tmp_path: Path) -> None:
    clinic_key.create(tmp_path / "key", DAY)
    other = clinic_key.create(tmp_path / "other", DAY)
    text = (tmp_path / "key").read_text()
    mixed = text.replace(clinic_key.load(tmp_path / "key").file.public, other.file.public)
    (tmp_path / "key").write_text(mixed)
    with pytest.raises(EvidenceError) as caught:
        clinic_key.load(tmp_path / "key").open()
    assert caught.value.reason == "key-damaged"


def test_no_key_a_link_and_a_key_that_others_can_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as none:
        clinic_key.load(tmp_path / "key")
    clinic_key.create(tmp_path / "key", DAY)
    (tmp_path / "link").symlink_to(tmp_path / "key")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "key").chmod(0o640)
    reasons = [none.value.reason]
    for name in ("link", "pipe", "key"):
        with pytest.raises(EvidenceError) as caught:
            clinic_key.load(tmp_path / name)
        reasons.append(caught.value.reason)
    assert reasons == ["no-key", "key-damaged", "key-damaged", "key-open-to-others"]
