# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The continuity sheet: exhibit marks, the fingerprints that files are compared with, and who had it when. Pure."""

from collections.abc import Iterator

from devicecheck.report.blocks import Block, Heading, Note, Para, Row, Sheet, SignLines
from devicecheck.report.blocks import Facts as FactRows
from devicecheck.report.clean_text import in_groups, shown
from devicecheck.report.evidence.facts import Facts
from devicecheck.report.evidence.record import POINTS
from devicecheck.report.shared_blocks import table

HANDOVERS = 12
"""Empty rows to fill in by hand."""

_ROOM = "\u00a0\n\u00a0\n\u00a0"
"""Room to write by hand."""
_LINE = "_" * 24


def continuity(facts: Facts) -> Sheet:
    """The sheet that is printed and kept apart from the files."""
    about = ((facts.source.view.labels["code"], facts.source.view.code), (facts.text("about.staff"), facts.staff))
    return facts.source.sheet(
        facts.text("headings.continuity"), about, _blocks(facts), footer=facts.text("footer"), points=POINTS
    )


def _blocks(facts: Facts) -> Iterator[Block]:
    text = facts.text
    yield Note(text("continuity.intro"))
    yield Heading(text("headings.exhibits"))
    exhibits = (
        (facts.mark(1), text("continuity.pack", code=facts.source.view.code)),
        (facts.mark(2), text("continuity.print")),
    )
    yield table((text("continuity.mark"), text("continuity.item")), exhibits, (6, 16))
    yield Heading(text("headings.fingerprints"))
    yield FactRows(
        (
            Row(text("continuity.key"), (spelled(facts.key),), strong=True),
            Row(text("continuity.head"), (in_groups(facts.log_head),), strong=True),
            Row(text("continuity.made"), (facts.time(facts.made_at),)),
        )
    )
    yield Para(text("continuity.files"))
    yield Heading(text("headings.notes"))
    reference = facts.document.staff.police_reference
    by_hand = tuple(
        Row(text(f"continuity.{name}"), (f"{_LINE} ({text(f'continuity.{name}-note')})",))
        for name in ("serial", "place", "present", "trained")
    )
    yield FactRows((Row(text("about.police"), (shown(reference) if reference else _LINE,)), *by_hand))
    yield Heading(text("continuity.sign"))
    yield SignLines((text("continuity.signed"), text("continuity.date")))
    yield Heading(text("headings.handover"), new_page=True)
    head = tuple(text(f"continuity.{name}") for name in ("mark", "from", "to", "when", "why"))
    yield table(head, ((_ROOM,) * len(head) for _ in range(HANDOVERS)), (5, 6, 6, 6, 7))


def spelled(fingerprint: str) -> str:
    """A fingerprint of a key with a space after every fourth letter; typed with or without them, it is the same."""
    kind, _, letters = fingerprint.partition(":")
    return f"{kind}: {' '.join(letters[at : at + 4] for at in range(0, len(letters), 4))}"
