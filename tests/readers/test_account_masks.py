# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""With which account an app was got: wherever a record names it, and never in full."""

from typing import Any

import pytest

from devicecheck.readers.account_masks import Accounts, account_of

OWNER, OTHER = "sam@example.com", "someone.else@example.org"
DOWNLOAD = "com.apple.iTunesStore.downloadInfo"


@pytest.mark.parametrize(
    ("record", "account"),
    [
        ({DOWNLOAD: {"accountInfo": {"AppleID": OWNER}}, "apple-id": OTHER}, OWNER),
        ({"apple-id": OTHER, "userName": "Someone Else"}, OTHER),
        ({"appleId": OTHER}, OTHER),
        ({DOWNLOAD: {"accountInfo": {"AppleID": " "}}, "appleId": OTHER}, OTHER),
        ({DOWNLOAD: {"accountInfo": 7}, "apple-id": ["x"], "appleId": None}, ""),
        ({DOWNLOAD: b"x"}, ""),
        ({}, ""),
    ],
)
def test_an_account_is_found_wherever_a_record_names_it(record: dict[str, Any], account: str) -> None:
    assert account_of(record) == account


def test_an_account_is_cut_and_masked() -> None:
    masks = Accounts()
    assert len(account_of({"appleId": "x" * 5_000})) == 320
    assert masks.masked(OTHER) == masks.masked(OTHER.upper()) | {"mask": "so...@e....org"}
    assert masks.masked(OWNER)["number"] == 2
