# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was asked and told before a phone is connected, and what comes next. The visit itself begins after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from devicecheck.frontend.opening import BACKUP, CAPTURE, Choice, FileChoice, NoCable
from devicecheck.frontend.practice_phones import Story
from devicecheck.model.cards import Platform
from devicecheck.model.consultation import FIRST_PHONE, Consultation
from devicecheck.model.endpoints import Endpoint
from devicecheck.model.questions import ToldAnswer
from devicecheck.model.told import Choices, HandedTo
from devicecheck.report.cards import guided_cards, visit_questions
from devicecheck.runner import gates
from devicecheck.runner.card_plan import Plan, next_question, plan
from devicecheck.runner.events import Need
from devicecheck.runner.phones import NOBODY, asked_anew, next_phone
from devicecheck.runner.telling import with_answers, with_handed

if TYPE_CHECKING:  # what reads a case again is loaded after the first screen
    from devicecheck.runner.recovering import LeftOpen

BESIDE = frozenset({"bluetooth", "network", BACKUP, CAPTURE})
EVERY_PHONE = frozenset({Platform.ANDROID, Platform.IPHONE})


@dataclass(frozen=True)
class Timing:
    """How long the visit is in minutes, for which phones its cards are, and whether answers stand in copy B."""

    minutes: int = 60
    platforms: frozenset[Platform] = EVERY_PHONE
    shared: bool = False


