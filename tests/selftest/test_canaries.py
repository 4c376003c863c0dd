# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Canaries fire on a good pack and stop the run on a broken one."""

import pytest

from devicecheck.errors import SelfTestError
from devicecheck.model.findings import Fact
from devicecheck.model.signatures import Category, Indicators, NeverMatch, Pack
from devicecheck.packs.load import load_shipped
from devicecheck.selftest.canaries import BYSTANDER, Canary, fire, look, real, synthetic
from devicecheck.selftest.planted import PlantedApp
from tests.packs.entries import entry, pack_of


def test_every_kind_and_every_category_has_a_planted_sign() -> None:
    planted = {(canary.entry.category, canary.fact) for canary in synthetic()}
    kinds = {Fact.LISTED_PACKAGE, Fact.LISTED_PATTERN, Fact.LISTED_CERTIFICATE, Fact.LISTED_COMPONENT}
    assert planted == {(category, kind) for category in Category for kind in kinds}


def test_the_shipped_pack_fires_with_entries_of_its_own_in_each_category() -> None:
    pack = load_shipped()
    own = list(real(pack))
    assert {canary.entry.category for canary in own if canary.fact is Fact.LISTED_PACKAGE} == set(Category)
    assert {canary.fact for canary in own} == {Fact.LISTED_PACKAGE, Fact.LISTED_CERTIFICATE}
    assert fire(pack) == len(list(synthetic())) + len(own)


@pytest.mark.parametrize(
    "pack", [pack_of(), pack_of(entry()), pack_of(entry("family", Category.FAMILY_WATCH, packages=("org.family.app",)))]
)
def test_a_pack_that_can_match_nothing_stops_the_run(pack: Pack) -> None:
    with pytest.raises(SelfTestError) as error:
        fire(pack)
    assert error.value.code == "selftest.canary-silent"
    assert error.value.terms == {"canary": "empty-list"}


def test_an_entry_that_was_dropped_on_the_way_stops_the_run() -> None:
    spy = entry("spy", packages=("org.example.spy",))
    silenced = pack_of(spy, never=NeverMatch(packages={"org.example.spy": "by mistake"}))
    with pytest.raises(SelfTestError) as error:
        fire(silenced)
    assert error.value.terms == {"canary": "spy listed-package"}


def test_an_entry_that_matches_an_ordinary_app_stops_the_run() -> None:
    wrong = entry("wrong", packages=("org.example.spy", BYSTANDER.key))
    with pytest.raises(SelfTestError) as error:
        fire(pack_of(wrong))
    assert error.value.terms == {"canary": BYSTANDER.key}


def test_a_planted_sign_without_its_entry_is_not_found() -> None:
    spy = entry("spy", packages=("org.example.spy",))
    canary = Canary(spy, PlantedApp("org.example.spy"), Fact.LISTED_PACKAGE)
    assert look(pack_of(spy), (canary,)).named(canary)
    assert not look(pack_of(entry("other", packages=("org.other",))), (canary,)).named(canary)
    stripped = spy.model_copy(update={"indicators": Indicators()})
    assert not look(pack_of(stripped), (canary,)).named(canary)
