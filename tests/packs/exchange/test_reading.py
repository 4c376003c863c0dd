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
