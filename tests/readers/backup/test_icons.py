# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who stands on the Home Screen of a backup: pages, dock, folders, widgets; and what is no Home Screen at all."""

from pathlib import Path
from typing import Any

import pytest

from devicecheck.practice.backup.writer import BackupWriter, plist
from devicecheck.readers.backup import icons, table
from devicecheck.readers.file_session import NotLooked
from tests.readers.backup.backups import opened, watch


def told(folder: Path, kept: Any, place: tuple[str, str] = table.HOME_SCREEN[0]) -> list[list[str]]:
    writer = BackupWriter(folder)
    writer.add(*place, plist(kept))
    writer.finish({}, {})
    return [[icon["bundleIdentifier"] for icon in page] for page in icons.pages(opened(folder), watch())]


def test_dock_pages_folders_and_widgets(tmp_path: Path) -> None:
    folder = {"displayName": "F", "listType": "folder", "iconLists": [["c.d"], [{"bundleIdentifier": "e.f"}]]}
    widget = {"elementType": "widget", "containerBundleIdentifier": "g.h", "gridSize": "small"}
    pile = {"iconType": "custom", "elements": [{"containerBundleIdentifier": "i.j"}, {"elementType": "widget"}]}
    kept = {"buttonBar": ["dock.app"], "iconLists": [["a.b", folder], [widget, pile]], "ignored": ["x.y"]}
    assert told(tmp_path, kept) == [["dock.app"], ["a.b", "c.d", "e.f"], ["g.h", "i.j"]]


def test_an_empty_file_names_no_page(tmp_path: Path) -> None:
    writer = BackupWriter(tmp_path)
    writer.add(*table.HOME_SCREEN[0], b"")
    writer.finish({}, {})
    assert icons.pages(opened(tmp_path), watch()) == []


def test_a_tablet_keeps_it_elsewhere(tmp_path: Path) -> None:
    assert told(tmp_path, {"iconLists": [["a.b"]]}, table.HOME_SCREEN[1]) == [[], ["a.b"]]


@pytest.mark.parametrize(("kept", "why"), [({}, "no-table"), ({"iconLists": "a.b"}, "no-table"), ([], "damaged")])
def test_what_holds_no_pages_is_not_an_empty_screen(kept: Any, why: str, tmp_path: Path) -> None:
    with pytest.raises(NotLooked, match=why):
        told(tmp_path, kept)


def test_odd_and_endless_icons_are_passed_over(tmp_path: Path) -> None:
    deep: Any = ["in.the.deep"]
    for _ in range(30):
        deep = [{"iconLists": [deep]}]
    kept = {"buttonBar": 7, "iconLists": [[3, 4.5, {"bundleIdentifier": 9}, "a.b"], deep, "page"]}
    assert told(tmp_path, kept) == [[], ["a.b"], [], []]
