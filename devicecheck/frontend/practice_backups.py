# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The made-up backups for training, for both front ends: which there are, and one of them in a folder."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from devicecheck.errors import StoryError
from devicecheck.frontend.practice_phones import Story, backup_stories, printed
from devicecheck.model.endpoints import Endpoint, Origin, Via
from devicecheck.runner.backup_visit import READER
from devicecheck.sources.private_folder import private_folder

ENDPOINT = Endpoint(reader=READER, via=Via.FILE, origin=Origin.PRACTICE)


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A made-up backup. Its password is no secret: it is said before it is asked for."""

    folder: Path
    password: str


async def stories() -> tuple[Story, ...]:
    """The made-up backups. Errors: StoryError when the practice program does not answer."""
    return await backup_stories()


@asynccontextmanager
async def made(name: str) -> AsyncIterator[MadeUp]:
    """One of them, in a folder that is erased at the end. Errors: StoryError `unknown`, `not-started`, `damaged`."""
    known = [story.name for story in await stories()]
    if name not in known:
        raise StoryError("unknown", {"story": name, "stories": ", ".join(known)})
    with private_folder() as private:
        (told,) = await printed("--backup", name, "--into", str(private / "backup"))
        yield MadeUp(private / "backup", str(told["password"]))
