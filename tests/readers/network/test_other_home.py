# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The second home of the laboratory: 18 cameras and recorders of other makers among 46 ordinary devices."""

from collections.abc import Iterator

import pytest

from tests.readers.network.home import Home
from tests.readers.network.other_devices import OTHER_DEVICES
from tests.readers.network.test_home import look, running


@pytest.fixture
def other_lab() -> Iterator[Home]:
    """The network."""
    yield from running(OTHER_DEVICES, 77)


@pytest.mark.privileged
def test_another_home_of_other_makers_is_told_apart_too(other_lab: Home) -> None:
    listed = {device.name for device in OTHER_DEVICES if device.listed}
    for arguments in (["connect"], ["connect", "--privileged"]):
        told = look(other_lab, *arguments)
        assert told["cards"] == listed
        assert told["met"] >= set(other_lab.places)
