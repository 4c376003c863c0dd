# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that is ever asked of an iPhone, topic by topic, and every request that may leave this program.

A request that is not here does not leave: `check` looks at each frame before its first byte is sent.
Source: pymobiledevice3 11.45 and libimobiledevice 1.3, read for what each request does.
"""

import plistlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

APP_ATTRIBUTES = (
    "ApplicationType", "CFBundleIdentifier", "CFBundleDisplayName", "CFBundleName", "CFBundleShortVersionString",
    "Path", "SignerIdentity", "ApplicationDSID", "ProfileValidated", "UPPValidated", "FreeProfileValidated",
    "IsAdHocSigned", "IsAppClip", "IsPlaceholder", "IsBetaApp", "SBAppTags", "Entitlements", "UIBackgroundModes",
    "NSLocationAlwaysAndWhenInUseUsageDescription", "NSMicrophoneUsageDescription",
)  # fmt: skip
"""What is asked about each app, and nothing else. Source: research on what each attribute tells."""
STORE_RECORD = "iTunesMetadata"
ACCOUNT_ATTRIBUTES = ("CFBundleIdentifier", STORE_RECORD)
VALUES = (
    "ActivationState", "BuildVersion", "DeviceClass", "DeviceName", "NonVolatileRAM", "PasswordProtected",
    "ProductType", "ProductVersion", "ProductionSOC", "SerialNumber", "TimeZone",
)  # fmt: skip
"""What is kept of the phone's own values; its numbers for calls, Wi-Fi and networks are not."""
DOMAINS = (
    "com.apple.mobile.backup", "com.apple.fmip", "com.apple.mobile.wireless_lockdown", "com.apple.security.mac.amfi",
    "com.apple.mobile.chaperone", "com.apple.mobile.restriction",
)  # fmt: skip

TOPICS: Mapping[str, str] = MappingProxyType(
    {
        "device-facts": "lockdownd GetValue",
        "clock": "lockdownd GetValue TimeIntervalSince1970",
        "supervision": "MCInstall GetCloudConfiguration",
        "profiles": "MCInstall GetProfileList",
        "phone-settings": "lockdownd GetValue of six domains",
        "apps": "installation_proxy Browse with its attributes",
        "app-accounts": "installation_proxy Browse iTunesMetadata",
        "launcher-apps": "springboardservices getIconState",
        "app-profiles": "misagent CopyAll",
        "watches": "companion_proxy GetDeviceRegistry, GetValueFromRegistry",
        "running-programs": "os_trace_relay PidList; crashreportcopymobile READ_DIR /; StartService com.apple.afc2",
    }
)

DETAILS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"device-facts": VALUES, "phone-settings": DOMAINS, "apps": APP_ATTRIBUTES, "app-accounts": ACCOUNT_ATTRIBUTES}
)
"""What is asked for, name by name, where a topic asks for several values."""

SERVICES = frozenset(
    {
        "com.apple.mobile.MCInstall", "com.apple.mobile.installation_proxy", "com.apple.springboardservices",
        "com.apple.misagent", "com.apple.companion_proxy", "com.apple.os_trace_relay",
        "com.apple.crashreportcopymobile", "com.apple.afc2",
    }
)  # fmt: skip
"""Services that may be started. afc2 is only asked for: that it exists is the answer, and nothing is said to it."""

_LOCKDOWN = frozenset({"QueryType", "GetValue", "ValidatePair", "StartSession", "StopSession", "StartService"})
_PAIRING, _LEAVING = "Pair", "Unpair"
_FIELDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "QueryType": frozenset({"Label", "ProtocolVersion"}),
        "GetValue": frozenset({"Label", "Domain", "Key", "ProtocolVersion"}),
        "ValidatePair": frozenset({"Label", "PairRecord", "ProtocolVersion"}),
        "Pair": frozenset({"Label", "PairRecord", "HostName", "ProtocolVersion", "PairingOptions"}),
        "Unpair": frozenset({"Label", "PairRecord", "ProtocolVersion"}),
        "StartSession": frozenset({"Label", "HostID", "SystemBUID", "ProtocolVersion"}),
        "StopSession": frozenset({"Label", "SessionID", "ProtocolVersion"}),
        "StartService": frozenset({"Label", "Service", "ProtocolVersion"}),
    }
)


