# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in a backup, plain and encrypted, and that neither reads as the other or as nothing."""

import json
import plistlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from devicecheck.practice.backup import contents
from devicecheck.practice.backup.keys import KeyRing
from devicecheck.practice.backup.writer import BackupWriter, archive, database, file_id, plist
from devicecheck.readers.backup import allowed, data_use, own_lists, settings, table
from devicecheck.readers.backup.backup import Backup
from devicecheck.readers.backup.limits import INDEX_LIMIT, PLIST_LIMIT
from devicecheck.readers.backup.session import INSIDE, OWN
from devicecheck.readers.file_session import NotLooked
from tests.readers.backup.backups import PASSWORD, make, opened, watch

FILES = {
    "app-details": table.PERMISSIONS,
    "supervision": table.SUPERVISION,
    "profile-changes": table.PROFILE_EVENTS,
    "trusted-roots": table.TRUST_STORE,
    "network-settings": table.NETWORK,
    "data-use": table.DATA_USE,
    "launcher-apps": table.HOME_SCREEN[0],
}


def answers(backup: Backup) -> dict[str, Any]:
    return {name: ask(backup) for name, ask in OWN.items()} | {
        name: ask(backup, watch()) for name, ask in INSIDE.items()
    }


def place(folder: Path, of: tuple[str, str]) -> Path:
    name = file_id(*of)
    return folder / name[:2] / name


def set_in_index(folder: Path, order: str, *values: object) -> None:
    with closing(sqlite3.connect(folder / "Manifest.db")) as index:
        index.execute(order, values)
        index.commit()


def test_an_encrypted_backup_says_the_same_as_a_plain_one(tmp_path: Path) -> None:
    plain, locked = answers(opened(make(tmp_path / "a"))), answers(opened(make(tmp_path / "b", PASSWORD), PASSWORD))
    assert locked.pop("backup-facts")["encrypted"] is True
    assert plain.pop("backup-facts")["encrypted"] is False
    for told in (plain, locked):  # days before now
        for app in told["apps"]["apps"]:
            app["got"] = app["got"][:4]
    assert plain == locked


def test_profiles_with_what_they_set_and_no_token_of_an_address(tmp_path: Path) -> None:
    told = settings.profiles(opened(make(tmp_path)), watch())
    parts = {key: [part["type"] for part in each["Payloads"]] for key, each in told["ProfileMetadata"].items()}
    assert parts == {
        "com.family-line.mdm": ["com.apple.mdm"],
        "net.family-line.vpn": ["com.apple.vpn.managed", "com.apple.security.root"],
        "com.example.clip": ["com.apple.webClip.managed"],
    }
    servers = [part["servers"] for each in told["ProfileMetadata"].values() for part in each["Payloads"]]
    assert servers == [["mdm.family-line.example"], ["vpn.family-line.example"], [], ["pages.example"]]
    assert "token" not in json.dumps(told)
    assert told["ProfileMetadata"]["com.family-line.mdm"]["InstallDate"] == "2026-03-04T21:15:00+00:00"


def test_a_name_and_a_password_before_a_server_stay_where_they_are(tmp_path: Path) -> None:
    writer = BackupWriter(tmp_path)
    parts = [
        {"PayloadType": "com.apple.caldav.account", "CalDAVHostName": "https://sam:geheim@cal.example:8443/a/b?c"},
        {"PayloadType": "m", "IncomingPassword": "geheim", "IncomingMailServerHostName": "imap.example"},
        {"PayloadType": "x", "URL": "http://[bad", "ServerURL": ["a.example", ["b.example", [["deep.example"]]]]},
    ]  # fmt: skip
    contents.add_profiles(writer, [contents.profile("a", "A", parts)])
    writer.finish({}, {})
    told = settings.profiles(opened(tmp_path), watch())
    assert "geheim" not in json.dumps(told)
    assert [part["servers"] for part in told["ProfileMetadata"]["a"]["Payloads"]] == [
        ["cal.example"],
        ["imap.example"],
        ["a.example", "b.example", "deep.example", ""],
    ]


def test_accounts_leave_as_masks_alone(tmp_path: Path) -> None:
    told = own_lists.accounts(Backup(make(tmp_path)))
    text = json.dumps(told)
    assert "someone.else" not in text
    assert "sam@" not in text
    assert {each["account"]["number"] for each in told} == {1, 2}


