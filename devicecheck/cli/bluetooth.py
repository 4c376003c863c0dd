# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck bluetooth`: listen for small tags near a client's things. It joins none, and makes none ring."""

import asyncio
import json
from pathlib import Path

from devicecheck.cli.check import hand_over
from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.following import Followed, follow
from devicecheck.cli.handover import formats
from devicecheck.errors import UsageError
from devicecheck.frontend import practice_radios
from devicecheck.frontend.proving import proved_pack
from devicecheck.frontend.saved_document import read
from devicecheck.model.consultation import Consultation
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.model.radio_observations import TrustedTag
from devicecheck.report.wording import load
from devicecheck.runner.adding import added
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
) -> int:
    """Listen, ask, hand over the result, as part of a saved visit if one is named; the exit code."""
    kinds = formats(named_formats, out)
    if seconds not in SECONDS:
        raise UsageError("bad-seconds")
    before = read(visit) if visit is not None else None
    trusted = _trusted(read(known)) if known is not None else ()
    wording = load()
    narrate(wording.text("app.practice-mark" if story else "radio.start"))
    followed = asyncio.run(_visit(story, seconds, trusted))
    return hand_over(joined(followed, before), out, kinds, as_json)


async def _visit(story: str | None, seconds: int, trusted: tuple[TrustedTag, ...]) -> Followed:
    pack, stamp = await asyncio.to_thread(proved_pack)
    if story is None:
        visit = TagVisit(Endpoint(reader=READER, via=Via.RADIO), pack, stamp, Radio(pack, seconds, trusted))
    else:
        visit = TagVisit(practice_radios.ENDPOINT, pack, stamp, await practice_radios.recorded(story))
    return await follow(visit, load())


def _trusted(earlier: Consultation) -> tuple[TrustedTag, ...]:
    """The tags of an earlier visit that the client knew. Only a number that stays the same is met again."""
    tags = (each for each in earlier.observations if isinstance(each, TrustedTag))
    return tuple(each.model_copy(update={"device": DEVICE}) for each in tags)


def joined(followed: Followed, before: Consultation | None) -> Followed:
    """With the saved visit, if there is one. A stopped or refused listening changes nothing in it."""
    if before is None or followed.consultation is None:
        return followed
    return Followed(added(before, followed.consultation), followed.code)
