# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The apps of a backup, with the store's record where it holds one, and what each was allowed.

Source: Info.plist and Manifest.plist. They are plain text on a computer, so somebody may have changed them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from devicecheck.model.observations import AppOrigin, GapReason, InstalledApp
from devicecheck.model.readings import Reading
from devicecheck.parse.backup import gaps
from devicecheck.parse.iphone.answer import (
    LONGEST_KEY,
    Told,
    content,
    dictionaries,
    dictionary,
    gap,
    number,
    text,
    yes_or_no,
)
from devicecheck.parse.parsed import Parsed

APPLES_OWN = "com.apple."
OF_RECORDS = frozenset({AppOrigin.STORE, AppOrigin.VOLUME_PURCHASE})
"""What only a record of the store tells."""
MOST_RIGHTS = 60


@dataclass(frozen=True)
class Beside:
    """What other answers say about apps, by app, and which answers those were."""

    store: Mapping[str, Told] = field(default_factory=dict)
    rights: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    store_reading: str = ""
    rights_reading: str = ""

    def readings(self, key: str) -> tuple[str, ...]:
        """The answers that say something about this app."""
        told = ((self.store, self.store_reading), (self.rights, self.rights_reading))
        return tuple(reading for held, reading in told if key in held)


def apps(reading: Reading, beside: Beside) -> Parsed:
    """Every app that has an id. Errors: ParseError."""
    told = dictionary(content(reading))
    found: dict[str, InstalledApp] = {}
    listed = dictionaries(told.get("apps"))
    for each in listed:
        key = text(each, "CFBundleIdentifier", LONGEST_KEY)
        if key and key not in found:
            found[key] = _app(reading, key, each, beside)
    missing = []
    if not any(app.origin in OF_RECORDS for app in found.values()):
        found = {key: _without_records(app) for key, app in found.items()}
    if told.get("complete") is not True:
        missing.append(gap(reading, GapReason.NOT_HELD))
    if number(told, "left_out") or len(found) < len(listed):
        missing.append(gap(reading, GapReason.TRUNCATED))
    if not found:
        return Parsed(gaps=tuple(missing) or (gap(reading, GapReason.EMPTY),))
    return Parsed(tuple(found.values()), tuple(missing[:1]))


def _without_records(app: InstalledApp) -> InstalledApp:
    """An app of a backup that holds no record of the store at all: that this one has none says nothing about it."""
    return app.model_copy(update={"origin": AppOrigin.NOT_TOLD}) if app.origin is AppOrigin.UNKNOWN else app


def records(reading: Reading) -> Mapping[str, Told]:
    """The store's records by app. Errors: ParseError."""
    told = dictionaries(content(reading))
    return {key: each for each in told if (key := text(each, "CFBundleIdentifier", LONGEST_KEY)) and "item" in each}


def allowed(reading: Reading) -> tuple[Mapping[str, tuple[str, ...]], Parsed]:
    """What was allowed, by app, and the gap of a place that was missing. Errors: ParseError."""
    told = dictionary(content(reading))
    given = {
        key[:LONGEST_KEY]: tuple(each[:100] for each in held["given"][:MOST_RIGHTS] if isinstance(each, str))
        for key, held in dictionary(told.get("rights")).items()
        if isinstance(held, dict) and isinstance(held.get("given"), list)
    }
    return given, Parsed(gaps=gaps.some(reading, gaps.codes(told, "missing")))


def _app(reading: Reading, key: str, told: Told, beside: Beside) -> InstalledApp:
    account = beside.store.get(key, {}).get("account")
    account = account if isinstance(account, dict) else {}
    which = number(account, "number")
    came_from = origin(key, told)
    return InstalledApp(
        id=f"app:0:{key}",
        device=reading.device,
        readings=(reading.id, *beside.readings(key)),
        key=key,
        id_kind="bundle",
        origin=came_from,
        account=int(which) if which is not None else None,
        account_mask=text(account, "mask", 40),
        label=text(told, "CFBundleDisplayName") or None,
        version=text(told, "CFBundleShortVersionString", 100) or None,
        system=came_from is AppOrigin.SYSTEM,
        granted=beside.rights.get(key, ()),
    )


def origin(key: str, told: Told) -> AppOrigin:
    """Where an app came from, as far as a backup tells: without a record of the store, it does not."""
    if yes_or_no(told, "managed"):
        return AppOrigin.VOLUME_PURCHASE
    if yes_or_no(told, "item"):
        return AppOrigin.STORE
    return AppOrigin.SYSTEM if key.startswith(APPLES_OWN) else AppOrigin.UNKNOWN
