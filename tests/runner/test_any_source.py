# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""On Android 7 one setting lets apps of any source in. On newer phones it says nothing and is not asked."""

import pytest

from devicecheck.model.findings import Concern, Fact
from devicecheck.packs.load import load_shipped
from devicecheck.packs.stamp import stamp
from devicecheck.practice.phone import PracticePhone
from devicecheck.runner.visit import Visit
from devicecheck.selftest.canaries import fire
from tests.runner.test_visit import place, watch


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sdk", "value", "facts"),
    [(24, "1", [{Fact.ANY_SOURCE}]), (25, "0", []), (25, "null", []), (26, "1", []), (34, "1", [])],
)
async def test_it_is_good_to_know_on_android_7_alone(sdk: int, value: str, facts: list[set[Fact]]) -> None:
    story = {
        "title": "any source",
        "kind": "android",
        "device": {"sdk": sdk},
        "auth": {"mode": "open"},
        "app_lists": ["uk"],
        "apps": [],
        "settings": {"secure": {"install_non_market_apps": value}},
    }
    pack = load_shipped()
    with PracticePhone(story) as phone:
        document = (await watch(Visit(place(phone), pack, stamp(pack, fire(pack))))).document
    found = [finding for finding in document.findings if finding.code == "changed-settings"]
    assert [set(finding.facts) for finding in found] == facts
    assert all(finding.concern is Concern.GOOD_TO_KNOW for finding in found)
    assert "global-settings" not in {gap.topic for gap in document.gaps}
