# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an iPhone's answers say: origins, accounts, profiles, links, traces; and whatever else a phone may say."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devicecheck.model.observations import AppOrigin, GapReason, InstalledApp, LauncherApps, PhoneClock
from devicecheck.model.readings import Reading
from devicecheck.model.setting_observations import (
    AppProfile,
    OpenedTrace,
    PairedWatch,
    PhoneLinks,
    SettingsProfile,
    Supervision,
)
from devicecheck.model.topics import Topic
from devicecheck.parse.iphone import observe
from devicecheck.readers.wire import Status

WHEN = datetime(2026, 11, 27, 12, tzinfo=UTC)
STORE = "Apple iPhone OS Application Signing"
TOPICS = (
    Topic.DEVICE_FACTS, Topic.CLOCK, Topic.SUPERVISION, Topic.PROFILES, Topic.PHONE_SETTINGS, Topic.APPS,
    Topic.APP_ACCOUNTS, Topic.LAUNCHER_APPS, Topic.APP_PROFILES, Topic.WATCHES, Topic.RUNNING_PROGRAMS,
)  # fmt: skip


def reading(topic: Topic, body: object, status: Status = Status.COMPLETE, ask: str = "r1") -> Reading:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Reading(ask, topic, "phone", "", WHEN, WHEN + timedelta(seconds=2), status, data)


def one(topic: Topic, body: object):
    """The one observation of one answer."""
    (observed,) = observe([reading(topic, body)], "phone").observations
    return observed


def origin_of(app: dict[str, object], record: dict[str, object] | None = None) -> AppOrigin:
    told = {"CFBundleIdentifier": "a.b", "ApplicationType": "User", **app}
    readings = [reading(Topic.APPS, [told])]
    if record is not None:
        readings.append(
            reading(Topic.APP_ACCOUNTS, [{"CFBundleIdentifier": told["CFBundleIdentifier"], **record}], ask="r2")
        )
    (observed,) = (each for each in observe(readings, "phone").observations if isinstance(each, InstalledApp))
    assert observed.origin is not None and observed.id_kind == "bundle"
    return observed.origin


APPLES_OWN = {
    "SignerIdentity": STORE, "Entitlements": {"platform-application": True}, "CFBundleIdentifier": "com.apple.iMovie",
}  # fmt: skip
SAFARI = {
    "ApplicationType": "System", "CFBundleIdentifier": "com.apple.mobilesafari", "IsAdHocSigned": True,
    "Entitlements": {"platform-application": True, "private": ["com.apple.private.tcc.allow"]},
}  # fmt: skip
ORIGINS = [
    ({"SignerIdentity": STORE}, None, AppOrigin.STORE),
    ({"SignerIdentity": STORE}, {"item": True, "managed": False}, AppOrigin.STORE),
    ({"SignerIdentity": STORE}, {"item": True, "managed": True}, AppOrigin.VOLUME_PURCHASE),
    ({"SignerIdentity": STORE}, {"item": False, "managed": False}, AppOrigin.UNKNOWN),
    ({"SignerIdentity": STORE, "IsAdHocSigned": True}, None, AppOrigin.UNSIGNED),
    ({"SignerIdentity": STORE, "Entitlements": {"private": ["com.apple.private.x"]}}, None, AppOrigin.UNSIGNED),
    ({"SignerIdentity": STORE, "Entitlements": {"platform-application": True}}, None, AppOrigin.UNSIGNED),
    ({"SignerIdentity": STORE, "ApplicationDSID": True, "Entitlements": {"private": ["x"]}}, None, AppOrigin.STORE),
    ({"SignerIdentity": STORE, "Entitlements": {"private": ["x"]}}, {"item": True}, AppOrigin.STORE),
    ({"SignerIdentity": STORE, "Entitlements": {"private": ["x"]}}, {"item": False}, AppOrigin.UNSIGNED),
    ({"SignerIdentity": STORE, "IsAdHocSigned": True}, {"item": True}, AppOrigin.UNSIGNED),
    (APPLES_OWN, {"item": True}, AppOrigin.UNKNOWN),
    (APPLES_OWN, None, AppOrigin.UNSIGNED),
    ({"SignerIdentity": "x", "Path": "/var/jb/Applications/Sileo.app"}, None, AppOrigin.UNSIGNED),
    ({"ProfileValidated": True, "SignerIdentity": "Apple Development: x"}, None, AppOrigin.DEVELOPER),
    ({"ProfileValidated": True, "FreeProfileValidated": True}, None, AppOrigin.FREE_ACCOUNT),
    ({"ProfileValidated": True, "UPPValidated": True}, None, AppOrigin.ENTERPRISE),
    ({"SignerIdentity": "TestFlight Beta Distribution"}, None, AppOrigin.TEST_BUILD),
    ({"IsBetaApp": True}, None, AppOrigin.TEST_BUILD),
    ({"SignerIdentity": "Somebody"}, None, AppOrigin.UNKNOWN),
    ({}, None, AppOrigin.UNKNOWN),
    ({"SignerIdentity": ["x"], "Entitlements": "none", "Path": 5}, None, AppOrigin.UNKNOWN),
    ({"ApplicationType": "System", "CFBundleIdentifier": "com.apple.Maps"}, None, AppOrigin.SYSTEM),
    ({"ApplicationType": "System", "CFBundleIdentifier": "org.coolstar.Sileo"}, None, AppOrigin.UNKNOWN),
    (SAFARI | {"Path": "/private/preboot/Cryptexes/App/System/Applications/MobileSafari.app"}, None, AppOrigin.SYSTEM),
    (SAFARI | {"Path": "/private/var/staged_system_apps/MobileSafari.app"}, None, AppOrigin.SYSTEM),
    (SAFARI | {"ApplicationType": "Hidden", "SBAppTags": ["hidden"]}, None, AppOrigin.SYSTEM),
    (SAFARI | {"ApplicationType": "Internal"}, None, AppOrigin.SYSTEM),
    (SAFARI | {"Path": "/private/preboot/6A0F/jb-x/procursus/Applications/S.app"}, None, AppOrigin.UNSIGNED),
    ({"ApplicationType": "System", "Path": "/Applications/Cydia.app"}, None, AppOrigin.UNSIGNED),
    (
        {"ApplicationType": "System", "SignerIdentity": STORE, "Entitlements": {"platform-application": True}},
        None,
        AppOrigin.UNSIGNED,
    ),
    ({"SignerIdentity": STORE, "IsBetaApp": True}, None, AppOrigin.TEST_BUILD),
]  # fmt: skip


