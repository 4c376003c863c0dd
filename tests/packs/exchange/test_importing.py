# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an import adds: only what is new, as drafts unless the file is vouched for to the letter; all values counted."""

from collections import Counter
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.model.signatures import Category, Listing, NeverMatch, SignatureStatus
from devicecheck.packs.entry_text import entry_text
from devicecheck.packs.exchange.families import Contents, Family
from devicecheck.packs.exchange.importing import Plan, clean_name, plan
from devicecheck.packs.exchange.vouched import left_out, vouched_files, vouched_for
from devicecheck.packs.find import signatures_folder
from devicecheck.packs.lint import problems
from devicecheck.packs.load import load_shipped
from tests.packs.entries import DAY, entry, pack_of

GOOGLE = "38918a453d07199354f8b19af05ec6562ced5788"
LISTING = Listing(list="a/list", commit="abc", dated=date(2026, 1, 1), licence="CC-BY-4.0")
PACK = pack_of(
    entry("spy", packages=("org.spy",), domains=("a.org",)),
    never=NeverMatch(packages={"com.android.settings": "part of Android"}, certificates={"ab" * 20: "test key"}),
)


def family(name: str = "New Spy", **values: tuple[str, ...]) -> Family:
    made = Family(name)
    for kind, texts in values.items():
        for text in texts:
            made.add(kind, text)
    return made


def planned(*families: Family, listing: Listing | None = None, skipped: int = 0) -> Plan:
    contents = Contents(families, Counter({"addresses": skipped}))
    return plan(contents, PACK, DAY, listing, Category.WATCH_SECRETLY, frozenset({"left.org"}))


def test_a_new_family_is_a_draft_of_nobody() -> None:
    (new,) = planned(family(packages=("org.new",))).new
    assert (new.id, new.status, new.listed_by, new.reviewed_by) == ("new-spy", SignatureStatus.DRAFT, None, None)
    assert new.category is Category.WATCH_SECRETLY


def test_an_unchanged_file_of_a_vouched_list_gives_listed_entries() -> None:
    (new,) = planned(family(packages=("org.new",)), listing=LISTING).new
    assert (new.status, new.listed_by) == (SignatureStatus.LISTED, LISTING)


def test_only_new_values_are_taken_and_every_value_is_accounted_for() -> None:
    mixed = family(
        "spy",
        packages=("org.spy", "org.new", "not an id", "com.android.settings"),
        certificates=("AB:" * 19 + "AB", "CD" * 20),
        domains=("A.org", "left.org", "new.org"),
    )
    found = planned(mixed, family("Second", packages=("org.new",)), skipped=7)
    (new,) = found.new
    assert new.id == "spy-more"
    assert new.indicators.packages == ("org.new",)
    assert new.indicators.certificates == ("cd" * 20,)
    assert new.indicators.domains == ("new.org",)
    assert found.known == 3
    assert found.left_aside == {"addresses": 7, "not-of-its-kind": 1, "never-match": 2, "left-out-before": 1}
    assert 3 + found.known + found.left_aside.total() == 10 + 7


def test_a_server_of_everybody_is_never_taken_in() -> None:
    """Else one line of a foreign list would be met in the traffic of every phone."""
    servers = ("google.com", "whatsapp.net", "org", "co.uk", "com.au", "amazonaws.com", "uk", "api.new-spy.example")
    hostile = family(domains=servers, addresses=("8.8.8.8", "10.0.0.1", "198.51.101.9"), certificates=(GOOGLE,))
    found = plan(Contents((hostile,), Counter()), load_shipped(), DAY, None, Category.WATCH_SECRETLY)
    (new,) = found.new
    assert new.indicators.domains == ("api.new-spy.example",)
    assert new.indicators.addresses == ("198.51.101.9",)
    assert new.indicators.certificates == ()
    assert found.left_aside == {"never-match": 4, "not-of-its-kind": 6}


