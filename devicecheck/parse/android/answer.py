# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of one reading: decoded, in lines, bounded, with the knowledge whether its end is missing."""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from devicecheck.errors import ParseError
from devicecheck.model.observations import Gap, GapReason
from devicecheck.model.readings import Reading
from devicecheck.readers.wire import Status

MOST_LINES = 1_000_000
LONGEST_LINE = 65_536
LONGEST_KEY = 300
LONGEST_TEXT = 400

# Source: AOSP dumpsys.cpp and Binder.doDump; printed in the middle of an answer whose exit code is 0.
BROKE_OFF = re.compile(
    r"\*\*\* SERVICE '[^'\n]{0,200}' DUMP TIMEOUT|^(?:Exception occurred\swhile dumping:|Security exception: )",
    re.MULTILINE,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a phone printed. `cut`: it ended early, so what stands last may lack a part."""

    text: str
    cut: bool = False

    @classmethod
    def of(cls, reading: Reading) -> "Answer":
        """The answer in a reading. A cut one keeps whole lines only."""
        text = decoded(reading.body)
        ended_early = reading.status is not Status.COMPLETE
        if ended_early:
            text = text[: text.rfind("\n") + 1]
        return cls(text, ended_early or BROKE_OFF.search(text) is not None or text.count("\n") > MOST_LINES)

    @property
    def blank(self) -> bool:
        """Whether nothing was printed but space."""
        return not self.text or self.text.isspace()

    def lines(self) -> Iterator[str]:
        """The lines without their ends (LF, CRLF or CR CR LF). Only these end a line: labels hold stranger breaks."""
        start, size = 0, len(self.text)
        for _ in range(MOST_LINES):
            if start >= size:
                return
            end = self.text.find("\n", start)
            end = size if end < 0 else end
            yield self.text[start : min(end, start + LONGEST_LINE)].rstrip("\r")
            start = end + 1


def decoded(body: bytes) -> str:
    """The body as text without NULs. UTF-8, or UTF-16 as a saved Windows console session has it."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = body.decode("utf-16", "replace")
    else:
        text = body.decode("utf-8-sig", "replace")
    return text.replace("\0", "")


def understood(reading: Reading, parse: Callable[[Answer], T]) -> tuple[T | None, tuple[Gap, ...]]:
    """What a parser makes of a reading, and why that is less than everything.

    Shape: a refused, cut or broken answer always leaves a gap, also when what there is of it was understood.
    """
    answer = Answer.of(reading)
    gaps: tuple[Gap, ...] = ()
    if reading.status is not Status.COMPLETE:
        gaps = (gap(reading, GapReason(reading.status.value)),)
    elif answer.cut:
        gaps = (gap(reading, GapReason.TRUNCATED),)
    try:
        return parse(answer), gaps
    except ParseError as error:
        return None, gaps or (gap(reading, GapReason(error.reason)),)


def gap(reading: Reading, reason: GapReason, **terms: str) -> Gap:
    """A gap about the question of this reading."""
    return Gap(topic=reading.topic, reason=reason, device=reading.device, user=reading.user, terms=terms)


def nothing(answer: Answer) -> ParseError:
    """The error for an answer in which nothing was found: was there any text at all?"""
    return ParseError(GapReason.EMPTY if answer.blank else GapReason.NOT_UNDERSTOOD)
