# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An app on the practice phone, as a story tells it."""

import base64
import hashlib
from dataclasses import dataclass
from typing import Any

from devicecheck.practice.apk.builder import LAUNCHER, MAIN, ApkFacts, Component

STORE = "com.android.vending"
SOURCE_STORE = 2
FIRST_APP_UID = 10080
SDK_OF_RANDOM_FOLDERS = 30
BOUND_BY = {  # what a service answers to, and the permission that only the system holds
    "accessibility": ("android.accessibilityservice.AccessibilityService", "BIND_ACCESSIBILITY_SERVICE"),
    "notification_listeners": (
        "android.service.notification.NotificationListenerService",
        "BIND_NOTIFICATION_LISTENER_SERVICE",
    ),
    "device_admins": ("android.app.action.DEVICE_ADMIN_ENABLED", "BIND_DEVICE_ADMIN"),
}
# Permissions that a person grants while using the phone; the others come with installation.
RUNTIME_PERMISSIONS = frozenset(f"android.permission.{name}" for name in (
    "READ_CALENDAR", "WRITE_CALENDAR", "CAMERA", "READ_CONTACTS", "WRITE_CONTACTS", "GET_ACCOUNTS",
    "ACCESS_FINE_LOCATION", "ACCESS_COARSE_LOCATION", "ACCESS_BACKGROUND_LOCATION", "RECORD_AUDIO",
    "READ_PHONE_STATE", "READ_PHONE_NUMBERS", "CALL_PHONE", "ANSWER_PHONE_CALLS", "READ_CALL_LOG",
    "WRITE_CALL_LOG", "PROCESS_OUTGOING_CALLS", "BODY_SENSORS", "SEND_SMS", "RECEIVE_SMS", "READ_SMS",
    "READ_EXTERNAL_STORAGE", "WRITE_EXTERNAL_STORAGE", "ACTIVITY_RECOGNITION", "BLUETOOTH_SCAN",
    "BLUETOOTH_CONNECT", "POST_NOTIFICATIONS", "READ_MEDIA_IMAGES", "READ_MEDIA_VIDEO", "READ_MEDIA_AUDIO",
    "NEARBY_WIFI_DEVICES",
))  # fmt: skip


def hash_code(text: str, length: int = 7) -> str:
    """What looks like Java's identity hash: short hexadecimal, the same for the same text."""
    return hashlib.md5(text.encode()).hexdigest()[:length]


@dataclass(frozen=True)
class App:
    """One installed package; the fields are the keys of a story's `apps` entries.

    Units: days are counted back from the phone's present; `enabled` is PackageManager's COMPONENT_ENABLED_STATE;
    `rights` are AppOps modes by operation, `used` hours since the last use by operation.
    """

    package: str
    uid: int
    label: str = ""
    system: bool = False
    updated_system: bool = False
    installer: str | None = None
    initiator: str | None = None
    originator: str | None = None
    update_owner: str | None = None
    package_source: int = 0
    version_code: int = 100
    version_name: str = "1.0"
    min_sdk: int = 24
    target_sdk: int = 33
    permissions: tuple[str, ...] = ()
    granted: tuple[str, ...] = ()
    launcher: bool = True
    starts_at_boot: bool = False
    accessibility: tuple[str, ...] = ()
    notification_listeners: tuple[str, ...] = ()
    device_admins: tuple[str, ...] = ()
    rights: tuple[tuple[str, str], ...] = ()
    used: tuple[tuple[str, int], ...] = ()
    battery_exempt: bool = False
    enabled: int = 0
    hidden: bool = False
    uninstalled: bool = False
    users: tuple[int, ...] = (0,)
    installed_days_ago: int = 400
    updated_days_ago: int = 30
    signer: str = "store"
    schemes: tuple[int, ...] = (2, 3)
    filler_bytes: int = 20_000
    code_strings: tuple[str, ...] = ("practice",)

    @classmethod
    def from_story(cls, entry: dict[str, Any], place: int) -> "App":
        """Read one entry of a story, the `place`-th app of the phone.

        Errors: TypeError for a key that no app has.
        """
        installer = entry.get("installer", None if entry.get("system") else STORE)
        fields: dict[str, Any] = {
            "uid": FIRST_APP_UID + place,
            "installer": installer,
            "initiator": installer,
            "package_source": SOURCE_STORE if installer == STORE else 0,
            "signer": "maker" if entry.get("system") else "store" if installer == STORE else entry["package"],
            **entry,
        }
        frozen: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else tuple(value.items()) if isinstance(value, dict) else value
            for key, value in fields.items()
        }
        return cls(**frozen)

    def component(self, class_name: str) -> str:
        """The short form, `package/.Class`, of a component of this app."""
        return f"{self.package}/{class_name.removeprefix(self.package)}"

    def bound_components(self, kind: str) -> tuple[Component, ...]:
        """Components of one kind of BOUND_BY, as the manifest has them."""
        action, permission = BOUND_BY[kind]
        return tuple(Component(name, (action,), (), f"android.permission.{permission}") for name in getattr(self, kind))

    @property
    def activities(self) -> tuple[Component, ...]:
        """The screens that a launcher may show."""
        return (Component(".MainActivity", (MAIN,), (LAUNCHER,)),) if self.launcher else ()

    @property
    def services(self) -> tuple[Component, ...]:
        """The services that the system binds."""
        return self.bound_components("accessibility") + self.bound_components("notification_listeners")

    @property
    def receivers(self) -> tuple[Component, ...]:
        """The receivers of the system's broadcasts."""
        boot = (Component(".BootReceiver", ("android.intent.action.BOOT_COMPLETED",)),) if self.starts_at_boot else ()
        return boot + self.bound_components("device_admins")

    def folder(self, sdk: int) -> str:
        """Where its files are; since Android 11 below two names made up at installation."""
        if self.system and not self.updated_system:
            return f"/system/app/{self.package}"
        inner, outer = (base64.urlsafe_b64encode(hashlib.md5(text.encode()).digest()).decode()
                        for text in (self.package, f"{self.package} outer"))  # fmt: skip
        return f"/data/app/{f'~~{outer}/' if sdk >= SDK_OF_RANDOM_FOLDERS else ''}{self.package}-{inner}"

    def apk_path(self, sdk: int) -> str:
        """Where its APK is."""
        folder = self.folder(sdk)
        return f"{folder}/{self.package}.apk" if folder.startswith("/system") else f"{folder}/base.apk"

    def apk_facts(self) -> ApkFacts:
        """What its APK says."""
        return ApkFacts(
            package=self.package,
            label=self.label or self.package,
            version_code=self.version_code,
            version_name=self.version_name,
            min_sdk=self.min_sdk,
            target_sdk=self.target_sdk,
            permissions=self.permissions,
            activities=self.activities,
            services=self.services,
            receivers=self.receivers,
            signer=self.signer,
            schemes=frozenset(self.schemes),
            play_mark=STORE == self.installer == self.initiator,
            filler_bytes=self.filler_bytes,
            strings=self.code_strings,
        )
