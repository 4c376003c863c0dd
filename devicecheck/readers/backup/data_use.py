# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which apps had traffic, from the phone's own count, and from when to when: apps that were taken off stay in it."""

from devicecheck.readers.backup import database, plists, table
from devicecheck.readers.backup.backup import Backup
from devicecheck.readers.backup.limits import MOST_APPS, MOST_ROWS
from devicecheck.readers.bounds import Watch
from devicecheck.readers.file_session import NotLooked

APP, TIMES = "ZBUNDLENAME", ("ZFIRSTTIMESTAMP", "ZTIMESTAMP")


def apps(backup: Backup, watch: Watch) -> plists.Told:
    """Apps with their first and last traffic; amounts and servers are not read. Errors: as `Backup.read`.

    Shape: `used` in the order of the ids, and `missing` with a code for what could not be told.
    """
    data, missing = backup.database(*table.DATA_USE, watch)
    with database.opened(data) as store:
        columns = store.columns("ZPROCESS", watch)
        if APP not in columns:
            if not store.empty(watch):
                raise NotLooked("no-table")
            return {"used": [], "missing": missing}
        wanted = [name for name in (APP, *TIMES) if name in columns]
        rows = store.rows("ZPROCESS", wanted, watch, f'WHERE "{APP}" IS NOT NULL', most=MOST_ROWS + 1)
    missing += ["too-large"] * (len(rows) > MOST_ROWS)
    found: dict[str, tuple[str, str]] = {}
    for told in (dict(zip(wanted, each, strict=True)) for each in rows[:MOST_ROWS]):
        if app := plists.text(told, APP, 300):
            first, last = (plists.moment(told.get(name)) for name in TIMES)
            before = found.get(app, ("", ""))
            found[app] = min(filter(None, (before[0], first)), default=""), max(before[1], last)
    missing += ["too-large"] * (len(found) > MOST_APPS)
    used = [{"app": app, "first": first, "last": last} for app, (first, last) in sorted(found.items())[:MOST_APPS]]
    return {"used": used, "missing": missing}
