# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The questions of the table, each answered with plain data that the phone said. Nothing is judged here."""

import contextlib
import plistlib
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any

from pymobiledevice3 import exceptions as library

from devicecheck.readers.account_masks import Accounts
from devicecheck.readers.iphone import table
from devicecheck.readers.iphone.apps import described, store_record
from devicecheck.readers.iphone.connection import IPhone, ask, take
from devicecheck.readers.iphone.faults import BadReply, Refused, bounded

MOST_APPS = 5_000
MOST_LISTED = 2_000
QUIET = 20.0
"""Seconds without a part of the list of apps."""
Answer = dict[str, Any] | list[Any]


async def device_facts(phone: IPhone) -> Answer:
    """The phone's own values that are kept."""
    values = await phone.lockdown.get_value()
    if not isinstance(values, dict):
        raise BadReply("no values")
    return {name: values[name] for name in table.VALUES if name in values}


async def clock(phone: IPhone) -> Answer:
    """Seconds since 1970 by the phone's clock."""
    return {"TimeIntervalSince1970": await phone.lockdown.get_value(None, "TimeIntervalSince1970")}


async def phone_settings(phone: IPhone) -> Answer:
    """Values of some domains; one that the phone refuses is named with its refusal."""
    found: dict[str, Any] = {}
    for domain in table.DOMAINS:
        try:
            found[domain] = await bounded(phone.lockdown.get_value(domain), 5)
        except (library.LockdownError, library.PasswordRequiredError) as error:
            found[domain] = {"Error": str(getattr(error, "error", type(error).__name__))}
    return found


async def supervision(phone: IPhone) -> Answer:
    """Whether an organisation manages this phone, as the phone keeps it."""
    answer = await _once(phone, "com.apple.mobile.MCInstall", table.SUPERVISION)
    return _dictionary(answer, "CloudConfiguration")


async def profiles(phone: IPhone) -> Answer:
    """Settings profiles by name. Their contents do not come over this road."""
    answer = await _once(phone, "com.apple.mobile.MCInstall", table.PROFILES)
    if not isinstance(answer.get("ProfileMetadata"), dict):
        raise BadReply("no list of profiles")
    return {name: answer.get(name) for name in ("OrderedIdentifiers", "ProfileMetadata", "ProfileManifest")}


async def apps(phone: IPhone) -> Answer:
    """Every app with the attributes of the table."""
    return [described(app) for app in await _browse(phone, table.BROWSE_APPS)]


async def app_accounts(phone: IPhone) -> Answer:
    """What the store's record says of each app; accounts are masked here and never leave in full."""
    accounts = Accounts()
    return [store_record(app, accounts) for app in await _browse(phone, table.BROWSE_ACCOUNTS)]


