# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck check-backup`: what a copy of the client's own iPhone tells. Its password is never an argument."""

import asyncio
import json
import os
from pathlib import Path

from devicecheck.cli.beside import Beside, as_file, run_beside, wanted
from devicecheck.cli.exits import Exit, narrate
from devicecheck.errors import DocumentError
from devicecheck.frontend import practice_backups
from devicecheck.frontend.proving import proved_pack
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


def run(
    folder: Path, visit: Path | None, out: Path | None, named_formats: str, as_json: bool, keep: bool = False
) -> int:
    """Ask, open the backup, hand over what it tells, as part of a saved visit if one is named; the exit code."""
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise DocumentError("no-such-folder", {"path": str(folder), "why": error.strerror or ""}) from None
    asked = wanted(visit, out, named_formats, as_json, keep)
    narrate(load().text("backup.start"))
    return asyncio.run(_visit(folder, asked))


def practise(
    story: str, visit: Path | None, out: Path | None, named_formats: str, as_json: bool, keep: bool = False
) -> int:
    """The same with a made-up backup; the exit code."""
    asked = wanted(visit, out, named_formats, as_json, keep)
    narrate(load().text("app.practice-mark"))
    return asyncio.run(_practice(story, asked))


async def _visit(folder: Path, asked: Beside) -> int:
    pack, stamp = await asyncio.to_thread(proved_pack)
    full = await asyncio.to_thread(folder.resolve)
    visit = BackupVisit(Endpoint(reader=READER, via=Via.FILE), pack, stamp, full, asked.keeps)
    return await run_beside(visit, asked, as_file)


async def _practice(story: str, asked: Beside) -> int:
    pack, stamp = await asyncio.to_thread(proved_pack)
    async with practice_backups.made(story) as place:
        if place.password:
            narrate(load().text("backup.practice-password", password=clean(place.password)))
        visit = BackupVisit(practice_backups.ENDPOINT, pack, stamp, place.folder, asked.keeps)
        return await run_beside(visit, asked, as_file)
