# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trackers: where and when one listened for small tags, and what was looked at together. Pure."""

from collections.abc import Iterator

from devicecheck.model.network_observations import NetworkLook
from devicecheck.model.radio_observations import RadioSweep
from devicecheck.report.blocks import Block, Bullets, Heading, Para, Style
from devicecheck.report.clean_text import shown
from devicecheck.report.network_part import networks
from devicecheck.report.shared_blocks import table
from devicecheck.report.source import Source
from devicecheck.report.told_part import looked_at

COLUMNS = ("place", "from", "to", "senders", "tags")


def trackers(source: Source) -> Iterator[Block]:
    """The section. Where nobody listened and nobody looked, that is said."""
    document, words = source.document, source.wording
    sweeps = [each for each in document.observations if isinstance(each, RadioSweep)]
    if document.told.trackers or not (sweeps or any(isinstance(each, NetworkLook) for each in document.observations)):
        yield from looked_at("trackers", document.told.trackers, source)
    else:
        yield Heading(words.text("casework.headings.trackers"))
    yield from networks(source)
    if not sweeps:
        return
    yield Para(words.text("casework.radio.intro"))
    rows = [
        (
            words.text(f"findings.radio-place.{each.place}"),
            shown(each.started[:19].replace("T", " ")),
            shown(each.ended[11:19]),
            str(each.senders),
            str(each.tags),
        )
        for each in sweeps
    ]
    yield table(tuple(words.text(f"casework.radio.columns.{name}") for name in COLUMNS), rows, (10, 9, 5, 5, 5))
    yield Para(words.text("casework.radio.search"), Style.STRONG)
    yield Bullets(words.lines("casework.radio.places"))
