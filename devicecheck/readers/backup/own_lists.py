# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a backup's own lists say: the phone, the backup itself, the apps and the accounts that they were got with."""

from collections.abc import Iterator
from typing import Any

from devicecheck.readers.account_masks import Accounts, account_of
from devicecheck.readers.backup import plists
from devicecheck.readers.backup.backup import Backup
from devicecheck.readers.backup.limits import MOST_APPS
from devicecheck.readers.file_session import NotLooked

LARGEST_RECORD = 1 << 20
NO_APPS = ("Data/PluginKitPlugin", "Shared/AppGroup", "Shared/SystemGroup")
"""Kinds of containers that stand in the list of apps and are parts or groups of them."""


def of_backup(backup: Backup) -> plists.Told:
    """When and by what the backup was made, whether it is encrypted and whole. Errors: as `Backup.own_list`.

    A broken list beside Manifest.plist costs what it would have told, and its own questions, not the rest.
    """
    manifest, info, status = backup.own_list("Manifest"), _or_less(backup, "Info"), _or_less(backup, "Status")
    made = info.get("Last Backup Date") or status.get("Date") or manifest.get("Date")
    return {
        "encrypted": backup.encrypted,
        "made": plists.moment(made),
        "by": plists.text(info, "iTunes Version", 40) or plists.text(info, "macOS Version", 40),
        "finished": status.get("SnapshotState") == "finished" if status else None,
        "whole": status.get("IsFullBackup") if isinstance(status.get("IsFullBackup"), bool) else None,
        "passcode": manifest.get("WasPasscodeSet") if isinstance(manifest.get("WasPasscodeSet"), bool) else None,
    }


def of_phone(backup: Backup) -> plists.Told:
    """Model, version and number, named as the phone itself names them. Errors: as `Backup.own_list`."""
    known, info = plists.inner(backup.own_list("Manifest"), "Lockdown"), _or_less(backup, "Info")
    own = {
        "ProductType": plists.text(info, "Product Type", 100),
        "ProductVersion": plists.text(info, "Product Version", 100),
        "SerialNumber": plists.text(info, "Serial Number", 100),
    }
    return {name: value or plists.text(known, name, 100) for name, value in own.items()}


def apps(backup: Backup) -> dict[str, Any]:
    """The apps of both lists. Errors: as `Backup.own_list`.

    Shape: `complete` is whether the list that names every added app was there.
    """
    manifest, info = backup.own_list("Manifest"), _or_empty(backup, "Info")
    records = plists.inner(info, "Applications")
    every_listed = info.get("Installed Applications")
    listed = [name for name in plists.items(info, "Installed Applications") if isinstance(name, str)]
    held = {name: told for name, told in plists.inner(manifest, "Applications").items() if _is_app(told)}
    every = dict.fromkeys((*listed, *records, *held))
    return {
        "apps": [_app(name, held.get(name), records.get(name)) for name in list(every)[:MOST_APPS] if name],
        "left_out": max(0, len(every) - MOST_APPS) + len(plists.items(info, "Installed Applications")) - len(listed),
        "complete": isinstance(every_listed, list) or bool(records),
    }


def accounts(backup: Backup) -> list[plists.Told]:
    """What the store's record says of each app; accounts are masked here and never leave in full. Errors: NotLooked."""
    records = plists.inner(_or_empty(backup, "Info"), "Applications")
    masks = Accounts()
    told = [_store_record(name, record, masks) for name, record in list(records.items())[:MOST_APPS] if name]
    if not any("item" in each for each in told):
        raise NotLooked("not-in-backup")
    return told


def _or_empty(backup: Backup, name: str) -> plists.Told:
    """A list that some backups lack."""
    try:
        return backup.own_list(name)
    except NotLooked as why:
        if str(why) != "missing-file":
            raise
        return {}


def _or_less(backup: Backup, name: str) -> plists.Told:
    """A list of which nothing is known where it is missing or cannot be read."""
    try:
        return backup.own_list(name)
    except (NotLooked, OSError):
        return {}


def _is_app(told: object) -> bool:
    return plists.text(told, "ContainerContentClass") not in NO_APPS if isinstance(told, dict) else False


def _app(name: str, held: object, record: object) -> plists.Told:
    metadata = _metadata(record)
    return {
        "CFBundleIdentifier": name[:300],
        "CFBundleDisplayName": plists.text(metadata, "itemName"),
        "CFBundleShortVersionString": plists.text(metadata, "bundleShortVersionString", 100),
        "CFBundleVersion": plists.text(held, "CFBundleVersion", 100),
        "got": next(iter(_dates(metadata)), ""),
        "item": isinstance(metadata.get("itemId"), int),
        "managed": metadata.get("sideLoadedDeviceBasedVPP") is True,
    }


def _store_record(name: str, record: object, masks: Accounts) -> plists.Told:
    told: plists.Told = {"CFBundleIdentifier": name[:300]}
    metadata = _metadata(record)
    if not metadata:
        return told
    told |= {"item": isinstance(metadata.get("itemId"), int)}
    account = account_of(metadata).encode("utf-8", "replace").decode()
    return told | ({"account": masks.masked(account)} if account else {})


def _metadata(record: object) -> plists.Told:
    held = record.get("iTunesMetadata") if isinstance(record, dict) else None
    if isinstance(held, bytes) and len(held) <= LARGEST_RECORD:
        try:
            held = plists.loads(held)
        except NotLooked:
            return {}
    return held if isinstance(held, dict) else {}


def _dates(metadata: plists.Told) -> Iterator[str]:
    download = plists.inner(metadata, "com.apple.iTunesStore.downloadInfo")
    for told in (download, metadata):
        when = told.get("purchaseDate")
        if isinstance(when, str):
            yield when[:40].encode("utf-8", "replace").decode()
        elif moment := plists.moment(when):
            yield moment
