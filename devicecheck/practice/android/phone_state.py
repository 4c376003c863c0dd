# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The state of the practice phone: who made it, its users, apps, settings, properties and files."""

import functools
import time
from typing import Any

from devicecheck.practice.android.apps import App
from devicecheck.practice.apk import builder
from devicecheck.practice.audit import Audit
from devicecheck.practice.file_system import FileSystem, directory, regular_file, symbolic_link

RELEASES = {26: "8.0.0", 27: "8.1.0", 28: "9", 29: "10", 30: "11", 31: "12", 32: "12"}  # and 13 is API 33, and so on
FEATURES_SINCE = {"shell_v2": 24, "cmd": 24, "stat_v2": 26, "fixed_push_mkdir": 28, "apex": 29}
SYSTEM_UID, MEDIA_UID, SHARED_STORAGE_GID = 1000, 1023, 1015
SECONDS_A_DAY = 86400
SETTINGS = {
    "secure": {"accessibility_enabled": "0", "install_non_market_apps": "0", "location_mode": "3"},
    "global": {"adb_enabled": "1", "development_settings_enabled": "1", "package_verifier_user_consent": "1"},
    "system": {"screen_off_timeout": "30000"},
}


class PhoneState:
    """What commands read, and `settings put` changes."""

    def __init__(self, story: dict[str, Any], apps: list[App], audit: Audit) -> None:
        device = story.get("device", {})
        self.audit = audit
        self.apps = apps
        self.sdk = int(device.get("sdk", 34))
        self.release = str(device.get("release", RELEASES.get(self.sdk, self.sdk - 20)))
        self.model = device.get("model", "Pixel 7")
        self.brand = device.get("brand", "google")
        self.name = device.get("device", "panther")
        self.serial = device.get("serial", "28141JEHN00001")
        self._fixed_now = device.get("now")
        self.users: list[dict[str, Any]] = story.get("users", [{"id": 0, "name": "Owner", "flags": "c13"}])
        self.denied_users = set(story.get("denied_users", []))
        self.policy: dict[str, Any] = story.get("device_policy", {})
        self.roles: dict[str, str] = story.get("roles", {})
        self.features = story.get("features", [name for name, sdk in FEATURES_SINCE.items() if self.sdk >= sdk])
        self.settings = {user["id"]: self._settings_of(story, user["id"]) for user in self.users}
        self.properties = {**self._usual_properties(), **story.get("properties", {})}
        self.files = self._file_tree(story.get("files", {}))

    @staticmethod
    def _settings_of(story: dict[str, Any], user: int) -> dict[str, dict[str, str]]:
        told = story.get("settings", {}) if user == 0 else story.get("user_settings", {}).get(user, {})
        return {namespace: {**usual, **told.get(namespace, {})} for namespace, usual in SETTINGS.items()}

    def _usual_properties(self) -> dict[str, str]:
        build = f"{self.brand}/{self.name}/{self.name}:{self.release}/AP1A.240405.002/11480754:user/release-keys"
        return {
            "ro.product.brand": self.brand,
            "ro.product.manufacturer": self.brand.title(),
            "ro.product.model": self.model,
            "ro.product.device": self.name,
            "ro.product.name": self.name,
            "ro.serialno": self.serial,
            "ro.build.version.sdk": str(self.sdk),
            "ro.build.version.release": self.release,
            "ro.build.version.security_patch": "2024-04-05",
            "ro.build.fingerprint": build,
            "ro.build.type": "user",
            "ro.build.tags": "release-keys",
            "ro.boot.verifiedbootstate": "green",
            "ro.boot.flash.locked": "1",
            "ro.debuggable": "0",
            "ro.crypto.state": "encrypted",
            "persist.sys.timezone": "UTC",
            "persist.sys.locale": "en-GB",
        }

    @property
    def banner(self) -> bytes:
        """What the phone says of itself when a client connects."""
        names = f"ro.product.name={self.name};ro.product.model={self.model};ro.product.device={self.name}"
        return f"device::{names};features={','.join(self.features)}".encode()

    def now(self) -> int:
        """The phone's clock, in Unix time."""
        return int(self._fixed_now or time.time())

    def days_ago(self, days: int) -> int:
        """A moment so many days back, at the same time of day."""
        return self.now() - days * SECONDS_A_DAY

    def app(self, package: str) -> App | None:
        """The app of that name."""
        return next((app for app in self.apps if app.package == package), None)

    def setting_list(self, key: str, user: int = 0) -> list[str]:
        """Components in a secure setting that holds several, joined by colons."""
        return [component for component in self.settings[user]["secure"].get(key, "").split(":") if component]

    def _file_tree(self, told: dict[str, str]) -> FileSystem:
        tree = FileSystem()
        tree.put("/data", directory(0o771, SYSTEM_UID, SYSTEM_UID))
        tree.put("/data/app", directory(0o771, SYSTEM_UID, SYSTEM_UID))
        tree.put("/data/data", directory(0o771, SYSTEM_UID, SYSTEM_UID))
        tree.put("/storage/emulated/0", directory(0o771, MEDIA_UID, SHARED_STORAGE_GID))
        tree.put("/sdcard", symbolic_link("/storage/emulated/0"))
        for app in self.apps:
            content = functools.lru_cache(functools.partial(builder.build, app.apk_facts()))
            owner = 0 if app.apk_path(self.sdk).startswith("/system") else SYSTEM_UID
            apk = regular_file(content, 0o644, owner, owner)
            apk.modified = self.days_ago(app.updated_days_ago)
            tree.put(app.apk_path(self.sdk), apk)
            tree.put(f"/data/data/{app.package}", directory(0o700, app.uid, app.uid))
        for path, text in told.items():
            tree.put(path, regular_file(text.encode(), 0o660, MEDIA_UID, SHARED_STORAGE_GID))
        return tree
