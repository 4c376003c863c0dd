# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was allowed on the phone: certificates that someone told it to trust, rights of apps, VPN, DNS and filters."""

import hashlib
from typing import Any

from cryptography import x509
from cryptography.x509.oid import NameOID

from devicecheck.readers.backup import database, plists, table
from devicecheck.readers.backup.backup import Backup
from devicecheck.readers.backup.limits import MOST_APPS, MOST_ROWS
from devicecheck.readers.bounds import Watch
from devicecheck.readers.file_session import NotLooked

ALLOWED = frozenset({2, 3})
"""TCC's auth_value: 2 allowed, 3 limited (some photos). Before iOS 14 the column is `allowed`, with 1."""
ALWAYS = 4
"""The only value of locationd's Authorization that all public sources take for a yes."""
DENIED = frozenset({3, 4})
"""kSecTrustSettingsResultDeny, and Unspecified."""
MOST_CONFIGURATIONS = 50
DEEPEST = 12
MOST_OBJECTS = 20_000


def trusted_roots(backup: Backup, watch: Watch) -> plists.Told:
    """Certificates that somebody told the phone to trust in full. Errors: as `Backup.read`.

    Shape: `roots`, and `missing` with a code for each that could not be told.
    """
    data, missing = backup.database(*table.TRUST_STORE, watch)
    with database.opened(data) as store:
        columns = store.columns("tsettings", watch)
        if not columns:
            _none_if_empty(store, watch)
            return {"roots": [], "missing": missing}
        wanted = [name for name in ("data", "tset", "subj", "sha256", "sha1") if name in columns]
        rows = store.rows("tsettings", wanted, watch, most=MOST_ROWS + 1)
    missing += ["too-large"] * (len(rows) > MOST_ROWS)
    roots = []
    for row in (dict(zip(wanted, each, strict=True)) for each in rows[:MOST_ROWS]):
        try:
            roots += [_root(row)] if _trusted(row) else []
        except NotLooked as why:
            missing.append(str(why))
    return {"roots": roots, "missing": missing}


def permissions(backup: Backup, watch: Watch) -> plists.Told:
    """Which app was allowed what, denials left out. Errors: as `Backup.read`; what of the two is missing is named.

    Shape: rights by app; those of TCC by its own names, the place as `location-always`.
    """
    found: dict[str, list[str]] = {}
    missing: list[str] = []
    partly: list[str] = []
    for take in (_from_tcc, _from_locationd):
        try:
            rights, more = take(backup, watch)
        except NotLooked as why:
            missing.append(str(why))
            continue
        for app, right in rights[:MOST_ROWS]:
            found.setdefault(app, []).append(right)
        partly += [*more, *["too-large"] * (len(rights) > MOST_ROWS)]
    if len(missing) > 1:
        raise NotLooked(missing[0])
    partly += ["too-large"] * (len(found) > MOST_APPS)
    given = {app: {"given": sorted(set(rights))} for app, rights in list(found.items())[:MOST_APPS]}
    return {"rights": given, "missing": missing + partly}


def network(backup: Backup, watch: Watch) -> plists.Told:
    """VPN, DNS, filter and relay settings with the app that made them. Errors: as `Backup.read`.

    Shape: `settings`, and `left_out` where there are more than are told.
    """
    data = backup.read(*table.NETWORK, watch)
    return _configurations(plists.dictionary(data)) if data else {"settings": [], "left_out": 0}


def _none_if_empty(store: database.Database, watch: Watch) -> None:
    """Nothing, if the file is empty as new phones have it. Errors: NotLooked for a file with other tables."""
    if not store.empty(watch):
        raise NotLooked("no-table")


def _trusted(row: plists.Told) -> bool:
    """Whether the settings of a certificate trust it; without settings they do, as the phone's own rule is."""
    held = row.get("tset")
    if not isinstance(held, bytes) or not held:
        return True
    told = plists.loads(held)
    rules = [rule for rule in (told if isinstance(told, list) else [told]) if isinstance(rule, dict)]
    results = [rule.get("kSecTrustSettingsResult") for rule in rules]
    return not results or not all(isinstance(result, int) and result in DENIED for result in results)


def _root(row: plists.Told) -> plists.Told:
    """A certificate. One that cannot be read is still one: its fingerprint is said."""
    held = row.get("data")
    data = held if isinstance(held, bytes) else b""
    stored = next((row[name].hex() for name in ("sha256", "sha1") if isinstance(row.get(name), bytes)), "")
    known = {"fingerprint": hashlib.sha256(data).hexdigest() if data else stored[:64]}
    try:
        return known | _described(x509.load_der_x509_certificate(data))
    except Exception:  # of a stranger's certificate, the library raises nearly anything
        return known | dict.fromkeys(("name", "organisation", "from", "until"), "")


def _described(certificate: x509.Certificate) -> plists.Told:
    return {
        "name": _name(certificate, NameOID.COMMON_NAME),
        "organisation": _name(certificate, NameOID.ORGANIZATION_NAME),
        "from": certificate.not_valid_before_utc.date().isoformat(),
        "until": certificate.not_valid_after_utc.date().isoformat(),
    }


