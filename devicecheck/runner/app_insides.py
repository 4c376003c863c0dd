# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks inside an app's file that was copied from a phone, in the reader of app files. Nothing of the copy is kept."""

import asyncio
import os
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

from devicecheck.errors import ReaderError
from devicecheck.model.readings import Reading
from devicecheck.readers.wire import FILE_VARIABLE, Ask
from devicecheck.runner.document import INSIDE
from devicecheck.runner.file_check import READER, RULES_DEADLINE, START_DEADLINE, arguments, lay_rules
from devicecheck.sources.session import running

COPY = "copied-app"
FOLDER = "inside"
LETTER = "x"


async def look_inside(
    pulled: Reading, rules: dict[str, str], private: Path, number: int, of: str = ""
) -> list[Reading]:
    """The readings about a copied file, under the path that it has on the phone; fewer when they could not be had.

    Shape: `of` stands before their ids where another phone of the visit has such ids too.

    The copy lies in the private folder only while the reader runs, also when this is cancelled.
    """
    folder = private / FOLDER
    copy = folder / COPY
    readings: list[Reading] = []
    laying = asyncio.ensure_future(asyncio.to_thread(_lay, pulled.body, rules, folder))
    try:
        await asyncio.shield(laying)
        argv, named = arguments(folder), {FILE_VARIABLE: str(copy)}
        async with running(argv, READER, folder, START_DEADLINE, pulled.device, told=named) as session:
            numbered = [Ask(f"{of}{LETTER}{number}-{topic.value}", topic.value, {}) for topic in INSIDE]
            async with aclosing(session.ask(numbered, RULES_DEADLINE)) as items:
                readings += [_of_phone(item, pulled) async for item in items if isinstance(item, Reading)]
    except (ReaderError, OSError):
        pass  # each of the two readings that is not there becomes a gap when the visit is closed
    finally:
        await asyncio.wait({laying})  # a thread cannot be cancelled: it would lay the copy down after it was taken away
        copy.unlink(missing_ok=True)
    return readings


def _lay(body: bytes, rules: dict[str, str], folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    lay_rules(rules, folder)
    with os.fdopen(os.open(folder / COPY, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(body)


def _of_phone(reading: Reading, pulled: Reading) -> Reading:
    return replace(reading, params={"path": pulled.params["path"]})
