# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""This visit's own key has one name, whoever counts it: the reader that made it, or the list that the phone prints."""

from pathlib import Path

from devicecheck.parse.android import authorised_computers
from devicecheck.readers.android import adb_key


def test_the_reader_and_the_list_of_the_phone_name_a_key_alike(tmp_path: Path) -> None:
    assert adb_key.fingerprint(tmp_path) == ""
    adb_key.signer(tmp_path)
    public = (tmp_path / adb_key.KEY_FILE).with_suffix(".pub").read_text(encoding="ascii").split()[0]
    named = authorised_computers.fingerprint(public)
    assert named.count(":") == 15
    assert adb_key.fingerprint(tmp_path) == named
