# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A box that answers for every address, as guest networks have: one device, and the look is said to be no whole one."""

from devicecheck.readers.network.heard import MOST_ADDRESSES, Heard

BOX, CAMERA = "e8:df:70:00:00:01", "fc:3c:d7:00:00:02"


def network() -> tuple[Heard, list[str]]:
    """What was met, and the addresses that were asked, in the order of meeting."""
    heard, asked = Heard(), []
    for number in range(1, 200):
        heard.met(f"192.168.1.{number}", CAMERA if number == 50 else BOX)
    for address in heard.hosts:
        if not heard.answers_for_many(address, asked):
            asked.append(address)
    return heard, asked


def test_a_box_that_stands_in_for_all_is_asked_at_few_addresses_and_others_at_their_own() -> None:
    heard, asked = network()
    assert len(asked) == MOST_ADDRESSES + 1
    assert "192.168.1.50" in asked
    assert heard.stand_ins == {BOX}


def test_it_is_silent_once_and_not_at_all_when_it_answers_somewhere() -> None:
    heard, asked = network()
    assert heard.silent(asked) == 2
    heard.answered.add(asked[0])
    assert heard.silent(asked) == 1
    assert heard.not_asked(asked) == 0


def test_addresses_without_a_known_device_are_each_asked() -> None:
    heard = Heard()
    addresses = [f"192.168.1.{number}" for number in range(1, 40)]
    for address in addresses:
        heard.met(address, "")
    assert not any(heard.answers_for_many(address, addresses) for address in addresses)
