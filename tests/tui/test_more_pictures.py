# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every screen has a picture at two sizes, and looks as it looked when somebody last read it."""

import ast
from pathlib import Path

import pytest

import devicecheck.tui
from tests.tui import more_pictured, pictured
from tests.tui.more_pictured import FOLDER, SCREENS, file_of, picture
from tests.tui.workspace import pictured as workspace

FRAMES = frozenset({"VisitScreen", "Overlay", "WorkspaceScreen", "DeskFrame"})
"""What screens are made of."""


def screens() -> set[str]:
    """The names of all screens of the app."""
    found = set()
    for path in Path(devicecheck.tui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            bases = " ".join(map(ast.unparse, node.bases)) if isinstance(node, ast.ClassDef) else ""
            if isinstance(node, ast.ClassDef) and any(each in bases for each in ("Screen", *FRAMES)):
                found.add(node.name)
    return found - FRAMES


def test_every_screen_is_in_a_picture() -> None:
    drawn = "".join(
        Path(each.__file__).read_text("utf-8") for each in (pictured, more_pictured, workspace) if each.__file__
    )
    first = {"StartScreen"} if "await to_start(pilot)" in drawn else set()
    assert {name for name in screens() - first if name not in drawn} == set()


def test_no_picture_is_left_over_or_missing() -> None:
    wanted = {file_of(name, size).name for name in SCREENS for size in pictured.SIZES}
    assert {path.name for path in FOLDER.iterdir()} == wanted


@pytest.mark.slow
@pytest.mark.parametrize("size", pictured.SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCREENS)
async def test_the_screen_is_as_it_was_last_read(name: str, size: tuple[int, int]) -> None:
    said = "run: python -m tests.tui.more_pictured"
    assert await picture(name, size) == file_of(name, size).read_text("utf-8"), said
