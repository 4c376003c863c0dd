# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck practice`: the same visit to a made-up phone, which is a program of its own on 127.0.0.1."""

import asyncio
import json
from pathlib import Path

from devicecheck.cli.check import hand_over
from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.following import Followed, follow
from devicecheck.cli.handover import formats
from devicecheck.errors import StoryError
from devicecheck.frontend.practice_phones import running, stories
from devicecheck.frontend.proving import proved_pack
from devicecheck.report.wording import load
from devicecheck.runner.visit import Visit


def list_stories(as_json: bool) -> int:
    """Print the stories; the exit code."""
    for story in asyncio.run(stories()):
        row = {"story": story.name, "title": story.title}
        print(json.dumps(row) if as_json else f"{story.name:<16} {story.title}")
    return Exit.DONE


def run(story: str, out: Path | None, named_formats: str, as_json: bool) -> int:
    """Start the made-up phone, check it, hand over the result; the exit code."""
    kinds = formats(named_formats)
    narrate(load().text("app.practice-mark"))
    return hand_over(asyncio.run(_visit(story)), out, kinds, as_json)


async def _visit(name: str) -> Followed:
    known = await stories()
    story = next((story for story in known if story.name == name), None)
    if story is None:
        raise StoryError("unknown", {"story": name, "stories": ", ".join(story.name for story in known)})
    pack, stamp = await asyncio.to_thread(proved_pack)
    async with running(story) as place:
        return await follow(Visit(place, pack, stamp), load())
