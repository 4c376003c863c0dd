# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Foreign files: what is taken over, what is counted and left aside, and what is refused with a sentence."""

import json

import pytest

from devicecheck.errors import PackError, UsageError
from devicecheck.model.signatures import Category
from devicecheck.packs.exchange import echap, misp, stix, table
from devicecheck.packs.exchange.forms import FORMS, form_of, read

ECHAP = b"""\
- name: Example Spy
  names: [Example Spy, ExSpy]
  type: stalkerware
  packages: [org.example.spy, NO]
  certificates: [0123456789ABCDEF0123456789ABCDEF01234567]
  websites: [example.org, www.example.org]
  distribution: [dl.example.org]
  certificate_cname_re: Example
  c2:
    ips: [192.0.2.1]
    ip: 192.0.2.2
    domains: [api.example.org, example.org]
- name: Kid Watch
  type: watchware
  ios_bundles: [org.kid.watch]
"""


def test_echaps_form_with_its_traps() -> None:
    """`c2.ip` for `c2.ips`, sellers' pages among the servers, ids that YAML would make something else."""
    contents = echap.read(ECHAP)
    spy, kid = contents.families
    assert (spy.name, spy.aliases, spy.category) == ("Example Spy", ("ExSpy",), Category.WATCH_SECRETLY)
    assert spy.texts("packages") == ("org.example.spy", "NO")
    assert spy.texts("domains") == ("api.example.org",)
    assert (kid.category, kid.texts("bundles")) == (Category.FAMILY_WATCH, ("org.kid.watch",))
    assert spy.texts("addresses") == ("192.0.2.1", "192.0.2.2")
    assert contents.skipped == {"sellers-pages": 4, "names-in-certificates": 1}


def bundle(*patterns: str) -> bytes:
    objects = [{"type": "indicator", "id": f"indicator--{n}", "pattern": p} for n, p in enumerate(patterns)]
    return json.dumps({"type": "bundle", "objects": objects}).encode()


@pytest.mark.parametrize(
    ("pattern", "kind", "value"),
    [
        ("[app:id='org.x']", "packages", "org.x"),
        (" [ app:id = 'org.x' ] ", "packages", "org.x"),
        ("[domain-name:value='a.org']", "domains", "a.org"),
        ("[ipv4-addr:value='192.0.2.1']", "addresses", "192.0.2.1"),
        ("[ipv6-addr:value='2001:db8::1']", "addresses", "2001:db8::1"),
        ("[file:hashes.'SHA-256'='ab']", "apk_sha256", "ab"),
        ("[file:hashes.sha256='ab']", "apk_sha256", "ab"),
        ("[app:cert.sha1='ab']", "certificates", "ab"),
        ("[app:cert.SHA256='ab']", "certificates", "ab"),
        ("[configuration-profile:id='a b']", "profiles", "a b"),
        (r"[app:name='it\'s']", "labels", "it's"),
    ],
)
def test_one_comparison_of_a_known_path_is_read(pattern: str, kind: str, value: str) -> None:
    contents = stix.read(bundle(pattern))
    assert [(family.values, contents.skipped.total()) for family in contents.families] == [({kind: {value: None}}, 0)]


@pytest.mark.parametrize(
    "pattern",
    [
        "[app:id='a' AND app:id='b']",
        "[app:id='a'] OR [app:id='b']",
        "[app:id='a'] FOLLOWEDBY [app:id='b']",
        "[app:id='a'] WITHIN 5 SECONDS",
        "[app:id LIKE 'a%']",
        "[app:id != 'a']",
        "[app:id IN ('a','b')]",
        "[NOT app:id='a']",
        "[app:id='a' OR app:id='b']",
        "",
        "[" * 5000,
    ],
)
def test_a_pattern_of_several_conditions_is_counted_and_never_half_read(pattern: str) -> None:
    contents = stix.read(bundle(pattern, "[app:id='org.x']"))
    assert contents.skipped == {"compound-patterns": 1}
    assert [family.texts("packages") for family in contents.families] == [("org.x",)]


