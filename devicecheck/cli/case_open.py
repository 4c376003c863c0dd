# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck case open`: a visit that was cut off. Make its report, go on from it, or erase it."""

import asyncio
from pathlib import Path

from devicecheck.cli import plain_visit
from devicecheck.cli.anytime import Anytime
from devicecheck.cli.asking import Asker, InputEndedError
from devicecheck.cli.case import asked_secret
from devicecheck.cli.dialogue import TypedLines
from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.handover import print_findings, write_reports
from devicecheck.cli.kept_visit import KeptVisit, of_case, settle
from devicecheck.frontend.kept_visit import reopen
from devicecheck.frontend.left_visit import left_or_problem
from devicecheck.frontend.typed_path import typed_path
from devicecheck.model.consultation import Consultation
from devicecheck.report.rendering import Format
from devicecheck.report.wording import Wording, load
from devicecheck.runner.recovering import LeftOpen


def run(folder: Path) -> int:
    """Say what a cut-off visit left, and do with it what the person chooses; the exit code."""
    wording = load()
    opened, left = reopen(folder, asked_secret(wording, folder))
    kept = of_case(opened, wording)
    narrate(wording.text("kept.opened", at=f"{left.opened_at:%Y-%m-%d %H:%M} UTC"))
    try:
        return int(asyncio.run(_choose(kept, left)))
    except InputEndedError:
        kept.leave()
        return int(Exit.STOPPED)
    finally:
        kept.close()


async def _choose(kept: KeptVisit, left: LeftOpen) -> Exit:
    ask = Asker(kept.wording, TypedLines(Anytime(kept.wording)))
    visit, problem = await left_or_problem(kept.log, left)
    kept.look()
    if problem is not None:
        ask.problem(problem.code, problem.terms)
        ask.tell("kept.not-gone-through")
    ways = ("erase", "leave") if problem else (*(("report",) if visit is not None else ()), "go-on", "erase", "leave")
    answers = {way: ask.wording.text(f"kept.ways.{way}") for way in ways}
    way = await ask.choose(ask.wording.text("kept.ways.question"), answers)
    if way == "go-on":
        return await plain_visit.go_on(ask, kept, left, visit)
    if way == "report" and visit is not None:
        print_findings(visit, as_json=False)
        _write(visit, await ask.line(ask.wording.text("plain.copies.folder")), ask.wording)
    if way in {"report", "erase"}:
        await settle(ask, kept, visit if way == "report" else None)
    return Exit.DONE


def _write(visit: Consultation, folder: str, wording: Wording) -> None:
    if folder:
        write_reports(visit, wording, typed_path(folder), (Format.HTML, Format.TXT, Format.JSON))
