# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what the reader of app files says to observations: nothing half understood, no gap lost."""

import json
from datetime import UTC, datetime

import pytest

from devicecheck.model.observations import AccessKind, AppFile, GapReason, RuleMatch, SigningCertificates
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.app_file import observe
from devicecheck.parse.parsed import Parsed
from devicecheck.readers.wire import Status
from devicecheck.selftest.planted_file import PACKAGE, planted_file

WHEN = datetime(2026, 1, 1, tzinfo=UTC)
PATH = "/somewhere/an app.apk"
COMPONENT = {
    "kind": "service",
    "name": "org.x.y.Part",
    "permission": "",
    "enabled": True,
    "actions": [],
    "categories": [],
}
ICON = {
    "kind": "activity-alias",
    "name": "org.x.y.Main",
    "permission": "",
    "enabled": True,
    "actions": ["android.intent.action.MAIN"],
    "categories": ["android.intent.category.LAUNCHER"],
}
MANIFEST = {"package": "org.x.y", "label": "Y", "permissions": ["a.b.C"], "components": [COMPONENT]}
FACTS = {"size": 9, "sha256": "ab" * 32, "manifest": MANIFEST, "tricks": []}
MATCHES = {
    "rules": 2,
    "dropped": [],
    "unread": [],
    "matches": [{"entry": "spy", "rule": "servers", "part": "classes.dex"}],
}


def reading(topic: Topic, body: object, status: Status = Status.COMPLETE, note: str = "") -> Reading:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    params = {"path": PATH} if topic is Topic.APP_FILE_TAIL else {}
    return Reading(topic.value, topic, "file-1", "", WHEN, WHEN, status, data, note=note, params=params)


def facts_with(**manifest: object) -> Reading:
    return reading(Topic.APK_FACTS, FACTS | {"manifest": MANIFEST | manifest})


def file_of(parsed: Parsed) -> AppFile:
    (file,) = (item for item in parsed.observations if isinstance(item, AppFile))
    return file


def test_a_file_is_one_observation_with_its_rules() -> None:
    parsed = observe([facts_with(), reading(Topic.APK_RULES, MATCHES)], "file-1")
    file = file_of(parsed)
    assert (file.key, file.label, file.sha256, file.permissions) == ("org.x.y", "Y", "ab" * 32, ("a.b.C",))
    assert file.components == ("org.x.y.Part",)
    (match,) = (item for item in parsed.observations if isinstance(item, RuleMatch))
    assert (match.key, match.entry, match.rule, match.part) == ("org.x.y", "spy", "servers", "classes.dex")
    assert parsed.gaps == ()


@pytest.mark.parametrize(
    ("components", "icon"),
    [([], False), ([COMPONENT], False), ([ICON], True), ([ICON | {"enabled": False}], False)],
)
def test_an_icon_is_what_a_tap_can_open(components: list[object], icon: bool) -> None:
    assert file_of(observe([facts_with(components=components)], "file-1")).icon is icon


def test_powers_are_read_from_the_permission_that_guards_a_part() -> None:
    guarded = COMPONENT | {"permission": "android.permission.BIND_ACCESSIBILITY_SERVICE"}
    receiver = COMPONENT | {"kind": "receiver", "permission": "android.permission.BIND_DEVICE_ADMIN"}
    assert file_of(observe([facts_with(components=[guarded, receiver])], "file-1")).powers == (
        AccessKind.ACCESSIBILITY,
        AccessKind.DEVICE_ADMIN,
    )
    assert file_of(observe([facts_with(components=[guarded | {"kind": "activity"}])], "file-1")).powers == ()


def test_a_file_without_a_readable_manifest_goes_by_its_fingerprint() -> None:
    for manifest in (None, MANIFEST | {"package": ""}):
        file = file_of(observe([reading(Topic.APK_FACTS, FACTS | {"manifest": manifest})], "file-1"))
        assert file.key == "ab" * 32
    assert file_of(observe([reading(Topic.APK_FACTS, FACTS | {"manifest": None})], "file-1")).icon is None


def test_parts_and_rules_that_were_left_out_are_gaps() -> None:
    said = MATCHES | {
        "unread": [{"part": "classes9.dex", "why": "too-large"}],
        "dropped": [{"entry": "bad", "why": "line 1: syntax error"}],
    }
    gaps = observe([facts_with(), reading(Topic.APK_RULES, said)], "file-1").gaps
    assert [(gap.reason, gap.terms["why"]) for gap in gaps] == [
        (GapReason.TRUNCATED, "too-large"),
        (GapReason.FAILED, "line 1: syntax error"),
    ]


def test_zero_rules_is_a_gap() -> None:
    said = MATCHES | {"rules": 0, "matches": []}
    assert [gap.reason for gap in observe([facts_with(), reading(Topic.APK_RULES, said)], "file-1").gaps] == ["empty"]


def test_a_file_whose_manifest_could_not_be_read_was_not_looked_at_whole() -> None:
    parsed = observe([reading(Topic.APK_FACTS, FACTS | {"manifest": None, "tricks": ["no-manifest"]})], "file-1")
    assert [(gap.reason, gap.terms) for gap in parsed.gaps] == [
        (GapReason.NOT_UNDERSTOOD, {"part": "AndroidManifest.xml"})
    ]
    assert observe([reading(Topic.APK_FACTS, FACTS)], "file-1").gaps == ()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"size": "x"}', b"\xff\xfe", b'{"manifest": 5}'])
@pytest.mark.parametrize("topic", [Topic.APK_FACTS, Topic.APK_RULES])
def test_an_answer_that_makes_no_sense_is_a_gap(topic: Topic, body: bytes) -> None:
    parsed = observe([reading(topic, body)], "file-1")
    assert parsed.observations == ()
    assert [gap.reason for gap in parsed.gaps] == [GapReason.NOT_UNDERSTOOD]


def test_a_file_that_was_not_looked_into_says_why() -> None:
    parsed = observe([reading(Topic.APK_FACTS, b"", Status.UNSUPPORTED, "no-archive")], "file-1")
    assert [(gap.reason, gap.terms) for gap in parsed.gaps] == [(GapReason.UNSUPPORTED, {"why": "no-archive"})]


def test_stamps_are_read_with_the_code_that_reads_them_from_phones() -> None:
    data = planted_file()
    tail = reading(Topic.APP_FILE_TAIL, b"%d\n%s" % (len(data), data))
    parsed = observe([facts_with(package=PACKAGE), tail], "file-1")
    (stamps,) = (item for item in parsed.observations if isinstance(item, SigningCertificates))
    assert stamps.key == PACKAGE
    assert stamps.sha256
