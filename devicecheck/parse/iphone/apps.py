# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of apps: what each is, and where the phone's own facts say that it came from.

Source: MobileInstallation keeps apart apps signed by the store, by a profile and ad hoc; the classes follow it. An app
that claims the store, holds rights that no store app gets, and of which the store has no record, is said to be
unsigned, whatever its signer's name.
"""

from collections.abc import Mapping

from devicecheck.model.observations import AppOrigin, GapReason, InstalledApp, LauncherApps, Observation
from devicecheck.model.readings import Reading
from devicecheck.model.setting_observations import OpenedTrace
from devicecheck.parse.iphone.answer import (
    LONGEST_KEY,
    Told,
    content,
    dictionaries,
    dictionary,
    gap,
    gaps_of,
    number,
    text,
    yes_or_no,
)
from devicecheck.parse.parsed import Parsed

STORE_SIGNER = "Apple iPhone OS Application Signing"
APPLES = "com.apple."
ADDED = "User"
"""The type of what was added. Parts of the system have several: System, Internal, Hidden, SystemAppPlaceholder."""
OPENED_FOLDERS = ("/var/jb/", "/private/var/jb/", "/private/preboot/")
APPLES_SEALED = "/private/preboot/Cryptexes/"
"""Where Apple keeps Safari and others since iOS 16, in a sealed image beside the folders of tools that open a phone."""
SYSTEM_APPS = "/Applications/"
"""A part of the system that holds Apple's apps alone, unless somebody opened the phone."""
BUSY = frozenset({"location", "voip", "audio"})
"""What an app may go on doing out of sight."""


def records(reading: Reading) -> Mapping[str, Told]:
    """The store's records by app. Errors: ParseError."""
    told = dictionaries(content(reading))
    return {key: each for each in told if (key := text(each, "CFBundleIdentifier", LONGEST_KEY)) and "item" in each}


def apps(reading: Reading, store: Mapping[str, Told], record_reading: str) -> Parsed:
    """Every app that has an id. Shape: `store` are the records by app, from the reading `record_reading`."""
    gaps = gaps_of(reading)
    told = dictionaries(content(reading))
    found: dict[str, Observation] = {}
    traces: list[Observation] = []
    for each in told:
        key = text(each, "CFBundleIdentifier", LONGEST_KEY)
        if key and key not in found:
            sources = (reading.id, record_reading) if key in store else (reading.id,)
            found[key] = _app(reading, sources, key, each, store.get(key, {}))
            if _where_only_opened_phones_keep_apps(key, text(each, "Path")):
                traces.append(_trace(reading, key))
    if len(found) < len(told):
        gaps = gaps or (gap(reading, GapReason.NOT_UNDERSTOOD, count=str(len(told) - len(found))),)
    if not found:
        return Parsed(gaps=gaps or (gap(reading, GapReason.EMPTY),))
    return Parsed((*found.values(), *traces), gaps)


def _trace(reading: Reading, key: str) -> OpenedTrace:
    """An app in a place where only an opened phone keeps apps."""
    return OpenedTrace(
        id=f"trace:app:{key}", device=reading.device, readings=(reading.id,), key=key[:100], kind="app-folder"
    )


def _app(reading: Reading, sources: tuple[str, ...], key: str, told: Told, record: Told) -> InstalledApp:
    account = record.get("account")
    account = account if isinstance(account, dict) else {}
    which = number(account, "number")
    came_from = origin(told, record)
    modes, tags = told.get("UIBackgroundModes"), told.get("SBAppTags")
    return InstalledApp(
        id=f"app:0:{key}",
        device=reading.device,
        readings=sources,
        key=key,
        id_kind="bundle",
        origin=came_from,
        account=int(which) if which is not None else None,
        account_mask=text(account, "mask", 40),
        label=text(told, "CFBundleDisplayName") or text(told, "CFBundleName") or None,
        version=text(told, "CFBundleShortVersionString", 100) or None,
        system=came_from is AppOrigin.SYSTEM,
        hidden=isinstance(tags, list) and "hidden" in tags,
        enabled=told.get("IsPlaceholder") is not True,
        path=text(told, "Path") or None,
        flags=tuple(sorted(mode for mode in modes if isinstance(mode, str) and mode in BUSY))
        if isinstance(modes, list)
        else (),
    )


