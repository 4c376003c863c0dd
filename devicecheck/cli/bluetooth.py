# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck bluetooth`: listen for small tags near a client's things. It joins none, and makes none ring."""

import asyncio
import json
from pathlib import Path

from devicecheck.cli.beside import Beside, run_beside, wanted
from devicecheck.cli.exits import Exit, narrate
from devicecheck.errors import UsageError
from devicecheck.frontend import practice_radios
from devicecheck.frontend.proving import proved_pack
from devicecheck.frontend.saved_document import read
from devicecheck.model.consultation import Consultation
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.model.radio_observations import TrustedTag
from devicecheck.report.wording import load
from devicecheck.runner.sweeps import DEVICE, READER, Radio
from devicecheck.runner.tag_visit import TagVisit

SECONDS = range(10, 301)


def list_stories(as_json: bool) -> int:
    """Print the recorded radios; the exit code."""
    for story in asyncio.run(practice_radios.stories()):
        row = {"story": story.name, "title": story.title}
        print(json.dumps(row) if as_json else f"{story.name:<16} {story.title}")
    return Exit.DONE


def run(
    story: str | None,
    seconds: int,
    visit: Path | None,
    known: Path | None,
    out: Path | None,
    named_formats: str,
    as_json: bool,
    keep: bool = False,
) -> int:
    """Listen, ask, hand over the result, as part of a saved visit if one is named; the exit code."""
    if seconds not in SECONDS:
        raise UsageError("bad-seconds")
    asked = wanted(visit, out, named_formats, as_json, keep)
    trusted = _trusted(read(known)) if known is not None else ()
    wording = load()
    narrate(wording.text("app.practice-mark" if story else "radio.start"))
    return asyncio.run(_visit(story, seconds, trusted, asked))


async def _visit(story: str | None, seconds: int, trusted: tuple[TrustedTag, ...], asked: Beside) -> int:
    pack, stamp = await asyncio.to_thread(proved_pack)
    if story is None:
        place = Endpoint(reader=READER, via=Via.RADIO)
        visit = TagVisit(place, pack, stamp, Radio(pack, seconds, trusted), asked.keeps)
    else:
        recorded = await practice_radios.recorded(story)
        visit = TagVisit(practice_radios.ENDPOINT, pack, stamp, recorded, asked.keeps)
    return await run_beside(visit, asked)


def _trusted(earlier: Consultation) -> tuple[TrustedTag, ...]:
    """The tags of an earlier visit that the client knew. Only a number that stays the same is met again."""
    tags = (each for each in earlier.observations if isinstance(each, TrustedTag))
    return tuple(each.model_copy(update={"device": DEVICE}) for each in tags)