@pytest.mark.parametrize(("app", "record", "origin"), ORIGINS)
def test_where_an_app_came_from(app, record, origin: AppOrigin) -> None:
    assert origin_of(app, record) is origin


def test_an_app_where_only_an_opened_phone_keeps_apps_is_a_trace_of_that() -> None:
    app = {"ApplicationType": "System", "CFBundleIdentifier": "org.coolstar.SileoStore"}
    parsed = observe([reading(Topic.APPS, [app | {"Path": "/var/jb/Applications/Sileo.app"}, SAFARI])], "phone")
    assert [each.key for each in parsed.observations if isinstance(each, OpenedTrace)] == ["org.coolstar.SileoStore"]


def test_every_origin_is_reached() -> None:
    of_copies = {AppOrigin.NOT_TOLD}  # tests/parse/backup/test_observe.py reaches it
    assert {origin for *_, origin in ORIGINS} == set(AppOrigin) - of_copies


def test_an_account_is_a_number_and_a_mask() -> None:
    record = {"CFBundleIdentifier": "a.b", "item": True, "account": {"number": 2, "mask": "so...@e...org"}}
    readings = [reading(Topic.APPS, [{"CFBundleIdentifier": "a.b"}]), reading(Topic.APP_ACCOUNTS, [record], ask="r2")]
    (app,) = observe(readings, "phone").observations
    assert (app.account, app.account_mask, app.readings) == (2, "so...@e...org", ("r1", "r2"))


def test_an_app_without_an_id_is_counted_as_not_understood_and_costs_nothing_else() -> None:
    parsed = observe([reading(Topic.APPS, [{"CFBundleIdentifier": "a.b"}, {"CFBundleName": "x"}, {}])], "phone")
    assert [app.key for app in parsed.observations] == ["a.b"]
    assert [(gap.reason, gap.terms["count"]) for gap in parsed.gaps] == [(GapReason.NOT_UNDERSTOOD, "2")]


def test_icons_of_dock_page_and_folder() -> None:
    icon = {"bundleIdentifier": "a.b", "displayName": "x"}
    pages = [[icon], [{"displayName": "Folder", "pages": [["c.d"], ["e.f"]]}, {"webClipURL": "https://x/"}]]
    listed = one(Topic.LAUNCHER_APPS, pages)
    assert isinstance(listed, LauncherApps) and listed.keys == ("a.b", "c.d", "e.f") and listed.others_elsewhere


