# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up backups for training: a story as a backup folder, plain or encrypted."""

import random
from datetime import datetime
from pathlib import Path
from typing import Any

from devicecheck.practice.backup import contents
from devicecheck.practice.backup.keys import KeyRing
from devicecheck.practice.backup.writer import MADE, BackupWriter
from devicecheck.practice.iphone.story_apps import store_record
from devicecheck.practice.stories import iphone_apps_of
from devicecheck.practice.story_files import StoryFiles

STORIES = StoryFiles("backup_stories")
names, story = STORIES.names, STORIES.story


def write(told: dict[str, Any], folder: Path, keys: KeyRing | None = None) -> BackupWriter:
    """The backup of a story; encrypted with `keys`, or with the story's own password."""
    password = told.get("password")
    writer = BackupWriter(folder, keys or (KeyRing(password, folder.name) if password else None))
    contents.add_profiles(writer, [_profile(each) for each in told.get("profiles", [])])
    contents.add_events(
        writer,
        [
            (each["id"], each["operation"], each["process"], each.get("at", contents.INSTALLED))
            for each in told.get("events", [])
        ],
    )
    contents.add_supervision(writer, **told.get("supervision", {}))
    contents.add_trust(writer, [contents.certificate(name) for name in told.get("roots", [])])
    contents.add_rights(writer, told.get("rights", {}), told.get("always", []))
    contents.add_network(writer, told.get("network", []))
    contents.add_data_use(writer, {app: (times[0], times[1]) for app, times in told.get("data_use", {}).items()})
    shown = [each["id"] for each in iphone_apps_of(told) if "raw" not in each and not each.get("out_of_sight")]
    contents.add_home_screen(writer, shown)
    writer.finish(*lists(told))
    return writer


def lists(told: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Info.plist and Manifest.plist of a story."""
    device, apps = told["device"], [each for each in iphone_apps_of(told) if "raw" not in each]
    added = [each for each in apps if each.get("from", "store") != "system"]
    info = {
        "Device Name": device["name"], "Product Type": device["model"], "Product Version": device["version"],
        "Serial Number": device["serial"], "Last Backup Date": MADE, "iTunes Version": "12.13.2",
        "Target Identifier": "00008110-000A1B2C3D4E5F00",
        "Installed Applications": [each["id"] for each in added],
        "Applications": {each["id"]: _record(each) for each in added},
    }  # fmt: skip
    held = {
        each["id"]: {
            "CFBundleIdentifier": each["id"],
            "CFBundleVersion": "1",
            "ContainerContentClass": "Data/Application",
        }
        for each in added
    }
    known = {"ProductVersion": device["version"], "ProductType": device["model"], "DeviceName": device["name"]}
    return info, {"Lockdown": known, "Applications": held}


def _record(told: dict[str, Any]) -> dict[str, Any]:
    """What Info.plist holds of one app. One that no store knows has no record of a store."""
    record: dict[str, Any] = {"PlaceholderIcon": b"\x89PNG"}
    if told.get("from", "store") in ("store", "managed", "testflight"):
        managed = told.get("from") == "managed"
        record["iTunesMetadata"] = store_record(told, random.Random(told["id"]), managed=managed)
    return record


def _profile(told: dict[str, Any]) -> dict[str, Any]:
    more: dict[str, Any] = {"PayloadOrganization": told.get("organisation", "")}
    if "removable" in told:
        more["PayloadRemovalDisallowed"] = not told["removable"]
    installed = told.get("installed")
    if isinstance(installed, datetime):
        more["InstallDate"] = installed
    return contents.profile(told["id"], told["name"], told["parts"], **more)
