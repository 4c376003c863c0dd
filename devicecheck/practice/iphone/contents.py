# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a practice iPhone holds, made from its story. Identifiers and names are invented."""

import hashlib
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from devicecheck.practice.iphone import provisioning, story_apps

EPOCH_2001 = 978_307_200
DAY = 86_400


@dataclass(frozen=True)
class Contents:
    """Shape: every field is what the service of that kind answers with; `lockdown` by domain."""

    udid: str
    version: tuple[int, ...]
    lockdown: dict[str, dict[str, Any]]
    apps: list[dict[str, Any]]
    profiles: dict[str, Any]
    cloud: dict[str, Any]
    provisioning: tuple[bytes, ...]
    icons: list[Any]
    watches: dict[str, dict[str, Any]]
    processes: dict[str, Any]
    ioregistry: dict[str, Any]
    images: list[Any]
    crash_files: dict[str, bytes]
    media_files: dict[str, bytes]

    @classmethod
    def from_story(cls, story: dict[str, Any]) -> "Contents":
        """The contents that a story tells."""
        device = story.get("device", {})
        version = str(device.get("version", "26.0.1"))
        apps = story_apps.apps_of(story)
        names = ["launchd", "SpringBoard", "lockdownd", *story.get("processes", [])]
        crashes = story.get("crash_files", ["JetsamEvent-2026-05-01-101010.ips"])
        return cls(
            udid=_udid(story),
            version=tuple(int(part) for part in version.split(".")),
            lockdown=_lockdown(story, version),
            apps=apps,
            profiles=_profiles(story.get("profiles", [])),
            cloud=_cloud(story),
            provisioning=tuple(provisioning.profile(each) for each in story.get("provisioning", [])),
            icons=story_apps.icons(story, apps),
            watches={f"00008006-{number:016X}": watch for number, watch in enumerate(story.get("watches", []), 10)},
            processes={str(number): {"ProcessName": name} for number, name in enumerate(names, 1)},
            ioregistry={"IOPMPowerSource": {"CurrentCapacity": 80, "CycleCount": 100}},
            images=story.get("images", []),
            crash_files=dict.fromkeys(crashes, b'{"bug_type":"298"}\n{}\n'),
            media_files={"DCIM/.keep": b"", **dict.fromkeys(story.get("media_files", []), b"x")},
        )


def _udid(story: dict[str, Any]) -> str:
    return story.get("device", {}).get("udid") or f"00008110-{_number(story):016X}"


def _number(story: dict[str, Any]) -> int:
    return 0x0A1B2C3D00000000 + int.from_bytes(hashlib.sha256(str(story.get("title")).encode()).digest()[:4])


def _lockdown(story: dict[str, Any], version: str) -> dict[str, dict[str, Any]]:
    device, backup, number = story.get("device", {}), story.get("backup", {}), _number(story)
    serial = f"MADEUP{number % 10**6:06d}"
    facts = {
        "ActivationState": "Activated", "BasebandStatus": "BBInfoAvailable", "BoardId": 12,
        "BuildVersion": device.get("build", "23A355"), "CPUArchitecture": "arm64e", "ChipID": 33040,
        "DeviceClass": "iPhone", "DeviceColor": "1", "DeviceName": device.get("name", "Sam's iPhone"),
        "HardwareModel": "D17AP", "HardwarePlatform": "t8110", "HasSiDP": True,
        "HumanReadableProductVersionString": version, "InternationalMobileEquipmentIdentity": "350000000000000",
        "ModelNumber": "MLPF3", "NonVolatileRAM": device.get("nvram", {}), "PhoneNumber": "+10000000000",
        "PartitionType": "GUID_partition_scheme", "ProductName": "iPhone OS",
        "ProductType": device.get("model", "iPhone14,5"), "ProductVersion": version, "ProductionSOC": True,
        "ProtocolVersion": "2", "RegionInfo": "B/A", "SerialNumber": serial, "SupportedDeviceFamilies": [1],
        "TelephonyCapability": True, "TimeZone": "Europe/London", "UniqueChipID": number,
        "UniqueDeviceID": _udid(story),
        "WiFiAddress": f"02:00:00:00:00:{number % 256:02x}",
        "TimeIntervalSince1970": time.time() + device.get("clock_ahead", 0),
    }  # fmt: skip
    saved: dict[str, Any] = {"WillEncrypt": backup.get("encrypted", False), "CloudBackupEnabled": True}
    if "days_ago" in backup:
        saved["LastiTunesBackupDate"] = int(time.time()) - EPOCH_2001 - backup["days_ago"] * DAY
        saved["LastiTunesBackupTZ"] = "GMT"
    restricted = story.get("restrictions", {})
    return {
        "": facts,
        "com.apple.mobile.backup": saved,
        "com.apple.fmip": {"IsAssociated": story.get("find_my", True)},
        "com.apple.mobile.wireless_lockdown": {"EnableWifiConnections": story.get("wifi_sync", False)},
        "com.apple.security.mac.amfi": {"DeveloperModeStatus": story.get("developer_mode", False)},
        "com.apple.mobile.chaperone": {"DeviceIsChaperoned": False},
        "com.apple.mobile.restriction": {"ProhibitAppDelete": False, "ProhibitAppInstall": False, **restricted},
        "com.apple.international": {"Language": "en", "Locale": "en_GB"},
    }


def _profiles(told: list[dict[str, Any]]) -> dict[str, Any]:
    def metadata(number: int, profile: dict[str, Any]) -> dict[str, Any]:
        return {
            "PayloadDescription": profile.get("description", ""),
            "PayloadDisplayName": profile["name"],
            "PayloadOrganization": profile.get("organisation", ""),
            "PayloadRemovalDisallowed": not profile.get("removable", True),
            "PayloadUUID": profile.get("uuid", f"B30005CC-BC73-4E42-8545-8DA6C44A8A{number:02X}"),
            "PayloadVersion": 1,
        }

    return {
        "OrderedIdentifiers": [profile["id"] for profile in told],
        "ProfileMetadata": {profile["id"]: metadata(number, profile) for number, profile in enumerate(told)},
        "ProfileManifest": {profile["id"]: {"Description": profile["name"], "IsActive": True} for profile in told},
    }


def _cloud(story: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = {"AllowPairing": True, "CloudConfigurationUIComplete": True, "ConfigurationSource": 0}
    supervision = story.get("supervision")
    if not supervision:
        return {**plain, "IsSupervised": False, "PostSetupProfileWasInstalled": True}
    told: dict[str, Any] = {
        "ConfigurationSource": 2,
        "ConfigurationWasApplied": True,
        "IsSupervised": True,
        "IsMandatory": True,
    }
    told |= {"IsMDMUnremovable": supervision.get("permanent", True), "SkipSetup": ["Passcode"]}
    told["OrganizationName"] = supervision.get("organisation", "")
    told["ConfigurationURL"] = supervision.get("url", "https://management.example/enrol")
    return {**plain, **told, "AllowPairing": supervision.get("allows_pairing", True)}


def days_ago(days: int) -> datetime:
    """Midday UTC, so many days before today, without a time zone as property lists have it."""
    today = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0, tzinfo=None)
    return today - timedelta(days=days)
