# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings profiles with what they set, what happened to them, and who manages the phone."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from devicecheck.readers.backup import plists, table
from devicecheck.readers.backup.backup import Backup
from devicecheck.readers.backup.limits import MOST_FILES
from devicecheck.readers.bounds import Watch
from devicecheck.readers.file_session import NotLooked

MOST_PARTS = 60
MOST_EVENTS = 500
SHOWN = ("PayloadDisplayName", "PayloadOrganization", "PayloadDescription", "PayloadRemovalDisallowed")
ADDRESSES = (
    "ServerURL", "CheckInURL", "URL", "RemoteAddress", "CommRemoteAddress", "ServerAddresses", "ProxyServer",
    "ProxyPACURL", "HostName", "EmailAccountHostName", "IncomingMailServerHostName", "Host", "CalDAVHostName",
    "CardDAVHostName", "SubCalAccountHostName", "DNSSettings", "VPN", "IKEv2", "IPSec", "PPP", "Relays",
)  # fmt: skip
"""Where a part of a profile names a server."""
MOST_ADDRESSES = 5
DEEPEST = 4


def profiles(backup: Backup, watch: Watch) -> plists.Told:
    """Every profile as the phone names it, with what it sets. Errors: as `Backup.read`.

    Shape: as over a cable, with `Payloads` of each; `unread` are files that are there and could not be read.
    """
    prefix, ending = table.PROFILE_FILES
    every = backup.names(table.PROFILES_DOMAIN, prefix, ending, watch)
    known: dict[str, plists.Told] = {}
    unread: list[str] = []
    for path in every[:MOST_FILES]:
        watch.look()
        try:
            told = plists.dictionary(backup.read(table.PROFILES_DOMAIN, path, watch))
        except NotLooked as why:
            unread.append(str(why))
            continue
        key = plists.text(told, "PayloadIdentifier", 300) or path.rpartition("/")[2][:100]
        if key in known:
            key = f"{key} ({plists.text(told, 'PayloadUUID', 60) or len(known)})"
        known[key] = _profile(told)
    left_out = max(0, len(every) - MOST_FILES)
    return {"OrderedIdentifiers": list(known), "ProfileMetadata": known, "unread": unread, "left_out": left_out}


def changes(backup: Backup, watch: Watch) -> plists.Told:
    """What was put on and taken off, when and by which program of the phone. Errors: as `Backup.read`."""
    data = backup.read(*table.PROFILE_EVENTS, watch)
    told = plists.dictionary(data) if data else {}
    events = list(_events(plists.items(told, "ProfileEvents")))
    return {"events": events[-MOST_EVENTS:], "left_out": max(0, len(events) - MOST_EVENTS)}


def supervision(backup: Backup, watch: Watch) -> plists.Told:
    """Whether an organisation manages this phone, as the phone keeps it. Errors: as `Backup.read`."""
    told = plists.dictionary(backup.read(*table.SUPERVISION, watch))
    names = ("IsSupervised", "OrganizationName", "IsMDMUnremovable", "AllowPairing", "ConfigurationSource")
    return plists.texts(told, names)


def _profile(told: plists.Told) -> plists.Told:
    parts = [part for part in plists.items(told, "PayloadContent") if isinstance(part, dict)]
    return plists.texts(told, SHOWN) | {
        "InstallDate": plists.moment(told.get("InstallDate")),
        "Payloads": [_part(part) for part in parts[:MOST_PARTS]],
        "PayloadsLeftOut": max(0, len(plists.items(told, "PayloadContent")) - len(parts[:MOST_PARTS])),
        "PayloadsKnown": isinstance(told.get("PayloadContent"), list),
    }


def _part(part: plists.Told) -> plists.Told:
    """What kind of thing a part sets, and to which servers. Passwords and keys in it stay where they are."""
    found = dict.fromkeys(address for name in ADDRESSES for address in _addresses(part.get(name), DEEPEST))
    return {
        "type": plists.text(part, "PayloadType", 100),
        "name": plists.text(part, "PayloadDisplayName", 200),
        "servers": list(found)[:MOST_ADDRESSES],
        "proxy": plists.text(part, "ProxyType") in ("Manual", "Auto"),
    }


def _addresses(value: object, deep: int) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield _host(value)
    elif isinstance(value, list) and deep:
        for each in value[:MOST_ADDRESSES]:
            yield from _addresses(each, deep - 1)
    elif isinstance(value, dict) and deep:
        for name in ADDRESSES:
            yield from _addresses(value.get(name), deep - 1)


def _host(text: str) -> str:
    """The server in an address: never the path, which may hold a token, and never a name and password before it."""
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        host = ""
    return host.encode("utf-8", "replace").decode()[:253]


def _events(listed: list[Any]) -> Iterator[plists.Told]:
    for event in listed:
        for key, told in list(event.items())[:1] if isinstance(event, dict) else ():
            if not isinstance(key, str) or not isinstance(told, dict):
                continue
            by_name = {name.casefold(): value for name, value in told.items() if isinstance(name, str)}
            yield {
                "key": key.encode("utf-8", "replace").decode()[:300],
                "at": plists.moment(by_name.get("timestamp")),
                "operation": plists.text(by_name, "operation", 60),
                "process": plists.text(by_name, "process", 100),
            }