def test_paths_that_we_do_not_use_are_counted_by_name() -> None:
    contents = stix.read(bundle("[process:name='x']", "[email-addr:value='x']", "[process:name='y']"))
    assert contents.skipped == {"process:name": 2, "email-addr:value": 1}
    assert contents.families == ()


def test_what_its_maker_took_back_is_counted_and_not_taken_in() -> None:
    data = json.loads(bundle("[app:id='org.x']", "[app:id='org.y']"))
    next(item for item in data["objects"] if item.get("pattern") == "[app:id='org.x']")["revoked"] = True
    contents = stix.read(json.dumps(data).encode())
    assert contents.skipped == {"taken-back": 1}
    assert [family.texts("packages") for family in contents.families] == [("org.y",)]


def test_indicators_belong_to_the_malware_that_they_indicate() -> None:
    data = {
        "type": "bundle",
        "objects": [
            {"type": "malware", "id": "malware--1", "name": "Spy", "aliases": ["Spy", "Eye"]},
            {"type": "indicator", "id": "indicator--1", "pattern": "[app:id='org.a']"},
            {"type": "indicator", "id": "indicator--2", "pattern": "[domain-name:value='a.org']"},
            {"type": "relationship", "source_ref": "indicator--1", "target_ref": "malware--1"},
            {"type": "relationship", "source_ref": "indicator--2", "target_ref": "malware--1"},
        ],
    }
    (family,) = stix.read(json.dumps(data).encode()).families
    assert (family.name, family.aliases) == ("Spy", ("Eye",))
    assert family.values == {"packages": {"org.a": None}, "domains": {"a.org": None}}


def test_references_that_are_no_texts_are_passed_over() -> None:
    objects = [
        {"type": "malware", "id": "malware--1", "name": "Spy"},
        {"type": "indicator", "id": "indicator--1", "pattern": "[app:id='org.a']", "name": "x"},
        *({"type": "relationship", "source_ref": "indicator--1", "target_ref": odd} for odd in ([], {}, None, 3)),
    ]
    (family,) = stix.read(json.dumps({"type": "bundle", "objects": objects}).encode()).families
    assert family.values == {"packages": {"org.a": None}}


def test_a_plain_event_groups_attributes_by_their_comment() -> None:
    attributes = [
        {"type": "mobile-application-id", "value": "org.a", "comment": "Spy"},
        {"type": "domain", "value": "a.org", "comment": "Spy"},
        {"type": "ip-dst", "value": "192.0.2.1", "comment": "Spy"},
        {"type": "url", "value": "https://a.org/x", "comment": "Spy"},
    ]
    nested = {"Object": [{"Attribute": [{"type": "sha256", "value": "ab" * 32}]}]}
    contents = misp.read(json.dumps({"Event": {"info": "E", "Attribute": attributes, **nested}}).encode())
    assert [(family.name, len(family.values)) for family in contents.families] == [("Spy", 3), ("E", 1)]
    assert contents.skipped == {"url": 1}


def app_object(name: str, *attributes: dict, **more: object) -> dict:
    """An object as MISP's own template has it: the name and the app's id are plain texts, not meant for detection."""
    named = {"object_relation": "name", "type": "text", "value": name, "to_ids": False}
    return {"name": "android-app", "Attribute": [named, *attributes], **more}


def part(relation: str, kind: str, value: str, **more: object) -> dict:
    return {"object_relation": relation, "type": kind, "value": value, "to_ids": True, **more}


def test_objects_of_apps_name_their_family_and_hold_ids_as_plain_text() -> None:
    appid = part("appid", "text", "org.one", to_ids=False)
    event = {
        "uuid": "u",
        "Attribute": [{"type": "link", "value": "https://list.example", "to_ids": False, "comment": "Source"}],
        "Object": [
            app_object("One", appid, part("certificate", "x509-fingerprint-sha1", "ab" * 20)),
            app_object("Two", part("domain", "domain", "two.example"), part("description", "text", "org.no")),
        ],
    }
    data = json.dumps(event).encode()
    one, two = misp.read(data).families
    assert (one.name, one.texts("packages"), one.texts("certificates")) == ("One", ("org.one",), ("ab" * 20,))
    assert (two.name, two.texts("packages"), two.texts("domains")) == ("Two", (), ("two.example",))
    assert misp.read(data).skipped == {"link": 1, "text": 3}
    assert form_of("", "event.json", data) is FORMS["misp"]


