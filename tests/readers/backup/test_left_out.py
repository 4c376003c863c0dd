# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a backup holds more of than is read, or holds in an odd way, is named; it costs nothing else."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from devicecheck.practice.backup import contents
from devicecheck.practice.backup.keys import KeyRing
from devicecheck.practice.backup.writer import TABLES, BackupWriter, database, file_id, plist
from devicecheck.readers.backup import allowed, own_lists, settings, table
from devicecheck.readers.backup.limits import MOST_ROWS
from devicecheck.readers.file_session import NotLooked
from tests.readers.backup.backups import PASSWORD, make, opened, watch
from tests.readers.backup.logs import with_open_log

TRUST = "CREATE TABLE tsettings (sha256 BLOB, subj BLOB, tset BLOB, data BLOB)"


def trust(folder: Path, *settings_of: object, of: int = 1) -> None:
    """A trust store with a certificate for each of the settings, `of` times."""
    rows = [(b"%032d" % number, b"", each, b"%d" % number) for number, each in enumerate(settings_of * of)]
    writer = BackupWriter(folder)
    writer.add(*table.TRUST_STORE, database(TRUST, [("INSERT INTO tsettings VALUES (?, ?, ?, ?)", rows)]))
    writer.finish({}, {})


def roots(folder: Path) -> Any:
    told = allowed.trusted_roots(opened(folder), watch())
    return len(told["roots"]), told["missing"]


@pytest.mark.parametrize("odd", [{}, [], {"a": 1}, "3", 3.5])
def test_a_rule_of_another_kind_does_not_end_the_reading(odd: object, tmp_path: Path) -> None:
    trust(tmp_path, plist([{"kSecTrustSettingsResult": odd}]), None)
    assert roots(tmp_path) == (2, [])


def test_a_certificate_whose_settings_are_broken_costs_itself_and_is_named(tmp_path: Path) -> None:
    trust(tmp_path, b"bplist00broken", None)
    assert roots(tmp_path) == (1, ["damaged"])


def test_more_certificates_than_are_read_are_named(tmp_path: Path) -> None:
    trust(tmp_path, None, of=MOST_ROWS + 1)
    assert roots(tmp_path) == (MOST_ROWS, ["too-large"])


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_a_database_that_was_kept_with_a_log_is_read(password: str | None, tmp_path: Path) -> None:
    name = file_id(*table.TRUST_STORE)
    data = bytearray((make(tmp_path / "a") / name[:2] / name).read_bytes())
    data[18:20] = b"\2\2"
    writer = BackupWriter(tmp_path / "b", KeyRing(password, "tests") if password else None)
    writer.add(*table.TRUST_STORE, bytes(data))
    writer.finish({}, {})
    assert allowed.trusted_roots(opened(tmp_path / "b", password), watch())["roots"][0]["name"] == "Family Line Root"


@pytest.mark.parametrize(("log", "missing"), [(b"", []), (b"changes", ["open-log"])])
def test_a_log_beside_a_database_that_cannot_be_read_is_named(log: bytes, missing: list[str], tmp_path: Path) -> None:
    writer = BackupWriter(tmp_path)
    contents.add_trust(writer, [contents.certificate("A root")])
    contents.add_rights(writer, {"a.b": ["Camera"]}, [])
    for domain, path in (table.TRUST_STORE, table.PERMISSIONS):
        writer.add(domain, f"{path}-wal", log)
    writer.finish({}, {})
    assert roots(tmp_path) == (1, missing)
    told = allowed.permissions(opened(tmp_path), watch())
    assert (told["rights"], told["missing"]) == ({"a.b": {"given": ["kTCCServiceCamera"]}}, missing)


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_a_certificate_that_stands_in_the_log_alone_is_found(password: str | None, tmp_path: Path) -> None:
    root = contents.certificate("In the log")
    changed = (
        "CREATE TABLE tsettings (sha256 BLOB, subj BLOB, tset BLOB, data BLOB)",
        ("INSERT INTO tsettings VALUES (?, ?, ?, ?)", (b"1", b"", plist([]), root)),
    )
    data, log = with_open_log(tmp_path, *changed)
    writer = BackupWriter(tmp_path / "b", KeyRing(password, "tests") if password else None)
    writer.add(*table.TRUST_STORE, data)
    writer.add(table.TRUST_STORE[0], f"{table.TRUST_STORE[1]}-wal", log)
    writer.finish({}, {})
    told = allowed.trusted_roots(opened(tmp_path / "b", password), watch())
    assert ([each["name"] for each in told["roots"]], told["missing"]) == (["In the log"], [])


