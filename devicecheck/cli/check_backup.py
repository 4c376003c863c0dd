# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck check-backup`: what a copy of the client's own iPhone tells. Its password is never an argument."""

import asyncio
import json
import os
from pathlib import Path

from devicecheck.cli.bluetooth import joined
from devicecheck.cli.check import hand_over
from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.following import Followed, follow
from devicecheck.cli.handover import formats
from devicecheck.errors import DocumentError
from devicecheck.frontend import practice_backups
from devicecheck.frontend.proving import proved_pack
from devicecheck.frontend.saved_document import read
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.report.clean_text import clean
from devicecheck.report.wording import load
from devicecheck.runner.backup_visit import READER, BackupVisit


def list_stories(as_json: bool) -> int:
    """Print the made-up backups; the exit code."""
    for story in asyncio.run(practice_backups.stories()):
        row = {"story": story.name, "title": story.title}
        print(json.dumps(row) if as_json else f"{story.name:<16} {story.title}")
    return Exit.DONE


def run(folder: Path, visit: Path | None, out: Path | None, named_formats: str, as_json: bool) -> int:
    """Ask, open the backup, hand over what it tells, as part of a saved visit if one is named; the exit code."""
    kinds = formats(named_formats, out)
    before = read(visit) if visit is not None else None
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise DocumentError("no-such-folder", {"path": str(folder), "why": error.strerror or ""}) from None
    narrate(load().text("backup.start"))
    return hand_over(joined(_ended(asyncio.run(_visit(folder))), before), out, kinds, as_json)


def practise(story: str, visit: Path | None, out: Path | None, named_formats: str, as_json: bool) -> int:
    """The same with a made-up backup; the exit code."""
    kinds = formats(named_formats, out)
    before = read(visit) if visit is not None else None
    narrate(load().text("app.practice-mark"))
    return hand_over(joined(_ended(asyncio.run(_practice(story))), before), out, kinds, as_json)


async def _visit(folder: Path) -> Followed:
    pack, stamp = await asyncio.to_thread(proved_pack)
    full = await asyncio.to_thread(folder.resolve)
    return await follow(BackupVisit(Endpoint(reader=READER, via=Via.FILE), pack, stamp, full), load())


async def _practice(story: str) -> Followed:
    pack, stamp = await asyncio.to_thread(proved_pack)
    async with practice_backups.made(story) as place:
        if place.password:
            narrate(load().text("backup.practice-password", password=clean(place.password)))
        return await follow(BackupVisit(practice_backups.ENDPOINT, pack, stamp, place.folder), load())


def _ended(followed: Followed) -> Followed:
    """A backup that cannot be read is a file that cannot be read, not a phone."""
    if followed.code is Exit.PHONE:
        followed.code = Exit.FILE
    return followed
