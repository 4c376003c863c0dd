# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every radio print fires from the reader's answer to a card, or no sweep is believed."""

import pytest

from devicecheck.errors import SelfTestError
from devicecheck.model.signatures import BluetoothPrint, Category, Indicators
from devicecheck.packs.load import load_shipped
from devicecheck.selftest.tag_canaries import fire_for_tags
from tests.packs.entries import entry

PACK = load_shipped()
APPLE = BluetoothPrint(company="004c", payload="10")
GOOGLE = BluetoothPrint(service="feaa", payload="10")
NEW = BluetoothPrint(service="abcd")


def with_tag(print_: BluetoothPrint, category: Category = Category.CAN_FOLLOW):
    tag = entry("tag-new", category).model_copy(update={"indicators": Indicators(bluetooth=(print_,))})
    return PACK.model_copy(update={"signatures": (*PACK.signatures, tag)})


def test_every_shipped_print_and_one_of_a_kind_that_only_the_list_knows_fires() -> None:
    shipped = sum(len(each.indicators.bluetooth) for each in PACK.signatures)
    assert fire_for_tags(PACK) == shipped > 20
    assert fire_for_tags(with_tag(NEW)) == shipped + 1


@pytest.mark.parametrize(
    ("print_", "category"),
    [(APPLE, Category.CAN_FOLLOW), (GOOGLE, Category.CAN_FOLLOW), (NEW, Category.WORK)],
    ids=["a-form-nobody-reads", "another-beacon", "a-kind-without-a-card"],
)
def test_a_print_that_leads_to_no_card_stops_it_with_its_name(print_: BluetoothPrint, category: Category) -> None:
    with pytest.raises(SelfTestError) as caught:
        fire_for_tags(with_tag(print_, category))
    assert caught.value.terms == {"canary": "tag-new"}


def test_a_silent_print_does_not_hide_behind_another_of_its_entry() -> None:
    both = entry("tag-new", Category.CAN_FOLLOW).model_copy(update={"indicators": Indicators(bluetooth=(NEW, APPLE))})
    with pytest.raises(SelfTestError) as caught:
        fire_for_tags(PACK.model_copy(update={"signatures": (*PACK.signatures, both)}))
    assert caught.value.terms == {"canary": "tag-new"}
