# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The apps of a story as an iPhone describes them. Facts: a real public list of an iPhone's apps (isdi, MIT)."""

import plistlib
import random
from datetime import UTC, datetime, timedelta
from typing import Any

from devicecheck.practice.stories import iphone_apps_of

STORE_SIGNER = "Apple iPhone OS Application Signing"
OWN_ACCOUNT = "sam@example.com"
USES = {
    "location": "NSLocationAlwaysAndWhenInUseUsageDescription",
    "microphone": "NSMicrophoneUsageDescription",
    "camera": "NSCameraUsageDescription",
    "contacts": "NSContactsUsageDescription",
}
IN_THE_DOCK = 4


def apps_of(story: dict[str, Any]) -> list[dict[str, Any]]:
    """Every app of a story, with the attributes that the installation proxy knows."""
    return [_app(told) for told in iphone_apps_of(story)]


def _app(told: dict[str, Any]) -> dict[str, Any]:
    if "raw" in told:
        return dict(told["raw"])
    key, name, origin = told["id"], told["name"], told.get("from", "store")
    dice = random.Random(key)
    team = "".join(dice.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(10))
    folder = f"{dice.getrandbits(32):08X}-{dice.getrandbits(16):04X}-4000-8000-{dice.getrandbits(48):012X}"
    program = "".join(letter for letter in name if letter.isalnum()) or "App"
    rights = {"application-identifier": f"{team}.{key}", "com.apple.developer.team-identifier": team}
    app: dict[str, Any] = {
        "ApplicationType": "User", "CFBundleDisplayName": name, "CFBundleExecutable": program,
        "CFBundleIdentifier": key, "CFBundleName": name, "CFBundlePackageType": "APPL",
        "CFBundleShortVersionString": told.get("version", "1.2.3"), "CFBundleVersion": "123",
        "CFBundleSupportedPlatforms": ["iPhoneOS"], "DTPlatformName": "iphoneos", "MinimumOSVersion": "15.0",
        "Container": f"/private/var/mobile/Containers/Data/Application/{folder}", "Entitlements": rights,
        "IsAppClip": False, "IsDemotedApp": False, "IsUpgradeable": True, "UIDeviceFamily": [1, 2],
        "Path": f"/private/var/containers/Bundle/Application/{folder}/{program}.app",
        "SequenceNumber": dice.randrange(100, 9999), "StaticDiskUsage": dice.randrange(10**7, 4 * 10**8),
        "UIBackgroundModes": told.get("background", []),
        **{USES[use]: "So that it works." for use in told.get("uses", [])},
    }  # fmt: skip
    app |= _signed(origin, team, rights)
    if origin in ("store", "managed", "testflight"):
        app["iTunesMetadata"] = store_record(told, dice, managed=origin == "managed")
    return app


def _signed(origin: str, team: str, rights: dict[str, Any]) -> dict[str, Any]:
    """What shows where an app came from. Errors: KeyError for an origin that no story may name."""
    if origin == "testflight":
        rights["beta-reports-active"] = True
    elif origin in ("free", "developer"):
        rights["get-task-allow"] = True
    elif origin == "jailbreak":
        rights |= {"com.apple.private.security.no-sandbox": True, "platform-application": True}
    store = {"SignerIdentity": STORE_SIGNER, "ApplicationDSID": 11935681467}
    by_profile = {"ProfileValidated": True, "IsUpgradeable": False}
    person, trader = f"Apple Development: Dev Person ({team})", f"iPhone Distribution: Example Trading Ltd. ({team})"
    signed: dict[str, dict[str, Any]] = {
        "store": store,
        "managed": store,
        "testflight": {"SignerIdentity": "TestFlight Beta Distribution", "IsBetaApp": True},
        "free": {**by_profile, "SignerIdentity": person, "FreeProfileValidated": True},
        "developer": {**by_profile, "SignerIdentity": person},
        "enterprise": {**by_profile, "SignerIdentity": trader, "UPPValidated": True},
        "jailbreak": {"SignerIdentity": STORE_SIGNER, "IsAdHocSigned": True},
        "system": {"ApplicationType": "System", "IsAdHocSigned": True, "IsUpgradeable": False},
    }
    return signed[origin]


def store_record(told: dict[str, Any], dice: random.Random, *, managed: bool) -> bytes:
    """The store's record of an app, a binary list of properties inside the answer."""
    bought = datetime.now(UTC) - timedelta(days=told.get("days_ago", 200))
    account = {"AppleID": told.get("account", OWN_ACCOUNT), "DSPersonID": 11935681467, "FamilyID": 0}
    download = {"accountInfo": account, "purchaseDate": bought.strftime("%Y-%m-%dT%H:%M:%SZ")}
    record = {
        "artistName": "Vendor Ltd.", "itemId": dice.randrange(10**8, 10**9), "itemName": told["name"],
        "softwareVersionBundleId": told["id"], "isFactoryInstall": False, "sourceApp": "com.apple.AppStore",
        "sideLoadedDeviceBasedVPP": managed, "com.apple.iTunesStore.downloadInfo": download,
    }  # fmt: skip
    return plistlib.dumps(record, fmt=plistlib.FMT_BINARY)


def icons(story: dict[str, Any], apps: list[dict[str, Any]]) -> list[Any]:
    """The Home Screen: a dock, a page with a folder, and clips of the web. Apps out of sight are on none."""
    out_of_sight = {told["id"] for told in story.get("apps", []) if told.get("out_of_sight")}
    shown = [_icon(app) for app in apps if "CFBundleIdentifier" in app and "hidden" not in app.get("SBAppTags", [])]
    rows = [icon for icon in shown if icon["bundleIdentifier"] not in out_of_sight]
    dock, rest = rows[:IN_THE_DOCK], rows[IN_THE_DOCK:]
    clips = [
        {"displayIdentifier": f"com.apple.webapp-{number:04X}", "displayName": clip["name"], "webClipURL": clip["url"]}
        for number, clip in enumerate(story.get("web_clips", []))
    ]
    folder = {"displayName": "Utilities", "iconLists": [rest[-2:]], "listType": "folder"}
    return [dock, [*rest[:-2], folder, *clips]]


def _icon(app: dict[str, Any]) -> dict[str, Any]:
    key = app["CFBundleIdentifier"]
    name = str(app.get("CFBundleDisplayName", key))
    return {"bundleIdentifier": key, "displayIdentifier": key, "displayName": name, "iconModDate": datetime(2026, 1, 1)}
