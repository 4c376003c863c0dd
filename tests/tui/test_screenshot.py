# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture in the README is what the app shows now."""

from tests.tui.screenshot import picture, picture_file


async def test_the_picture_is_what_the_app_shows():
    assert await picture() == picture_file().read_text("utf-8"), "run: python -m tests.tui.screenshot"


async def test_the_picture_fetches_nothing():
    drawn = picture_file().read_text("utf-8")
    assert "url(http" not in drawn and "@import" not in drawn and "<script" not in drawn
