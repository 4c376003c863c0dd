# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sheets on which the client writes down what happens, with the date. Pure. Nothing of a visit stands on them.

How to write and where to keep them stands on page one alone, so that it can stay with a caseworker. The pages to write
on name no reason, so that they tell less to somebody who finds them empty.
"""

from collections.abc import Iterator
from datetime import date

from devicecheck.report.blocks import Blank, Blanks, Block, Bullets, Heading, Note, Para, Sheet
from devicecheck.report.source import LARGE, NORMAL, Source
from devicecheck.report.wording import RIGHT_TO_LEFT, Wording

NOTES, NOTES_ON_A_PAGE = 4, 2
"""Two sides of one paper to write on."""
LINES, LINES_LARGE = 7, 5
"""Lines for what happened, and in large print; the others have one or two."""


def sheet(source: Source) -> Sheet:
    """The sheets of one visit: its file name and its mark of practice are theirs too."""
    return source.sheet(source.wording.text("log.heading"), (), blocks(source.wording, large=source.large), tight=True)


def alone(wording: Wording, today: date, *, large: bool = False) -> Sheet:
    """The same without a visit, made on the day `today`. Errors: WordingError when a text is missing."""
    heading = wording.text("log.heading")
    return Sheet(
        language=wording.language,
        direction="rtl" if wording.language in RIGHT_TO_LEFT else "ltr",
        title=heading,
        heading=heading,
        name="appointment-notes-sheet",
        made_at=f"{today.isoformat()}T00:00:00",
        mark="",
        footer="",
        page_word=wording.text("report.labels.page"),
        of_word=wording.text("report.labels.of"),
        about=(),
        blocks=tuple(blocks(wording, large=large)),
        points=LARGE if large else NORMAL,
        tight=True,
    )


def blocks(words: Wording, *, large: bool = False) -> Iterator[Block]:
    """What to know, then parts to write on."""
    yield Para(words.text("log.intro"))
    for part in ("how", "keep"):
        yield Heading(words.text(f"log.{part}.heading"))
        yield Bullets(words.lines(f"log.{part}.lines"))
    yield Note(words.text("card.danger"))
    for number in range(1, NOTES + 1):
        new_page = number % NOTES_ON_A_PAGE == 1
        yield _note(number, words, LINES_LARGE if large else LINES, new_page=new_page)


def _note(number: int, words: Wording, room: int, *, new_page: bool) -> Blanks:
    def blank(name: str, lines: int = 1) -> Blank:
        return Blank(words.text(f"log.{name}"), lines)

    rows = ((blank("date"), blank("time")), (blank("happened", room),), (blank("saw"),), (blank("kept", 2),))
    return Blanks(words.text("log.note", number=number), rows, new_page=new_page)
