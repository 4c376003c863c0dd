# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Store accounts as numbers and masks: what leaves a reader tells accounts apart and names none."""

from collections.abc import Mapping
from typing import Any

LONGEST = 320
BESIDE = ("apple-id", "appleId")
"""Where a record names the account that older iTunes, or a tool that fetches apps to put them on by cable, used."""


def account_of(record: Mapping[str, Any]) -> str:
    """The account in the store's record of one app, "" where it names none. It leaves a reader as a mask alone."""
    download = record.get("com.apple.iTunesStore.downloadInfo")
    account = download.get("accountInfo") if isinstance(download, dict) else None
    named = account.get("AppleID") if isinstance(account, dict) else None
    every = (named, *(record.get(name) for name in BESIDE))
    return next((each[:LONGEST] for each in every if isinstance(each, str) and each.strip()), "")


class Accounts:
    """The Apple accounts that apps were got with, as numbers and masks; the full names go with this object."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def masked(self, name: str) -> dict[str, Any]:
        """A number that is the same for the same account, and a mask with its first letters and its ending."""
        number = self._numbers.setdefault(name.casefold(), len(self._numbers) + 1)
        user, _, host = name.rpartition("@")
        ending = host.rpartition(".")[2]
        return {"number": number, "mask": f"{user[:2]}...@{host[:1]}...{'.' + ending if ending else ''}"[:40]}
