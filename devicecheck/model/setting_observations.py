# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Observations about a phone as a whole: who manages it, what was set on it, what it is joined to."""

from enum import StrEnum
from typing import Literal

from devicecheck.model.base import Value
from devicecheck.model.observed import Observed


class Supervision(Observed):
    """What a phone keeps about an organisation that manages it. "Not supervised" can be written by others too."""

    type: Literal["supervision"] = "supervision"
    supervised: bool
    organisation: str = ""
    permanent: bool = False


class ProfilePartKind(StrEnum):
    """What one part of a settings profile sets."""

    MANAGES = "manages"
    VPN = "vpn"
    ROOT = "root"
    PROXY = "proxy"
    DNS = "dns"
    FILTER = "filter"
    LIMITS = "limits"
    MAIL = "mail"
    CALENDAR = "calendar"
    WEB_CLIP = "web-clip"
    OTHER = "other"


class ProfilePart(Value):
    """One thing that a settings profile sets. Shape: `kinds` are what it amounts to, `servers` the hosts it names."""

    kinds: tuple[ProfilePartKind, ...]
    name: str = ""
    servers: tuple[str, ...] = ()


class SettingsProfile(Observed):
    """A settings profile. Over a cable only its name is known: `parts` is None then. `removable` None: it did not say.

    Units: `installed` is UTC, "" where it is not known.
    """

    type: Literal["settings-profile"] = "settings-profile"
    key: str
    name: str
    organisation: str = ""
    description: str = ""
    removable: bool | None = None
    parts: tuple[ProfilePart, ...] | None = None
    installed: str = ""


class ProfileChange(Observed):
    """That a settings profile was put on or taken off: by which program of the phone. Units: `at` is UTC."""

    type: Literal["profile-change"] = "profile-change"
    key: str
    operation: str
    process: str
    at: str = ""


class TrustedRoot(Observed):
    """A certificate that somebody told the phone to trust in full. `key` is its SHA-256, lower-case hex."""

    type: Literal["trusted-root"] = "trusted-root"
    key: str
    name: str = ""
    organisation: str = ""
    valid_from: str = ""
    valid_until: str = ""


class NetworkSetting(Observed):
    """A VPN, a filter or another way for the phone's traffic, and the app that made it, if one did."""

    type: Literal["network-setting"] = "network-setting"
    key: str
    name: str = ""
    kinds: tuple[Literal["vpn", "dns", "filter"], ...]
    server: str = ""
    app: str = ""


class DataUse(Observed):
    """That an app had traffic, by the phone's own count. Units: `first` and `last` are UTC, "" if it does not say."""

    type: Literal["data-use"] = "data-use"
    key: str
    first: str = ""
    last: str = ""


class BackupFacts(Observed):
    """When and with what a backup was made. Units: `made` is UTC, "" if it does not say. None: it does not say."""

    type: Literal["backup-facts"] = "backup-facts"
    made: str = ""
    by: str = ""
    encrypted: bool
    passcode: bool | None = None


class AppProfile(Observed):
    """A profile by which a phone runs apps of one maker without the store, whether such an app is there or not."""

    type: Literal["app-profile"] = "app-profile"
    key: str
    name: str
    team: str = ""
    every_phone: bool = False


class PhoneLinks(Observed):
    """What joins a phone to computers. Units: `copied_on` is a UTC day, "" if no computer ever copied it.

    None: the phone did not say.
    """

    type: Literal["phone-links"] = "phone-links"
    copied_on: str = ""
    copy_protected: bool | None = None
    reached_by_wifi: bool | None = None
    developer_mode: bool | None = None
    finds_itself: bool | None = None
    restrictions: tuple[str, ...] = ()


class ChangedSetting(Observed):
    """A setting of the whole phone that is not as phones come: what it is, and its value as the phone gave it."""

    type: Literal["changed-setting"] = "changed-setting"
    setting: Literal[
        "private-dns", "web-proxy", "app-check-off", "wireless-debugging", "any-source", "advanced-protection"
    ]  # fmt: skip
    value: str


class PairedWatch(Observed):
    """A watch that is paired with the phone."""

    type: Literal["paired-watch"] = "paired-watch"
    name: str
    model: str = ""


class OpenedTrace(Observed):
    """A known trace of a phone whose protections were taken away: by its `kind`."""

    type: Literal["opened-trace"] = "opened-trace"
    key: str
    kind: Literal["program", "crash-report", "file-system", "app-folder", "file", "property"]


SettingObservation = (
    AppProfile
    | BackupFacts
    | ChangedSetting
    | DataUse
    | NetworkSetting
    | OpenedTrace
    | PairedWatch
    | PhoneLinks
    | ProfileChange
    | SettingsProfile
    | Supervision
    | TrustedRoot
)