def _name(certificate: x509.Certificate, which: x509.ObjectIdentifier) -> str:
    found = certificate.subject.get_attributes_for_oid(which)
    return plists.text({"name": found[0].value}, "name", 200) if found else ""


Rights = tuple[list[tuple[str, str]], list[str]]
"""Apps with what each was allowed, and codes of what is missing."""


def _from_tcc(backup: Backup, watch: Watch) -> Rights:
    data, missing = backup.database(*table.PERMISSIONS, watch)
    with database.opened(data) as store:
        columns = store.columns("access", watch)
        if not columns:
            _none_if_empty(store, watch)
            return [], missing
        value = "auth_value" if "auth_value" in columns else "allowed"
        rows = store.rows("access", ("client", "service", value), watch, most=MOST_ROWS + 1)
    missing += ["too-large"] * (len(rows) > MOST_ROWS)
    granted = ALLOWED if value == "auth_value" else frozenset({1})
    rights = [
        (app[:300], service[:100])
        for app, service, given in rows[:MOST_ROWS]
        if given in granted and isinstance(app, str) and isinstance(service, str) and app
    ]
    return rights, missing


def _from_locationd(backup: Backup, watch: Watch) -> Rights:
    data = backup.read(*table.PLACE_USERS, watch)
    clients = plists.dictionary(data) if data else {}
    rights = [
        (app, "location-always")
        for name, told in list(clients.items())
        if isinstance(told, dict) and told.get("Authorization") == ALWAYS and (app := _place_user(name, told))
    ]
    return rights, []


def _place_user(name: object, told: plists.Told) -> str:
    """The app of an entry: named in it, or by the entry's own name, which newer phones write as `iID:`."""
    if app := plists.text(told, "BundleId", 300):
        return app
    own = plists.text({"name": name}, "name", 300)
    own = own[1:-1] if own.startswith("i") and own.endswith(":") else own
    return "" if "/" in own or "." not in own else own


def _configurations(archive: plists.Told) -> plists.Told:
    """The network settings in a keyed archive: objects of Apple's class for one of them, wherever they stand."""
    objects = plists.items(archive, "$objects")
    if not objects:
        raise NotLooked("damaged")
    found = [each for each in objects[:MOST_OBJECTS] if isinstance(each, dict) and _class(each, objects) == CLASS]
    told = [each for each in (_configuration(each, objects) for each in found) if each["kinds"]]
    settings: dict[str, plists.Told] = {}
    for place, each in enumerate(told[:MOST_CONFIGURATIONS]):
        key = f"network:{each['name'] or place}"
        key = f"{key} ({place})" if key in settings else key
        settings[key] = each | {"key": key}
    left_out = max(0, len(told) - MOST_CONFIGURATIONS, len(objects) - MOST_OBJECTS)
    return {"settings": list(settings.values()), "left_out": left_out}


CLASS = "NEConfiguration"
KINDS = {
    "VPN": "vpn", "AppVPN": "vpn", "AlwaysOnVPN": "vpn", "ContentFilter": "filter", "DNSProxy": "dns",
    "DNSSettings": "dns", "Relay": "relay", "URLFilter": "filter",
}  # fmt: skip


def _configuration(told: plists.Told, objects: list[Any]) -> plists.Told:
    kinds = {kind for name, kind in KINDS.items() if isinstance(_object(told.get(name), objects), dict)}
    return {
        "name": _text_at(told, ("Name",), objects, 200),
        "app": _text_at(told, ("Application", "ApplicationIdentifier", "ExternalIdentifier"), objects, 300),
        "app_name": _text_at(told, ("ApplicationName",), objects, 200),
        "kinds": sorted(kinds),
        "server": next(iter(_servers(told, objects, DEEPEST)), ""),
        "by_profile": isinstance(_object(told.get("ProfileInfo"), objects), dict),
    }


def _servers(told: object, objects: list[Any], deep: int) -> list[str]:
    if not isinstance(told, dict) or not deep:
        return []
    own = _text_at(told, ("ServerAddress", "ServerURL", "serverAddress"), objects, 253)
    if own:
        return [own]
    listed = _object(told.get("Servers"), objects)
    if isinstance(listed, dict):
        first = next(iter(plists.items(listed, "NS.objects")), None)
        text = _object(first, objects)
        if isinstance(text, str):
            return [text[:253]]
    inner = (told.get(name) for name in (*KINDS, "protocol", "Protocol", "Settings", "settings"))
    return [server for each in inner for server in _servers(_object(each, objects), objects, deep - 1)][:1]


def _object(value: object, objects: list[Any]) -> object:
    """What a reference points at, or the value itself; None for the archive's own word for nothing."""
    number = getattr(value, "data", None)
    if isinstance(number, int):
        value = objects[number] if 0 <= number < len(objects) else None
    return None if value == "$null" else value


def _text_at(told: plists.Told, names: tuple[str, ...], objects: list[Any], most: int) -> str:
    for name in names:
        text = plists.text({"text": _object(told.get(name), objects)}, "text", most)
        if text:
            return text
    return ""


def _class(told: plists.Told, objects: list[Any]) -> str:
    return plists.text(_object(told.get("$class"), objects), "$classname", 100)
