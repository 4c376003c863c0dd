# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The printed record of an evidence pack as a sheet: facts only, each with who says so and what it rests on. Pure."""

from collections.abc import Iterator

from devicecheck.model.endpoints import Origin
from devicecheck.report.blocks import Block, Box, Bullets, Heading, Note, Para, Row, Sheet
from devicecheck.report.blocks import Facts as FactRows
from devicecheck.report.checks_part import check_views, could_not, list_age
from devicecheck.report.clean_text import breakable, in_groups, shown
from devicecheck.report.evidence import ways
from devicecheck.report.evidence.facts import Facts
from devicecheck.report.evidence.items_part import items
from devicecheck.report.evidence.readings_part import agreed, asked, exact
from devicecheck.report.evidence.steps_part import steps
from devicecheck.report.shared_blocks import table
from devicecheck.report.summary_part import things_alone
from devicecheck.report.which_phone import said_of

POINTS = 12


def record(facts: Facts) -> Sheet:
    """The record. The caveat and the limits are part of it; no option takes them out."""
    return facts.source.sheet(
        facts.text(ways.of_things(facts, "heading")),
        _about(facts),
        (
            *_first(facts),
            *_session(facts),
            *items(facts),
            *steps(facts),
            *_results(facts),
            *asked(facts),
            *_end(facts),
            *exact(facts),
        ),
        footer=facts.text("footer"),
        points=POINTS,
    )


def _about(facts: Facts) -> Iterator[tuple[str, str]]:
    labels = facts.source.view.labels
    yield labels["code"], facts.source.view.code
    yield labels["date"], facts.source.view.date
    yield facts.text("about.staff"), facts.staff
    if facts.document.staff.police_reference:
        yield facts.text("about.police"), shown(facts.document.staff.police_reference)


def _first(facts: Facts) -> Iterator[Block]:
    yield Note(facts.text("forensic"))
    if facts.document.practice:
        yield Note(facts.text("practice"))
    elif any(device.origin is Origin.RECORDING for device in facts.document.devices):
        yield Note(facts.text("recording"))
    yield FactRows(
        (
            Row(facts.text("continuity.key"), (breakable(facts.key),), strong=True),
            Row(facts.text("continuity.head"), (in_groups(facts.log_head),)),
        )
    )


def _session(facts: Facts) -> Iterator[Block]:
    document, pack = facts.document, facts.document.pack
    vias = (facts.wording.text(f"vias.{d.via}") if facts.wording.has(f"vias.{d.via}") else shown(d.via)
            for d in document.devices)  # fmt: skip
    days = (document.ended_at.date() - pack.issued_on).days
    yield Heading(facts.text("headings.session"))
    yield FactRows(
        (
            Row(facts.text(ways.of_things(facts, "session.phone")), facts.source.view.phones),
            Row(facts.text("session.via"), tuple(vias)),
            Row(facts.text(ways.of_things(facts, "session.owner")), tuple(_agreed(facts))),
            Row(facts.text("session.start"), (facts.time(document.started_at),)),
            Row(facts.text("session.end"), (facts.time(document.ended_at),)),
            Row(facts.text("session.ended"), (facts.ended,)),
            Row(
                facts.text("session.clock"),
                (*_clocks(facts), facts.text("session.computer")),
            ),
            Row(facts.text("session.tool"), (facts.text("session.tool-text", version=shown(document.tool_version)),)),
            Row(
                facts.text("session.list"),
                (facts.list_text, facts.text("session.list-digest", digest=in_groups(pack.digest))),
            ),
            Row(facts.text("session.list-age"), (facts.text("session.list-days", days=days),)),
            Row(facts.text("session.canaries"), (facts.text("session.canaries-text", count=pack.canaries),)),
            Row(facts.text("about.made"), (facts.time(facts.made_at),)),
            *_made_with(facts),
        )
    )
    yield from agreed(facts)


def _made_with(facts: Facts) -> Iterator[Row]:
    """Versions, one a line; long fingerprints as people read them aloud."""
    if facts.versions:
        named = (f"{shown(name)}: {in_groups(value) if len(value) == 64 else shown(value)}"
                 for name, value in facts.versions.items())  # fmt: skip
        yield Row(facts.text("about.made-with"), tuple(named))


def _clocks(facts: Facts) -> Iterator[str]:
    document = facts.document
    if things_alone(document):
        return
    for device, ahead in (document.clocks or {"": document.clock_ahead_seconds}).items():
        yield said_of(_clock(ahead, facts), device, document, facts.wording)


def _clock(ahead: int | None, facts: Facts) -> str:
    if ahead is None:
        return facts.text("session.phone-unknown")
    if ahead == 0:
        return facts.text("session.phone-same")
    return facts.text("session.phone-ahead" if ahead > 0 else "session.phone-behind", seconds=abs(ahead))


def _agreed(facts: Facts) -> Iterator[str]:
    if not things_alone(facts.document):
        yield facts.owner
    yield _copy_agreed(facts)


def _copy_agreed(facts: Facts) -> str:
    given = next((copy for copy in facts.document.choices.copies if copy.given), None)
    return facts.text("session.copy-yes", time=facts.time(given.at)) if given else facts.text("session.copy-unknown")


def _results(facts: Facts) -> Iterator[Block]:
    labels = facts.source.view.labels
    age = list_age(facts.document.pack.issued_on, facts.source.today)
    checks = check_views(facts.document, facts.wording, age)
    yield Heading(facts.text("headings.results"))
    if checks:
        rows = ((check.name, check.result) for check in checks)
        yield table((labels["check"], labels["result"]), rows, (10, 12))
    yield Note(facts.text("absence", entries=facts.document.pack.entries))
    yield Note(facts.source.view.caveat)
    yield Heading(facts.text("headings.not-read"))
    missing = could_not(facts.document, facts.wording, age)
    if missing:
        yield table((labels["what"], labels["why"]), ((each.what, each.why) for each in missing), (10, 12))
    else:
        yield Para(facts.source.view.could_not_intro)
    if limits := tuple(dict.fromkeys(limit for check in checks for limit in check.limits)):
        yield Heading(labels["limits"], 2)
        yield Bullets(limits)


def _end(facts: Facts) -> Iterator[Block]:
    yield Heading(facts.text("headings.left-behind"))
    yield Bullets(ways.left_behind(facts))
    yield Heading(facts.text("headings.not-done"))
    yield Bullets(facts.lines("not-done"))
    yield Box(facts.text("headings.limits"), facts.lines("limits"))
    yield Heading(facts.text("headings.left-out"))
    yield Bullets(tuple(_left_out(facts)))
    yield Heading(facts.text("headings.check"))
    yield Bullets(tuple(breakable(line) for line in facts.lines("check")))


def _left_out(facts: Facts) -> Iterator[str]:
    yield facts.text("left-out.others")
    yield facts.text("left-out.told")
    if any(line.cut for excerpt in facts.document.excerpts for line in excerpt.lines):
        yield facts.text("left-out.cut-lines")
    if facts.selection.serials_left_out:
        yield facts.text("left-out.serial")
    if facts.selection.paths_left_out:
        yield facts.text("left-out.paths", count=facts.selection.paths_left_out)
    if facts.whole_readings:
        yield facts.text("left-out.with-readings", count=facts.whole_readings)
    else:
        yield facts.text("left-out.readings")
