# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the answers about a backup say, and that what is not known is never told as nothing."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import devicecheck.readers
from devicecheck.model.observations import AppOrigin, GapReason, InstalledApp, LauncherApps
from devicecheck.model.readings import Reading
from devicecheck.model.setting_observations import (
    BackupFacts,
    NetworkSetting,
    ProfileChange,
    ProfilePartKind,
    SettingsProfile,
    TrustedRoot,
)
from devicecheck.model.topics import Topic
from devicecheck.parse.backup import gaps, observe
from devicecheck.parse.backup.settings import KIND_OF
from devicecheck.readers.wire import Status

WHEN = datetime(2026, 11, 28, 12, tzinfo=UTC)
TOPICS = (
    Topic.BACKUP_FACTS, Topic.OPEN_BACKUP, Topic.DEVICE_FACTS, Topic.APPS, Topic.APP_ACCOUNTS, Topic.APP_DETAILS,
    Topic.SUPERVISION, Topic.PROFILES, Topic.PROFILE_CHANGES, Topic.TRUSTED_ROOTS, Topic.NETWORK_SETTINGS,
    Topic.LAUNCHER_APPS, Topic.DATA_USE,
)  # fmt: skip
PROFILE = {
    "PayloadDisplayName": "N", "PayloadRemovalDisallowed": True, "InstallDate": "2026-03-04T21:15:00+00:00",
    "Payloads": [{"type": "com.apple.MDM", "name": "m", "servers": ["a.example", 7], "proxy": False}],
    "PayloadsLeftOut": 0, "PayloadsKnown": True,
}  # fmt: skip


def reading(topic: Topic, body: object, status: Status = Status.COMPLETE, ask: str = "b1", note: str = "") -> Reading:
    data = body if isinstance(body, bytes) else json.dumps(body, indent=0).encode()
    return Reading(ask, topic, "backup-1", "", WHEN, WHEN, status, data, note=note)


def one(topic: Topic, body: object):
    (observed,) = observe([reading(topic, body)], "backup-1").observations
    return observed


def profiles(**more: object) -> dict[str, object]:
    return {"OrderedIdentifiers": ["x.y"], "ProfileMetadata": {"x.y": PROFILE}, "unread": [], "left_out": 0} | more


def reasons(*readings: Reading) -> list[tuple[Topic, GapReason]]:
    return [(gap.topic, gap.reason) for gap in observe(readings, "backup-1").gaps]


def test_a_profile_with_what_it_sets() -> None:
    found = one(Topic.PROFILES, profiles())
    assert isinstance(found, SettingsProfile)
    assert (found.key, found.name, found.removable) == ("x.y", "N", False)
    assert found.installed == "2026-03-04T21:15:00+00:00"
    assert found.parts is not None
    assert [(part.kinds, part.servers) for part in found.parts] == [((ProfilePartKind.MANAGES,), ("a.example",))]


def test_wi_fi_with_a_proxy_is_a_proxy_too() -> None:
    part = {"type": "com.apple.wifi.managed", "name": "", "servers": [], "proxy": True}
    found = one(Topic.PROFILES, profiles(ProfileMetadata={"x.y": PROFILE | {"Payloads": [part]}}))
    assert found.parts[0].kinds == (ProfilePartKind.OTHER, ProfilePartKind.PROXY)


def test_every_kind_but_other_has_a_payload_type_in_small_letters() -> None:
    assert set(KIND_OF.values()) == set(ProfilePartKind) - {ProfilePartKind.OTHER}
    assert all(name == name.casefold() for name in KIND_OF)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"unread": ["damaged", "cut-off"]}, GapReason.DAMAGED),
        ({"left_out": 3}, GapReason.TRUNCATED),
        ({"ProfileMetadata": {"x.y": PROFILE | {"PayloadsKnown": False}}}, GapReason.NOT_UNDERSTOOD),
        ({"ProfileMetadata": {"x.y": PROFILE | {"PayloadsLeftOut": 2}}}, GapReason.NOT_UNDERSTOOD),
    ],
)
def test_a_profile_that_was_not_read_in_full_is_a_gap(more: dict[str, object], reason: GapReason) -> None:
    assert reasons(reading(Topic.PROFILES, profiles(**more))) == [(Topic.PROFILES, reason)]


def test_no_profile_at_all_is_an_answer_without_a_gap() -> None:
    told = observe([reading(Topic.PROFILES, profiles(OrderedIdentifiers=[], ProfileMetadata={}))], "backup-1")
    assert (told.observations, told.gaps) == ((), ())


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("not-in-backup", GapReason.NOT_HELD), ("locked", GapReason.LOCKED), ("missing-file", GapReason.DAMAGED),
        ("something new", GapReason.UNSUPPORTED),
    ],
)  # fmt: skip
def test_an_answer_that_did_not_come_says_why(topic: Topic, note: str, reason: GapReason) -> None:
    told = observe([reading(topic, b"", Status.UNSUPPORTED, note=note)], "backup-1")
    assert told.observations == ()
    assert [(gap.topic, gap.reason, gap.terms["why"]) for gap in told.gaps] == [(topic, reason, note)]


