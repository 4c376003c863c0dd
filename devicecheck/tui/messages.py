# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What workers and screens tell the app. Workers never touch widgets, and screens never touch the visit."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from textual.message import Message

from devicecheck.frontend.client_pages import ClientPage
from devicecheck.frontend.opening import Choice
from devicecheck.frontend.practice_phones import Story
from devicecheck.model.cards import CardResult
from devicecheck.model.questions import ToldAnswer
from devicecheck.model.told import Choices, FindingAnswer, HandedTo, Kept
from devicecheck.runner.events import Event, Need, Progress
from devicecheck.tui.following import Ending
from devicecheck.tui.journey import Timing
from devicecheck.tui.written import Written


class VisitSays(Message):
    """The running visit had an event."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event

    def can_replace(self, message: Message) -> bool:
        """Newer progress makes older progress stale; every other event counts."""
        return (
            isinstance(self.event, Progress) and isinstance(message, VisitSays) and isinstance(message.event, Progress)
        )


@dataclass
class VisitOver(Message):
    """The running visit ended, and how."""

    ending: Ending


@dataclass
class StoriesListed(Message):
    """The practice phones that can be started."""

    stories: tuple[Story, ...]


@dataclass
class StartChosen(Message):
    """Somebody chose a practice phone, a way to a real one, or to work without a cable."""

    choice: Choice


@dataclass
class StepsAsked(Message):
    """Somebody wants the steps for turning debugging on. `maker` is the phone's as the cable shows it, or ""."""

    maker: str = ""


@dataclass
class TryAgain(Message):
    """Somebody wants to look for the phone once more."""


@dataclass
class QuestionsDone(Message):
    """The questions are over, and what was answered."""

    told: tuple[ToldAnswer, ...]


@dataclass
class QuestionsAgain(Message):
    """A person wants to go back to the last question."""


@dataclass
class PlanAgreed(Message):
    """A person goes on with the plan, for this much time and these phones."""

    timing: Timing


@dataclass
class PhoneChosen(Message):
    """Somebody chose one of several phones by its serial."""

    serial: str


@dataclass
class AnotherAsked(Message):
    """Somebody wants to add another phone of the same client to this visit."""


@dataclass
class ReadAgain(Message):
    """Somebody wants to read the last phone once more, after it ended early."""


@dataclass
class Answered(Message):
    """A person answered every question of a need."""

    need: Need
    given: dict[str, str]


@dataclass
class StopAsked(Message):
    """A person pressed the stop key; `told` is what the client had told by then, None where no question was open."""

    told: tuple[ToldAnswer, ...] | None = field(default=None, repr=False)


@dataclass
class StartAgain(Message):
    """A person is done with this visit: forget it and show the first screen."""


@dataclass
class ClientViewAsked(Message):
    """A person turns the laptop round. `pages` makes what the client sees in a language."""

    pages: Callable[[str], tuple[ClientPage, ...]]
    practice: bool


@dataclass
class ClientSpeaks(Message):
    """A language was chosen for the client; it stays for the whole visit."""

    language: str


@dataclass
class CardsAsked(Message):
    """A person wants to go through guided cards."""


@dataclass
class CardAnswered(Message):
    """A person said what came of a guided card, and who says so."""

    result: CardResult


@dataclass
class FindingTold(Message):
    """A person wrote down what the client says about a finding, or what was decided."""

    answer: FindingAnswer


@dataclass
class DeskAsked(Message):
    """A caseworker wants to go on with a kept case."""


@dataclass
class ReadyAsked(Message):
    """Somebody wants to know if this computer is ready."""


@dataclass
class CourseAsked(Message):
    """Somebody wants to learn it."""


@dataclass
class TryAsked(Message):
    """The course has come to a practice phone, and goes on when that visit has ended."""

    story: str


@dataclass
class CopiesAsked(Message):
    """A person wants to write copies of the report."""


@dataclass
class CopiesMade(Message):
    """The writing of copies ended, and how; `kept` is where the client will keep theirs, `choices` what was agreed."""

    written: Written
    kept: Kept | None = None
    choices: Choices | None = None


@dataclass
class CloseAsked(Message):
    """A person wants to go through what is left before the client goes."""


@dataclass
class HandedOver(Message):
    """A person handed over to somebody because the client is not well; it may stand in copy B."""

    to: HandedTo
    at: datetime


@dataclass
class ReviewNamed(Message):
    """A person named the day on which one looks again; None: no day."""

    on: date | None
