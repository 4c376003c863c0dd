# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The copies that each practice story leads to, read through the real reader: reports/samples, reviewed by diff.

Run as `python -m tests.report.stories` to write them anew. What changes from day to day (case code, times, the version
of our list) is settled first, so that a difference is a difference in what a person reads.
"""

import asyncio
import re
from contextlib import aclosing
from datetime import date, timedelta
from pathlib import Path

from devicecheck.frontend.practice_phones import Story, running
from devicecheck.model.consultation import Consultation
from devicecheck.model.control_observations import AuthorisedComputer
from devicecheck.model.findings import Finding
from devicecheck.model.observations import Observation, ServerContact
from devicecheck.model.setting_observations import PhoneLinks
from devicecheck.model.told import Copy
from devicecheck.packs.load import load_shipped
from devicecheck.packs.stamp import stamp
from devicecheck.report import html, log_sheet, text
from devicecheck.report.bilingual import beside_english
from devicecheck.report.copies import sheet
from devicecheck.report.folder import reports_folder
from devicecheck.report.timeline_part import read_day
from devicecheck.report.wording import languages, load
from devicecheck.runner.events import Finished
from devicecheck.runner.visit import Visit
from devicecheck.selftest.canaries import fire
from tests.report import beside
from tests.report.samples import STAMP, START, TODAY

STORIES = (
    "watched", "ordinary", "stops-halfway", "iphone-ordinary", "supervised", "vpn-profile", "sideloaded",
    "other-account", "family-iphone", "old-android", "work-phone",
    "moved-phone", "strange-computer", "secure-folder", "child-tablet", "nothing-seen",
)  # fmt: skip
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
NAMES = {Copy.A: "client", Copy.CARD: "card", Copy.B: "caseworker", Copy.ORDERS: "orders"}


def folder() -> Path:
    return reports_folder() / "samples"


async def _visited(story: str) -> Consultation:
    if story in beside.MAKERS:
        return await beside.MAKERS[story]()
    pack = load_shipped()
    async with (
        running(Story(story, "")) as place,
        aclosing(Visit(place, pack, stamp(pack, fire(pack))).run()) as events,
    ):
        finished = [event async for event in events if isinstance(event, Finished)]
    return finished[0].consultation


def settled(document: Consultation) -> Consultation:
    """The document as if it had been made on the day of the samples, with their list."""
    moved = TODAY - document.ended_at.date()
    return document.model_copy(
        update={
            "code": "K7-F3QX",
            "tool_version": "0.1.0",
            "started_at": START,
            "ended_at": START + timedelta(seconds=48),
            "pack": STAMP,
            "observations": tuple(_copied(each, moved) for each in document.observations),
            "findings": tuple(_moved(finding, moved) for finding in document.findings),
            "install_days": {str(date.fromisoformat(day) + moved): n for day, n in document.install_days.items()},
            "clock_ahead_seconds": 0,
        }
    )


def _copied(observation: Observation, by: timedelta) -> Observation:
    if isinstance(observation, AuthorisedComputer) and (seen := read_day(observation.last_seen)):
        return observation.model_copy(update={"last_seen": f"{seen + by}"})
    if isinstance(observation, ServerContact):  # a made-up recording ends when it is made
        return observation.model_copy(update=dict.fromkeys(("first", "last"), START.isoformat()))
    day = read_day(observation.copied_on) if isinstance(observation, PhoneLinks) else None
    return observation.model_copy(update={"copied_on": (day + by).isoformat()}) if day else observation


def _moved(finding: Finding, by: timedelta) -> Finding:
    days = {name: read_day(finding.terms.get(name, "")) for name in ("installed", "updated", "copied")}
    changed = {
        name: f"{day + by}" if name == "copied" else f"{day + by} 12:00:00"
        for name, day in days.items()
        if day is not None
    }
    if named := finding.terms.get("computers"):
        changed["computers"] = _DAY.sub(lambda day: f"{date.fromisoformat(day[0]) + by}", named)
    return finding.model_copy(update={"terms": finding.terms | changed})


def log_files() -> dict[str, bytes]:
    """The pages to write on in each language, as text; in English and in one that runs from the right as pages too."""
    made = {language: beside_english(lambda words: log_sheet.alone(words, TODAY), language) for language in languages()}
    pages = {f"{language}.html": html.render(made[language]) for language in ("en", "ur")}
    return {f"{language}.txt": text.render(page) for language, page in made.items()} | pages


def files(story: str) -> dict[str, bytes]:
    """Every sample of a story by its name: each copy as text, the client's as a page too."""
    document = settled(asyncio.run(_visited(story)))
    made = {copy: sheet(document, load(), TODAY, copy) for copy in NAMES}
    printed = {f"{NAMES[copy]}.txt": text.render(page) for copy, page in made.items()}
    return printed | {"client.html": html.render(made[Copy.A])}


if __name__ == "__main__":
    (folder() / "log").mkdir(exist_ok=True)
    for name, data in log_files().items():
        (folder() / "log" / name).write_bytes(data)
    for story in (*STORIES, *beside.MAKERS):
        (folder() / story).mkdir(exist_ok=True)
        for name, data in files(story).items():
            (folder() / story / name).write_bytes(data)
