# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of the practice phone: who made it, its users, apps, settings, properties and files."""

import functools
import stat
import time
from typing import Any

from devicecheck.practice.android.apps import App
from devicecheck.practice.apk import builder, signing
from devicecheck.practice.audit import Audit
from devicecheck.practice.file_system import FileSystem, Node, directory

RELEASES = {
    26: "8.0.0",
    27: "8.1.0",
    28: "9",
    29: "10",
    30: "11",
    31: "12",
    32: "12",
}  # API 33 is Android 13, and so on
FEATURES_SINCE = {"shell_v2": 24, "cmd": 24, "fixed_push_mkdir": 28, "apex": 29}
SYSTEM_UID, SHARED_STORAGE_UID = 1000, 1015
SECONDS_A_DAY = 86400
USUAL_PATCH_AGE = 45
ADDED_CERTIFICATES = "/data/misc/user/0/cacerts-added"
SETTINGS = {
    "secure": {"accessibility_enabled": "0", "install_non_market_apps": "0", "location_mode": "3"},
    "global": {"adb_enabled": "1", "development_settings_enabled": "1", "package_verifier_user_consent": "1"},
    "system": {"screen_off_timeout": "30000"},
}
READING_VERBS = ("get", "list", "query", "resolve", "path", "dump", "has", "help")


class UserDeniedError(Exception):
    """The `shell` user may not ask about this user of the phone; the words are Android's own."""

    def __init__(self, user: int, verb: str) -> None:
        super().__init__(
            f"\nException occurred while executing '{verb}':\n"
            f"java.lang.SecurityException: Shell does not have permission to access user {user}\n"
            "\tat com.android.server.am.ActivityManagerService.handleIncomingUser(ActivityManagerService.java:17620)\n"
        )


class PhoneState:
    """What commands read, and `settings put` changes."""

    def __init__(self, story: dict[str, Any], apps: list[App], audit: Audit) -> None:
        device = story.get("device", {})
        self.audit = audit
        self.apps = apps
        self.sdk = int(device.get("sdk", 34))
        self.release = str(device.get("release", RELEASES.get(self.sdk) or self.sdk - 20))
        self.model = device.get("model", "Pixel 7")
        self.brand = device.get("brand", "google")
        self.name = device.get("device", "panther")
        self.serial = str(device.get("serial", "28141JEHN00001"))
        self._fixed_now = device.get("now")
        self.users: list[dict[str, Any]] = story.get("users", [{"id": 0, "name": "Owner", "flags": "c13"}])
        self.denied_users = set(story.get("denied_users", []))
        self.policy: dict[str, Any] = story.get("device_policy", {})
        self.roles: dict[str, str] = story.get("roles", {})
        self.computers: list[dict[str, Any]] = story.get("computers", [])
        self.certificates: list[str] = story.get("certificates", [])
        self.features = story.get("features", [name for name, sdk in FEATURES_SINCE.items() if self.sdk >= sdk])
        self.settings = {user["id"]: self._settings_of(story, user["id"]) for user in self.users}
        self.properties = {**self._usual_properties(), **story.get("properties", {})}
        self.files = self._file_tree()

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
            "ro.build.version.security_patch": self._patched(),
            "ro.build.fingerprint": build,
            "ro.build.type": "user",
            "ro.build.tags": "release-keys",
            "ro.boot.verifiedbootstate": "green",
            "ro.boot.flash.locked": "1",
            "ro.debuggable": "0",
            "ro.secure": "1",
            "ro.crypto.state": "encrypted",
            "persist.sys.timezone": "UTC",
            "persist.sys.locale": "en-GB",
        }

    def _patched(self) -> str:
        """The fifth of the month before last, as phones that get their repairs name it."""
        day = time.gmtime(self.days_ago(USUAL_PATCH_AGE))
        return f"{day.tm_year}-{day.tm_mon:02}-05"

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

    def split_user(self, arguments: list[str]) -> tuple[list[str], int]:
        """Take `--user N` out of a command's arguments; without it, the owner is meant.

        Errors: UserDeniedError for a user that is hidden from the shell, or that does not exist.
        """
        if "--user" not in arguments[:-1]:
            return arguments, 0
        place = arguments.index("--user")
        rest, user = arguments[:place] + arguments[place + 2 :], int(arguments[place + 1])
        if user in self.denied_users or user not in self.settings:
            raise UserDeniedError(user, rest[0] if rest else "")
        return rest, user

    def note_change(self, argv: list[str], verb: str) -> None:
        """Note a command that the practice phone has no answer to, unless its verb says that it only asks."""
        if not verb.startswith(READING_VERBS):
            self.audit.change(" ".join(argv))

    def setting_list(self, key: str, user: int = 0) -> list[str]:
        """Components in a secure setting that holds several, joined by colons."""
        return [component for component in self.settings[user]["secure"].get(key, "").split(":") if component]

    def _file_tree(self) -> FileSystem:
        tree = FileSystem()
        tree.put("/data", directory(0o771, SYSTEM_UID))
        tree.put("/data/app", directory(0o771, SYSTEM_UID))
        tree.put("/data/data", directory(0o771, SYSTEM_UID))
        tree.put("/sdcard", directory(0o770, SHARED_STORAGE_UID))
        for place, name in enumerate(self.certificates):
            node = Node(stat.S_IFREG | 0o644, SYSTEM_UID, content=functools.partial(signing.authority, name))
            tree.put(f"{ADDED_CERTIFICATES}/{place:08x}.0", node)
        for app in self.apps:
            path = app.apk_path(self.sdk)
            content = functools.lru_cache(functools.partial(builder.build, app.apk_facts()))
            uid = 0 if path.startswith("/system") else SYSTEM_UID
            tree.put(path, Node(stat.S_IFREG | 0o644, uid, self.days_ago(app.updated_days_ago), content))
            tree.put(f"/data/data/{app.package}", directory(0o700, app.uid))
        return tree