def test_a_backup_without_records_of_the_store_did_not_say_whose_accounts(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "Info.plist").write_bytes(plist({"Installed Applications": ["a.b"]}))
    with pytest.raises(NotLooked, match="not-in-backup"):
        own_lists.accounts(Backup(tmp_path))
    told = own_lists.apps(Backup(tmp_path))
    assert told["complete"]
    assert "a.b" in {app["CFBundleIdentifier"] for app in told["apps"]}


def test_groups_and_parts_of_apps_are_no_apps(tmp_path: Path) -> None:
    make(tmp_path)
    held = {
        "a.b": {"ContainerContentClass": "Data/Application"},
        "a.b.part": {"ContainerContentClass": "Data/PluginKitPlugin"},
        "group.a": {"ContainerContentClass": "Shared/AppGroup"},
        "odd": 7,
    }
    (tmp_path / "Info.plist").unlink()
    (tmp_path / "Manifest.plist").write_bytes(plist({"Version": "10.0", "Applications": held}))
    told = own_lists.apps(Backup(tmp_path))
    assert [app["CFBundleIdentifier"] for app in told["apps"]] == ["a.b"]
    assert not told["complete"]


@pytest.mark.parametrize("topic", FILES)
@pytest.mark.parametrize("password", [None, PASSWORD])
def test_a_file_that_is_gone_is_not_an_empty_one(topic: str, password: str | None, tmp_path: Path) -> None:
    make(tmp_path, password)
    if topic == "app-details":
        place(tmp_path, table.PLACE_USERS).unlink()
    place(tmp_path, FILES[topic]).unlink()
    with pytest.raises(NotLooked, match="missing-file"):
        INSIDE[topic](opened(tmp_path, password), watch())


@pytest.mark.parametrize("topic", FILES)
def test_what_a_backup_does_not_hold_was_not_looked_at(topic: str, tmp_path: Path) -> None:
    writer = BackupWriter(tmp_path)
    writer.finish({}, {})
    with pytest.raises(NotLooked, match="not-in-backup"):
        INSIDE[topic](opened(tmp_path), watch())


def test_no_profile_in_their_folder_is_none_and_no_folder_is_not_looked(tmp_path: Path) -> None:
    writer = BackupWriter(tmp_path / "a")
    contents.add_profiles(writer, [])
    writer.finish({}, {})
    assert settings.profiles(opened(tmp_path / "a"), watch())["ProfileMetadata"] == {}
    BackupWriter(tmp_path / "b").finish({}, {})
    with pytest.raises(NotLooked, match="not-in-backup"):
        settings.profiles(opened(tmp_path / "b"), watch())


@pytest.mark.parametrize("topic", sorted(set(FILES) - {"supervision", "launcher-apps"}))
@pytest.mark.parametrize("password", [None, PASSWORD])
def test_a_file_that_is_there_and_empty_was_looked_at(topic: str, password: str | None, tmp_path: Path) -> None:
    writer = BackupWriter(tmp_path, KeyRing(password, "t") if password else None)
    for of in (FILES[topic], table.PLACE_USERS):
        writer.add(*of, b"")
    writer.finish({}, {})
    told = INSIDE[topic](opened(tmp_path, password), watch())
    empty = {"events": []}, {"rights": {}}, {"roots": []}, {"settings": []}, {"used": []}
    assert any(told == each | {name: told[name]} and not told[name] for each in empty for name in set(told) - set(each))


def test_apps_that_had_traffic_with_their_first_and_last_time_and_no_amounts(tmp_path: Path) -> None:
    writer = BackupWriter(tmp_path)
    contents.add_data_use(writer, {"a.b": (contents.INSTALLED, contents.INSTALLED.replace(day=9))})
    writer.finish({}, {})
    used = {"app": "a.b", "first": "2026-03-04T21:15:00+00:00", "last": "2026-03-09T21:15:00+00:00"}
    assert data_use.apps(opened(tmp_path), watch()) == {"used": [used], "missing": []}


