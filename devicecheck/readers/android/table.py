# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything this reader can ask, as one table. Nothing else in the program builds a command for a phone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from devicecheck.readers.android.faults import BadAsk
from devicecheck.readers.wire import BODY_LIMIT, Params

BLOCK = 4096
RANGE_LIMIT = 1 << 20
OFFSET_LIMIT = 1 << 42
USER_LIMIT = 100_000
WHOLE = "app-file-whole"
"""The topic of a whole app file; one block more than an answer may hold, so that a longer file is seen to be cut."""
PROPERTIES = (
    "ro.product.manufacturer",
    "ro.product.brand",
    "ro.product.model",
    "ro.build.version.release",
    "ro.build.version.sdk",
    "ro.build.version.security_patch",
    "ro.serialno",
    "ro.boot.verifiedbootstate",
    "persist.sys.timezone",
)

DEFAULTS = (
    "default_input_method", "assistant", "voice_interaction_service", "sms_default_application",
    "dialer_default_application", "always_on_vpn_app",
)  # fmt: skip
"""Settings that name the one app which does a thing for the whole phone. No other setting is asked for."""


GLOBAL = (
    "private_dns_mode", "private_dns_specifier", "http_proxy", "global_http_proxy_host", "global_proxy_pac_url",
    "package_verifier_enable",
    "package_verifier_user_consent", "adb_wifi_enabled",
)  # fmt: skip
"""Settings of the whole phone that let others see or do more."""

SECURE = ("advanced_protection_mode",)
"""Settings of the owner that change what the whole phone lets through."""

ANY_SOURCE = "install_non_market_apps"
"""Whether apps from outside a store may be put on, for the whole phone. Asked on Android 7 alone: since Android 8 each
app is allowed on its own, and phones keep a 1 here that says nothing.
Source: AOSP Settings.java, SettingsProvider.java.
"""

TRACES = (
    "ro.debuggable", "ro.secure", "ro.build.tags", "ro.build.type", "ro.boot.vbmeta.device_state",
    "ro.boot.warranty_bit", "ro.warranty_bit",
)  # fmt: skip
"""Properties that tell a system which is not as its maker shipped it."""

ROOT_FILES = (
    "/system/bin/su", "/system/xbin/su", "/sbin/su", "/su/bin/su", "/vendor/bin/su", "/system/sd/xbin/su",
    "/data/local/su", "/data/local/bin/su", "/data/local/xbin/su", "/system/bin/.ext/.su", "/system/app/Superuser.apk",
    "/system/bin/magisk", "/sbin/magisk", "/debug_ramdisk/magisk", "/system/xbin/daemonsu",
)  # fmt: skip
"""Where programs lie that give an app every right. Only whether they are there is asked."""

ADDED_CERTIFICATES = "/data/misc/user/{user}/cacerts-added"
"""Where Android keeps the authorities that a person added. Source: AOSP TrustedCertificateStore.java."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One topic: its command with named gaps, the parameters that fill them, and those that may be left out.

    Shape: `raw` answers are bytes of a file; words in them are never taken for a message of the phone.
    """

    topic: str
    template: str
    params: tuple[str, ...] = ()
    defaults: Mapping[str, int] | None = None
    raw: bool = False