def test_facts_about_the_phone_itself() -> None:
    managed = one(Topic.SUPERVISION, {"IsSupervised": True, "OrganizationName": "Example", "IsMDMUnremovable": True})
    assert isinstance(managed, Supervision) and (managed.supervised, managed.organisation) == (True, "Example")
    profile = one(
        Topic.PROFILES,
        {
            "OrderedIdentifiers": ["x.y"],
            "ProfileMetadata": {"x.y": {"PayloadDisplayName": "VPN", "PayloadRemovalDisallowed": True}},
        },
    )
    assert isinstance(profile, SettingsProfile) and (profile.name, profile.removable) == ("VPN", False)
    links = one(
        Topic.PHONE_SETTINGS,
        {
            "com.apple.mobile.backup": {"LastiTunesBackupDate": 780_000_000, "WillEncrypt": True},
            "com.apple.mobile.wireless_lockdown": {"EnableWifiConnections": True},
            "com.apple.security.mac.amfi": {"DeveloperModeStatus": False},
            "com.apple.mobile.restriction": {"ProhibitAppDelete": True, "ProhibitAppInstall": False},
        },
    )
    assert isinstance(links, PhoneLinks)
    assert (links.copied_on, links.reached_by_wifi, links.developer_mode) == ("2025-09-19", True, False)
    assert links.restrictions == ("ProhibitAppDelete",) and links.finds_itself is None
    maker = one(Topic.APP_PROFILES, [{"UUID": "U", "Name": "N", "TeamName": "T", "ProvisionsAllDevices": True}])
    assert isinstance(maker, AppProfile) and maker.every_phone
    assert isinstance(one(Topic.WATCHES, [{"DeviceName": "W", "ProductType": "Watch6,1"}]), PairedWatch)
    clock = one(Topic.CLOCK, {"TimeIntervalSince1970": (WHEN + timedelta(seconds=61)).timestamp()})
    assert isinstance(clock, PhoneClock) and clock.ahead_seconds == 60


def test_only_known_traces_are_kept_of_all_programs() -> None:
    told = {"programs": ["launchd", "SSHD", "MyBank"], "crash_reports": ["frida-server-2026.ips", "MyBank-1.ips"]}
    parsed = observe([reading(Topic.RUNNING_PROGRAMS, {**told, "whole_file_system": True})], "phone")
    assert all(isinstance(each, OpenedTrace) for each in parsed.observations)
    assert {each.key for each in parsed.observations} == {"SSHD", "com.apple.afc2"}


def test_no_watch_is_an_answer_and_no_gap() -> None:
    parsed = observe([reading(Topic.WATCHES, [])], "phone")
    assert parsed.observations == () and parsed.gaps == ()


LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
NAMES = st.sampled_from([
    "CFBundleIdentifier", "ApplicationType", "SignerIdentity", "Entitlements", "private", "account", "number", "item",
    "ProfileMetadata", "OrderedIdentifiers", "IsSupervised", "com.apple.mobile.backup", "LastiTunesBackupDate", "UUID",
    "programs", "crash_reports", "pages", "bundleIdentifier", "TimeIntervalSince1970", "UIBackgroundModes", "SBAppTags",
])  # fmt: skip
VALUES = st.recursive(LEAVES, lambda each: st.lists(each, max_size=4) | st.dictionaries(NAMES, each, max_size=6))
BODIES = st.binary(max_size=60) | VALUES.map(lambda each: json.dumps(each).encode())


@pytest.mark.slow
@given(answers=st.lists(st.tuples(st.sampled_from(TOPICS), BODIES, st.sampled_from(Status)), max_size=6))
@settings(max_examples=400, deadline=None)
def test_any_answer_is_read_or_named_as_a_gap(answers: list[tuple[Topic, bytes, Status]]) -> None:
    readings = [reading(topic, body, status, f"r{n}") for n, (topic, body, status) in enumerate(answers)]
    parsed = observe(readings, "phone")
    assert observe(readings, "phone") == parsed
    ids = [each.id for each in parsed.observations]
    assert len(ids) == len(set(ids))
    for each in readings:
        told = [gap for gap in parsed.gaps if gap.topic is each.topic]
        if each.status is not Status.COMPLETE and each.topic not in {
            r.topic for r in readings if r.status is Status.COMPLETE
        }:
            assert told


def test_endless_nesting_and_huge_numbers_are_gaps() -> None:
    for body in (
        b"[" * 100_000,
        b'{"TimeIntervalSince1970": 1e999}',
        b'{"TimeIntervalSince1970": ' + b"9" * 5_000 + b"}",
    ):
        parsed = observe([reading(Topic.CLOCK, body)], "phone")
        assert parsed.observations == () and parsed.gaps
