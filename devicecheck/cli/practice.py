# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck practice`: the same visit to a made-up phone, which is a program of its own on 127.0.0.1."""

import asyncio
import json
from pathlib import Path

from devicecheck.cli.check import Wanted, visited
from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.handover import formats
from devicecheck.cli.kept_visit import offer, tell_cut_off
from devicecheck.errors import StoryError
from devicecheck.frontend.practice_phones import running, stories
from devicecheck.report.wording import load


def list_stories(as_json: bool) -> int:
    """Print the stories; the exit code."""
    for story in asyncio.run(stories()):
        row = {"story": story.name, "title": story.title}
        print(json.dumps(row) if as_json else f"{story.name:<16} {story.title}")
    return Exit.DONE


def run(story: str, out: Path | None, named_formats: str, as_json: bool, keep: bool = False) -> int:
    """Start the made-up phone, check it, hand over the result; the exit code."""
    kinds, wording = formats(named_formats, out), load()
    tell_cut_off(wording)
    narrate(wording.text("app.practice-mark"))
    return asyncio.run(_visit(story, Wanted(out, kinds, as_json, offer(wording) if keep else None)))


async def _visit(name: str, wanted: Wanted) -> int:
    known = await stories()
    story = next((story for story in known if story.name == name), None)
    if story is None:
        raise StoryError("unknown", {"story": name, "stories": ", ".join(story.name for story in known)})
    async with running(story) as place:
        return await visited(place, (), wanted)
