# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Home Screen as the phone keeps it: which apps stand on a page, in the dock, in a folder or as a widget.

Shape: told as over a cable, pages of icons. Source: public programs that show or change IconState.plist.
"""

from typing import Any

from devicecheck.readers.backup import plists, table
from devicecheck.readers.backup.backup import Backup, first_of
from devicecheck.readers.bounds import Watch
from devicecheck.readers.file_session import NotLooked

MOST = 5_000
DEEPEST = 4
NAMES = ("bundleIdentifier", "displayIdentifier", "containerBundleIdentifier")


def pages(backup: Backup, watch: Watch) -> list[list[plists.Told]]:
    """Page by page, the dock first; none in an empty file.

    Errors: as `Backup.read`; NotLooked `no-table` where there are no pages."""
    if not (data := first_of(backup, table.HOME_SCREEN, watch)):
        return []
    told = plists.dictionary(data)
    listed = told.get("iconLists")
    if not isinstance(listed, list):
        raise NotLooked("no-table")
    return [[{"bundleIdentifier": key} for key in _keys(page, DEEPEST)] for page in (told.get("buttonBar"), *listed)]


def _keys(held: object, deep: int) -> list[str]:
    """The ids in a page, a folder or a pile of widgets."""
    found: list[str] = []
    for icon in held[:MOST] if isinstance(held, list) else ():
        if isinstance(icon, str):
            found.append(plists.text({"": icon}, "", 300))
        elif isinstance(icon, dict):
            found += [key for name in NAMES if (key := plists.text(icon, name, 300))]
            found += _inside(icon, deep - 1) if deep else []
        elif isinstance(icon, list) and deep:
            found += _keys(icon, deep - 1)
    return list(dict.fromkeys(key for key in found if key))[:MOST]


def _inside(icon: dict[Any, Any], deep: int) -> list[str]:
    return [key for name in ("iconLists", "elements") for key in _keys(icon.get(name), deep)]
