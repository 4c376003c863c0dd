# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The questions of a visit that order the guided cards: values of one file, and of answers. Each can be skipped."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from devicecheck.model.base import Value
from devicecheck.model.cards import Area, DatedCard, Id, Knows, Line

SKIP = "skip"
"""The answer that every question has, so that no file has to name it."""


class Choice(Value):
    """One answer. `knows`, `areas` and `cards` bring cards forward; `because` is the reason that is said for that.

    `not_known` lets cards wait that tell only such things, and stands with the reason of those that come first.
    """

    id: Id
    text: Line
    knows: tuple[Knows, ...] = ()
    not_known: tuple[Knows, ...] = ()
    areas: tuple[Area, ...] = ()
    cards: tuple[Id, ...] = ()
    because: Annotated[str, Field(max_length=120)] = ""


class OnlyIf(Value):
    """Asked only if an earlier question has one of these answers."""

    question: Id
    answers: tuple[Id, ...]


class VisitQuestion(Value):
    """One question. `several`: more than one answer may be given."""

    id: Id
    text: Line
    why: Line
    several: Annotated[bool, Field(strict=False)] = False
    only_if: OnlyIf | None = None
    choices: Annotated[tuple[Choice, ...], Field(min_length=2, max_length=9)]


class QuestionList(DatedCard):
    """All questions in the order in which they are asked."""

    questions: Annotated[tuple[VisitQuestion, ...], Field(min_length=1, max_length=60)]


class ToldAnswer(Value):
    """What the client answered. `answers` is (`skip`,) where the client chose not to say."""

    question: Id
    answers: Annotated[tuple[Id, ...], Field(min_length=1, max_length=9)]
    at: datetime
