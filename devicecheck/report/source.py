# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every copy is made of, and the frame that all sheets share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType

from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy, Detail
from devicecheck.report import checks_part, view
from devicecheck.report.blocks import Block, Paper, Sheet
from devicecheck.report.clean_text import clean, plain
from devicecheck.report.page import ReportView
from devicecheck.report.wording import Wording

NORMAL, LARGE = 14, 18
"""Points of the text; clear print and large print."""

ENDINGS: Mapping[Copy, str] = MappingProxyType(
    {
        Copy.A: "-copy",
        Copy.CARD: "-card",
        Copy.B: "",
        Copy.ORDERS: "-dates",
        Copy.C: "-pack",
        Copy.LOG: "-sheet",
    }
)
"""What tells the files of one visit apart; nothing in a name says what is inside."""


@dataclass(frozen=True)
class Source:
    """One consultation, ready to be laid out as one copy. `left_out` counts what the copy does not show."""

    document: Consultation
    wording: Wording
    today: date
    copy: Copy
    left_out: Mapping[Detail, int]
    large: bool = False

    @cached_property
    def view(self) -> ReportView:
        """The report's sentences."""
        return view.build(self.document, self.wording, self.today)

    @cached_property
    def reach(self) -> checks_part.Reach:
        """How far the checks got."""
        return checks_part.reach(self.document, checks_part.list_age(self.document.pack.issued_on, self.today))

    def sheet(
        self,
        heading: str,
        about: Iterable[tuple[str, str]],
        blocks: Iterable[Block],
        *,
        footer: str = "",
        paper: Paper = Paper.A4,
        points: int | None = None,
        tight: bool = False,
    ) -> Sheet:
        """A sheet around the blocks, with a title and a file name that say nothing about what is inside."""
        shown = self.view
        return Sheet(
            language=shown.language,
            direction=shown.direction,
            title=plain(self.wording.text("report.title", code=clean(self.document.code, 40))),
            heading=heading,
            name=shown.file_stem + ENDINGS[self.copy],
            made_at=shown.made_at,
            mark=shown.mark,
            footer=footer,
            page_word=shown.labels["page"],
            of_word=shown.labels["of"],
            about=tuple(about),
            blocks=tuple(blocks),
            paper=paper,
            points=points or (LARGE if self.large else NORMAL),
            tight=tight,
        )
