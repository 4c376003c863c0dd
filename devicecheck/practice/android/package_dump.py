# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `dumpsys package` prints, by API level.

Source: AOSP com/android/server/pm/Settings.java and resolution/ComponentResolver.java, and public dumps of phones.
"""

import time
from collections.abc import Iterator
from dataclasses import replace

from devicecheck.practice.android.apps import RUNTIME_PERMISSIONS, STORE, App, hash_code
from devicecheck.practice.android.phone_state import PhoneState
from devicecheck.practice.apk.builder import Component

NINE, TEN, ELEVEN, TWELVE, FOURTEEN = 28, 29, 30, 31, 34
INSTALL_REASON_USER = 4


def dump(state: PhoneState, only: str | None) -> Iterator[str]:
    """Print everything; with `only` being "packages" or "shared-users", that part alone; else one package."""
    if only == "shared-users":
        yield from _shared_users(state)
        return
    apps = [app for app in state.apps if only in (None, "packages", app.package)]
    if only is None:
        yield f"Database versions:\n  Internal:\n    sdkVersion={state.sdk} databaseVersion=3\n"
        yield f"    fingerprint={state.properties['ro.build.fingerprint']}\n\n"
        yield f"Verifiers:\n  Required: {STORE} (uid=10034)\n\n"
    if only != "packages":
        yield from _resolver_table("Activity", [(app, app.activities) for app in apps])
        yield from _resolver_table("Receiver", [(app, app.receivers) for app in apps])
        yield from _resolver_table("Service", [(app, app.services) for app in apps])
        yield "Key Set Manager:\n"
        yield from (f"  [{app.package}]\n      Signing KeySets: 17\n" for app in apps)
    if not apps:
        yield f"\nUnable to find package: {only}\n"
        return
    yield "\nPackages:\n"
    for app in apps:
        yield from _package(state, app)
    if updated := [replace(app, updated_system=False) for app in apps if app.updated_system]:
        yield "\nHidden system packages:\n"
        for app in updated:
            yield from _package(state, app)
    if only is None:
        yield "\n"
        yield from _shared_users(state)


def _shared_users(state: PhoneState) -> Iterator[str]:
    """Numbers that several apps run under. No app of a story does."""
    yield f"Shared users:\n  SharedUser [android.uid.system] ({hash_code('system')}):\n"
    yield f"    {'appId' if state.sdk >= FOURTEEN else 'userId'}=1000\n"


def _resolver_table(kind: str, found: list[tuple[App, tuple[Component, ...]]]) -> Iterator[str]:
    answers = [(action, app, part) for app, parts in found for part in parts for action in part.actions]
    if not answers:
        return
    yield f"{kind} Resolver Table:\n  Non-Data Actions:\n"
    for action in sorted({action for action, _, _ in answers}):
        yield f"      {action}:\n"
        for app, part in [(app, part) for each, app, part in answers if each == action]:
            name = app.component(part.name)
            yield f"        {hash_code(name)} {name} filter {hash_code(name + action)}"
            yield f" permission {part.permission}\n" if kind == "Service" and part.permission else "\n"
            yield f'          Action: "{action}"\n'
            yield from (f'          Category: "{category}"\n' for category in part.categories)
    yield "\n"


def _package(state: PhoneState, app: App) -> Iterator[str]:
    yield f"  Package [{app.package}] ({hash_code(app.package)}):\n"
    lines = [*_identity(state, app), *_times_and_origin(state, app), *_permissions(app)]
    yield "".join(f"    {line}\n" for line in lines)
    for user in state.users:
        yield "".join(f"    {line}\n" for line in _user(state, app, user["id"]))


def _identity(state: PhoneState, app: App) -> Iterator[str]:
    sdk, folder = state.sdk, app.folder(state.sdk)
    flags = ("SYSTEM " if app.system else "") + "HAS_CODE ALLOW_CLEAR_USER_DATA "
    flags += "UPDATED_SYSTEM_APP " if app.updated_system else ""
    yield f"{'appId' if sdk >= FOURTEEN else 'userId'}={app.uid}"
    yield f"pkg=Package{{{hash_code(app.package + '/')} {app.package}}}"
    yield f"codePath={folder}"
    yield f"resourcePath={folder}"
    yield f"legacyNativeLibraryDir={folder}/lib"
    if sdk >= TWELVE:
        yield "extractNativeLibs=false"
    yield "primaryCpuAbi=arm64-v8a"
    yield f"versionCode={app.version_code} minSdk={app.min_sdk} targetSdk={app.target_sdk}"
    yield f"versionName={app.version_name}"
    if sdk >= ELEVEN:
        yield "usesNonSdkApi=false"
    yield "splits=[base]"
    yield f"apkSigningVersion={max(app.schemes)}"
    if sdk < FOURTEEN:
        yield f"applicationInfo=ApplicationInfo{{{hash_code(app.package + '//')} {app.package}}}"
    yield f"flags=[ {flags}]"
    if sdk >= NINE:
        yield "privateFlags=[ PRIVATE_FLAG_ACTIVITIES_RESIZE_MODE_RESIZEABLE_VIA_SDK_VERSION ]"
    if sdk >= ELEVEN:
        yield "forceQueryable=false"
        yield "queriesIntents=[Intent { act=android.intent.action.MAIN }]"
    yield f"dataDir=/data/user/0/{app.package}"
    yield "supportsScreens=[small, medium, large, xlarge, resizeable, anyDensity]"


def _moment(state: PhoneState, days: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(state.days_ago(days)))


def _times_and_origin(state: PhoneState, app: App) -> Iterator[str]:
    sdk, updated = state.sdk, _moment(state, app.updated_days_ago)
    yield f"timeStamp={updated}"
    if sdk < FOURTEEN:
        yield f"firstInstallTime={_moment(state, app.installed_days_ago)}"
    yield f"lastUpdateTime={updated}"
    if app.installer or sdk >= FOURTEEN:
        yield f"installerPackageName={app.installer or 'null'}"
    if sdk >= FOURTEEN:
        yield f"installerPackageUid={10100 if app.installer else -1}"
        yield f"initiatingPackageName={app.initiator or 'null'}"
        yield f"originatingPackageName={app.originator or 'null'}"
        yield f"updateOwnerPackageName={app.update_owner or 'null'}"
        yield f"packageSource={app.package_source}"
    seal, signature = hash_code(app.signer + "/"), hash_code(app.signer, 8)
    if sdk >= NINE:
        version = max(app.schemes)
        yield f"signatures=PackageSignatures{{{seal} version:{version}, signatures:[{signature}], past signatures:[]}}"
    else:
        yield f"signatures=PackageSignatures{{{seal} [{signature}]}}"
    yield f"installPermissionsFixed=true{' installStatus=1' if sdk < ELEVEN else ''}"


def _permissions(app: App) -> Iterator[str]:
    if app.permissions:
        yield "requested permissions:"
        yield from (f"  {permission}" for permission in app.permissions)
    if at_install := [each for each in app.permissions if each not in RUNTIME_PERMISSIONS]:
        yield "install permissions:"
        yield from (f"  {permission}: granted=true" for permission in at_install)


def _user(state: PhoneState, app: App, user: int) -> Iterator[str]:
    sdk = state.sdk
    installed = user in app.users and not app.uninstalled
    words = {True: "true", False: "false"}
    distraction = " distractionFlags=0" if sdk >= TEN else ""
    yield (
        f"User {user}: ceDataInode={4000 + app.uid if installed else 0} installed={words[installed]}"
        f" hidden={words[app.hidden]} suspended=false{distraction} stopped=false notLaunched=false"
        f" enabled={app.enabled} instant=false virtual=false"
    )
    if sdk >= ELEVEN:
        yield f"  installReason={INSTALL_REASON_USER if app.installer == STORE else 0}"
    if sdk >= FOURTEEN:
        yield f"  firstInstallTime={_moment(state, app.installed_days_ago)}"
    if sdk >= ELEVEN:
        yield "  uninstallReason=0"
    yield "  gids=[3003]"
    runtime = [permission for permission in app.permissions if permission in RUNTIME_PERMISSIONS]
    if runtime or sdk < ELEVEN:
        yield "  runtime permissions:"
    joint = "|" if sdk >= ELEVEN else " "
    for permission in runtime:
        granted = permission in app.granted and installed
        flags = (["USER_SET"] if granted else []) + ["USER_SENSITIVE_WHEN_GRANTED", "USER_SENSITIVE_WHEN_DENIED"]
        yield f"    {permission}: granted={words[granted]}, flags=[ {joint.join(flags)}]"
