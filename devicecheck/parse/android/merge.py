# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The apps of each user, from the lists of apps and from the one dump about all of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from devicecheck.model.observations import InstalledApp
from devicecheck.parse.android.app_list import MOST_APPS, USER_IDS, ListedApp, from_system_image
from devicecheck.parse.android.package_entry import PackageEntry, UserState


@dataclass(frozen=True, slots=True)
class Listed:
    """The apps that one reading lists for one user."""

    reading: str
    apps: tuple[ListedApp, ...]


@dataclass(frozen=True, slots=True)
class Dumped:
    """The apps that one reading tells about, by id; and by number what all apps of that number may do."""

    reading: str
    entries: Mapping[str, PackageEntry]
    shared: Mapping[int, Sequence[PackageEntry]] = field(default_factory=dict)

    def granted(self, entry: PackageEntry, user: int, uid: int | None) -> tuple[str, ...]:
        """What an app may do for a user, by itself and by the number that it shares with others."""
        told: dict[str, None] = {}
        for each in (entry, *(self.shared.get((uid or 0) % USER_IDS, ()) if entry.shares else ())):
            told |= each.granted | (each.users[user].granted if user in each.users else {})
        return tuple(told)


def installed_apps(device: str, lists: Mapping[int, Listed], dump: Dumped | None) -> tuple[InstalledApp, ...]:
    """One app per user and id, in the phone's order. What a list names is installed, also where the dump differs."""
    apps: list[InstalledApp] = []
    entries = dump.entries if dump else {}
    paths = {app.key: app.path for listed in lists.values() for app in listed.apps if app.path}
    for user, listed in lists.items():
        for app in listed.apps[: MOST_APPS - len(apps)]:
            apps.append(_app(device, user, app, listed.reading, dump))
    named = {(app.user, app.key) for app in apps}
    for user, entry in _installed(entries):
        if (user, entry.key) not in named and len(apps) < MOST_APPS and dump is not None:
            alone = ListedApp(entry.key, paths.get(entry.key) or _file(entry))
            apps.append(_app(device, user, alone, "", dump))
    return tuple(apps)


def _installed(entries: Mapping[str, PackageEntry]) -> Iterator[tuple[int, PackageEntry]]:
    """Users and apps that the dump says are installed for them. Modules of the system are not apps."""
    for entry in entries.values():
        if (entry.told("codePath") or "").endswith(".apex"):
            continue
        for user, state in entry.users.items() or ((0, UserState(installed=True)),):
            if state.installed:
                yield user, entry


def _file(entry: PackageEntry) -> str | None:
    """The file of an app that only the dump tells about: since Android 5 it stands in a folder of its own."""
    place = entry.told("codePath")
    if place is None or place.endswith(".apk"):
        return place
    return f"{place}/base.apk" if from_system_image(place) is False else place


def _app(device: str, user: int, listed: ListedApp, reading: str, dump: Dumped | None) -> InstalledApp:
    entry = dump.entries.get(listed.key) if dump else None
    readings = tuple(name for name in (reading, dump.reading if dump and entry else "") if name)
    if dump is None or entry is None:
        return InstalledApp(
            id=f"app:{user}:{listed.key}",
            device=device,
            readings=readings,
            user=user,
            key=listed.key,
            system=from_system_image(listed.path),
            installer=listed.installer or None,
            path=listed.path,
            uid=listed.uid(user),
        )
    return _detailed(device, user, listed, entry, dump, readings)


def _detailed(
    device: str, user: int, listed: ListedApp, entry: PackageEntry, dump: Dumped, readings: tuple[str, ...]
) -> InstalledApp:
    state = entry.users.get(user, UserState(installed=True))
    app_id = entry.number("appId", "userId")
    uid = listed.uid(user) if listed.uids else app_id and app_id + user * USER_IDS
    system = entry.system if entry.system is not None else from_system_image(listed.path)
    return InstalledApp(
        id=f"app:{user}:{listed.key}",
        device=device,
        readings=readings,
        user=user,
        key=listed.key,
        version=entry.told("versionName"),
        system=system,
        updated_system=entry.updated_system,
        enabled=state.enabled,
        hidden=state.hidden,
        installer=_installer(listed, entry),
        initiator=entry.told("initiatingPackageName"),
        originator=entry.told("originatingPackageName"),
        update_owner=entry.told("updateOwnerPackageName"),
        package_source=entry.number("packageSource"),
        source_known=entry.source_known,
        first_installed=state.first_installed or entry.told("firstInstallTime"),
        last_updated=entry.told("lastUpdateTime"),
        path=listed.path,
        uid=uid,
        granted=dump.granted(entry, user, uid),
        flags=entry.flags[0] if entry.flags else (),
    )


def _installer(listed: ListedApp, entry: PackageEntry) -> str | None:
    """The list is asked for this very fact; the dump answers only where the list was not read."""
    return entry.told("installerPackageName") if listed.installer is None else listed.installer or None
