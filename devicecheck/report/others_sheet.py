# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The caseworker's copy for somebody else: it names what was left out on purpose, and never calls that "not done"."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy
from devicecheck.report import copies
from devicecheck.report.blocks import Block, Bullets, Heading, Para, Sheet, Style
from devicecheck.report.wording import Wording

NONE_TEXTS = {
    "said": ("casework.told.none", "casework.answers.none"),
    "cards": ("casework.accounts.none", "casework.cards.none", "casework.trackers.none"),
}
"""What a copy says where nothing was gone through: not so where it was left out."""


def sheet(visit: Consultation, left_out: Collection[str], wording: Wording, today: date) -> Sheet:
    """The copy of a document from which `left_out` were taken."""
    made = copies.sheet(visit, wording, today, Copy.B)
    names = "; ".join(wording.text(f"desk.leave-out.{part}") for part in left_out)
    note = wording.text("desk.leave-out.note" if names else "desk.leave-out.nothing", parts=names)
    false = tuple(wording.text(key) for part in left_out for key in NONE_TEXTS.get(part, ()))
    return replace(made, name=f"{made.name}-for-others", blocks=(Para(note, Style.STRONG), *_true(made.blocks, false)))


def _true(blocks: Collection[Block], false: tuple[str, ...]) -> Iterator[Block]:
    """The blocks without sentences that are not so here, and without a heading that has nothing below it then."""
    heading: Heading | None = None
    for block in blocks:
        kept: Block | None = block
        if isinstance(block, Bullets) and false:
            items = tuple(item for item in block.items if not item.startswith(false))
            kept = replace(block, items=items) if items else None
        if heading is not None and kept is not None:
            yield heading
        heading = None
        if isinstance(kept, Heading):
            heading = kept
        elif kept is not None:
            yield kept