async def _browse(phone: IPhone, request: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    connection = await phone.service("com.apple.mobile.installation_proxy")
    try:
        await connection.send_plist(request)
        while True:
            part = await bounded(take(connection), QUIET)
            if not isinstance(part, dict) or "Error" in part:
                raise Refused(str(part.get("Error"))[:100]) if isinstance(part, dict) else BadReply("no part")
            listed = part.get("CurrentList") or []
            if not isinstance(listed, list) or len(found) + len(listed) > MOST_APPS:
                raise BadReply("more apps than a phone has")
            found += [app for app in listed if isinstance(app, dict)]
            if part.get("Status") == "Complete":
                return found
    finally:
        await _close(connection)


WIDGET = "containerBundleIdentifier"
"""What a widget, alone or in a pile of them, says of its app: an app with a widget is in sight."""


async def launcher_apps(phone: IPhone) -> Answer:
    """The Home Screen, page by page."""
    answer = await _once(phone, "com.apple.springboardservices", table.ICONS, kind=list)
    if not all(isinstance(page, list) for page in answer):
        raise BadReply("no pages")
    return [_icons(page) for page in answer[:MOST_LISTED]]


def _icons(page: object) -> list[Any]:
    """What an icon or folder is, without pictures and dates."""
    kept = ("bundleIdentifier", "displayIdentifier", "displayName", "webClipURL")
    icons: list[Any] = []
    for icon in page if isinstance(page, list) else ():
        if isinstance(icon, dict):
            told = {name: icon[name] for name in kept if isinstance(icon.get(name), str)}
            inside = icon.get("iconLists")
            pages = [_flat(each) for each in inside] if isinstance(inside, list) else []
            widgets = _flat([icon, *elements] if isinstance(elements := icon.get("elements"), list) else [icon], WIDGET)
            icons.append(told | ({"pages": [*pages, widgets]} if pages or widgets else {}))
    return icons[:MOST_LISTED]


def _flat(page: object, name: str = "bundleIdentifier") -> list[str]:
    listed = page if isinstance(page, list) else []
    named = (icon.get(name) for icon in listed if isinstance(icon, dict))
    return [key for key in named if isinstance(key, str)][:MOST_LISTED]


async def app_profiles(phone: IPhone) -> Answer:
    """Provisioning profiles: which team's apps this phone runs without the store. One bad one costs only itself."""
    answer = await _once(phone, "com.apple.misagent", table.APP_PROFILES)
    if answer.get("Status") != 0 or not isinstance(answer.get("Payload"), list):
        raise Refused(f"misagent {answer.get('Status')}"[:100])
    return [_profile(blob) for blob in answer["Payload"][:MOST_LISTED]]


def _profile(blob: object) -> dict[str, Any]:
    kept = ("Name", "UUID", "TeamName", "ExpirationDate", "ProvisionsAllDevices", "LocalProvision", "TimeToLive")
    data = blob if isinstance(blob, bytes) else b""
    start, end = data.find(b"<?xml"), data.find(b"</plist>")
    with contextlib.suppress(Exception):  # plistlib raises nearly anything
        content = plistlib.loads(data[start : end + 8])
        return {name: content[name] for name in kept if name in content}
    return {"Unreadable": True}


async def watches(phone: IPhone) -> Answer:
    """Watches that are paired with this phone. The phone's word for none is an error of its own."""
    connection = await phone.service("com.apple.companion_proxy")
    try:
        answer = await ask(connection, table.WATCHES)
    finally:
        await _close(connection)
    if not isinstance(answer, dict):
        raise BadReply("no dictionary")
    if answer.get("Error") == "NoPairedWatches":
        return []
    numbers = answer.get("PairedDevicesArray")
    if not isinstance(numbers, list):
        raise Refused(str(answer.get("Error"))[:100])
    return [await _watch(phone, str(number)) for number in numbers[:20]]


async def _watch(phone: IPhone, number: str) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for key in table.WATCH_KEYS:
        answer = await _once(phone, "com.apple.companion_proxy", table.watch_value(number, key))
        held = answer.get("RetrievedValueDictionary")
        if isinstance(held, dict) and isinstance(held.get(key), str):
            told[key] = held[key]
    return told


async def running_programs(phone: IPhone) -> Answer:
    """Names of programs that run, names of crash reports, and whether the whole file system is open to a cable."""
    connection = await phone.service("com.apple.os_trace_relay")
    try:
        await connection.send_plist(table.PROGRAMS)
        await connection.recvall(1)
        answer = await take(connection)
    finally:
        await _close(connection)
    held = answer.get("Payload") if isinstance(answer, dict) else None
    if not isinstance(held, dict):
        raise BadReply("no list of programs")
    names = {str(each.get("ProcessName", "")) for each in held.values() if isinstance(each, dict)}
    return {
        "programs": sorted(names)[:MOST_LISTED],
        "crash_reports": await _crash_reports(phone),
        "whole_file_system": await _whole_file_system(phone),
    }


async def _crash_reports(phone: IPhone) -> list[str]:
    """Names in the folder of crash reports; none of them is opened or moved."""
    connection = await phone.service("com.apple.crashreportcopymobile")
    try:
        path = b"/\0"
        head = table.AFC_MAGIC + b"".join(
            number.to_bytes(8, "little")
            for number in (table.AFC_HEAD + len(path), table.AFC_HEAD + len(path), 1, table.AFC_READ_DIR)
        )
        await connection.sendall(head + path)
        answer = await connection.recvall(table.AFC_HEAD)
        total = int.from_bytes(answer[8:16], "little")
        if answer[:8] != table.AFC_MAGIC or not table.AFC_HEAD <= total <= 4 << 20:
            raise BadReply("no AFC")
        names = (await connection.recvall(total - table.AFC_HEAD)).split(b"\0")
    finally:
        await _close(connection)
    return [name.decode("utf-8", "replace") for name in names if name not in (b"", b".", b"..")][:MOST_LISTED]


async def _whole_file_system(phone: IPhone) -> bool:
    try:
        await phone.lockdown.get_service_connection_attributes("com.apple.afc2")
    except (library.InvalidServiceError, library.StartServiceError):
        return False
    except library.LockdownError as error:
        if getattr(error, "error", "") in ("InvalidService", "ServiceProhibited"):
            return False
        raise
    return True


async def _once(phone: IPhone, service: str, request: dict[str, Any], kind: type[Any] = dict) -> Any:  # noqa: ANN401 - a dictionary or a list, as `kind` says
    connection = await phone.service(service)
    try:
        answer = await ask(connection, request)
    finally:
        await _close(connection)
    if not isinstance(answer, kind):
        raise Refused(str(answer.get("Error"))[:100]) if isinstance(answer, dict) else BadReply("another shape")
    return answer


async def _close(connection: Any) -> None:  # noqa: ANN401 - the library's connection
    with contextlib.suppress(Exception):
        await bounded(connection.close(), 2)


def _dictionary(answer: dict[str, Any], name: str) -> dict[str, Any]:
    held = answer.get(name)
    if not isinstance(held, dict):
        raise Refused(str(answer.get("Status"))[:100])
    return held


QUESTIONS: Mapping[str, tuple[Callable[[IPhone], Awaitable[Answer]], float]] = MappingProxyType(
    {
        "device-facts": (device_facts, 10),
        "clock": (clock, 10),
        "supervision": (supervision, 15),
        "profiles": (profiles, 15),
        "phone-settings": (phone_settings, 30),
        "apps": (apps, 90),
        "app-accounts": (app_accounts, 90),
        "launcher-apps": (launcher_apps, 15),
        "app-profiles": (app_profiles, 15),
        "watches": (watches, 15),
        "running-programs": (running_programs, 30),
    }
)
"""What answers each topic, and within how many seconds."""
