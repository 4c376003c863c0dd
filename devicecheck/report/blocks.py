# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A printed copy as values: a sheet of blocks, one after the other. HTML, PDF, text and DOCX lay out the same ones.

The same document gives the same blocks in every language, so that two languages can stand side by side. Every text may
hold isolates and break places (see clean_text). `language` "" means: that of the sheet.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from devicecheck.model.findings import Concern


class Paper(StrEnum):
    """Sizes of paper."""

    A4 = "a4"
    A6 = "a6"


class Style(StrEnum):
    """How a paragraph stands out."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Shape: level 1 to 3 below the title; a level is never skipped. `staff`: what is looked up begins."""

    text: str
    level: int = 1
    new_page: bool = False
    staff: bool = False
    language: str = ""
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    text: str
    style: Style = Style.PLAIN
    language: str = ""
    kind: Literal["para"] = "para"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list. Shape: `small` has one text for each item, "" for none, or is empty; it stands below its item."""

    items: tuple[str, ...]
    small: tuple[str, ...] = ()
    language: str = ""
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that must not be missed."""

    text: str
    language: str = ""
    kind: Literal["note"] = "note"


@dataclass(frozen=True, slots=True)
class Box:
    """A list that belongs together, with a heading of its own. One item alone stands as a paragraph."""

    heading: str
    items: tuple[str, ...]
    level: int = 1
    language: str = ""
    kind: Literal["box"] = "box"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of facts. Shape: `marks` are the concerns of the first lines; `small` is for ids, not for sentences."""

    label: str
    lines: tuple[str, ...]
    strong: bool = False
    marks: tuple[Concern, ...] = ()
    small: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Questions with their answers, side by side; `run_in`: each answer begins behind its question, across the page."""

    rows: tuple[Row, ...]
    run_in: bool = False
    language: str = ""
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Badges:
    """The beginning of a finding: how soon to act, and how sure we are."""

    concern: Concern
    badge: str
    sure: str
    language: str = ""
    kind: Literal["badges"] = "badges"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `lead` stands before the text, bold."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head row. Shape: `shares` are widths of columns, in parts; a row of one cell is a heading."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[int, ...]
    language: str = ""
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a timeline. `joined` False: the day itself is in doubt, and no line is drawn to it."""

    day: str
    phone: tuple[str, ...]
    told: tuple[str, ...]
    joined: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Days in order; what the phone says and what the client told stand side by side.

    Shape: `head` has two names where the client told nothing, else three.
    """

    head: tuple[str, ...]
    days: tuple[Day, ...]
    language: str = ""
    kind: Literal["timeline"] = "timeline"


class Mark(StrEnum):
    """What an app may see: the phone lets it, apps like it could, we saw no sign, or what it may was not read."""

    YES = "yes"
    MAYBE = "maybe"
    NONE = "none"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Reach:
    """Which apps can see what, as a picture that is a table. `words` name each mark."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Mark, ...]], ...]
    words: tuple[tuple[Mark, str], ...]
    language: str = ""
    kind: Literal["reach"] = "reach"


@dataclass(frozen=True, slots=True)
class Number:
    """One number to call."""

    number: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers to call."""

    services: tuple[Number, ...]
    language: str = ""
    kind: Literal["numbers"] = "numbers"


@dataclass(frozen=True, slots=True)
class Paste:
    """A text to copy into another document. Each item is a paragraph."""

    items: tuple[str, ...]
    language: str = ""
    kind: Literal["paste"] = "paste"


@dataclass(frozen=True, slots=True)
class SignLines:
    """Lines to sign on."""

    labels: tuple[str, ...]
    language: str = ""
    kind: Literal["sign-lines"] = "sign-lines"


@dataclass(frozen=True, slots=True)
class Blank:
    """A label with empty lines behind it. `also` is the label in English where the block is in another language."""

    label: str
    lines: int = 1
    also: str = ""


@dataclass(frozen=True, slots=True)
class Blanks:
    """A part of a page to write on by hand. Shape: the blanks of one row stand side by side on paper."""

    heading: str
    rows: tuple[tuple[Blank, ...], ...]
    also: str = ""
    level: int = 1
    new_page: bool = False
    language: str = ""
    kind: Literal["blanks"] = "blanks"


@dataclass(frozen=True, slots=True)
class Pair:
    """One block in two languages, with a number by which both are found. `first` is the client's language."""

    number: int
    first: "Block"
    second: "Block"
    language: str = ""
    kind: Literal["pair"] = "pair"


Block = (
    Heading
    | Para
    | Bullets
    | Note
    | Box
    | Facts
    | Badges
    | Table
    | Timeline
    | Reach
    | Numbers
    | Paste
    | SignLines
    | Blanks
    | Pair
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One printed copy.

    Shape: `name` is the file's name without its ending; `mark` is empty for a real phone; `about` are label and value.
    `tight` leaves less white between blocks, for a copy that must stay short.
    Units: `points` is the size of the text; `made_at` is the document's own time, not today's.
    """

    language: str
    direction: str
    title: str
    heading: str
    name: str
    made_at: str
    mark: str
    footer: str
    page_word: str
    of_word: str
    about: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    paper: Paper = Paper.A4
    points: int = 14
    tight: bool = False
