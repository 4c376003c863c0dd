# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plain texts of a pack: what the files are, and a factual draft for the checker's statement. Pure."""

import textwrap
from collections.abc import Iterable, Iterator

from devicecheck.readers.wire import Status
from devicecheck.report.clean_text import plain, shown
from devicecheck.report.evidence import ways
from devicecheck.report.evidence.facts import Facts

WIDTH = 78


def statement(facts: Facts) -> bytes:
    """What the checker did, from the record, numbered; what only a person can know is left to fill in."""
    heading = facts.text("headings.statement")
    mark = (facts.source.view.mark, "") if facts.source.view.mark else ()
    numbered = (f"{number}. {line}" for number, line in enumerate(_did(facts), 1))
    return _text((*mark, heading, "=" * len(heading), "", facts.text("statement.intro"), "", *_spaced(numbered), *mark))


def _did(facts: Facts) -> Iterator[str]:
    document = facts.document
    complete = sum(reading.status is Status.COMPLETE for reading in document.readings)

    def line(name: str, **terms: object) -> str:
        return facts.text(f"statement.lines.{name}", **terms)

    yield line("who", staff=shown(document.staff.code, 40) if document.staff.code else "______")
    tool = facts.text("session.tool-text", version=shown(document.tool_version))
    yield line("start", start=facts.time(document.started_at), tool=tool, what=ways.read(facts))
    vias = "; ".join(
        facts.wording.text(f"vias.{d.via}") if facts.wording.has(f"vias.{d.via}") else shown(d.via)
        for d in document.devices
    )
    if document.devices:
        yield line("phone" if ways.by_cable(facts) else "looked-at", phone=facts.phones, via=vias)
    if ways.of_things(facts, "owner") == "owner":
        yield line("owner", owner=facts.owner)
    yield line("list", list=facts.list_text, canaries=document.pack.canaries)
    yield line("asked", count=len(document.readings))
    yield line("complete", complete=complete, other=len(document.readings) - complete)
    yield line("found", count=len(document.findings))
    yield line("changed" if ways.by_cable(facts) else "changed-things")
    yield line("ended", end=facts.time(document.ended_at), how=facts.ended)
    yield line("made", made=facts.time(facts.made_at), key=facts.key)
    yield line("exhibit", mark_pack=facts.mark(1), mark_print=facts.mark(2))
    yield line("more")


def readme(facts: Facts, names: Iterable[str]) -> bytes:
    """What each file is, and how to check them."""
    heading = facts.text("readme.title", code=facts.source.view.code)
    mark = (facts.source.view.mark, "") if facts.source.view.mark else ()
    width = max(map(len, names), default=0)
    files = (f"{name:<{width}}  {_about(name, facts)}" for name in names)
    lines = (
        facts.text("readme.intro"),
        "",
        *files,
        "",
        facts.text("headings.check"),
        "",
        *_spaced(facts.lines("check")),
    )
    return _text((*mark, heading, "=" * len(plain(heading)), "", *lines, facts.text("forensic"), "", *mark))


def _about(name: str, facts: Facts) -> str:
    return facts.text(f"readme.files.{name.replace('.', '-').rstrip('/')}")


def _spaced(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from (line, "")


def _text(lines: Iterable[str]) -> bytes:
    wrapped: list[str] = []
    for line in lines:
        cleaned = plain(line)
        whole = "ssh-keygen" in cleaned or len(cleaned) <= WIDTH
        wrapped += [cleaned] if whole else textwrap.wrap(cleaned, WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\r\n".join(wrapped).encode("utf-8", "replace") + b"\r\n"