def browse(attributes: tuple[str, ...]) -> dict[str, Any]:
    """The request for these attributes of every app."""
    return {
        "Command": "Browse",
        "ClientOptions": {"ReturnAttributes": list(attributes), "ShowLaunchProhibitedApps": True},
    }


BROWSE_APPS, BROWSE_ACCOUNTS = browse(APP_ATTRIBUTES), browse(ACCOUNT_ATTRIBUTES)
PROFILES = {"RequestType": "GetProfileList"}
SUPERVISION = {"RequestType": "GetCloudConfiguration"}
APP_PROFILES = {"MessageType": "CopyAll", "ProfileType": "Provisioning"}
ICONS = {"command": "getIconState", "formatVersion": "2"}
WATCHES = {"Command": "GetDeviceRegistry"}
PROGRAMS = {"Request": "PidList"}
_EXACT: tuple[dict[str, Any], ...] = (
    BROWSE_APPS,
    BROWSE_ACCOUNTS,
    PROFILES,
    SUPERVISION,
    APP_PROFILES,
    ICONS,
    WATCHES,
    PROGRAMS,
)
WATCH_KEYS = ("DeviceName", "ProductType")
AFC_READ_DIR = 0x03
AFC_MAGIC = b"CFA6LPAA"
AFC_HEAD = 40


class NotAllowed(Exception):
    """Raised for a frame that is no request of this table; nothing of it was sent."""


def watch_value(watch: str, key: str) -> dict[str, str]:
    """The request for one value of one paired watch."""
    return {"Command": "GetValueFromRegistry", "GetValueGizmoUDIDKey": watch, "GetValueKeyKey": key}


def check(frame: bytes, *, pairing: bool, leaving: bool) -> None:
    """Look at a frame before it is sent. `pairing` allows asking for trust, `leaving` giving it back.

    Errors: NotAllowed.
    """
    if frame[:8] == AFC_MAGIC:
        if int.from_bytes(frame[32:40], "little") != AFC_READ_DIR:
            raise NotAllowed("an AFC request other than reading a folder")
        return
    try:
        request = plistlib.loads(frame[4:])
    except Exception as error:  # plistlib raises nearly anything
        raise NotAllowed("neither a list of properties nor AFC") from error
    if not isinstance(request, dict):
        raise NotAllowed("a request that is no dictionary")
    name = request.get("Request")
    if request in _EXACT or _of_watch(request):
        return
    allowed = _LOCKDOWN | ({_PAIRING} if pairing else set()) | ({_LEAVING} if leaving else set())
    if name not in allowed or not set(request) - {"Request"} <= _FIELDS[name]:
        raise NotAllowed(f"the request {str(name)[:40]!r} with {sorted(request)}"[:200])
    if name == "StartService" and request.get("Service") not in SERVICES:
        raise NotAllowed(f"the service {str(request.get('Service'))[:60]!r}")


def _of_watch(request: dict[str, Any]) -> bool:
    watch, key = request.get("GetValueGizmoUDIDKey"), request.get("GetValueKeyKey")
    return isinstance(watch, str) and key in WATCH_KEYS and request == watch_value(watch, str(key))


def as_rows() -> list[dict[str, str]]:
    """The table for a machine: each topic, what is asked for it, and the names of the values."""
    return [
        {"topic": topic, "asks": asks, "values": ", ".join(DETAILS.get(topic, ()))} for topic, asks in TOPICS.items()
    ]


def as_text() -> str:
    """The table for people."""
    rows = (f"{row['topic']:<18} {row['asks']}{': ' if row['values'] else ''}{row['values']}\n" for row in as_rows())
    return "".join(rows)