def origin(told: Told, record: Told) -> AppOrigin:
    """Where an app came from, most telling fact first. Never a statement about what it is for."""
    signer, key, path = text(told, "SignerIdentity"), text(told, "CFBundleIdentifier"), text(told, "Path")
    if _where_only_opened_phones_keep_apps(key, path):
        return AppOrigin.UNSIGNED
    if told.get("ApplicationType") not in (ADDED, None) and key.startswith(APPLES):
        return AppOrigin.SYSTEM
    if yes_or_no(told, "ProfileValidated"):
        if yes_or_no(told, "UPPValidated"):
            return AppOrigin.ENTERPRISE
        return AppOrigin.FREE_ACCOUNT if yes_or_no(told, "FreeProfileValidated") else AppOrigin.DEVELOPER
    return _by_signer(signer, told, record)


def _where_only_opened_phones_keep_apps(key: str, path: str) -> bool:
    """Folders of tools that open a phone, and the sealed part of the system, for an app that is not Apple's."""
    if path.startswith(OPENED_FOLDERS):
        return not path.startswith(APPLES_SEALED)
    return path.startswith(SYSTEM_APPS) and not key.startswith(APPLES)


def _by_signer(signer: str, told: Told, record: Told) -> AppOrigin:
    rights = told.get("Entitlements")
    rights = rights if isinstance(rights, dict) else {}
    if signer == STORE_SIGNER:
        return _by_store(told, rights, record)
    if signer.startswith("TestFlight") or yes_or_no(told, "IsBetaApp") or rights.get("beta-reports-active") is True:
        return AppOrigin.TEST_BUILD
    return AppOrigin.UNKNOWN


def _by_store(told: Told, rights: Told, record: Told) -> AppOrigin:
    """What an app that carries the store's name is."""
    if _beyond_the_store(told, rights):
        return AppOrigin.UNKNOWN if _vouched_for(told, record) and _is_apples(told) else AppOrigin.UNSIGNED
    if rights.get("private") and not _vouched_for(told, record):
        return AppOrigin.UNSIGNED
    if yes_or_no(told, "IsBetaApp"):
        return AppOrigin.TEST_BUILD
    if record.get("managed") is True:
        return AppOrigin.VOLUME_PURCHASE
    return AppOrigin.UNKNOWN if record.get("item") is False else AppOrigin.STORE


def _beyond_the_store(told: Told, rights: Told) -> bool:
    """What the store gives no app of others: parts of the system itself, and apps that call themselves so."""
    own = any(rights.get(name) is True for name in ("platform-application", "task_for_pid-allow"))
    return own or yes_or_no(told, "IsAdHocSigned") is True


def _vouched_for(told: Told, record: Told) -> bool:
    """Whether the store's own record of an app is there.

    Apple's apps and some of large makers come from the store with rights that Apple keeps to itself otherwise.
    """
    return yes_or_no(told, "ApplicationDSID") is True or record.get("item") is True


def _is_apples(told: Told) -> bool:
    return text(told, "CFBundleIdentifier").startswith(APPLES)


def icons(reading: Reading) -> Parsed:
    """Every app that stands on a page, in the dock or in a folder."""
    gaps = gaps_of(reading)
    if gaps:
        return Parsed(gaps=gaps)
    pages = content(reading)
    keys: dict[str, None] = {}
    for page in pages if isinstance(pages, list) else [dictionary(pages)]:
        for icon in page if isinstance(page, list) else ():
            if isinstance(icon, dict):
                keys |= dict.fromkeys(_keys(icon))
    if not keys:
        return Parsed(gaps=(gap(reading, GapReason.EMPTY),))
    listed = LauncherApps(
        id="icons:0", device=reading.device, readings=(reading.id,), keys=tuple(keys), others_elsewhere=True
    )
    return Parsed((listed,))


def _keys(icon: Told) -> list[str]:
    pages = icon.get("pages")
    inside = [key for page in pages if isinstance(page, list) for key in page] if isinstance(pages, list) else []
    every = [text(icon, "bundleIdentifier", LONGEST_KEY), *(key for key in inside if isinstance(key, str))]
    return [key[:LONGEST_KEY] for key in every if key]