def test_a_count_of_traffic_from_a_stranger_costs_no_more_than_its_rows(tmp_path: Path) -> None:
    writer = BackupWriter(tmp_path)
    tables = "CREATE TABLE ZPROCESS (ZBUNDLENAME, ZFIRSTTIMESTAMP, ZTIMESTAMP)"
    rows = [("x" * 900, "soon", 1e300), (7, 1, 1), (None, 1, 1), ("a.b", 5.0, None), ("a.b", None, 9.0), ("", 1, 1)]
    writer.add(*table.DATA_USE, database(tables, [("INSERT INTO ZPROCESS VALUES (?, ?, ?)", rows)]))
    writer.finish({}, {})
    told = data_use.apps(opened(tmp_path), watch())["used"]
    assert [(each["app"], each["first"][:19], each["last"][:19]) for each in told] == [
        ("a.b", "2001-01-01T00:00:05", "2001-01-01T00:00:09"), ("x" * 300, "", ""),
    ]  # fmt: skip
    (tmp_path / "other").mkdir()
    writer = BackupWriter(tmp_path / "other")
    writer.add(*table.DATA_USE, database("CREATE TABLE other (a)", []))
    writer.finish({}, {})
    with pytest.raises(NotLooked, match="no-table"):
        data_use.apps(opened(tmp_path / "other"), watch())


def test_one_of_two_places_of_rights_that_is_missing_is_named(tmp_path: Path) -> None:
    make(tmp_path)
    place(tmp_path, table.PERMISSIONS).unlink()
    told = allowed.permissions(opened(tmp_path), watch())
    assert told["missing"] == ["missing-file"]
    assert told["rights"]["com.life360.safetymap"] == {"given": ["location-always"]}


def test_a_right_that_was_refused_is_none(tmp_path: Path) -> None:
    assert "org.example.refused" not in allowed.permissions(opened(make(tmp_path)), watch())["rights"]


def test_an_app_that_always_knows_the_place_is_named_by_its_entry_where_nothing_else_names_it(tmp_path: Path) -> None:
    entry, system = {"Authorization": 4, "Executable": "/x"}, "/System/Library/LocationBundles/a.bundle"
    clients = dict.fromkeys(("org.a.watcher", "iorg.b.watcher:", system, "x"), entry)
    writer = BackupWriter(tmp_path)
    writer.add(*table.PLACE_USERS, plist(clients | {"org.c.now": {"Authorization": 2}}))
    writer.finish({}, {})
    rights = allowed.permissions(opened(tmp_path), watch())["rights"]
    always = {app for app, told in rights.items() if "location-always" in told["given"]}
    assert always == {"org.a.watcher", "org.b.watcher"}


@pytest.mark.parametrize(("allowed_column", "seen"), [(1, True), (0, False)])
def test_rights_of_an_old_system(allowed_column: int, seen: bool, tmp_path: Path) -> None:
    writer = BackupWriter(tmp_path)
    rows = [("kTCCServiceCamera", "a.b", allowed_column)]
    tables = "CREATE TABLE access (service TEXT, client TEXT, allowed INTEGER)"
    writer.add(*table.PERMISSIONS, database(tables, [("INSERT INTO access VALUES (?, ?, ?)", rows)]))
    writer.finish({}, {})
    assert bool(allowed.permissions(opened(tmp_path), watch())["rights"]) is seen


@pytest.mark.parametrize(("result", "seen"), [(None, 1), (1, 1), (2, 1), (3, 0), (4, 0)])
def test_a_certificate_that_is_refused_is_not_trusted(result: int | None, seen: int, tmp_path: Path) -> None:
    writer = BackupWriter(tmp_path)
    rule = {} if result is None else {"kSecTrustSettingsResult": result}
    contents.add_trust(writer, [contents.certificate("A root")], plist([rule]))
    writer.finish({}, {})
    assert len(allowed.trusted_roots(opened(tmp_path), watch())["roots"]) == seen


def test_a_certificate_that_cannot_be_read_is_still_one(tmp_path: Path) -> None:
    writer = BackupWriter(tmp_path)
    contents.add_trust(writer, [b"no certificate"])
    writer.finish({}, {})
    (root,) = allowed.trusted_roots(opened(tmp_path), watch())["roots"]
    assert root["fingerprint"]
    assert root["name"] == ""


def test_lists_with_names_that_are_no_texts_and_columns_that_are_none_end_with_what_is_left(tmp_path: Path) -> None:
    make(tmp_path)
    data = b"CREATE TABLE access (service, client, auth_value, \xff\xfe)".decode("latin-1")
    place(tmp_path, table.PERMISSIONS).write_bytes(database(data, []).replace("\xff\xfe".encode(), b"\xff\xfe\xff\xfe"))
    with pytest.raises(NotLooked, match=r"damaged|cut-off"):
        allowed._from_tcc(opened(tmp_path), watch())
    odd = (tmp_path / "Info.plist").read_bytes().replace(b"\x5f\x10\x11com.duolingo", b"\x4f\x10\x11com.duolingo")
    (tmp_path / "Info.plist").write_bytes(odd)
    json.dumps(own_lists.apps(Backup(tmp_path)))


