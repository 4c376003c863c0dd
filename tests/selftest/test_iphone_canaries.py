# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""iPhone ids and profiles fire from bytes to cards before any result, and silence stops it."""

import pytest

from devicecheck.errors import SelfTestError
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.signatures import Category
from devicecheck.packs.installed import pack_in_use
from devicecheck.selftest.entry_proof import prove
from devicecheck.selftest.iphone_canaries import fire_for_iphones, look, plants
from tests.packs.entries import entry, pack_of


def test_every_shipped_iphone_id_and_profile_is_found() -> None:
    pack = pack_in_use()
    held = [value for each in pack.signatures for value in (*each.indicators.bundles, *each.indicators.profiles)]
    named = [
        label
        for each in pack.signatures
        for label in each.indicators.labels
        if each.category is Category.WATCH_SECRETLY
    ]
    own = 2 * len(Category) + 1  # an id and a profile of each kind, and a name
    assert fire_for_iphones(pack) == len(held) + len(named) + own > 500


def test_an_id_that_no_answer_can_hold_stops_everything() -> None:
    broken = entry("broken", bundles=("x" * 400,))
    with pytest.raises(SelfTestError, match="canary-silent"):
        fire_for_iphones(pack_of(broken))


def test_a_name_that_no_screen_can_show_stops_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SignatureIndex, "label", lambda _self, _text: ())
    with pytest.raises(SelfTestError, match="canary-silent"):
        fire_for_iphones(pack_of(entry("spy", packages=("org.a.b",))))


def test_the_proof_of_an_entry_counts_what_is_looked_for_on_iphones() -> None:
    watch = entry("watch", packages=("org.a.b",), bundles=("org.c.D", "org.e.f"), profiles=("x.y",))
    assert (prove(pack_of(watch), (watch,)).fired, prove(pack_of(watch), (watch,)).silent) == (4, ())
    assert prove(pack_of(entry("other", packages=("org.z.z",))), (watch,)).fired == 0


def test_a_value_is_found_in_any_case_and_nothing_else_is() -> None:
    watch = entry("watch", bundles=("ORG.Watch.App",))
    silent, others = look(pack_of(watch), [*plants((watch,))])
    assert silent == [] and not others
