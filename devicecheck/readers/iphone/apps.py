# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One app as it is handed on: attributes of the table, and of the store's record only what tells where it came from."""

import contextlib
import plistlib
from typing import Any

from devicecheck.readers.account_masks import Accounts, account_of
from devicecheck.readers.iphone import table

RIGHTS = ("platform-application", "task_for_pid-allow", "beta-reports-active", "get-task-allow")
MOST_PRIVATE = 5
LARGEST_RECORD = 1 << 20


def described(app: dict[str, Any]) -> dict[str, Any]:
    """What is handed on about one app."""
    told = {name: app[name] for name in table.APP_ATTRIBUTES if name in app}
    return told | {"ApplicationDSID": "ApplicationDSID" in app, "Entitlements": _rights(app.get("Entitlements"))}


def store_record(app: dict[str, Any], accounts: Accounts) -> dict[str, Any]:
    """What is handed on of the store's record of one app; without one, the id alone."""
    told = {"CFBundleIdentifier": app.get("CFBundleIdentifier")}
    if table.STORE_RECORD not in app:
        return told
    return told | _store_record(_record(app[table.STORE_RECORD]), accounts)


def _rights(held: object) -> dict[str, Any]:
    """The rights that tell where an app came from."""
    if not isinstance(held, dict):
        return {}
    private = sorted(str(name) for name in held if str(name).startswith("com.apple.private."))
    return {name: held[name] is True for name in RIGHTS if name in held} | {"private": private[:MOST_PRIVATE]}


def _record(held: object) -> dict[str, Any]:
    if isinstance(held, bytes) and len(held) <= LARGEST_RECORD:
        with contextlib.suppress(Exception):  # plistlib raises nearly anything
            held = plistlib.loads(held)
    return held if isinstance(held, dict) else {}


def _store_record(record: dict[str, Any], accounts: Accounts) -> dict[str, Any]:
    download = _record(record.get("com.apple.iTunesStore.downloadInfo"))
    account = account_of(record)
    told: dict[str, Any] = {"item": isinstance(record.get("itemId"), int)}
    told["managed"] = record.get("sideLoadedDeviceBasedVPP") is True
    if isinstance(download.get("purchaseDate"), str):
        told["got"] = download["purchaseDate"][:40]
    if account:
        told["account"] = accounts.masked(account)
    return told