def test_an_entry_with_a_server_of_everybody_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: x\nversion: 2026.01.01.1\nissued_on: 2026-01-01\nlicence: CC0-1.0\n")
    (tmp_path / "never-match.yaml").write_text("domains:\n  google.com: Google\n")
    (tmp_path / "watch-secretly").mkdir()
    made = entry("spy", domains=("google.com", "co.uk", "good.example"))
    (tmp_path / "watch-secretly" / "spy.yaml").write_text(entry_text(made))
    said = "\n".join(problems(tmp_path))
    assert "take google.com out; it may match nothing (Google)" in said
    assert "'co.uk': write the app's own server" in said
    assert "good.example" not in said


def test_a_team_in_front_of_an_iphone_id_is_taken_away() -> None:
    (new,) = planned(family(bundles=("5ZPN38G6GE.com.trail.Gaia", "ABCDEFGHIJ.app"))).new
    assert new.indicators.bundles == ("com.trail.Gaia", "ABCDEFGHIJ.app")


def test_a_family_with_very_many_values_becomes_several_entries() -> None:
    new = planned(family(packages=tuple(f"org.new.a{number}" for number in range(901)))).new
    assert [(item.id, len(item.indicators.packages)) for item in new] == [
        ("new-spy", 400),
        ("new-spy-more", 400),
        ("new-spy-more-2", 101),
    ]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [("a\u202eb", "ab"), (" a \n b\x07 ", "a b"), ("x" * 200, "x" * 80), ("\u200b", ""), ("Ünï 🐱", "Ünï 🐱")],
)
def test_foreign_names_are_cleaned(text: str, cleaned: str) -> None:
    assert clean_name(text) == cleaned


texts = st.text(max_size=40)


@given(st.lists(st.tuples(texts, st.sampled_from(["packages", "bundles", "domains", "labels"]), texts), max_size=8))
def test_whatever_stands_in_a_list_is_counted_and_what_is_new_can_be_loaded(items: list[tuple[str, str, str]]) -> None:
    families = [family(name, **{kind: (value,)}) for name, kind, value in items]
    found = planned(*families)
    values = sum(len(texts) for new in found.new for _, texts in new.indicators)
    assert values + found.known + found.left_aside.total() == len(items)
    assert len({new.id for new in found.new}) == len(found.new)


def test_what_was_imported_passes_the_check(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: t\nversion: 2026.11.24.1\nissued_on: 2026-11-24\nlicence: CC0-1.0\n")
    (tmp_path / "never-match.yaml").write_text("packages:\n  com.android.settings: part of Android\n")
    odd = family("no: 'it' # {x}", packages=("org.new",), labels=("null",), certificates=("0" * 40, "1e" * 20))
    for new in planned(odd, family("&a *a", domains=("b.org",)), listing=LISTING).new:
        path = tmp_path / new.category / f"{new.id}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(entry_text(new, "Someone"), "utf-8")
    assert problems(tmp_path) == ()
    assert len(list(tmp_path.glob("*/*.yaml"))) == 2


def test_a_file_is_vouched_for_to_the_letter(tmp_path: Path) -> None:
    data = b"- name: x\n"
    row = (
        "- list: a/list\n  file: f.yaml\n  commit: abc\n  dated: 2026-01-01\n  licence: MIT\n  holder: Someone\n"
        f"  sha256: {sha256(data).hexdigest()}\n"
    )
    (tmp_path / "vouched.yaml").write_text(f"lists:\n{row}")
    found = vouched_for(data, tmp_path)
    assert found is not None
    assert found.listing.list == "a/list"
    assert vouched_for(data + b" ", tmp_path) is None
    assert vouched_for(data, tmp_path / "nowhere") is None


def test_the_shipped_vouched_files_are_the_lists_that_the_entries_name() -> None:
    folder = signatures_folder()
    notice = (folder / "ATTRIBUTION.md").read_text("utf-8")
    rows = vouched_files(folder).lists
    assert len({row.sha256 for row in rows}) == len(rows) == 3
    assert all(row.list in notice and row.commit in notice for row in rows)
    assert {"alog.umeng.com", "epic.mychart.android"} <= left_out(folder)
