# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Network addresses as people type them."""

import pytest

from devicecheck.tui.screens.address import read_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("192.168.1.20:5555", ("192.168.1.20", 5555)),
        (" phone.local:40021 ", ("phone.local", 40021)),
        ("[fe80::1]:5555", ("fe80::1", 5555)),
        ("192.168.1.20", None),
        ("host:0", None),
        ("host:65536", None),
        ("host:5555; rm", None),
        ("-s:1 x", None),
        ("", None),
    ],
)
def test_reading_an_address(typed, address):
    assert read_address(typed) == address
