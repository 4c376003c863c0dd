# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text from a phone, made harmless to show: nothing hidden, nothing reversed, nothing endless, nothing lost silently.

Characters that control, reverse or hide stand as [U+202E]. A longer text is cut, and "…" says so.
"""

import unicodedata
from functools import lru_cache

from devicecheck.report.folder import reports_folder

LIMIT = 400
NAME_LIMIT = 80
MARKS_IN_A_ROW = 4
"""Accents on one letter; more would be drawn over other lines."""

ISOLATE, END = "\u2068", "\u2069"
"""First-strong isolate and its end: an inserted value cannot turn the words around it."""
BREAK = "\u200b"
"""Zero-width space: a long hidden label may be broken here."""

_JOINERS = "\u200c\u200d"
_VARIATION = "\ufe0e\ufe0f"
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0\u2800"
_HIDING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


_INSERTED = str.maketrans("", "", ISOLATE + END + BREAK)


def clean(text: str, limit: int = LIMIT) -> str:
    """The text with nothing in it that acts on a screen, a page or its neighbours.

    Shape: at most `limit` characters of it.
    """
    shown = unicodedata.normalize("NFC", text[: limit * 4 + 1])
    kept = shown[:limit]
    out: list[str] = []
    marks = 0
    for character in kept:
        category = unicodedata.category(character)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if character in _JOINERS + _VARIATION:
            out.append(character)
        elif category in _HIDING or character in _BLANK_LETTERS or marks > MARKS_IN_A_ROW:
            out.append(coded(character))
        else:
            out.append(" " if category == "Zs" else character)
    if len(shown) > limit:
        out.append("…")
    return "".join(out)


def shown(text: str, limit: int = NAME_LIMIT) -> str:
    """A value for a printed page: cleaned, breakable, and isolated from the words around it."""
    return f"{ISOLATE}{breakable(clean(text, limit))}{END}"


def breakable(text: str) -> str:
    """The text with places where a line may end: after . / : and =, and inside words of more than 24 letters."""
    out: list[str] = []
    run = 0
    for character in text:
        out.append(character)
        run = 0 if character == " " else run + 1
        if character in "./:=]" or run >= 24:
            out.append(BREAK)
            run = 0
    return "".join(out).rstrip(BREAK)


def in_groups(digits: str) -> str:
    """A long number as people read it aloud: eight digits at a time. A document may hold anything in its place."""
    said = clean(digits, NAME_LIMIT)
    return " ".join(said[at : at + 8] for at in range(0, len(said), 8))


def plain(text: str) -> str:
    """A page's text for a terminal or a text file: without isolates and break places."""
    return text.translate(_INSERTED)


def coded(character: str) -> str:
    """A character by its number."""
    return f"[U+{ord(character):04X}]"


def covered(text: str) -> str:
    """The text with every character that the shipped fonts lack by its number, so that a page can always be made."""
    known = coverage()
    return "".join(
        character if character in known else "" if character in _JOINERS + _VARIATION else coded(character) + BREAK
        for character in text
    )


@lru_cache(maxsize=1)
def coverage() -> frozenset[str]:
    """Characters of the shipped fonts, and the invisible ones that we insert ourselves."""
    codes: set[str] = {ISOLATE, END, BREAK, "\n"}
    for line in (reports_folder() / "fonts" / "coverage.txt").read_text("ascii").splitlines():
        for word in () if line.startswith("#") else line.split():
            first, _, last = word.partition("-")
            codes.update(chr(code) for code in range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(codes)