def test_files_that_the_index_names_in_its_log_alone_are_found(tmp_path: Path) -> None:
    make(tmp_path)
    index = tmp_path / "Manifest.db"
    with closing(sqlite3.connect(index)) as own:
        rows = own.execute("SELECT * FROM Files").fetchall()
    data, log = with_open_log(tmp_path, TABLES, *(("INSERT INTO Files VALUES (?, ?, ?, ?, ?)", row) for row in rows))
    index.write_bytes(data)
    (tmp_path / "Manifest.db-wal").write_bytes(log)
    backup = opened(tmp_path)
    assert backup.index_log == [] and allowed.trusted_roots(backup, watch())["roots"]


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_a_log_of_the_index_that_cannot_be_read_is_named(password: str | None, tmp_path: Path) -> None:
    make(tmp_path, password)
    (tmp_path / "Manifest.db-wal").write_bytes(b"something")
    assert opened(tmp_path, password).index_log == ["open-log"]


def test_more_rights_than_are_read_are_named(tmp_path: Path) -> None:
    rows = [("kTCCServiceCamera", f"a.{number}", 2) for number in range(MOST_ROWS + 1)]
    writer = BackupWriter(tmp_path)
    order = [("INSERT INTO access VALUES (?, ?, ?)", rows)]
    writer.add(*table.PERMISSIONS, database("CREATE TABLE access (service, client, auth_value)", order))
    writer.add(*table.PLACE_USERS, plist({}))
    writer.finish({}, {})
    assert "too-large" in allowed.permissions(opened(tmp_path), watch())["missing"]


def test_a_profile_behind_hundreds_of_files_with_a_like_name_is_read(tmp_path: Path) -> None:
    writer = BackupWriter(tmp_path)
    for number in range(805):
        writer.add(table.PROFILES_DOMAIN, f"{table.PROFILES_FOLDER}profile-a{number:04}.other", b"")
    stub = plist(contents.profile("behind", "Behind", []))
    writer.add(table.PROFILES_DOMAIN, f"{table.PROFILES_FOLDER}profile-z.stub", stub)
    writer.finish({}, {})
    assert settings.profiles(opened(tmp_path), watch())["OrderedIdentifiers"] == ["behind"]


def test_two_ways_of_one_name_are_two_and_more_than_are_told_are_named(tmp_path: Path) -> None:
    ways = [{"name": "VPN", "kind": "VPN", "server": f"{number}.example", "app": "a"} for number in range(60)]
    writer = BackupWriter(tmp_path)
    contents.add_network(writer, ways)
    writer.finish({}, {})
    told = allowed.network(opened(tmp_path), watch())
    assert len({each["key"] for each in told["settings"]}) == 50
    assert told["left_out"] == 10


@pytest.mark.parametrize(
    ("info", "complete", "left_out"),
    [
        ({"Installed Applications": "x"}, False, 0),
        ({"Installed Applications": {"a.b": 1}}, False, 0),
        ({"Installed Applications": ["a.b", 7, b"c.d"]}, True, 2),
        ({"Installed Applications": []}, True, 0),
    ],
)
def test_a_list_of_apps_that_is_none_is_not_taken_for_one(
    info: dict[str, Any], complete: bool, left_out: int, tmp_path: Path
) -> None:
    BackupWriter(tmp_path).finish(info, {"Applications": {"a.b": {"ContainerContentClass": "Data/Application"}}})
    told = own_lists.apps(opened(tmp_path))
    assert (told["complete"], told["left_out"]) == (complete, left_out)


@pytest.mark.parametrize("name", ["Info", "Status"])
def test_a_broken_list_beside_the_manifest_costs_its_own_questions_alone(name: str, tmp_path: Path) -> None:
    (make(tmp_path) / f"{name}.plist").write_bytes(b"bplist00broken")
    backup = opened(tmp_path)
    facts = own_lists.of_backup(backup)
    assert facts["made"] == "2026-11-01T18:30:00+00:00"
    assert facts["finished"] is (None if name == "Status" else True)
    assert own_lists.of_phone(backup)["ProductVersion"] == "18.6"
    assert roots(tmp_path)[0] == 1
    if name == "Info":
        with pytest.raises(NotLooked, match="damaged"):
            own_lists.apps(backup)
