# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that may ever be asked, and what a client agrees to.

Topics are named after what is asked, not after a platform: a reader's table says how its kind of phone is asked.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Topic(StrEnum):
    """One question to a phone. A topic outside the agreed scopes is never read, and the report says so."""

    DEVICE_FACTS = "device-facts"
    CLOCK = "clock"
    USERS = "users"
    DEVICE_POLICY = "device-policy"
    APPS = "apps"
    APP_DETAILS = "app-details"
    LAUNCHER_APPS = "launcher-apps"
    ACCESSIBILITY_SETTING = "accessibility-setting"
    ACCESSIBILITY_STATE = "accessibility-state"
    NOTIFICATION_LISTENERS = "notification-listeners"
    DEFAULT_APPS = "default-apps"
    APP_OPS = "app-ops"
    BATTERY_EXEMPT = "battery-exempt"
    GLOBAL_SETTINGS = "global-settings"
    ROLE_HOLDERS = "role-holders"
    AUTHORISED_COMPUTERS = "authorised-computers"
    USER_CERTIFICATES = "user-certificates"
    SYSTEM_TRACES = "system-traces"
    APP_FILE_TAIL = "app-file-tail"
    APP_FILE_RANGE = "app-file-range"
    APP_FILE_HASH = "app-file-hash"
    APP_FILE_WHOLE = "app-file-whole"
    SUPERVISION = "supervision"
    PROFILES = "profiles"
    PHONE_SETTINGS = "phone-settings"
    APP_ACCOUNTS = "app-accounts"
    APP_PROFILES = "app-profiles"
    WATCHES = "watches"
    RUNNING_PROGRAMS = "running-programs"
    APK_FACTS = "apk-facts"
    APK_RULES = "apk-rules"
    CAPTURE_SERVERS = "capture-servers"
    BLUETOOTH_TAGS = "bluetooth-tags"
    NETWORK_DEVICES = "network-devices"
    BACKUP_FACTS = "backup-facts"
    OPEN_BACKUP = "open-backup"
    PROFILE_CHANGES = "profile-changes"
    TRUSTED_ROOTS = "trusted-roots"
    NETWORK_SETTINGS = "network-settings"
    DATA_USE = "data-use"


class Scope(StrEnum):
    """One thing that a client says yes or no to."""

    PHONE_FACTS = "phone-facts"
    APPS = "apps"
    CONTROL = "control"
    APP_FILES = "app-files"
    LOOSE_FILE = "loose-file"
    CAPTURE_FILE = "capture-file"
    BACKUP_FILE = "backup-file"
    LIVE_TRAFFIC = "live-traffic"
    TAGS = "tags"
    NETWORK = "network"
    KEEP_INVENTORY = "keep-inventory"
    KEEP_READINGS = "keep-readings"


SCOPE_OF: Mapping[Topic, Scope] = MappingProxyType(
    {
        Topic.DEVICE_FACTS: Scope.PHONE_FACTS,
        Topic.CLOCK: Scope.PHONE_FACTS,
        Topic.USERS: Scope.PHONE_FACTS,
        Topic.DEVICE_POLICY: Scope.CONTROL,
        Topic.APPS: Scope.APPS,
        Topic.APP_DETAILS: Scope.APPS,
        Topic.LAUNCHER_APPS: Scope.APPS,
        Topic.ACCESSIBILITY_SETTING: Scope.CONTROL,
        Topic.ACCESSIBILITY_STATE: Scope.CONTROL,
        Topic.NOTIFICATION_LISTENERS: Scope.CONTROL,
        Topic.DEFAULT_APPS: Scope.CONTROL,
        Topic.APP_OPS: Scope.CONTROL,
        Topic.BATTERY_EXEMPT: Scope.CONTROL,
        Topic.GLOBAL_SETTINGS: Scope.CONTROL,
        Topic.ROLE_HOLDERS: Scope.CONTROL,
        Topic.AUTHORISED_COMPUTERS: Scope.CONTROL,
        Topic.USER_CERTIFICATES: Scope.CONTROL,
        Topic.SYSTEM_TRACES: Scope.CONTROL,
        Topic.APP_FILE_TAIL: Scope.APP_FILES,
        Topic.APP_FILE_RANGE: Scope.APP_FILES,
        Topic.APP_FILE_HASH: Scope.APP_FILES,
        Topic.APP_FILE_WHOLE: Scope.APP_FILES,
        Topic.SUPERVISION: Scope.CONTROL,
        Topic.PROFILES: Scope.CONTROL,
        Topic.PHONE_SETTINGS: Scope.CONTROL,
        Topic.APP_ACCOUNTS: Scope.APPS,
        Topic.APP_PROFILES: Scope.APPS,
        Topic.WATCHES: Scope.CONTROL,
        Topic.RUNNING_PROGRAMS: Scope.CONTROL,
        Topic.APK_FACTS: Scope.LOOSE_FILE,
        Topic.APK_RULES: Scope.LOOSE_FILE,
        Topic.CAPTURE_SERVERS: Scope.CAPTURE_FILE,
        Topic.BLUETOOTH_TAGS: Scope.TAGS,
        Topic.NETWORK_DEVICES: Scope.NETWORK,
        Topic.BACKUP_FACTS: Scope.BACKUP_FILE,
        Topic.OPEN_BACKUP: Scope.BACKUP_FILE,
        Topic.PROFILE_CHANGES: Scope.CONTROL,
        Topic.TRUSTED_ROOTS: Scope.CONTROL,
        Topic.NETWORK_SETTINGS: Scope.CONTROL,
        Topic.DATA_USE: Scope.APPS,
    }
)
"""The consent that each topic needs; a test holds it complete."""


def agreed_topics(scopes: frozenset[Scope]) -> frozenset[Topic]:
    """Topics that may be read under these scopes."""
    return frozenset(topic for topic, scope in SCOPE_OF.items() if scope in scopes)
