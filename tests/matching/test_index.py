# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Look-ups by every kind of indicator, and what must not match."""

import cProfile

import pytest

from devicecheck.matching.index import SignatureIndex, class_name
from devicecheck.model.findings import Fact
from devicecheck.model.signatures import NeverMatch, SignatureStatus
from devicecheck.packs.load import load_shipped
from tests.packs.entries import entry as signature
from tests.packs.entries import index_of as index

SHA1 = "31a6ececd97cf39bc4126b8745cd94a7c30bf81c"


def test_a_package_matches_exactly_and_by_case() -> None:
    table = index(signature(packages=("org.example.Spy",)))
    assert [match.fact for match in table.package("org.example.Spy")] == [Fact.LISTED_PACKAGE]
    for other in ("org.example.spy", "org.example.Spy2", "org.example", "org.example.Spy.x", ""):
        assert table.package(other) == ()


def test_two_entries_with_one_value_both_match() -> None:
    table = index(signature("one", packages=("a.b",)), signature("two", packages=("a.b",)))
    assert [match.signature.id for match in table.package("a.b")] == ["one", "two"]


@pytest.mark.parametrize(
    ("pattern", "fits", "other"),
    [
        ("com.android.core.mn*", "com.android.core.mnta", "com.android.core.mnt.a"),
        ("com.android.core.mn*", "com.android.core.mn", "com.android.core.m"),
        ("com.*.spy.app", "com.x1.spy.app", "com.x1.x2.spy.app"),
        ("*.spy.app", "zz.spy.app", "zz.spy.apps"),
        ("a.b.x*y", "a.b.xy", "a.b.x"),
        ("a.b.(c+)*", "a.b.(c+)z", "a.b.ccz"),
    ],
)
def test_a_star_stays_within_its_label(pattern: str, fits: str, other: str) -> None:
    table = index(signature(package_patterns=(pattern,)))
    assert [match.fact for match in table.package(fits)] == [Fact.LISTED_PATTERN]
    assert table.package(other) == ()


@pytest.mark.parametrize("pattern", ["*", "*.*", "com.*", "a.b.x**", "a.b.*x*"])
def test_patterns_that_would_fit_nearly_everything_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="at the"):
        index(signature(package_patterns=(pattern,)))


def test_an_exact_match_is_not_told_twice_by_a_pattern_of_the_same_entry() -> None:
    table = index(signature(packages=("a.b.c",), package_patterns=("a.b.*",)))
    assert [match.fact for match in table.package("a.b.c")] == [Fact.LISTED_PACKAGE]


def test_a_hostile_id_costs_nothing_and_matches_nothing() -> None:
    table = index(signature(package_patterns=("a.b.*",)))
    assert table.package("a." * 100_000) == ()
    assert table.package("a.b." + "x" * 1_000_000)[0].fact is Fact.LISTED_PATTERN


def test_stamps_match_in_any_usual_form() -> None:
    table = index(signature(certificates=(SHA1,)))
    colons = ":".join(SHA1[place : place + 2] for place in range(0, 40, 2)).upper()
    assert table.certificate(SHA1) == table.certificate(colons) != ()
    assert table.certificate(SHA1[:-1] + "d") == ()
    assert table.certificate("") == ()


def test_bundles_and_names_match_in_any_case() -> None:
    table = index(signature(bundles=("com.Example.App",), labels=("System Service",)))
    assert table.bundle("COM.example.app")[0].fact is Fact.LISTED_PACKAGE
    assert table.label(" system SERVICE ")[0].fact is Fact.LISTED_LABEL
    assert table.label("system services") == ()


@pytest.mark.parametrize("written", ["org.x/.Watch", "org.x/org.x.Watch", "org.x.Watch"])
def test_components_match_in_short_and_long_form(written: str) -> None:
    assert class_name(written) == "org.x.Watch"
    assert index(signature(components=("org.x.Watch",))).component(written)[0].fact is Fact.LISTED_COMPONENT
    assert index(signature(components=("org.x/.Watch",))).component(written) != ()


def test_values_that_never_match_do_not_even_when_an_entry_holds_them() -> None:
    never = NeverMatch(certificates={SHA1: "test key"}, packages={"com.android.settings": "settings"})
    table = index(
        signature(
            certificates=(SHA1.upper(),), packages=("com.android.settings",), package_patterns=("com.android.*",)
        ),
        never=never,
    )
    assert table.certificate(SHA1) == table.package("com.android.settings") == ()
    assert table.part_of_phones("com.android.settings")
    assert table.package("com.android.other") != ()


def test_servers_of_everybody_never_match_even_when_an_entry_holds_them() -> None:
    never = NeverMatch(domains={"bbc.co.uk": "the BBC"}, addresses={"8.8.8.8": "names service"})
    table = index(signature(domains=("co.uk", "bbc.co.uk", "spy.bbc.co.uk"), addresses=("8.8.8.8",)), never=never)
    assert table.domain("www.bbc.co.uk") == table.domain("other.co.uk") == table.address("8.8.8.8") == ()
    assert table.domain("a.spy.bbc.co.uk") != ()


def test_entries_out_of_use_still_match_with_their_status() -> None:
    table = index(signature(status=SignatureStatus.RETIRED, packages=("a.b",)))
    assert table.package("a.b")[0].signature.status is SignatureStatus.RETIRED


@pytest.mark.parametrize(
    ("pattern", "fits", "others"),
    [
        ("*.watch.agent", ("org.watch.agent", "x.watch.agent"), ("org.watch.other", "watch.agent", "a.b.watch.agent")),
        ("com.*.watch.agent", ("com.any.watch.agent",), ("org.any.watch.agent", "com.any.watch", "com.watch.agent")),
        ("com.spy*.agent", ("com.spy.agent", "com.spy7.agent"), ("com.sp.agent", "com.spy.agents", "com.spy")),
        ("com.spy.v*", ("com.spy.v7",), ("com.spy.x7", "com.spy", "com.spy.v7.x")),
    ],
)
def test_a_pattern_with_an_open_label_anywhere_fits_its_own_alone(pattern, fits, others) -> None:
    table = index(
        signature("open", package_patterns=(pattern,)), signature("more", package_patterns=("net.own.build*",))
    )
    for key in fits:
        assert [match.signature.id for match in table.package(key)] == ["open"], key
    for key in (*others, "", ".", "..", "a." * 500, "." * 500):
        assert table.package(key) == (), key


def test_files_and_names_are_looked_up() -> None:
    table = index(signature("mspy", apk_sha256=("ab" * 32,)))
    assert [match.fact for match in table.file("AB" * 32)] == [Fact.LISTED_FILE]
    assert table.file("ab" * 31) == ()
    assert [entry.id for entry in table.named(" M-Spy ")] == ["mspy"]
    assert table.named("m spy pro") == ()
    assert table.entry("mspy") is not None
    assert table.entry("other") is None


def test_making_all_tables_takes_few_steps_for_each_value() -> None:
    """Steps are counted, as a busy machine changes every time. Each visit makes these tables several times."""
    pack = load_shipped()
    values = sum(len(held) for entry in pack.signatures for _, held in entry.indicators)
    profile = cProfile.Profile()
    profile.runcall(SignatureIndex, pack)
    calls = sum(each.callcount for each in profile.getstats())
    assert values > 5_000
    assert calls < 15 * values
