# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Server names are compared on label boundaries, and a name among strangers' names says little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.matching.domains import (
    DomainTable,
    covering,
    on_shared_hosting,
    parents,
    server_name,
    within,
)
from tests.packs.entries import entry, index_of


@pytest.mark.parametrize(
    ("name", "domain", "belongs"),
    [
        ("thd.cc", "thd.cc", True),
        ("api.thd.cc", "thd.cc", True),
        ("API.THD.CC.", "thd.cc", True),
        ("xthd.cc", "thd.cc", False),
        ("x-thd.cc", "thd.cc", False),
        ("thd.cc.example.org", "thd.cc", False),
        ("cc", "thd.cc", False),
        ("thd.cc", "api.thd.cc", False),
        ("", "thd.cc", False),
        ("192.0.2.1", "2.1", False),
        ("münchen.example", "xn--mnchen-3ya.example", True),
    ],
)
def test_a_name_belongs_to_a_domain_only_label_by_label(name: str, domain: str, belongs: bool) -> None:
    assert within(name, domain) is belongs
    assert bool(DomainTable([(domain, "found")]).matching(name)) is (belongs and server_name(domain) != "")


def test_the_closest_domain_comes_first_and_all_holders_are_named() -> None:
    table = DomainTable([("example.org", "wide"), ("a.example.org", "near"), ("a.example.org", "near too")])
    assert table.matching("b.a.example.org") == ("near", "near too", "wide")


def test_an_index_names_the_entries_of_a_server() -> None:
    index = index_of(entry("one", domains=("own.example",)), entry("other", domains=("shop.example",)))
    assert [found.id for found in index.domain("sync.own.example")] == ["one"]
    assert index.domain("notown.example") == ()


def test_a_hosting_name_itself_never_matches() -> None:
    table = DomainTable([("firebaseio.com", "everybody"), ("mine.firebaseio.com", "mine")])
    assert table.matching("mine.firebaseio.com") == ("mine",)
    assert table.matching("other.firebaseio.com") == ()


@pytest.mark.parametrize(
    ("name", "shared"),
    [("x.firebaseio.com", True), ("a.b.amazonaws.com", True), ("firebaseio.example", False), ("thd.cc", False)],
)
def test_shared_hosting_is_known(name: str, shared: bool) -> None:
    assert on_shared_hosting(name) is shared


def test_names_below_another_are_covered_by_it() -> None:
    assert covering(["a.thd.cc", "thd.cc", "b.a.thd.cc", "other.example"]) == ("other.example", "thd.cc")


@given(st.text(max_size=300))
def test_any_text_is_a_name_or_none(text: str) -> None:
    name = server_name(text)
    assert name == server_name(name)
    assert all(parent.count(".") >= 1 for parent in parents(name))
    assert DomainTable([("example.org", 1)]).matching(text) in ((), (1,))


def test_a_very_long_name_costs_nothing() -> None:
    assert DomainTable([("example.org", 1)]).matching("a." * 100_000 + "example.org") == ()
