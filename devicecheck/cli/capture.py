# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck capture`: which servers of known apps a recording of traffic names. Looks at no phone and no network."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

from devicecheck.casefile.plain_file import opened
from devicecheck.cli.beside import Beside, as_file, run_beside, wanted
from devicecheck.cli.cards import card
from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.following import Followed
from devicecheck.errors import DocumentError
from devicecheck.frontend import practice_captures
from devicecheck.frontend.proving import proved_pack
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.model.findings import Completed, Finding
from devicecheck.model.observations import CaptureSummary, Gap, ServerContact
from devicecheck.readers.wire import LiveState
from devicecheck.report.clean_text import clean
from devicecheck.report.wording import Wording, load
from devicecheck.runner.capture_check import READER, CaptureChecked, check_capture
from devicecheck.runner.capture_visit import CaptureVisit
from devicecheck.runner.events import Live

CHECK = "listed-servers"


def list_stories(as_json: bool) -> int:
    """Print the made-up recordings; the exit code."""
    for story in asyncio.run(practice_captures.stories()):
        row = {"story": story.name, "title": story.title}
        print(json.dumps(row) if as_json else f"{story.name:<16} {story.title}")
    return Exit.DONE


def practise(story: str, visit: Path | None, out: Path | None, formats: str, as_json: bool, keep: bool = False) -> int:
    """Look into a made-up recording, hand over what it names; the exit code."""
    asked = wanted(visit, out, formats, as_json, keep)
    narrate(load().text("app.practice-mark"))
    return asyncio.run(_practice(story, asked))


async def _practice(story: str, asked: Beside) -> int:
    pack, stamp = await asyncio.to_thread(proved_pack)
    async with practice_captures.made(story) as path:
        return await run_beside(
            CaptureVisit(practice_captures.ENDPOINT, pack, stamp, path, asked.keeps), asked, _in_part
        )


def run(path: Path, visit: Path | None, out: Path | None, named_formats: str, as_json: bool, keep: bool = False) -> int:
    """Look into the recording and print what was found, or make it part of a client's document; the exit code."""
    try:
        with opened(path) as file:
            file.read(1)
    except OSError as error:
        raise DocumentError("not-readable", {"path": str(path), "why": error.strerror or ""}) from None
    wording = load()
    if visit is not None or out is not None or keep:
        return asyncio.run(_for_a_client(path, wanted(visit, out, named_formats, as_json, keep)))
    pack, _ = proved_pack()
    found = asyncio.run(check_capture(path, pack, _telling(wording)))
    if as_json:
        print(json.dumps(_as_data(found), ensure_ascii=False, indent=2))
    else:
        for line in _lines(found, wording):
            print(line)
    return not_looked(found, wording) if found.summary is None else Exit.DONE


def _telling(wording: Wording) -> Callable[[Live], None]:
    """Says how far one is in a long recording. A file has no connection to speak of."""

    def tell(live: Live) -> None:
        if live.state is LiveState.GOING_THROUGH:
            narrate(wording.text(f"states.{live.state}", **live.terms))

    return tell


def not_looked(found: CaptureChecked, wording: Wording) -> Exit:
    """Say why nothing could be looked into; the exit code."""
    narrate(wording.text("capture.not-looked", why=_why(found.why, "", wording)))
    return Exit.FILE


async def _for_a_client(path: Path, asked: Beside) -> int:
    """With the client's yes: what the recording names stands in their document and in their report."""
    pack, stamp = await asyncio.to_thread(proved_pack)
    visit = CaptureVisit(Endpoint(reader=READER, via=Via.FILE), pack, stamp, path, asked.keeps)
    return await run_beside(visit, asked, _in_part)


def _in_part(followed: Followed) -> Followed:
    """A recording of which a part could be read was looked into; the document names the rest."""
    seen = followed.consultation.observations if followed.consultation else ()
    if followed.code is Exit.PHONE and any(isinstance(each, CaptureSummary) for each in seen):
        followed.code = Exit.DONE
    return as_file(followed)


def _as_data(found: CaptureChecked) -> dict[str, object]:
    check = next(outcome for outcome in found.judgement.outcomes if outcome.check == CHECK)
    return {
        "summary": found.summary.model_dump(mode="json") if found.summary else None,
        "contacts": [contact.model_dump(mode="json") for contact in found.contacts],
        "findings": [finding.model_dump(mode="json") for finding in found.judgement.findings],
        "outcome": check.model_dump(mode="json", exclude={"signs"}),
        "readings": [reading.record.model_dump(mode="json") for reading in found.readings],
        "why": found.why,
    }


def _lines(found: CaptureChecked, wording: Wording) -> list[str]:
    if found.summary is None:
        return []
    lines = [
        wording.text("capture.fact.packets", value=str(found.summary.packets)),
        wording.text("capture.fact.named", value=str(sum(found.summary.named.values()))),
    ]
    for finding in found.judgement.findings:
        lines += ["", *card(finding, wording), *_contacts(finding, found, wording)]
    return [*lines, "", *_ending(found, wording)]


def _contacts(finding: Finding, found: CaptureChecked, wording: Wording) -> list[str]:
    own = [contact for contact in found.contacts if contact.id in finding.evidence]
    return [*(_contact(contact, wording) for contact in own), wording.text("capture.clock")]


def _contact(contact: ServerContact, wording: Wording) -> str:
    unknown = wording.text("report.unknown")
    return wording.text(
        "capture.contact",
        name=clean(contact.name),
        ways=", ".join(wording.text(f"capture.way.{way}") for way in contact.ways),
        packets=str(contact.packets),
        first=contact.first or unknown,
        last=contact.last or unknown,
    )


def _ending(found: CaptureChecked, wording: Wording) -> list[str]:
    """What was not seen and not looked at. "Did not see" is said only when there is no gap."""
    check = next(outcome for outcome in found.judgement.outcomes if outcome.check == CHECK)
    gaps: tuple[Gap, ...] = getattr(check, "gaps", ())
    lines = []
    if isinstance(check, Completed) and not check.signs and not gaps:
        lines.append(wording.text(f"checks.{CHECK}.not-seen"))
    for gap in gaps:
        what = wording.text(f"report.topic.{gap.topic}")
        why = _why(gap.terms.get("why", gap.reason.value), gap.terms.get("count", ""), wording)
        lines.append(wording.text("capture.gap", what=what, why=why))
    return [*lines, *(wording.text(f"report.limits.{limit}") for limit in getattr(check, "limits", ()))]


def _why(code: str, count: str, wording: Wording) -> str:
    if wording.has(f"capture.why.{code}"):
        return wording.text(f"capture.why.{code}", **({"count": count} if count else {}))
    return wording.text(f"report.reason.{code}") if wording.has(f"report.reason.{code}") else clean(code)