def test_a_profile_that_cannot_be_read_costs_itself_and_is_counted(tmp_path: Path) -> None:
    make(tmp_path)
    stubs = [path for path in tmp_path.rglob("??/*") if b"com.family-line.mdm" in path.read_bytes()]
    for path in stubs:
        path.write_bytes(b"bplist00" + b"\xff" * (path.stat().st_size - 8))
    told = settings.profiles(opened(tmp_path), watch())
    assert told["unread"] == ["damaged"]
    assert len(told["ProfileMetadata"]) == 2


def test_two_profiles_of_one_name_are_two(tmp_path: Path) -> None:
    writer = BackupWriter(tmp_path)
    contents.add_profiles(writer, [contents.profile("a", "A", [])])
    writer.add(
        table.PROFILES_DOMAIN, "Library/ConfigurationProfiles/profile-2.stub", plist(contents.profile("a", "B", []))
    )
    writer.finish({}, {})
    assert len(settings.profiles(opened(tmp_path), watch())["ProfileMetadata"]) == 2


# hostile folders


def test_the_password_that_does_not_fit_opens_nothing_and_another_try_may(tmp_path: Path) -> None:
    backup = Backup(make(tmp_path, PASSWORD))
    with pytest.raises(NotLooked, match="wrong-password"):
        backup.open("another", watch())
    with pytest.raises(NotLooked, match="wrong-password"):
        settings.profiles(backup, watch())
    backup.open(PASSWORD, watch())
    assert settings.profiles(backup, watch())["ProfileMetadata"]


def test_without_a_password_the_own_lists_are_read_and_the_rest_is_locked(tmp_path: Path) -> None:
    backup = Backup(make(tmp_path, PASSWORD))
    with pytest.raises(NotLooked, match="locked"):
        backup.open(None, watch())
    assert own_lists.apps(backup)["apps"]
    for ask in INSIDE.values():
        with pytest.raises(NotLooked, match="locked"):
            ask(backup, watch())


@pytest.mark.parametrize(("name", "why"), [("Manifest.plist", "no-backup"), ("Manifest.db", "no-index")])
def test_a_foreign_or_half_folder_says_what_it_lacks(name: str, why: str, tmp_path: Path) -> None:
    (make(tmp_path) / name).unlink()
    with pytest.raises(NotLooked, match=why):
        opened(tmp_path)


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(NotLooked, match="no-folder"):
        opened(tmp_path / "nowhere")
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(NotLooked, match="no-folder"):
        opened(tmp_path / "file")
    (tmp_path / "Manifest.plist").write_bytes(plist({"CFBundleIdentifier": "of another program"}))
    with pytest.raises(NotLooked, match="no-backup"):
        opened(tmp_path)


@pytest.mark.parametrize("name", ["Manifest.plist", "Info.plist", "Manifest.db"])
@pytest.mark.parametrize("data", [b"", b"x" * 4096, b"bplist00" + b"\xff" * 64, b"<?xml version='1.0'?><plist><dict>"])
def test_lists_of_nonsense_end_with_a_code(name: str, data: bytes, tmp_path: Path) -> None:
    (make(tmp_path) / name).write_bytes(data)
    with pytest.raises(NotLooked) as why:
        own_lists.apps(opened(tmp_path))
    assert str(why.value) in {"damaged", "no-table"}


@pytest.mark.parametrize("password", [None, PASSWORD])
@pytest.mark.parametrize("kept", [16, 4096, 4112, 20_000])
def test_an_index_that_is_cut_off_is_said_to_be(password: str | None, kept: int, tmp_path: Path) -> None:
    index = make(tmp_path, password) / "Manifest.db"
    index.write_bytes(index.read_bytes()[:kept])
    with pytest.raises(NotLooked, match=r"cut-off|damaged"):
        opened(tmp_path, password)


