# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `dumpsys` prints of accessibility, device policy and notification access, by API level."""

import base64
import hashlib
from collections.abc import Callable, Iterator

from devicecheck.practice.android.apps import hash_code
from devicecheck.practice.android.phone_state import PhoneState

NINE, TEN, ELEVEN, THIRTEEN = 28, 29, 30, 33
SINCE = {"role": TEN, "adb": TEN}
"""The first version with each service."""
ROLES = tuple(
    f"android.app.role.{name}"
    for name in ("ASSISTANT", "BROWSER", "CALL_REDIRECTION", "CALL_SCREENING", "DIALER", "EMERGENCY", "HOME", "SMS")
)


def accessibility(state: PhoneState) -> Iterator[str]:
    """Which accessibility services there are, and which are on. Source: AOSP AccessibilityUserState.java."""
    enabled = state.setting_list("enabled_accessibility_services")
    installed = [app.component(name) for app in state.apps for name in app.accessibility]
    labels = {app.package: app.label or app.package for app in state.apps}
    bound = ",\n                     ".join(
        f"Service[label={labels.get(each.split('/')[0], each)}, feedbackType[FEEDBACK_GENERIC], capabilities=1, "
        f"eventTypes=TYPES_ALL_MASK, notificationTimeout=100{', requestA11yBtn=false' if state.sdk >= NINE else ''}]"
        for each in enabled
    )
    yield "ACCESSIBILITY MANAGER (dumpsys accessibility)\n\n"
    if state.sdk < ELEVEN:
        yield "User state[attributes:{id=0, currentUser=true, touchExplorationEnabled=false}\n"
        yield f"           services:{{{bound}}}]\n  installed services: {{\n"
        yield from (f"    {place} : {component}\n" for place, component in enumerate(installed))
        yield "  }\n"
        return
    yield "currentUserId=0\nUser state[\n     attributes:{id=0, touchExplorationEnabled=false, "
    yield f"installedServiceCount={len(installed)}}}\n     shortcut key:{{}}\n     button:{{}}\n"
    yield f"     Bound services:{{{bound}}}\n"
    yield f"     Enabled services:{{{', '.join(f'{{{component}}}' for component in enabled)}}}\n"
    yield "     Binding services:{}\n     Crashed services:{}\n]\n"


def device_policy(state: PhoneState) -> Iterator[str]:
    """Device owner and device admins. Source: AOSP DevicePolicyData.java and Owners.java."""
    yield "Current Device Policy Manager state:\n"
    owners = [("Device Owner", state.policy["device_owner"])] if "device_owner" in state.policy else []
    owners += [(f"Profile Owner (User {user})", name) for user, name in state.policy.get("profile_owners", {}).items()]
    for role, component in owners:
        package = component.split("/")[0]
        yield f"  {role}:\n    admin=ComponentInfo{{{component}}}\n    name=\n    package={package}\n\n"
    yield f"  Enabled Device Admins (User 0{', provisioningState: 0' if state.sdk >= NINE else ''}):\n"
    for component in state.policy.get("admins", []):
        app = state.app(component.split("/")[0])
        yield f"    {component}:\n      uid={app.uid if app else 0}\n      testOnlyAdmin=false\n"
        yield "      policies:\n        wipe-data\n        reset-password\n        force-lock\n"
        yield "      passwordQuality=0x0\n"
    yield "    mPasswordOwner=-1\n  \n  Encryption Status: per-user\n"


def notification(state: PhoneState) -> Iterator[str]:
    """Who may read notifications. Source: AOSP ManagedServices.java."""
    allowed = state.setting_list("enabled_notification_listeners")
    joined = ":".join(allowed)
    yield "Current Notification Manager state:\n  Notification List:\n  \n  Notification listeners:\n"
    yield "    Allowed notification listeners:\n"
    yield f"      {joined} (user: 0 isPrimary: true)\n" if state.sdk >= TEN else f"      userId: 0 value: {joined}\n"
    user = "(user 0):   " if state.sdk >= THIRTEEN else "    "
    yield f"{user}All notification listeners ({len(allowed)}) enabled for current profiles:\n"
    yield from (f"      ComponentInfo{{{component}}}\n" for component in allowed)
    yield f"    Live notification listeners ({len(allowed)}):\n"
    proxy = "android.service.notification.INotificationListener$Stub$Proxy"
    yield from (f"      ComponentInfo{{{each}}} (user 0): {proxy}@{hash_code(each)}\n" for each in allowed)


