# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture of the findings that the README shows, from a consultation made by hand.

Run as `python -m tests.tui.screenshot` to make it anew.
"""

import asyncio
import re
from pathlib import Path

from textual.pilot import Pilot

from devicecheck.report.folder import reports_folder
from devicecheck.tui.screens.findings import FindingsScreen
from tests.report import samples
from tests.tui.scripted import Script, app_of, no_story, practise, until

SIZE = (110, 34)
FONTS = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)


def picture_file() -> Path:
    """Where the picture is kept."""
    return reports_folder() / "samples" / "findings.svg"


async def picture() -> str:
    """The picture as SVG. Its fonts are not named: they would be fetched from elsewhere."""
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=SIZE) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        return await settled(pilot)


async def settled(pilot: Pilot[int]) -> str:
    """The picture once it stays as it is: what is laid out anew needs a moment, and longer on a busy machine."""
    async with asyncio.timeout(10):
        before, now = "", FONTS.sub("", pilot.app.export_screenshot(title="DeviceCheck"))
        while now != before:
            await pilot.pause(0.1)
            before, now = now, FONTS.sub("", pilot.app.export_screenshot(title="DeviceCheck"))
    return now + "\n"


if __name__ == "__main__":
    picture_file().parent.mkdir(exist_ok=True)
    picture_file().write_text(asyncio.run(picture()), "utf-8")
