# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that this reader can be asked of a backup, and the only files of the phone that it opens for it."""

from collections.abc import Mapping
from types import MappingProxyType

Place = tuple[str, str]
"""The domain of a backup, and a path in it."""

PROFILES_DOMAIN = "SysSharedContainerDomain-systemgroup.com.apple.configurationprofiles"
PROFILES_FOLDER = "Library/ConfigurationProfiles/"
PROFILE_FILES = (f"{PROFILES_FOLDER}profile-", ".stub")
PROFILE_EVENTS = (PROFILES_DOMAIN, f"{PROFILES_FOLDER}MCProfileEvents.plist")
SUPERVISION = (PROFILES_DOMAIN, f"{PROFILES_FOLDER}CloudConfigurationDetails.plist")
TRUST_STORE = ("KeychainDomain", "TrustStore.sqlite3")
PERMISSIONS = ("HomeDomain", "Library/TCC/TCC.db")
PLACE_USERS = ("RootDomain", "Library/Caches/locationd/clients.plist")
HOME_SCREEN = tuple(("HomeDomain", f"Library/SpringBoard/{name}.plist") for name in ("IconState", "IconState~ipad"))
DATA_USE = ("WirelessDomain", "Library/Databases/DataUsage.sqlite")
NETWORK = ("SystemPreferencesDomain", "com.apple.networkextension.plist")

DOES: Mapping[str, str] = MappingProxyType(
    {
        "backup-facts": "read Manifest.plist, Info.plist and Status.plist",
        "open-backup": "open Manifest.db in memory, with the password where there is one",
        "device-facts": "read Info.plist and Manifest.plist",
        "apps": "read Info.plist and Manifest.plist",
        "app-accounts": "read Info.plist, iTunesMetadata of each app, accounts masked",
        "app-details": f"open {PERMISSIONS[1]} and {PLACE_USERS[1]}",
        "supervision": f"open {SUPERVISION[1]}",
        "profiles": f"open {PROFILE_FILES[0]}*{PROFILE_FILES[1]}",
        "profile-changes": f"open {PROFILE_EVENTS[1]}",
        "trusted-roots": f"open {TRUST_STORE[1]}",
        "network-settings": f"open {NETWORK[1]}",
        "data-use": f"open {DATA_USE[1]}, names of apps and times",
        "launcher-apps": f"open {' or '.join(path for _, path in HOME_SCREEN)}",
    }
)
"""For each topic what is done. Nothing is a command: files are opened for reading, and none is written.

Beside each database (.db, .sqlite, .sqlite3) the log of its newest changes is read, of the same name with "-wal".
"""

TOPICS = tuple(DOES)


def as_rows() -> list[dict[str, object]]:
    """The table for people and for the evidence."""
    return [{"topic": topic, "params": [], "command": does} for topic, does in DOES.items()]


def as_text() -> str:
    """The table as lines of text."""
    width = max(map(len, TOPICS))
    return "".join(f"{topic:<{width}}  {does}\n" for topic, does in DOES.items())