def test_every_code_of_the_reader_has_its_reason() -> None:
    """The codes are texts in the reader's files, which nothing of the tower imports."""
    folder = Path(devicecheck.readers.__path__[0]) / "backup"
    text = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    raised = set(re.findall(r"(?:NotLooked|_shut)\(\"([a-z-]+)\"", text))
    ends_the_visit = {"no-backup", "no-folder"}
    assert raised - ends_the_visit <= set(gaps.REASONS)
    assert [code for code in gaps.REASONS if f'"{code}"' not in text] == []


def test_apps_with_their_accounts_and_rights() -> None:
    told = {
        "apps": [
            {"CFBundleIdentifier": "a.b", "CFBundleDisplayName": "A", "item": True, "managed": False, "got": "2026"},
            {"CFBundleIdentifier": "c.d", "item": False, "managed": False},
            {"CFBundleIdentifier": "com.apple.Maps", "item": False},
            {"CFBundleIdentifier": "e.f", "item": True, "managed": True},
        ],
        "left_out": 0,
        "complete": True,
    }
    records = [{"CFBundleIdentifier": "a.b", "item": True, "account": {"number": 2, "mask": "sa...@e...com"}}]
    rights = {"rights": {"c.d": {"given": ["kTCCServiceCamera", 7]}}, "missing": []}
    found = observe(
        [
            reading(Topic.APPS, told, ask="b1"),
            reading(Topic.APP_ACCOUNTS, records, ask="b2"),
            reading(Topic.APP_DETAILS, rights, ask="b3"),
        ],
        "backup-1",
    )
    assert found.gaps == ()
    apps = [each for each in found.observations if isinstance(each, InstalledApp)]
    assert [(app.key, app.origin, app.account, app.granted, app.readings) for app in apps] == [
        ("a.b", AppOrigin.STORE, 2, (), ("b1", "b2")),
        ("c.d", AppOrigin.UNKNOWN, None, ("kTCCServiceCamera",), ("b1", "b3")),
        ("com.apple.Maps", AppOrigin.SYSTEM, None, (), ("b1",)),
        ("e.f", AppOrigin.VOLUME_PURCHASE, None, (), ("b1",)),
    ]
    assert all(app.id_kind == "bundle" and app.first_installed is None for app in apps)


@pytest.mark.parametrize(
    ("others", "origin"),
    [
        ([], AppOrigin.NOT_TOLD),
        ([{"CFBundleIdentifier": "a.b", "item": True}], AppOrigin.UNKNOWN),
        ([{"CFBundleIdentifier": "a.b", "item": False, "managed": True}], AppOrigin.UNKNOWN),
    ],
)
def test_a_copy_without_any_record_of_the_store_tells_of_no_app_where_it_came_from(
    others: list[dict[str, object]], origin: AppOrigin
) -> None:
    told = {"apps": [{"CFBundleIdentifier": "c.d"}, *others, {"CFBundleIdentifier": "com.apple.Maps"}]}
    found = observe([reading(Topic.APPS, told | {"left_out": 0, "complete": True})], "backup-1")
    apps = {app.key: app.origin for app in found.observations if isinstance(app, InstalledApp)}
    assert (apps["c.d"], apps["com.apple.Maps"]) == (origin, AppOrigin.SYSTEM)


def test_a_list_of_apps_that_may_lack_some_is_a_gap() -> None:
    told = {"apps": [{"CFBundleIdentifier": "a.b"}], "left_out": 0, "complete": False}
    assert reasons(reading(Topic.APPS, told)) == [(Topic.APPS, GapReason.NOT_HELD)]
    assert reasons(reading(Topic.APPS, told | {"complete": True, "left_out": 9})) == [(Topic.APPS, GapReason.TRUNCATED)]
    assert reasons(reading(Topic.APPS, told | {"apps": [], "complete": True})) == [(Topic.APPS, GapReason.EMPTY)]


def test_half_of_the_rights_is_a_gap() -> None:
    told = {"rights": {}, "missing": ["missing-file"]}
    assert reasons(reading(Topic.APP_DETAILS, told)) == [(Topic.APP_DETAILS, GapReason.DAMAGED)]


@pytest.mark.parametrize(
    ("topic", "told", "reason"),
    [
        (Topic.TRUSTED_ROOTS, {"roots": [], "missing": ["damaged"]}, GapReason.DAMAGED),
        (Topic.TRUSTED_ROOTS, {"roots": [], "missing": ["open-log"]}, GapReason.TRUNCATED),
        (Topic.NETWORK_SETTINGS, {"settings": [], "left_out": 3}, GapReason.TRUNCATED),
    ],
)
def test_what_of_certificates_and_ways_is_not_told_is_a_gap(
    topic: Topic, told: dict[str, object], reason: GapReason
) -> None:
    assert reasons(reading(topic, told)) == [(topic, reason)]


