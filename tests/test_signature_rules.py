# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped rules: each family with servers of its own has one; each fires on a sample and is silent on its twin.

The samples are built here: what stands in them is written from the entries, never taken from a real app.
"""

import json
import re
import struct
from pathlib import Path

import pytest
import yara

from devicecheck.matching.domains import on_shared_hosting
from devicecheck.model.signatures import Pack, Signature
from devicecheck.packs.load import load_shipped
from devicecheck.packs.rule_text import SHORTEST_NAME, rule_text
from devicecheck.practice.apk.builder import ApkFacts, Component, build
from devicecheck.readers.apk import looking, rules
from devicecheck.readers.bounds import Watch
from tests.readers.apk.archives import code

CAPABILITIES = {
    "switches-icon-off": (("setComponentEnabledSetting", "Landroid/content/ComponentName;"), 1),
    "opens-by-dialled-code": (("android.intent.action.NEW_OUTGOING_CALL", "android.intent.extra.PHONE_NUMBER"), 1),
    "reads-screen": (("onAccessibilityEvent", "getRootInActiveWindow"), 1),
    "reads-messages": (("content://sms/inbox",), 1),
    "reads-calls": (("Landroid/provider/CallLog$Calls;",), 1),
    "follows-place": (("requestLocationUpdates", "Landroid/location/LocationManager;"), 1),
}
"""What a sample of each capability holds; without the last of it, the rule must stay silent."""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_shipped()


@pytest.fixture(scope="module")
def compiled(pack: Pack) -> yara.Rules:
    return yara.compile(sources=pack.rules, includes=False)


def owners(compiled: yara.Rules, data: bytes) -> set[str]:
    return {match.namespace for match in compiled.match(data=data)}


def with_servers(pack: Pack) -> list[Signature]:
    return [entry for entry in pack.signatures if rule_text(entry)]


def holders(pack: Pack, name: str) -> set[str]:
    """Entries that a name betrays: it, or one that it belongs to, stands in them."""
    return {
        entry.id
        for entry in pack.signatures
        for domain in entry.indicators.domains
        if name == domain or name.endswith(f".{domain}")
    }


def test_every_family_with_servers_of_its_own_has_a_rule(pack: Pack) -> None:
    families = {entry.id for entry in with_servers(pack)}
    assert len(families) >= 109
    assert families <= pack.rules.keys()
    assert {name for name in pack.rules if "/" not in name} <= {entry.id for entry in pack.signatures}


def test_every_rule_can_be_compiled_by_itself_and_with_all_others(pack: Pack) -> None:
    assert rules.compiled(pack.rules).dropped == {}
    for name, text in pack.rules.items():
        assert rules.compiled({name: text}).count == 1


def pages(pack: Pack) -> dict[str, list[str]]:
    """The sellers' pages in the rules, by family."""
    written = re.compile(r"\$page\d+ = /\(.*?\)([^(|]+)\(\$")
    return {name: [page.replace("\\", "") for page in written.findall(text)] for name, text in pack.rules.items()}


def test_pages_that_the_list_names_as_servers_betray_their_family_in_code(pack: Pack, compiled: yara.Rules) -> None:
    assert sum(map(bool, pages(pack).values())) >= 50
    for name, of_family in pages(pack).items():
        for page in of_family:
            assert name in owners(compiled, code(f"https://{page}/")), page
            assert not owners(compiled, code(f"https://my{page}/")), page


def test_every_server_of_its_own_betrays_its_family_and_no_other(pack: Pack, compiled: yara.Rules) -> None:
    own = {
        name
        for entry in with_servers(pack)
        for name in entry.indicators.domains
        if not on_shared_hosting(name) and len(name) >= SHORTEST_NAME
    }
    assert len(own) > 500
    wrong = {}
    for name in own:
        found = owners(compiled, code(f"https://{name}/api/v1"))
        if not found or not found <= holders(pack, name):
            wrong[name] = found
    assert wrong == {}


def test_the_twin_of_every_server_betrays_nobody(pack: Pack, compiled: yara.Rules) -> None:
    names = {name for entry in with_servers(pack) for name in entry.indicators.domains}
    known = {name for entry in pack.signatures for name in entry.indicators.domains}
    known |= {page for of_family in pages(pack).values() for page in of_family}
    twins = [
        twin
        for name in sorted(names)
        for twin in (f"my{name}", f"not-{name}", f"{name}.example.org", f"{name}x")
        if not any(twin == each or twin.endswith(f".{each}") for each in known)
    ]
    found = {twin: hit for twin in twins if (hit := owners(compiled, code(f"https://{twin}/")))}
    assert found == {}


def test_a_name_on_shared_hosting_alone_betrays_nobody(pack: Pack, compiled: yara.Rules) -> None:
    shared = sorted({name for entry in pack.signatures for name in entry.indicators.domains if on_shared_hosting(name)})
    assert shared
    for name in shared:
        assert owners(compiled, code(f"https://{name}/")) <= holders(pack, name.partition(".")[2]), name


def test_every_capability_has_a_sample_and_a_twin(pack: Pack, compiled: yara.Rules) -> None:
    assert {f"capabilities/{name}" for name in CAPABILITIES} == {name for name in pack.rules if "/" in name}
    for name, (texts, missing) in CAPABILITIES.items():
        assert owners(compiled, code(*texts)) == {f"capabilities/{name}"}, name
        assert owners(compiled, code(*texts[:-missing], "something else")) == set(), name


def test_ordinary_code_carries_no_family(compiled: yara.Rules) -> None:
    ordinary = code(
        "https://www.google.com", "https://firebaseio.com", "https://graph.facebook.com", "Lcom/example/Main;"
    )
    assert owners(compiled, ordinary) == set()


def test_a_watching_app_in_an_archive_is_seen_through_the_whole_reader(pack: Pack, tmp_path: Path) -> None:
    texts = tuple(text for texts, _ in CAPABILITIES.values() for text in texts)
    service = Component(".Watch", permission="android.permission.BIND_ACCESSIBILITY_SERVICE")
    file = tmp_path / "a.apk"
    file.write_bytes(build(ApkFacts("org.example.unknown", services=(service,), strings=texts)))
    found = looking.rule_matches(file, rules.compiled(pack.rules), Watch(60, lambda: False))
    assert {match["entry"] for match in found["matches"]} == {f"capabilities/{name}" for name in CAPABILITIES}
    assert json.loads(looking.as_body(found)) == found


def test_the_length_that_stands_before_a_text_in_code_does_not_hide_it(compiled: yara.Rules) -> None:
    """A text of 48 to 57 letters has a digit before it, one of 65 to 122 a letter."""
    for length in (9, 48, 57, 65, 90, 97, 122, 200):
        text = "api.thd.cc/" + "x" * (length - 11) if length > 11 else "api.thd.cc"
        before = struct.pack("B", length) if length < 128 else struct.pack("BB", length & 0x7F | 0x80, length >> 7)
        assert "mspy" in owners(compiled, b"dex\n035\0\0" + before + text.encode() + b"\0")
