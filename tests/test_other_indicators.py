# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Patterns, names, iPhone ids, profiles, radio and network prints of the shipped pack: each of its form, and firing."""

from itertools import chain

import pytest

from devicecheck.assess import assess
from devicecheck.checks import CHECKS
from devicecheck.checks.base import Facts
from devicecheck.matching.index import SignatureIndex
from devicecheck.matching.patterns import PatternTable
from devicecheck.model.findings import Concern, Confidence, Fact, Sign
from devicecheck.model.signatures import Category, Pack, SignatureStatus
from devicecheck.packs.baseline import baseline_ids
from devicecheck.packs.find import signatures_folder
from devicecheck.packs.load import load_shipped
from devicecheck.parse.android import observe
from devicecheck.selftest.planted import DEVICE, PlantedApp, answers

OTHER_BUILDS = "-other-builds"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_shipped()


@pytest.fixture(scope="module")
def index(pack: Pack) -> SignatureIndex:
    return SignatureIndex(pack)


def test_every_pattern_fits_an_id_of_its_family_and_no_other(pack: Pack) -> None:
    entries = {entry.id: entry for entry in pack.signatures}
    families = {name.removesuffix(OTHER_BUILDS): entry for name, entry in entries.items() if OTHER_BUILDS in name}
    assert len(families) >= 15
    for name, entry in families.items():
        own = set(entries[name].indicators.packages)
        others = {key for other in pack.signatures for key in other.indicators.packages} - own
        others |= {key for _, _, key, _ in baseline_ids(signatures_folder())}
        for pattern in entry.indicators.package_patterns:
            table = PatternTable([(pattern, pattern)])
            assert any(table.matching(key) for key in own), pattern
            assert not [key for key in others if table.matching(key)], pattern


def test_every_pattern_fires_on_a_build_that_nobody_knows_but_says_could_be(pack: Pack, index: SignatureIndex) -> None:
    """Entered at the wire: an app of a file whose id only the pattern fits."""
    built = {
        pattern.replace("*", "zq9x"): entry
        for entry in pack.signatures
        for pattern in entry.indicators.package_patterns
    }
    parsed = observe(tuple(answers(PlantedApp(key) for key in built)), DEVICE)
    facts = Facts(parsed.observations)
    signs = (item for check in CHECKS for item in check.run(facts, index) if isinstance(item, Sign))
    found = {finding.subject.key: finding for finding in assess(signs)}
    assert set(found) == set(built)
    for key, entry in built.items():
        assert [named.id for named in found[key].signatures] == [entry.id]
        assert (found[key].concern, found[key].confidence) == (Concern.LOOK_CLOSER, Confidence.COULD_BE)


def test_every_name_fires_as_a_hint(pack: Pack, index: SignatureIndex) -> None:
    labels = [(label, entry) for entry in pack.signatures for label in entry.indicators.labels]
    assert "System Service" in {label for label, _ in labels}
    for label, entry in labels:
        assert entry.id in {match.signature.id for match in index.label(label.upper())}
        assert entry.status is not SignatureStatus.LISTED


def test_every_iphone_id_fires_in_any_case(pack: Pack, index: SignatureIndex) -> None:
    bundles = {key: entry for entry in pack.signatures for key in entry.indicators.bundles}
    assert len(bundles) > 500
    for key, entry in bundles.items():
        matches = index.bundle(key.swapcase())
        assert (entry.id, Fact.LISTED_PACKAGE) in {(match.signature.id, match.fact) for match in matches}


def test_radio_prints_tell_kinds_of_tags_apart(pack: Pack) -> None:
    prints = [(print_, entry) for entry in pack.signatures for print_ in entry.indicators.bluetooth]
    assert len({entry.id for _, entry in prints}) >= 10
    assert len({print_ for print_, _ in prints}) == len(prints)
    assert {entry.category for _, entry in prints} == {Category.CAN_FOLLOW}
    for print_, _ in prints:
        assert bool(print_.company) is not bool(print_.service)
        assert len(print_.mask) in (0, len(print_.payload))
        kept = (int(part or "0", 16) for part in (print_.payload, print_.mask or "f" * len(print_.payload)))
        payload, mask = kept
        assert payload & ~mask == 0, "a bit that does not count is written as 0"


def test_network_prints_name_no_value_twice_and_no_maker_alone_is_strong(pack: Pack) -> None:
    prints = list(chain.from_iterable(entry.indicators.lan for entry in pack.signatures))
    assert len({(print_.source, print_.text.lower()) for print_ in prints}) == len(prints)
    assert not [print_ for print_ in prints if print_.source == "vendor" and print_.strength == "strong"]
    assert len(prints) >= 40


def test_profiles_stand_in_the_kind_for_work(pack: Pack) -> None:
    holders = [entry for entry in pack.signatures if entry.indicators.profiles]
    assert holders
    assert {entry.category for entry in holders} == {Category.WORK}


def test_what_is_our_own_is_a_draft(pack: Pack) -> None:
    for entry in pack.signatures:
        indicators = entry.indicators
        ours = indicators.package_patterns or indicators.labels or indicators.bluetooth or indicators.lan
        if ours or indicators.profiles:
            assert entry.status is SignatureStatus.DRAFT, entry.id