@dataclass
class Journey:
    """One client and the way that was chosen. `told` None: the questions were not gone through yet.

    Shape: `told_before` and `shared_before` come from a visit that was cut off, and so does `visit`, its document.
    `keeping_settled`: the case of this visit is there, or a person went on without one.
    `earlier` is the document while a further phone is read, or the last one `once_more`; `base` what there was before
    the phone that was read last. `phone` is the id of the one that is read. `main` is the way to it while something
    beside it is looked at, such as tags; `beside` are the documents of those things.
    """

    choice: Choice
    recorded: gates.Recorded = field(default_factory=gates.Recorded)
    told: tuple[ToldAnswer, ...] | None = None
    timing: Timing | None = None
    handed: tuple[HandedTo, datetime] | None = None
    told_before: tuple[ToldAnswer, ...] = ()
    shared_before: bool = False
    visit: Consultation | None = None
    keeping_settled: bool = False
    phone: str = FIRST_PHONE
    earlier: Consultation | None = None
    base: Consultation | None = None
    once_more: bool = False
    main: Choice | None = None
    beside: tuple[Consultation, ...] = ()

    @classmethod
    def resumed(cls, left: "LeftOpen", visit: Consultation) -> "Journey":
        """On with what was found before the visit was cut off; whether now is a good time is asked anew."""
        journey = cls(NoCable(online=gates.online(visit.answers)), visit=visit, told=visit.told.answers)
        return journey.taken_from(left)

    def taken_from(self, left: "LeftOpen") -> "Journey":
        """This visit goes on with a case: what was told stays told, and nobody is asked about keeping again."""
        self.recorded, self.keeping_settled = kept_answers(left.recorded), True
        if self.visit is None:
            whole = next_question(visit_questions(), left.told) is None
            self.told, self.told_before = (left.told if whole else None), left.told
            if left.staff is not None and left.staff.handed_to is not None and left.staff.handed_at is not None:
                self.handed = (left.staff.handed_to, left.staff.handed_at)
        choices = left.choices or (self.visit.choices if self.visit is not None else None)
        self.shared_before = choices is not None and bool(choices.shared_answers)
        return self

    @property
    def has_story(self) -> bool:
        """Whether the client's story orders this visit; what is beside a phone is looked at without it."""
        if isinstance(self.choice, Story):
            return not self.choice.beside
        return isinstance(self.choice, NoCable) or self.choice.reader not in BESIDE

    @property
    def practice(self) -> bool:
        """Whether nothing of it is real."""
        return isinstance(self.choice, Story) or (self.visit is not None and self.visit.practice)

    @property
    def asks(self) -> bool:
        """Whether all that is asked of a client is practised too."""
        return any(isinstance(each, Story) and each.asks for each in (self.choice, self.main))

    @property
    def android(self) -> bool:
        """Whether an Android phone of a client is waited for."""
        return isinstance(self.choice, Endpoint) and self.choice.reader == Platform.ANDROID

    @property
    def cable(self) -> bool:
        """Whether a phone is going to be read."""
        made_up = isinstance(self.choice, Story) and self.choice.file
        return not (made_up or isinstance(self.choice, NoCable | FileChoice))

    @property
    def on_cable(self) -> bool:
        """Whether a phone is going to be read over a cable, and not what stands beside it: tags, a network, a file."""
        return self.cable and self.has_story

    @property
    def practice_password(self) -> str:
        """What opens the copy that is practised with; "" where none is, or none is needed."""
        return self.choice.password if isinstance(self.choice, Story) else ""

    @property
    def online(self) -> bool:
        """Whether client and staff are apart."""
        return isinstance(self.choice, NoCable) and self.choice.online

    @property
    def first_needs(self) -> tuple[Need, ...]:
        """What is asked of a client before anything else."""
        if not self.has_story or (self.practice and not self.asks):
            return ()
        return gates.first_needs(cable=self.cable, online=self.online)

    @property
    def needs(self) -> tuple[Need, ...]:
        """What is asked before the story. The phone's answers may stay only after a yes to keeping the visit."""
        if not self.has_story:
            return ()
        readings = self.cable and gates.keeping_agreed(self.recorded)
        return (*self.first_needs, gates.KEEPING, *((gates.KEEP_READINGS,) if readings else ()))

    @property
    def wants_case(self) -> bool:
        """Whether a passphrase has to be chosen now."""
        return gates.keeping_agreed(self.recorded) and not self.keeping_settled

    @property
    def open_need(self) -> Need | None:
        """What has to be answered next, before the story."""
        return gates.next_need(self.recorded, self.needs)

    def answer(self, need: Need, given: Mapping[str, str]) -> str | None:
        """Record answers; why the visit must not go on, if it must not. Errors: GateError, as `gates.record`."""
        self.recorded = gates.record(self.recorded, need, given, NOBODY, datetime.now(UTC))
        return gates.refusal(self.recorded, self.first_needs)

    def first_timing(self) -> Timing:
        """What the plan starts from: an hour, and the kind of phone that will be connected, if that is known."""
        if self.timing is not None:
            return self.timing
        if isinstance(self.choice, Endpoint | Story) and self.choice.reader in set(Platform):
            return Timing(platforms=frozenset({Platform(self.choice.reader)}), shared=self.shared_before)
        return Timing(shared=self.shared_before)

    def plan(self, visit: Consultation) -> Plan:
        """The cards in order, for the phones that were read; without one, for those that were named."""
        timing = self.first_timing()
        read = frozenset(Platform(device.platform) for device in visit.devices if device.platform in set(Platform))
        return plan(guided_cards(), visit_questions(), self.told or (), timing.minutes, read or timing.platforms)

    @property
    def of_phones(self) -> bool:
        """Whether another phone may join this visit: client and staff are in one room, and it is about phones."""
        if isinstance(self.choice, NoCable):
            return not self.choice.online and not self.practice
        return self.has_story

    def another(self, choice: Choice, visit: Consultation) -> None:
        """A further phone, or something beside it, comes after all that this document has; its own questions first."""
        if self.asks and isinstance(choice, Story):
            choice = replace(choice, asks=True)
        self.main = self.choice
        self.choice, self.visit, self.recorded = choice, None, asked_anew(self.recorded)
        self.earlier, self.once_more = visit, False
        if self.has_story:
            self.main, self.base, self.beside, self.phone = None, visit, (), next_phone(visit)

    def again(self, visit: Consultation) -> None:
        """The phone that was read last is read once more, after its cable was out; its questions are asked anew."""
        self.recorded, self.earlier, self.once_more = asked_anew(self.recorded), visit, True

    @property
    def was_told(self) -> bool:
        """Whether a client answered anything so far: it would be gone with the visit."""
        return bool(self.recorded.answers or self.told or self.told_before)

    @property
    def has_findings(self) -> bool:
        """Whether findings wait while a phone is read."""
        return self.earlier is not None

    def joined(self, read: Consultation) -> Consultation:
        """The document of the visit with what was read just now. Errors: UsageError, as `another_phone`."""
        # Imported here: what joins documents knows every check, and may not hold up the first screen.
        from devicecheck.runner.another_phone import read_again, with_another  # noqa: PLC0415

        if self.earlier is None:
            return self.completed(read)
        if self.once_more:
            return read_again(self.earlier, self.base, read, self.beside)
        visit = with_another(self.earlier, read)
        if self.main is not None:
            self.beside = (*self.beside, read)
        return visit

    def to_findings(self) -> None:
        """The findings are there again, whatever came of what was looked at after them."""
        self.earlier = None
        if self.main is not None:
            self.choice, self.main = self.main, None

    def completed(self, visit: Consultation) -> Consultation:
        """The document with the answers, and with whoever took over before there was a document."""
        if self.handed is not None:
            visit = with_handed(visit, *self.handed)
        if not self.told:
            return visit
        return with_answers(visit, self.told, shared=self.timing is not None and self.timing.shared)


def kept_answers(recorded: gates.Recorded) -> gates.Recorded:
    """Of what was agreed before a visit was cut off, what still holds: that it is kept, and if readings may stay."""
    (keeping,), (readings,) = gates.KEEPING.questions, gates.KEEP_READINGS.questions
    return gates.Recorded(
        tuple(each for each in recorded.answers if each.question == keeping.id),
        tuple(each for each in recorded.consents if each.scope.value == readings.id),
    )


def shared_choices(journey: Journey, timing: Timing) -> Choices:
    """What the client chose, with what was chosen in the plan about their answers."""
    before = journey.visit.choices if journey.visit is not None else Choices()
    shared = tuple(each.question for each in journey.told or ()) if timing.shared else ()
    return before.model_copy(update={"shared_answers": shared})
