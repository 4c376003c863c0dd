# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks through one capture on this computer for listed servers. No phone is reached, so no gate stands before it."""

import asyncio
import json
import sys
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from devicecheck.errors import ReaderError
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.consultation import Consultation
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.model.observations import CaptureSummary, GapReason, ServerContact
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import Pack, PackStamp
from devicecheck.model.topics import Topic
from devicecheck.parse import capture
from devicecheck.readers.wire import FILE_VARIABLE, Fault
from devicecheck.runner import gates
from devicecheck.runner.document import VisitRecord, consultation
from devicecheck.runner.events import Live
from devicecheck.runner.judging import Asked, Judgement, judge
from devicecheck.runner.planning import Question, asks
from devicecheck.sources.private_folder import private_folder
from devicecheck.sources.session import running

READER = "capture"
DEVICE = "capture-1"
TOPICS = frozenset({Topic.CAPTURE_SERVERS})
SERVERS_FILE = "servers.json"
"""The name under which the reader looks for the servers in the private folder."""
START_DEADLINE = 20.0
DEADLINE = 3_000.0


@dataclass(frozen=True)
class CaptureChecked:
    """What was found in a capture. Shape: `summary` is None when it could not be looked into; `why` is the reason."""

    judgement: Judgement
    readings: tuple[Reading, ...]
    summary: CaptureSummary | None
    contacts: tuple[ServerContact, ...]
    why: str = ""


async def check_capture(path: Path, pack: Pack, tell: Callable[[Live], None] = lambda _: None) -> CaptureChecked:
    """Every listed server that the capture names. `tell` hears how far one is.

    Errors: ReaderError when the reader broke before it said anything about the file.
    """
    full = str(await asyncio.to_thread(path.resolve))
    with private_folder() as folder:
        await asyncio.to_thread((folder / SERVERS_FILE).write_text, json.dumps(servers(pack)), "utf-8")
        return checked(await _read(full, folder, tell), SignatureIndex(pack))


def servers(pack: Pack) -> list[str]:
    """Every listed server, by name or address, as the reader takes them."""
    listed = (each.indicators for each in pack.signatures)
    return sorted({server for each in listed for server in (*each.domains, *each.addresses)})


def program(folder: Path) -> list[str]:
    """How the reader is started; `folder` holds the servers, the capture is told by the environment."""
    module = [sys.executable, "-I", "-m", f"devicecheck.readers.{READER}"]
    return [*module, "--agreed", Topic.CAPTURE_SERVERS.value, "--folder", str(folder)]


async def _read(full: str, folder: Path, tell: Callable[[Live], None]) -> tuple[Reading, ...]:
    readings: list[Reading] = []
    question = asks([Question(Topic.CAPTURE_SERVERS)], 1, "c")
    async with (
        running(program(folder), READER, folder, START_DEADLINE, DEVICE, told={FILE_VARIABLE: full}) as session,
        aclosing(session.ask(question, DEADLINE)) as items,
    ):
        async for item in items:
            if isinstance(item, Reading):
                readings.append(item)
            else:
                tell(Live(item.state, item.terms))
    if not readings:
        raise ReaderError(Fault.CRASHED)
    return tuple(readings)


def document(
    found: CaptureChecked, stamp: PackStamp, recorded: gates.Recorded, started_at: datetime, ended_at: datetime
) -> Consultation:
    """What was found as a document of its own, which can become part of a visit's."""
    record = VisitRecord(Endpoint(reader=READER, via=Via.FILE), stamp, started_at, device=DEVICE)
    record.recorded = recorded
    record.readings = list(found.readings)
    return consultation(record, found.judgement, stopped=False, ended_at=ended_at)


def checked(readings: tuple[Reading, ...], index: SignatureIndex) -> CaptureChecked:
    """What these readings of the reader say."""
    judgement = judge(readings, Asked(READER, DEVICE, TOPICS, TOPICS), index)
    observed = capture.observe(readings, DEVICE).observations
    summary = next((item for item in observed if isinstance(item, CaptureSummary)), None)
    contacts = tuple(item for item in observed if isinstance(item, ServerContact))
    first = next(iter(judgement.gaps), None)
    why = ""
    if summary is None and first is not None:
        why = first.terms.get("why") or GapReason(first.reason).value
    return CaptureChecked(judgement, readings, summary, contacts, why)
