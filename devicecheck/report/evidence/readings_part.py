# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was agreed to and what was asked of the phone, as parts of a record. Pure."""

from collections.abc import Iterator

from devicecheck.report.blocks import Block, Heading, Para
from devicecheck.report.clean_text import breakable, in_groups, shown
from devicecheck.report.evidence import ways
from devicecheck.report.evidence.facts import Facts
from devicecheck.report.shared_blocks import table

MOST_READINGS = 200
LONGEST_COMMAND = 300


def agreed(facts: Facts) -> Iterator[Block]:
    """Every yes and no to a scope, with the version of the words that were read out."""
    yield Heading(facts.text(ways.of_things(facts, "headings.agreed")), 2)
    if not facts.document.consents:
        yield Para(facts.text("consent.none"))
        return
    head = tuple(facts.text(f"consent.{name}") for name in ("scope", "answer", "time", "words"))
    rows = (
        (
            facts.wording.text(f"scopes.{each.scope}"),
            facts.text("consent.yes" if each.given else "consent.no"),
            facts.time(each.at),
            shown(each.words, 40),
        )
        for each in facts.document.consents
    )
    yield table(head, rows, (10, 4, 12, 6))


def asked(facts: Facts) -> Iterator[Block]:
    """Every reading: what, when, how it ended, how long, and the fingerprint of the answer."""
    readings = facts.document.readings
    yield Heading(facts.text("headings.commands"))
    yield Para(facts.text("commands.table") + (f" {facts.text('commands.table-file')}" if facts.has_table else ""))
    if not readings:
        yield Para(facts.text("commands.none"))
        return
    head = tuple(facts.text(f"commands.{name}") for name in ("reading", "asked", "time", "ended", "size", "sha256"))
    rows = (
        (
            shown(each.id, 20),
            facts.wording.text(f"topics.{each.topic}"),
            f"{each.started_at:%H:%M:%S.%f}"[:-3],
            facts.text(f"status.{each.status}"),
            str(each.size),
            breakable(in_groups(each.sha256)),
        )
        for each in readings[:MOST_READINGS]
    )
    yield table(head, rows, (5, 14, 12, 11, 8, 22))
    if len(readings) > MOST_READINGS:
        yield Para(facts.text("commands.further", count=len(readings) - MOST_READINGS))


def exact(facts: Facts) -> Iterator[Block]:
    """The command of every reading, as it was sent."""
    if not facts.document.readings:
        return
    yield Heading(facts.text("headings.exact"))
    head = (facts.text("commands.reading"), facts.text("commands.command"))
    rows = ((shown(each.id, 20), _command(each.command, facts)) for each in facts.document.readings[:MOST_READINGS])
    yield table(head, rows, (2, 20))


def _command(command: str, facts: Facts) -> str:
    if len(command) <= LONGEST_COMMAND:
        return shown(command, LONGEST_COMMAND)
    return facts.text("commands.cut", text=shown(command[:LONGEST_COMMAND], LONGEST_COMMAND))
