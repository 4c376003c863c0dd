# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck practice`: the same visit to a made-up phone, which is a program of its own on 127.0.0.1."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

from devicecheck.cli.check import hand_over
from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.following import Followed, follow
from devicecheck.cli.handover import formats
from devicecheck.cli.proving import proved_pack
from devicecheck.errors import StoryError
from devicecheck.model.endpoints import Endpoint, Origin, Via
from devicecheck.report.wording import load
from devicecheck.runner.visit import Visit
from devicecheck.sources import endpoint_program

PROGRAM = [sys.executable, "-m", "devicecheck.practice"]


def list_stories(as_json: bool) -> int:
    """Print the stories; the exit code."""
    for name, title in stories().items():
        print(json.dumps({"story": name, "title": title}) if as_json else f"{name:<16} {title}")
    return Exit.DONE


def stories() -> dict[str, str]:
    """Name and title of every made-up phone."""
    listed = subprocess.run([*PROGRAM, "--list"], capture_output=True, check=True, text=True, timeout=30)
    rows = (json.loads(line) for line in listed.stdout.splitlines())
    return {row["story"]: row["title"] for row in rows}


def run(story: str, out: Path | None, named_formats: str, as_json: bool) -> int:
    """Start the made-up phone, check it, hand over the result; the exit code."""
    kinds = formats(named_formats)
    known = stories()
    if story not in known:
        raise StoryError("unknown", {"story": story, "stories": ", ".join(known)})
    wording = load()
    narrate(wording.text("app.practice-mark"))
    return hand_over(asyncio.run(_visit(story)), out, kinds, as_json)


async def _visit(story: str) -> Followed:
    pack, stamp = await asyncio.to_thread(proved_pack)
    async with endpoint_program.start([*PROGRAM, story]) as told:
        place = Endpoint(
            reader=str(told["kind"]),
            via=Via.TCP,
            host=str(told["host"]),
            port=int(str(told["port"])),
            origin=Origin.PRACTICE,
        )
        return await follow(Visit(place, pack, stamp), load())