def roles(state: PhoneState) -> Iterator[str]:
    """Who holds which role, for every user. Source: AOSP RoleUserState.java."""
    yield "ROLE MANAGER STATE (dumpsys role):\n{\n"
    for user in state.users:
        yield f"  user_states={{\n    user_id={user['id']}\n    version=2\n    packages_hash={hash_code('role', 64)}\n"
        yield "    roles=[\n"
        for name in ROLES:
            holder = state.roles.get(name) if user["id"] == 0 else None
            yield f"      {{\n        name={name}\n" + (f"        holders={holder}\n" if holder else "") + "      }\n"
        yield "    ]\n  }\n"
    yield "}\n"


def adb(state: PhoneState) -> Iterator[str]:
    """The computers that the phone lets in. Source: AOSP AdbDebuggingManager.java."""
    yield "ADB MANAGER STATE (dumpsys adb):\n{\n  debugging_manager={\n    connected_to_adb=true\n"
    keys = [(public_key_text(each["name"]), each) for each in state.computers]
    if keys:
        yield "    user_keys=" + "\n".join(f"{key} {each['name']}" for key, each in keys) + "\n\n"
    if state.sdk >= ELEVEN:
        yield "    keystore=<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<keyStore version=\"1\">\n"
        for key, each in keys:
            moment = state.days_ago(each.get("last_seen_days_ago", 30)) * 1000
            yield f'<adbKey key="{key} {each["name"]}" lastConnection="{moment}" />\n'
        yield "</keyStore>\n\n"
    yield "  }\n}\n"


def usb(state: PhoneState) -> Iterator[str]:
    """USB, and until Android 9 the computers that the phone lets in. Source: AOSP UsbDebuggingManager.java."""
    if state.sdk >= TEN:
        yield "USB MANAGER STATE (dumpsys usb):\n{\n  device_manager={\n    kernel_state=CONFIGURED\n  }\n}\n"
        return
    keys = [f"{public_key_text(each['name'])} {each['name']}" for each in state.computers]
    if state.sdk >= NINE:
        yield "USB MANAGER STATE (dumpsys usb):\n{\n  device_manager={\n    debugging_manager={\n"
        yield "      connected_to_adb=true\n      last_key_received=\n"
        yield ("      user_keys=" + "\n".join(keys) + "\n\n" if keys else "") + "    }\n  }\n}\n"
        return
    yield "USB Manager State:\n  USB Device State:\n    mCurrentFunctions: mtp,adb\n  USB Debugging State:\n"
    yield "    Connected to adbd: true\n    Last key received: null\n    User keys:\n"
    yield "\n".join(keys) + "\n\n" if keys else f"{ABSENT.format('/data/misc/adb/adb_keys')}\n"
    yield f"    System keys:\n{ABSENT.format('/adb_keys')}\n  USB Host State:\n    Devices:\n"


ABSENT = "IOException: java.io.FileNotFoundException: {}: open failed: ENOENT (No such file or directory)"


def public_key_text(name: str) -> str:
    """What looks like a public key, the same for the same name: its head is that of every key of 2048 bits."""
    body = b"".join(hashlib.sha256(f"{name} {part}".encode()).digest() for part in range(17))
    return base64.b64encode((b"@\0\0\0" + body)[:524]).decode()


DUMPS: dict[str, Callable[[PhoneState], Iterator[str]]] = {
    "accessibility": accessibility,
    "device_policy": device_policy,
    "notification": notification,
    "role": roles,
    "adb": adb,
    "usb": usb,
}
