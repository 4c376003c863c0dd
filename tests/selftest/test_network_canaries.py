# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every print of a network device fires from the reader's answer to a card, or no look is believed."""

import pytest

from devicecheck.errors import SelfTestError
from devicecheck.model.signatures import Category, Indicators, LanPrint, LanSource
from devicecheck.packs.load import load_shipped
from devicecheck.selftest.network_canaries import fire_for_networks
from tests.packs.entries import entry

PACK = load_shipped()


def with_device(print_: LanPrint, category: Category):
    new = entry("camera-new", category).model_copy(update={"indicators": Indicators(lan=(print_,))})
    return PACK.model_copy(update={"signatures": (*PACK.signatures, new)})


def test_every_shipped_print_and_a_new_one_fires() -> None:
    shipped = sum(len(each.indicators.lan) for each in PACK.signatures)
    assert fire_for_networks(PACK) == shipped > 150
    new = LanPrint(source=LanSource.HTTP_TITLE, text="My own camera")
    assert fire_for_networks(with_device(new, Category.OTHER_USE)) == shipped + 1


def test_a_print_that_leads_to_no_card_stops_it_with_its_name() -> None:
    new = LanPrint(source=LanSource.HTTP_TITLE, text="My own camera")
    with pytest.raises(SelfTestError) as caught:
        fire_for_networks(with_device(new, Category.WORK))
    assert caught.value.terms == {"canary": "camera-new"}


def test_a_stream_of_no_known_kind_stops_it() -> None:
    with pytest.raises(SelfTestError) as caught:
        fire_for_networks(with_device(LanPrint(source=LanSource.STREAM, text="\x00?"), Category.WORK))
    assert caught.value.terms == {"canary": "camera-new"}
