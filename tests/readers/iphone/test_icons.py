# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is handed on of the Home Screen: an app is in sight as an icon, in a folder, or as a widget."""

from devicecheck.readers.iphone.questions import _icons


def test_icons_folders_and_widgets_name_their_apps_and_nothing_else() -> None:
    page = [
        {"bundleIdentifier": "a.b", "displayName": "A", "iconModDate": "x"},
        {"displayName": "Folder", "iconLists": [[{"bundleIdentifier": "c.d"}, {"displayName": "no id"}], "odd"]},
        {"elementType": "widget", "containerBundleIdentifier": "e.f"},
        {"iconType": "custom", "elements": [{"containerBundleIdentifier": "g.h"}, {"containerBundleIdentifier": 7}]},
        "odd",
    ]
    assert _icons(page) == [
        {"bundleIdentifier": "a.b", "displayName": "A"},
        {"displayName": "Folder", "pages": [["c.d"], [], []]},
        {"pages": [["e.f"]]},
        {"pages": [["g.h"]]},
    ]
