# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Before any result: signs of every kind fire, whatever is looked at later, and one silent kind stops everything."""

import pytest

from devicecheck.errors import SelfTestError
from devicecheck.model.signatures import Category
from devicecheck.packs.installed import pack_in_use
from devicecheck.selftest.start import fire_every_kind


def test_signs_of_phones_files_and_recordings_are_counted_together() -> None:
    pack = pack_in_use()
    watching = [entry for entry in pack.signatures if entry.category is Category.WATCH_SECRETLY]
    small = pack.model_copy(update={"signatures": tuple(watching[:40])})
    assert fire_every_kind(pack) > fire_every_kind(small) > 20


def test_a_broken_rule_stops_the_start_though_no_file_is_looked_into() -> None:
    pack = pack_in_use()
    rules = {**pack.rules, next(iter(pack.rules)): "rule broken {"}
    with pytest.raises(SelfTestError, match="canary-silent"):
        fire_every_kind(pack.model_copy(update={"rules": rules}))


def test_a_server_that_no_name_can_meet_stops_the_start_though_no_recording_is_read() -> None:
    pack = pack_in_use()
    entry = next(entry for entry in pack.signatures if entry.indicators.domains)
    broken = entry.model_copy(
        update={"indicators": entry.indicators.model_copy(update={"domains": ("under_score..example",)})}
    )
    rest = tuple(each for each in pack.signatures if each.id != entry.id)
    with pytest.raises(SelfTestError, match="canary-silent"):
        fire_every_kind(pack.model_copy(update={"signatures": (broken, *rest)}))
