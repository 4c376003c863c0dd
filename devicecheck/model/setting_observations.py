# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Observations about a phone as a whole: who manages it, what was set on it, what it is joined to."""

from typing import Literal

from devicecheck.model.observed import Observed


class Supervision(Observed):
    """What a phone keeps about an organisation that manages it. "Not supervised" can be written by others too."""

    type: Literal["supervision"] = "supervision"
    supervised: bool
    organisation: str = ""
    permanent: bool = False


class SettingsProfile(Observed):
    """A settings profile by its name; what it sets is not known over a cable. `removable` None: it did not say."""

    type: Literal["settings-profile"] = "settings-profile"
    key: str
    name: str
    organisation: str = ""
    description: str = ""
    removable: bool | None = None


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
    setting: Literal["private-dns", "web-proxy", "app-check-off", "wireless-debugging", "advanced-protection"]
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
    kind: Literal["program", "crash-report", "file-system", "file", "property"]


SettingObservation = (
    AppProfile | ChangedSetting | OpenedTrace | PairedWatch | PhoneLinks | SettingsProfile | Supervision
)