TABLE: tuple[Entry, ...] = (
    Entry("device-facts", "; ".join(f'echo "[{name}]: [$(getprop {name})]"' for name in PROPERTIES)),
    Entry("clock", "date +%s"),
    Entry("users", "pm list users"),
    Entry("device-policy", "dumpsys device_policy"),
    Entry(
        "apps",
        "pm list packages -f -i -U --user {user} || pm list packages -f -i --user {user}",
        ("user",),
    ),
    Entry("app-details", "dumpsys package packages && dumpsys package shared-users"),
    Entry(
        "launcher-apps",
        "cmd package query-activities --brief --user {user}"
        " -a android.intent.action.MAIN -c android.intent.category.LAUNCHER",
        ("user",),
    ),
    Entry("accessibility-setting", "settings get --user {user} secure enabled_accessibility_services", ("user",)),
    Entry("accessibility-state", "dumpsys accessibility"),
    Entry("notification-listeners", "settings get --user {user} secure enabled_notification_listeners", ("user",)),
    Entry(
        "default-apps",
        "; ".join(f'echo "[{name}]: [$(settings get --user {{user}} secure {name})]"' for name in DEFAULTS),
        ("user",),
    ),
    Entry("app-ops", "dumpsys appops"),
    Entry("battery-exempt", "dumpsys deviceidle whitelist"),
    Entry(
        "global-settings",
        "; ".join(
            f'echo "[{name}]: [$(settings get {space} {name})]"'
            for space, names in (("global", GLOBAL), ("secure", SECURE))
            for name in names
        )
        + "; [ $(getprop ro.build.version.sdk) -lt 26 ]"
        f' && echo "[{ANY_SOURCE}]: [$(settings get secure {ANY_SOURCE})]"'
        "; true",
    ),
    Entry("role-holders", "dumpsys role"),
    Entry("authorised-computers", "[ $(getprop ro.build.version.sdk) -lt 29 ] && dumpsys usb || dumpsys adb"),
    Entry(
        "user-certificates",
        f"ls {ADDED_CERTIFICATES} 2>&1; echo contents:; cat {ADDED_CERTIFICATES}/* 2>/dev/null; true",
        ("user",),
    ),
    Entry(
        "system-traces",
        "; ".join(f'echo "[{name}]: [$(getprop {name})]"' for name in TRACES)
        + f"; ls -d {' '.join(ROOT_FILES)} 2>&1; true",
    ),
    Entry(
        "app-file-tail",
        "stat -c %s {path} && tail -c {length} {path}",
        ("path", "length"),
        defaults={"length": BLOCK},
        raw=True,
    ),
    Entry(
        "app-file-range",
        f"dd if={{path}} bs={BLOCK} skip={{skip}} count={{count}}",
        ("path", "offset", "length"),
        raw=True,
    ),
    Entry("app-file-hash", "sha256sum {path}", ("path",)),
    Entry(WHOLE, f"dd if={{path}} bs={BLOCK * 16} count={BODY_LIMIT // (BLOCK * 16) + 1}", ("path",), raw=True),
)
BY_TOPIC = {entry.topic: entry for entry in TABLE}
TOPICS = tuple(BY_TOPIC)


def command(entry: Entry, params: Params, named: Callable[[str], bool]) -> str:
    """The command for these parameters. `named` tells whether this phone named a path in this session.

    Errors: BadAsk for a parameter that is unknown, missing, of another type or out of bounds.
    """
    given = {**(entry.defaults or {}), **params}
    if set(given) != set(entry.params):
        raise BadAsk("parameters")
    filled = {name: _CHECKS[name](value, named) for name, value in given.items()}
    if entry.topic == "app-file-range":
        filled |= {"skip": str(int(filled["offset"]) // BLOCK), "count": str(int(filled["length"]) // BLOCK)}
    return entry.template.format(**filled) if entry.params else entry.template


def quoted(text: str) -> str:
    """The text as one word of the phone's shell, whatever is in it."""
    return "'" + text.replace("'", "'\\''") + "'"


def _number(value: str | int, low: int, high: int, step: int = 1) -> str:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high or value % step:
        raise BadAsk("number")
    return str(value)


def _path(value: str | int, named: Callable[[str], bool]) -> str:
    if not isinstance(value, str) or not named(value):
        raise BadAsk("path")
    return quoted(value)


_CHECKS: Mapping[str, Callable[[str | int, Callable[[str], bool]], str]] = {
    "user": lambda value, named: _number(value, 0, USER_LIMIT),
    "length": lambda value, named: _number(value, BLOCK, RANGE_LIMIT, BLOCK),
    "offset": lambda value, named: _number(value, 0, OFFSET_LIMIT, BLOCK),
    "path": _path,
}


def as_rows() -> list[dict[str, object]]:
    """The table for people and for the evidence: topic, parameters, command."""
    return [{"topic": entry.topic, "params": list(entry.params), "command": entry.template} for entry in TABLE]


def as_text() -> str:
    """The table as lines of text."""
    width = max(len(topic) for topic in TOPICS)
    return "".join(f"{entry.topic:<{width}}  {entry.template}\n" for entry in TABLE)
