# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The screens look as they looked when somebody last read them."""

import pytest

from tests.tui.pictured import FOLDER, SCREENS, SIZES, file_of, picture

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCREENS)
async def test_the_screen_is_as_it_was_last_read(name: str, size: tuple[int, int]) -> None:
    assert await picture(name, size) == file_of(name, size).read_text("utf-8"), "run: python -m tests.tui.pictured"


def test_no_picture_is_left_over() -> None:
    wanted = {file_of(name, size).name for name in SCREENS for size in SIZES}
    assert {path.name for path in FOLDER.iterdir()} == wanted
