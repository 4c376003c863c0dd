# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The proof before a recording is looked at: every shipped server fires through the reader, and silence stops it."""

import pytest

from devicecheck.errors import SelfTestError
from devicecheck.frontend.proving import proved_pack
from devicecheck.model.signatures import Pack
from devicecheck.selftest.capture_canaries import fire_for_captures, listed


@pytest.fixture(scope="module")
def pack() -> Pack:
    return proved_pack()[0]


async def test_every_shipped_server_is_found_from_packet_to_card(pack: Pack) -> None:
    addresses = {address for entry in pack.signatures for address in entry.indicators.addresses}
    assert len(addresses) > 50
    planted = 2  # a name and an address of our own
    assert await fire_for_captures(pack) == len(listed(pack)) + len(addresses) + planted > 880


async def test_an_empty_list_stops_before_anything_is_looked_at(pack: Pack) -> None:
    with pytest.raises(SelfTestError) as raised:
        await fire_for_captures(pack.model_copy(update={"signatures": ()}))
    assert raised.value.terms == {"canary": "empty-list"}


async def test_a_server_that_no_name_can_meet_stops_it(pack: Pack) -> None:
    entry = next(entry for entry in pack.signatures if entry.indicators.domains)
    broken = entry.indicators.model_copy(update={"domains": ("under_score..example",)})
    with pytest.raises(SelfTestError, match="canary-silent") as raised:
        await fire_for_captures(
            pack.model_copy(update={"signatures": (entry.model_copy(update={"indicators": broken}),)})
        )
    assert raised.value.terms == {"canary": "under_score..example"}
