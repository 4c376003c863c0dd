# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole shipped pack goes out in every form and comes back the same; so do texts that could break a form."""

import json

import pytest

from devicecheck.model.signatures import Category, Pack, Signature
from devicecheck.packs.exchange import echap
from devicecheck.packs.exchange.families import KINDS, Family
from devicecheck.packs.exchange.forms import FORMS
from devicecheck.packs.load import load_shipped
from tests.packs.entries import entry, pack_of

WHOLE = ("stix", "misp", "csv")
NASTY = (
    "it's \\ a 'name'",
    '=HYPERLINK("x")',
    "@cmd",
    "a,b;c",
    'say "yes"',
    "-2+3",
    "מעקב",
    "' OR 'x'='x",
    "[a:b = 'c']",
    "line\ttab",
)


def said(signature: Signature, kinds: tuple[str, ...] = KINDS) -> dict[str, tuple[str, ...]]:
    return {kind: values for kind in kinds if (values := getattr(signature.indicators, kind))}


def came_back(family: Family) -> dict[str, tuple[str, ...]]:
    return {kind: family.texts(kind) for kind in KINDS if family.texts(kind)}


@pytest.mark.parametrize("form", WHOLE)
def test_the_shipped_pack_goes_out_and_comes_back(form: str) -> None:
    pack = load_shipped()
    patterns = form == "stix"  # no object path stands for a pattern of ids
    kinds = tuple(kind for kind in KINDS if not (patterns and kind == "package_patterns"))
    contents = FORMS[form].read(FORMS[form].write(pack))
    assert contents.skipped.total() == 0
    entries = {signature.id: signature for signature in pack.signatures if said(signature, kinds)}
    assert {family.id for family in contents.families} == set(entries)
    for family in contents.families:
        signature = entries[family.id]
        assert came_back(family) == said(signature, kinds)
        assert (family.name, family.category, family.aliases) == (
            signature.name,
            signature.category,
            signature.aliases,
        )


@pytest.mark.slow
@pytest.mark.core
def test_the_shipped_pack_goes_out_and_comes_back_as_echap_writes() -> None:
    pack = load_shipped()
    kinds = ("packages", "bundles", "certificates", "domains", "addresses")
    entries = [signature for signature in pack.signatures if said(signature, kinds)]
    families = echap.read(echap.write(pack)).families
    assert [family.name for family in families] == [signature.name for signature in entries]
    for family, signature in zip(families, entries, strict=True):
        back = {kind: tuple(map(str.lower, values)) for kind, values in came_back(family).items()}
        assert back == {kind: tuple(map(str.lower, values)) for kind, values in said(signature, kinds).items()}
        secret = signature.category is Category.WATCH_SECRETLY
        assert (family.category is Category.WATCH_SECRETLY) is secret


@pytest.mark.parametrize("form", WHOLE)
@pytest.mark.parametrize("text", NASTY)
def test_texts_that_could_break_a_form_come_back(form: str, text: str) -> None:
    odd = entry("odd", labels=(text,)).model_copy(update={"name": text})
    (family,) = FORMS[form].read(FORMS[form].write(pack_of(odd))).families
    assert (family.name, family.texts("labels")) == (text, (text,))


def test_a_spreadsheet_is_given_nothing_to_run() -> None:
    odd = entry("odd", labels=("=1+1", "@x y z", "+44 call")).model_copy(update={"name": "=cmd"})
    text = FORMS["csv"].write(pack_of(odd)).decode("utf-8-sig")
    cells = [cell for line in text.splitlines() for cell in line.split(",")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("form", ["stix", "misp", "csv", "echap"])
def test_the_same_pack_gives_the_same_bytes(form: str) -> None:
    pack = pack_of(entry("one", packages=("org.one",)), entry("two", domains=("two.example.org",)))
    assert FORMS[form].write(pack) == FORMS[form].write(pack)


def test_stix_says_what_other_phone_checkers_read() -> None:
    """A bundle of malware, indicator and relationship objects, one comparison each, as MVT loads them."""
    spy: Pack = pack_of(entry("spy", packages=("org.spy",), certificates=("ab" * 20, "cd" * 32), domains=("s.org",)))
    objects = json.loads(FORMS["stix"].write(spy))["objects"]
    kinds = [item["type"] for item in objects]
    assert (kinds.count("malware"), kinds.count("indicator"), kinds.count("relationship")) == (1, 4, 4)
    patterns = {item["pattern"] for item in objects if item["type"] == "indicator"}
    assert patterns == {
        "[app:id='org.spy']",
        f"[app:cert.sha1='{'ab' * 20}']",
        f"[app:cert.sha256='{'cd' * 32}']",
        "[domain-name:value='s.org']",
    }
    malware = next(item["id"] for item in objects if item["type"] == "malware")
    assert {item["target_ref"] for item in objects if item["type"] == "relationship"} == {malware}


def test_stix_calls_nothing_with_ordinary_uses_malware() -> None:
    locator = pack_of(entry("locator", Category.CAN_FOLLOW, packages=("org.locator",)))
    owner, indicator, _ = json.loads(FORMS["stix"].write(locator))["objects"]
    assert owner["type"] == "tool"
    assert indicator["indicator_types"] == ["unknown"]


def test_misp_raises_no_alarm_for_an_app_with_ordinary_uses() -> None:
    both = pack_of(
        entry("locator", Category.CAN_FOLLOW, packages=("org.locator",)), entry("spy", packages=("org.spy",))
    )
    attributes = json.loads(FORMS["misp"].write(both))["Event"]["Attribute"]
    assert {item["value"]: item["to_ids"] for item in attributes} == {"org.locator": False, "org.spy": True}
