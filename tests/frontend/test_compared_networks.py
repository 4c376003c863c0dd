# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two looks at a network beside each other: what is new there and nobody could name, and no word of a phone."""

import pytest

from devicecheck.assess.comparing import Phones, compare
from devicecheck.frontend import compared
from devicecheck.report.wording import load
from tests.parse.network.test_looks import host
from tests.report.test_network import ORDINARY, document
from tests.runner.test_network_visit import CAMERA, QUIET

pytestmark = pytest.mark.slow


async def lines(*looks: dict[str, object]) -> list[str]:
    before, after = [await document(ORDINARY | look) for look in looks]
    found = compare(before, after)
    assert found.phones is Phones.NONE
    return compared.lines(before, after, found, load())


async def test_a_new_thing_that_nobody_could_name_is_named_as_new() -> None:
    quiet = {"hosts": [host("192.168.1.7", CAMERA, ("http-title", "ESP32 OV2640")), host("192.168.1.9", QUIET)]}
    told = await lines({}, quiet)
    assert "Neither check looked at a phone. Ask if it was the same network, or the same place." in told
    assert [line for line in told if "192.168.1.9" in line]
    assert not [line for line in told if "192.168.1.7" in line], "what is on a card is told by its card"


async def test_a_thing_that_was_there_before_is_not_called_new() -> None:
    quiet = {"hosts": [host("192.168.1.9", QUIET)]}
    moved = {"hosts": [host("192.168.1.33", QUIET)]}
    assert not [line for line in await lines(quiet, moved) if "192.168.1" in line]
    assert not [line for line in await lines(quiet, {}) if "192.168.1" in line]
