# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck case look-again`: an old visit with the list of today, from what the phone said then."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from devicecheck.casefile.store import open_case
from devicecheck.cli.case import asked_secret
from devicecheck.cli.exits import Exit, narrate
from devicecheck.frontend.proving import proved_pack
from devicecheck.model import chain
from devicecheck.model.chain import Entry
from devicecheck.model.findings import Finding
from devicecheck.report import document
from devicecheck.report.clean_text import clean
from devicecheck.report.wording import Wording, load
from devicecheck.runner.looking_again import Again, look_again
from devicecheck.runner.worker import Worker

LOOKED = "looked-again"


def run(folder: Path, code: str) -> int:
    """Judge the kept answers anew and print what differs; the exit code. What came of it stands in the case."""
    wording = load()
    case = open_case(folder, asked_secret(wording, folder))
    try:
        again = asyncio.run(_again([chain.read(line) for line in case.lines()], case.held(), code))
        kept = {"code": code, "document": document.write(again.now).decode()}
        case.add(datetime.now(UTC), LOOKED, kept)
    finally:
        case.close()
    pack = again.now.pack
    narrate(wording.text("case.again.heading", code=code, version=pack.version, day=pack.issued_on.isoformat()))
    for name, findings in (("new", again.new), ("changed", again.changed), ("gone", again.gone)):
        _list(name, findings, wording)
    same = len(again.now.findings) - len(again.new) - len(again.changed)
    narrate(wording.text("case.again.same", count=str(same)))
    narrate(wording.text("case.again.limit", day=f"{again.then.started_at:%Y-%m-%d}"))
    return Exit.DONE


async def _again(entries: Sequence[Entry], held: dict[int, bytes], code: str) -> Again:
    pack, stamp = await asyncio.to_thread(proved_pack)
    async with Worker(pack) as worker:
        return await look_again(entries, held, code, stamp, worker)


def _list(name: str, findings: Sequence[Finding], wording: Wording) -> None:
    if findings:
        print(wording.text(f"case.again.{name}"))
    for finding in findings:
        terms = {term: clean(value) for term, value in finding.terms.items()}
        print(f"  - {wording.text(f'findings.codes.{finding.code}.headline', **terms)}")
