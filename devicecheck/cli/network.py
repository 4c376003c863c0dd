# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck network`: look for cameras, recorders and place servers on a home network. No password is ever tried."""

import asyncio
import json
from pathlib import Path

from devicecheck.cli.beside import Beside, run_beside, wanted
from devicecheck.cli.exits import Exit, narrate
from devicecheck.errors import UsageError
from devicecheck.frontend import practice_networks
from devicecheck.frontend.proving import proved_pack
from devicecheck.frontend.saved_document import read
from devicecheck.model.consultation import Consultation
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.model.network_observations import KnownDevice
from devicecheck.report.wording import load
from devicecheck.runner.network_visit import NetworkVisit
from devicecheck.runner.networks import DEVICE, READER, ThisComputer, chosen, home_networks

SECONDS = range(2, 1_801)


def list_stories(as_json: bool) -> int:
    """Print the recorded networks; the exit code."""
    for story in asyncio.run(practice_networks.stories()):
        row = {"story": story.name, "title": story.title}
        print(json.dumps(row) if as_json else f"{story.name:<16} {story.title}")
    return Exit.DONE


def run(
    story: str | None,
    interface: str | None,
    seconds: int,
    privileged: bool,
    visit: Path | None,
    known: Path | None,
    out: Path | None,
    named_formats: str,
    as_json: bool,
    keep: bool = False,
) -> int:
    """Ask whose network it is, look, hand over the result, as part of a saved visit if one is named; the exit code."""
    if seconds not in SECONDS:
        raise UsageError("bad-seconds")
    asked = wanted(visit, out, named_formats, as_json, keep)
    named = _known(read(known)) if known is not None else ()
    wording = load()
    narrate(wording.text("app.practice-mark" if story else "radio.network-start"))
    return asyncio.run(_visit(story, interface, seconds, privileged, named, asked))


async def _visit(
    story: str | None,
    interface: str | None,
    seconds: int,
    privileged: bool,
    known: tuple[KnownDevice, ...],
    asked: Beside,
) -> int:
    pack, stamp = await asyncio.to_thread(proved_pack)
    if story is not None:
        recorded = await practice_networks.recorded(story)
        visit = NetworkVisit(practice_networks.ENDPOINT, pack, stamp, recorded, asked.keeps)
    else:
        network = chosen(await home_networks(), interface)
        looks = ThisComputer(network, seconds, known, privileged=privileged)
        visit = NetworkVisit(Endpoint(reader=READER, via=Via.NETWORK), pack, stamp, looks, asked.keeps)
    return await run_beside(visit, asked)


def _known(earlier: Consultation) -> tuple[KnownDevice, ...]:
    """The devices of an earlier visit that the client knew."""
    devices = (each for each in earlier.observations if isinstance(each, KnownDevice))
    return tuple(each.model_copy(update={"device": DEVICE}) for each in devices)
