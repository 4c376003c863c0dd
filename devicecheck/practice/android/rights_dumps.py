# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `dumpsys` prints of rights turned on by hand and of apps that are never put to sleep, by API level."""

import time
from collections.abc import Iterator

from devicecheck.practice.android.apps import App
from devicecheck.practice.android.phone_state import PhoneState

NINE, TEN, ELEVEN = 28, 29, 30
MODES = {"allow": "0", "ignore": "1", "deny": "2", "default": "3", "foreground": "4"}
ASKED_FOR = {
    "android.permission.RECORD_AUDIO": "RECORD_AUDIO",
    "android.permission.CAMERA": "CAMERA",
    "android.permission.ACCESS_FINE_LOCATION": "FINE_LOCATION",
    "android.permission.READ_SMS": "READ_SMS",
}
SYSTEM_EXEMPT = (("com.google.android.gms", 10019), ("com.android.shell", 2000))


def app_ops(state: PhoneState) -> Iterator[str]:
    """Source: AOSP AppOpsService.java."""
    yield "Current AppOps Service state:\n"
    if state.sdk >= TEN:
        yield "  Settings:\n    top_state_settle_time=+30s0ms\n    fg_service_state_settle_time=+10s0ms\n\n"
    for app in (app for app in state.apps if not app.system and not app.uninstalled):
        yield f"  Uid u0a{app.uid - 10_000}:\n    state=cch\n"
        yield "    capability=-----\n" if state.sdk >= ELEVEN else ""
        yield f"    Package {app.package}:\n"
        for operation, mode in _modes(app).items():
            yield from _operation(state, operation, mode, dict(app.used).get(operation))


def _modes(app: App) -> dict[str, str]:
    asked = {name: "allow" if permission in app.granted else "ignore"
             for permission, name in ASKED_FOR.items() if permission in app.permissions}  # fmt: skip
    return asked | dict(app.rights) | {name: "allow" for name, _ in app.used}


def _operation(state: PhoneState, operation: str, mode: str, hours: int | None) -> Iterator[str]:
    if state.sdk < NINE:
        age = f"; time=+{_age(hours)} ago; duration=+12s300ms" if hours is not None else ""
        yield f"      {operation}: mode={MODES[mode]}{age}\n"
        return
    yield f"      {operation} ({mode}):\n"
    if hours is None:
        return
    moment = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(state.now() - hours * 3600))
    if state.sdk < TEN:
        yield f"          Access: pers  = {moment} (-{_age(hours)})\n"
    else:
        yield "        null=[\n"
        yield f"          Access: [fgsvc-s] {moment}.352 (-{_age(hours)}) duration=+16m16s430ms\n        ]\n"


def _age(hours: int) -> str:
    days, rest = divmod(hours, 24)
    return f"{f'{days}d' if days else ''}{rest}h10m23s385ms"


def device_idle(state: PhoneState) -> Iterator[str]:
    """The list of `dumpsys deviceidle whitelist`. Source: AOSP DeviceIdleController.java."""
    yield from (f"system-excidle,{package},{uid}\n" for package, uid in SYSTEM_EXEMPT)
    yield from (f"system,{package},{uid}\n" for package, uid in SYSTEM_EXEMPT)
    yield from (f"user,{app.package},{app.uid}\n" for app in state.apps if app.battery_exempt)
