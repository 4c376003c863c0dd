# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Home networks: when and how one looked, and which things nobody could name. Pure."""

from collections.abc import Iterator

from devicecheck.model.network import DeviceKind
from devicecheck.model.network_observations import KnownDevice, NetworkDevice, NetworkLook
from devicecheck.report.blocks import Block, Bullets, Para, Style
from devicecheck.report.clean_text import shown
from devicecheck.report.shared_blocks import table
from devicecheck.report.source import Source

COLUMNS = ("network", "way", "from", "to", "devices")
UNNAMED = ("address", "mac", "maker", "names")
MOST_SHOWN = 60


def networks(source: Source) -> Iterator[Block]:
    """The paragraphs; nothing where nobody looked at a network."""
    document, words = source.document, source.wording
    looks = [each for each in document.observations if isinstance(each, NetworkLook)]
    if not looks:
        return
    yield Para(words.text("casework.network.intro"))
    rows = [
        (
            shown(each.network),
            words.text(f"findings.network-way.{each.way}"),
            shown(each.started[:19].replace("T", " ")),
            shown(each.ended[11:19]),
            str(each.devices),
        )
        for each in looks
    ]
    yield table(tuple(words.text(f"casework.network.columns.{name}") for name in COLUMNS), rows, (9, 12, 9, 5, 4))
    yield from _unnamed(source)
    yield Para(words.text("casework.network.search"), Style.STRONG)
    yield Bullets(words.lines("casework.network.places"))


def _unnamed(source: Source) -> Iterator[Block]:
    """Devices that say nothing of themselves and are on no card: what is left to look for by eye."""
    document, words = source.document, source.wording
    known = {each.key for each in document.observations if isinstance(each, KnownDevice)}
    on_cards = {finding.subject.key for finding in document.findings}
    left = [
        each
        for each in document.observations
        if isinstance(each, NetworkDevice) and each.kind is DeviceKind.NOT_NAMED and each.key not in on_cards | known
    ]
    yield Para(words.text(f"casework.network.{'unnamed' if left else 'none-unnamed'}"))
    if left:
        unknown = words.text("report.unknown")
        rows = [
            tuple(shown(text) or unknown for text in (each.address, each.mac, each.maker, ", ".join(each.names)))
            for each in left[:MOST_SHOWN]
        ]
        yield table(
            tuple(words.text(f"casework.network.unnamed-columns.{name}") for name in UNNAMED), rows, (5, 6, 8, 7)
        )
