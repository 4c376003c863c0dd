# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The made-up recordings of traffic for training, for both front ends: which there are, and one of them as a file."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from devicecheck.errors import StoryError
from devicecheck.frontend.practice_phones import Story, capture_stories, printed
from devicecheck.model.endpoints import Endpoint, Origin, Via
from devicecheck.runner.capture_check import READER
from devicecheck.sources.private_folder import private_folder

ENDPOINT = Endpoint(reader=READER, via=Via.FILE, origin=Origin.PRACTICE)


async def stories() -> tuple[Story, ...]:
    """The made-up recordings. Errors: StoryError when the practice program does not answer."""
    return await capture_stories()


@asynccontextmanager
async def made(name: str) -> AsyncIterator[Path]:
    """One of them, as a file that is erased at the end. Errors: StoryError `unknown`, `not-started`, `damaged`."""
    known = [story.name for story in await stories()]
    if name not in known:
        raise StoryError("unknown", {"story": name, "stories": ", ".join(known)})
    with private_folder() as private:
        await printed("--capture", name, "--into", str(private / "made-up.pcap"))
        yield private / "made-up.pcap"