def test_what_is_deleted_or_not_for_detection_in_an_event_is_counted() -> None:
    attributes = [
        part("", "domain", "server.example", comment="Spy"),
        part("", "domain", "seller.example", comment="Spy", to_ids=False),
        part("", "domain", "old.example", comment="Spy", deleted=True),
        part("", "domain", "", comment="Spy"),
    ]
    gone = app_object("Gone", part("appid", "text", "org.gone"), deleted=True)
    contents = misp.read(json.dumps({"Attribute": attributes, "Object": [gone]}).encode())
    assert [(family.name, family.texts("domains")) for family in contents.families] == [("Spy", ("server.example",))]
    assert contents.skipped == {"not-for-detection": 1, "taken-back": 3, "domain": 1}


@pytest.mark.parametrize("wrap", [list, lambda events: {"response": events}])
def test_events_come_in_lists_and_answers_and_tags_name_families(wrap) -> None:
    tag = {"name": 'misp-galaxy:android="SpyNote"'}
    events = [
        {"Event": {"info": "First", "Attribute": [part("", "domain", "a.example", Tag=[tag], comment="seen today")]}},
        {"Event": {"info": "Second", "Attribute": [part("", "domain", "b.example")]}},
    ]
    contents = misp.read(json.dumps(wrap(events)).encode())
    assert [(family.name, family.texts("domains")) for family in contents.families] == [
        ("SpyNote", ("a.example",)),
        ("Second", ("b.example",)),
    ]


def test_a_later_version_of_an_indicator_takes_the_place_of_the_first() -> None:
    first = {
        "type": "indicator",
        "id": "indicator--1",
        "pattern": "[app:id='org.x']",
        "modified": "2024-01-01T00:00:00Z",
    }
    back = first | {"modified": "2025-01-01T00:00:00Z", "revoked": True}
    for objects in ([first, back], [back, first]):
        contents = stix.read(json.dumps({"type": "bundle", "objects": objects}).encode())
        assert (contents.families, contents.skipped) == ((), {"taken-back": 1})


def test_an_indicator_of_an_app_and_of_who_uses_it_belongs_to_the_app() -> None:
    named = [{"type": kind, "id": f"{kind}--1", "name": kind} for kind in ("malware", "threat-actor", "tool")]
    indicator = {"type": "indicator", "id": "indicator--1", "pattern": "[app:id='org.x']"}
    ties = [
        {
            "type": "relationship",
            "relationship_type": "indicates",
            "source_ref": "indicator--1",
            "target_ref": each["id"],
        }
        for each in named
    ]
    other = {"type": "malware", "id": "malware--2", "name": "other"}
    ties += [
        {
            "type": "relationship",
            "relationship_type": "related-to",
            "source_ref": "indicator--1",
            "target_ref": "malware--2",
        },
        {"type": "relationship", "revoked": True, "source_ref": "indicator--1", "target_ref": "malware--2"},
    ]
    data = json.dumps({"type": "bundle", "objects": [*named, other, indicator, *ties]}).encode()
    assert [family.name for family in stix.read(data).families] == ["malware"]


def test_patterns_in_another_language_are_counted_as_such() -> None:
    objects = [{"type": "indicator", "id": "indicator--1", "pattern": "rule r {}", "pattern_type": "yara"}]
    contents = stix.read(json.dumps({"type": "bundle", "objects": objects}).encode())
    assert contents.skipped == {"pattern:yara": 1}


def test_fields_that_echaps_form_did_not_have_are_counted_by_name() -> None:
    more = b"""\
- name: Example Spy
  packages: [org.example.spy]
  sha256: [ab, cd]
  seen: 2026-01-01
  empty: []
  c2:
    domains: [api.example.org]
    urls: [https://api.example.org/x]
"""
    contents = echap.read(more)
    assert contents.skipped == {"sha256": 2, "seen": 1, "c2.urls": 1}
    assert contents.values == 2


