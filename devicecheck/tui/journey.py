# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was asked and told before a phone is connected, and what comes next. The visit itself begins after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from devicecheck.frontend.practice_phones import Story
from devicecheck.model.cards import Platform
from devicecheck.model.consultation import Consultation
from devicecheck.model.endpoints import Endpoint
from devicecheck.model.questions import ToldAnswer
from devicecheck.model.told import HandedTo
from devicecheck.report.cards import guided_cards, visit_questions
from devicecheck.runner import gates
from devicecheck.runner.card_plan import Plan, plan
from devicecheck.runner.events import Need
from devicecheck.runner.no_cable import NOBODY
from devicecheck.runner.telling import with_answers, with_handed
from devicecheck.tui.opening import Choice, NoCable

BESIDE = frozenset({"bluetooth", "network"})
EVERY_PHONE = frozenset({Platform.ANDROID, Platform.IPHONE})


@dataclass(frozen=True)
class Timing:
    """How long the visit is in minutes, for which phones its cards are, and whether answers stand in copy B."""

    minutes: int = 60
    platforms: frozenset[Platform] = EVERY_PHONE
    shared: bool = False


@dataclass
class Journey:
    """One client and the way that was chosen. `told` None: the questions were not gone through yet."""

    choice: Choice
    recorded: gates.Recorded = field(default_factory=gates.Recorded)
    told: tuple[ToldAnswer, ...] | None = None
    timing: Timing | None = None
    handed: tuple[HandedTo, datetime] | None = None

    @property
    def has_story(self) -> bool:
        """Whether the client's story orders this visit; what is beside a phone is looked at without it."""
        if isinstance(self.choice, Story):
            return not (self.choice.radio or self.choice.network)
        return isinstance(self.choice, NoCable) or self.choice.reader not in BESIDE

    @property
    def practice(self) -> bool:
        """Whether nothing of it is real."""
        return isinstance(self.choice, Story)

    @property
    def android(self) -> bool:
        """Whether an Android phone of a client is waited for."""
        return isinstance(self.choice, Endpoint) and self.choice.reader == Platform.ANDROID

    @property
    def cable(self) -> bool:
        """Whether a phone is going to be read."""
        return not isinstance(self.choice, NoCable)

    @property
    def online(self) -> bool:
        """Whether client and staff are apart."""
        return isinstance(self.choice, NoCable) and self.choice.online

    @property
    def needs(self) -> tuple[Need, ...]:
        """What is asked before the story."""
        if self.practice or not self.has_story:
            return ()
        return gates.first_needs(cable=self.cable, online=self.online)

    @property
    def open_need(self) -> Need | None:
        """What has to be answered next, before the story."""
        return gates.next_need(self.recorded, self.needs)

    def answer(self, need: Need, given: Mapping[str, str]) -> str | None:
        """Record answers; why the visit must not go on, if it must not. Errors: GateError, as `gates.record`."""
        self.recorded = gates.record(self.recorded, need, given, NOBODY, datetime.now(UTC))
        return gates.refusal(self.recorded, self.needs)

    def first_timing(self) -> Timing:
        """What the plan starts from: an hour, and the kind of phone that will be connected, if that is known."""
        if self.timing is not None:
            return self.timing
        if isinstance(self.choice, Endpoint) and self.choice.reader in set(Platform):
            return Timing(platforms=frozenset({Platform(self.choice.reader)}))
        return Timing()

    def plan(self, visit: Consultation) -> Plan:
        """The cards in order, for the phones that were read; without one, for those that were named."""
        timing = self.first_timing()
        read = frozenset(Platform(device.platform) for device in visit.devices if device.platform in set(Platform))
        return plan(guided_cards(), visit_questions(), self.told or (), timing.minutes, read or timing.platforms)

    def completed(self, visit: Consultation) -> Consultation:
        """The document with the answers, and with whoever took over before there was a document."""
        if self.handed is not None:
            visit = with_handed(visit, *self.handed)
        if not self.told:
            return visit
        return with_answers(visit, self.told, shared=self.timing is not None and self.timing.shared)