@pytest.mark.parametrize("cut", [1, 15, 16, 32])
def test_an_encrypted_file_that_is_cut_off_is_not_read_as_a_shorter_one(cut: int, tmp_path: Path) -> None:
    make(tmp_path, PASSWORD)
    path = place(tmp_path, table.SUPERVISION)
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(NotLooked, match="cut-off"):
        settings.supervision(opened(tmp_path, PASSWORD), watch())


def test_a_plain_file_that_is_cut_off_is_not_read_as_a_shorter_one(tmp_path: Path) -> None:
    make(tmp_path)
    path = place(tmp_path, table.SUPERVISION)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(NotLooked, match="cut-off"):
        settings.supervision(opened(tmp_path), watch())


def test_an_encrypted_file_with_more_behind_it_is_not_read(tmp_path: Path) -> None:
    make(tmp_path, PASSWORD)
    path = place(tmp_path, table.SUPERVISION)
    path.write_bytes(path.read_bytes() + bytes(32))
    with pytest.raises(NotLooked, match="damaged"):
        settings.supervision(opened(tmp_path, PASSWORD), watch())


@pytest.mark.parametrize("name", ["Manifest.plist", "Manifest.db"])
def test_lists_that_are_too_large_are_not_read(name: str, tmp_path: Path) -> None:
    with (make(tmp_path) / name).open("r+b") as file:
        file.truncate(max(PLIST_LIMIT, INDEX_LIMIT) + 1)  # a hole: no byte of it is on the disk
    with pytest.raises(NotLooked, match="too-large"):
        opened(tmp_path)


def test_a_file_that_is_too_large_is_not_read_whatever_its_size_is_said_to_be(tmp_path: Path) -> None:
    make(tmp_path)
    with place(tmp_path, table.SUPERVISION).open("r+b") as file:
        file.truncate(1 << 30)
    with pytest.raises(NotLooked, match="too-large"):
        settings.supervision(opened(tmp_path), watch())


@pytest.mark.parametrize("name", ["../../../etc/passwd", "/etc/passwd", "a" * 39, "A" * 40, "", "..", 7, None])
def test_a_name_that_leads_elsewhere_is_never_opened(name: object, tmp_path: Path) -> None:
    make(tmp_path)
    set_in_index(tmp_path, "UPDATE Files SET fileID = ? WHERE relativePath = ?", name, table.SUPERVISION[1])
    with pytest.raises(NotLooked, match="damaged"):
        settings.supervision(opened(tmp_path), watch())


@pytest.mark.parametrize(
    "record",
    [
        b"", b"x", plist([]), plist({"$objects": []}), archive(["$null"]), archive(["$null", 7]),
        plist({"$top": {"root": plistlib.UID(9)}, "$objects": []}),
        archive(["$null", {"Size": 3, "EncryptionKey": plistlib.UID(99)}]),
        archive(["$null", {"Size": 3, "EncryptionKey": plistlib.UID(2)}, {"NS.data": 7}]), None, "text",
    ],
)  # fmt: skip
def test_a_record_of_nonsense_ends_with_a_code(record: object, tmp_path: Path) -> None:
    make(tmp_path)
    set_in_index(tmp_path, "UPDATE Files SET file = ? WHERE relativePath = ?", record, table.SUPERVISION[1])
    with pytest.raises(NotLooked, match="damaged"):
        settings.supervision(opened(tmp_path), watch())


@pytest.mark.parametrize("size", [-1, True, 1 << 62, "9"])
def test_a_size_of_nonsense_does_not_decide_what_is_read(size: object, tmp_path: Path) -> None:
    make(tmp_path)
    record = archive(["$null", {"Size": size}])
    set_in_index(tmp_path, "UPDATE Files SET file = ? WHERE relativePath = ?", record, table.SUPERVISION[1])
    if size == 1 << 62:
        with pytest.raises(NotLooked, match="too-large"):
            settings.supervision(opened(tmp_path), watch())
    else:
        assert settings.supervision(opened(tmp_path), watch()) == {"IsSupervised": False}


def test_a_loop_in_a_keyed_archive_ends(tmp_path: Path) -> None:
    loop: list[Any] = ["$null", {"Name": plistlib.UID(2), "VPN": plistlib.UID(1), "$class": plistlib.UID(3)}, "A"]
    loop += [{"$classname": "NEConfiguration"}]
    writer = BackupWriter(tmp_path)
    writer.add(*table.NETWORK, archive(loop))
    writer.finish({}, {})
    (told,) = allowed.network(opened(tmp_path), watch())["settings"]
    assert told["server"] == ""