def test_a_table_may_have_semicolons_and_a_mark_in_front() -> None:
    text = "\ufeffentry;name;category;aliases;kind;value\nspy;Spy;watch-secretly;A; packages ;org.a\n;;;;;\n"
    (family,) = table.read(text.encode()).families
    assert (family.id, family.texts("packages"), family.category) == ("spy", ("org.a",), Category.WATCH_SECRETLY)


def test_the_isdi_columns_are_understood() -> None:
    text = "appId,store,flag,title\norg.a,playstore,dual-use,A\norg.b,appstore,stalkerware,B\norg.c,playstore,safe,C\n"
    contents = table.read(text.encode())
    assert [(family.category, dict(family.values)) for family in contents.families] == [
        (Category.OTHER_USE, {"packages": {"org.a": None}}),
        (Category.WATCH_SECRETLY, {"bundles": {"org.b": None}}),
    ]
    assert contents.skipped == {"no-risk-by-its-own-flag": 1}


@pytest.mark.parametrize(
    ("form", "data", "says"),
    [
        ("echap", b"a: [", "correct the YAML"),
        ("echap", b"a: b", "a list of entries"),
        ("echap", b"- &a {name: x}\n- *a\n", "without aliases"),
        ("echap", b"- {type: x}", "each with a name"),
        ("echap", b"- {name: x, packages: [org.a], packages: [org.b]}", "the key 'packages' stands twice"),
        ("echap", b"\xff\xfe\x00", "YAML"),
        ("stix", b"{", "correct the JSON"),
        ("stix", b"[]", "a STIX bundle"),
        ("stix", b"[" * 100_000, "correct the JSON"),
        ("misp", b"[]", "one MISP event"),
        ("misp", b"{}", "a list of attributes"),
        ("csv", b"a,b\n", "write these columns"),
        ("csv", b"", "write these columns"),
        ("csv", b"\xff", "UTF-8"),
        ("csv", b"entry,name,category,aliases,kind,value\na,b\n", "line 2: write 6 cells"),
    ],
)
def test_what_is_not_of_its_form_is_refused_with_what_to_do(form: str, data: bytes, says: str) -> None:
    with pytest.raises(PackError) as error:
        read(FORMS[form], data)
    assert error.value.code == "pack.not-readable"
    assert says in error.value.terms["first"]


def test_a_list_of_endless_size_is_refused() -> None:
    with pytest.raises(PackError) as error:
        read(FORMS["csv"], bytes(32 * 1024 * 1024 + 1))
    assert error.value.code == "pack.file-too-large"


@pytest.mark.parametrize(
    ("named", "file", "data", "form"),
    [
        ("misp", "x.csv", b"", "misp"),
        ("", "x.CSV", b"", "csv"),
        ("", "x.yaml", b"", "echap"),
        ("", "x.stix2", b"", "stix"),
        ("", "x.json", b'{"Event": {}}', "misp"),
        ("", "x.json", b'{"type": "bundle"}', "stix"),
    ],
)
def test_the_form_is_named_or_seen(named: str, file: str, data: bytes, form: str) -> None:
    assert form_of(named, file, data) is FORMS[form]


def test_an_unclear_form_is_asked_for() -> None:
    with pytest.raises(UsageError) as error:
        form_of("", "x.txt", b"a")
    assert error.value.terms == {"forms": "echap, stix, misp, csv"}


@pytest.mark.parametrize(
    ("start", "form"),
    [
        (b'{"type": "bundle", "objects": []}', "stix"),
        (b'{"id": "bundle--1", "objects": []}', "stix"),
        (b'{"more": false, "objects": []}', "stix"),
        (b'{"response": [{"Event": {}}]}', "misp"),
        (b'{"uuid": "u", "Attribute": []}', "misp"),
        (b'{"Object": []}', "misp"),
    ],
)
def test_a_file_whose_name_says_nothing_is_known_by_its_start(start: bytes, form: str) -> None:
    assert form_of("", "list.json", start) is FORMS[form]
