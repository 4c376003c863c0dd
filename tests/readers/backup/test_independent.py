# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our made-up backups in the hands of a reader that somebody else wrote: pyiosbackup, a part of pymobiledevice3.

It says that the practice backups are what a backup is. It leaves the opened index in a temporary folder, which is the
test's own here; that is one of the reasons why it is not our reader.
"""

import plistlib
from pathlib import Path

import pytest
from pyiosbackup import Backup as OtherReader
from pyiosbackup.exceptions import BackupPasswordIsRequired

from devicecheck.readers.backup import settings, table
from tests.readers.backup.backups import PASSWORD, make, opened, watch


@pytest.fixture(autouse=True)
def _temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_another_reader_opens_our_backups_and_reads_the_same_files(password: str | None, tmp_path: Path) -> None:
    folder = make(tmp_path / "backup", password)
    other = OtherReader.from_path(folder, password or "")
    places = (table.SUPERVISION, table.TRUST_STORE, table.PERMISSIONS, table.PLACE_USERS, table.NETWORK)
    own = opened(folder, password)
    for domain, path in places:
        (entry,) = [each for each in other.iter_files() if (each.domain, each.relative_path) == (domain, path)]
        assert entry.read_bytes() == own.read(domain, path, watch())
    stubs = [each for each in other.iter_files() if each.relative_path.endswith(".stub")]
    names = {plistlib.loads(each.read_bytes())["PayloadIdentifier"] for each in stubs}
    assert names == set(settings.profiles(own, watch())["ProfileMetadata"])


def test_another_reader_needs_the_password_too(tmp_path: Path) -> None:
    with pytest.raises(BackupPasswordIsRequired):
        OtherReader.from_path(make(tmp_path / "backup", PASSWORD))