def test_roots_ways_changes_and_the_backup_itself() -> None:
    root = one(
        Topic.TRUSTED_ROOTS,
        {"roots": [{"fingerprint": "ab", "name": "R", "organisation": "O", "from": "x", "until": "y"}]},
    )
    assert isinstance(root, TrustedRoot)
    assert (root.key, root.name) == ("ab", "R")
    way = one(
        Topic.NETWORK_SETTINGS,
        {"settings": [{"key": "network:V", "name": "V", "kinds": ["relay", "dns", "odd"], "server": "s"}]},
    )
    assert isinstance(way, NetworkSetting)
    assert way.kinds == ("vpn", "dns")
    change = one(Topic.PROFILE_CHANGES, {"events": [{"key": "x", "operation": "install", "process": "mdmd", "at": ""}]})
    assert isinstance(change, ProfileChange)
    backup = one(
        Topic.BACKUP_FACTS, {"encrypted": True, "made": "2026-11-01T18:30:00+00:00", "by": "12", "finished": True}
    )
    assert isinstance(backup, BackupFacts)
    assert backup.encrypted
    half = {"encrypted": False, "made": "", "finished": False}
    assert reasons(reading(Topic.BACKUP_FACTS, half)) == [(Topic.BACKUP_FACTS, GapReason.TRUNCATED)]
    unsaid = {"encrypted": False, "made": "", "finished": None}
    assert reasons(reading(Topic.BACKUP_FACTS, unsaid)) == [(Topic.BACKUP_FACTS, GapReason.NOT_HELD)]


@pytest.mark.parametrize(("finished", "gaps_of"), [(True, set()), (False, {Topic.BACKUP_FACTS, Topic.TRUSTED_ROOTS})])
def test_what_a_backup_lacks_that_was_not_finished_is_not_taken_for_nothing(
    finished: bool, gaps_of: set[Topic]
) -> None:
    told = observe(
        [
            reading(Topic.BACKUP_FACTS, {"encrypted": False, "made": "", "finished": finished}),
            reading(Topic.TRUSTED_ROOTS, {"roots": [], "missing": []}),
        ],
        "backup-1",
    )
    assert {each.topic for each in told.gaps} == gaps_of


def test_what_stands_in_a_log_of_the_index_that_was_not_read_is_not_taken_for_nothing() -> None:
    opened = reading(Topic.OPEN_BACKUP, {"opened": True, "missing": ["open-log"]})
    told = observe([opened, reading(Topic.TRUSTED_ROOTS, {"roots": [], "missing": []})], "backup-1")
    assert {(each.topic, each.reason) for each in told.gaps} == {
        (Topic.OPEN_BACKUP, GapReason.TRUNCATED), (Topic.TRUSTED_ROOTS, GapReason.TRUNCATED),
    }  # fmt: skip
    whole = reading(Topic.OPEN_BACKUP, {"opened": True, "missing": []})
    assert observe([whole], "backup-1").gaps == ()


def test_icons_of_a_copy_and_the_reason_where_it_holds_none() -> None:
    listed = one(Topic.LAUNCHER_APPS, [[{"bundleIdentifier": "a.b"}], [{"bundleIdentifier": "c.d"}]])
    assert isinstance(listed, LauncherApps)
    assert (listed.keys, listed.others_elsewhere) == (("a.b", "c.d"), True)
    missing = reading(Topic.LAUNCHER_APPS, b"", Status.UNSUPPORTED, note="not-in-backup")
    assert reasons(missing) == [(Topic.LAUNCHER_APPS, GapReason.NOT_HELD)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ["apps", "rights", "given", "missing", "events", "key", "kinds", "fingerprint", "ProfileMetadata",
             "roots", "settings",
             "Payloads", "OrderedIdentifiers", "unread", "left_out", "complete", "CFBundleIdentifier", "item",
             "account", "servers", "IsSupervised", "made", "encrypted", "PayloadsLeftOut", "x"]
        ),
        inner,
        max_size=5,
    ),
    max_leaves=20,
)  # fmt: skip


@pytest.mark.slow
@given(topic=st.sampled_from(TOPICS), body=st.one_of(JSON, st.binary(max_size=60)), status=st.sampled_from(Status))
@settings(max_examples=400, deadline=None)
def test_whatever_an_answer_holds_parsing_ends_and_what_was_not_whole_is_a_gap(topic, body, status) -> None:
    told = observe([reading(topic, body, status, note="x")], "backup-1")
    assert len({each.id for each in told.observations}) == len(told.observations)
    if status is not Status.COMPLETE:
        assert [gap.topic for gap in told.gaps] == [topic]
