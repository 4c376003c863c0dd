# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the client tells and chooses, and what staff note beside it. Every part is optional; nothing is assumed."""

from datetime import date, datetime
from enum import StrEnum

from devicecheck.model.base import Value
from devicecheck.model.cards import CardResult
from devicecheck.model.findings import SaidBy
from devicecheck.model.questions import ToldAnswer


class Quote(Value):
    """The client's own words, kept as they were said. `on` is the day that they are about, if one was named."""

    text: str
    on: date | None = None


class NamedDate(Value):
    """A day that the client named, and what it was."""

    on: date
    what: str


class Incident(Value):
    """Something that happened, and who says so."""

    on: date
    what: str
    said_by: SaidBy = SaidBy.CLIENT


class OrderKind(StrEnum):
    """A court order, or terms set by the police."""

    STALKING_PROTECTION = "stalking-protection"
    NON_MOLESTATION = "non-molestation"
    RESTRAINING = "restraining"
    PROTECTION_NOTICE = "protection-notice"
    OCCUPATION = "occupation"
    BAIL = "bail"
    OTHER = "other"


class Order(Value):
    """An order or bail that the client told of. `ends_on` None: no end was named."""

    kind: OrderKind
    from_day: date
    ends_on: date | None = None
    terms: tuple[str, ...] = ()
    made_by: str = ""


class Looked(Value):
    """One account or tracker that was gone through together: what it is, what was seen, who says so."""

    name: str
    seen: str
    said_by: SaidBy = SaidBy.CHECKER
    account: str = ""


class Known(StrEnum):
    """What the client says about a finding."""

    KNEW = "knew"
    INSTALLED = "installed"
    DID_NOT_KNOW = "did-not-know"
    WAS_MADE_TO = "was-made-to"
    NOT_SAID = "not-said"


class Decision(StrEnum):
    """What the client chose to do about one action, or about one finding."""

    NOW = "now"
    WITH_PLAN = "with-plan"
    POLICE = "police"
    NOT_NOW = "not-now"


class FindingAnswer(Value):
    """What the client says about one finding, by the finding's id, and what was decided; None: nothing so far."""

    finding: str
    known: Known
    at: datetime
    decided: Decision | None = None


class Told(Value):
    """Everything that the client told, in the client's words.

    Shape: `other_person` is the word that the client chose for the person of concern; `impact` is what it does to them;
    `check_word` is chosen with the client, so that a copy reaches the right file. "" means that none was chosen.
    `cards` are the answers to guided cards; a card without one was not looked at. `answers` are those to the questions
    of the visit; they stand in a copy only where the client shares them. `known`: what the client says about findings.
    """

    words: tuple[Quote, ...] = ()
    dates: tuple[NamedDate, ...] = ()
    incidents: tuple[Incident, ...] = ()
    impact: tuple[str, ...] = ()
    orders: tuple[Order, ...] = ()
    accounts: tuple[Looked, ...] = ()
    trackers: tuple[Looked, ...] = ()
    cards: tuple[CardResult, ...] = ()
    answers: tuple[ToldAnswer, ...] = ()
    known: tuple[FindingAnswer, ...] = ()
    other_person: str = ""
    check_word: str = ""


class Copy(StrEnum):
    """The copies of one consultation. Each has its own yes, but the log, which holds nothing but lines to write on."""

    A = "A"
    CARD = "card"
    B = "B"
    ORDERS = "orders"
    C = "C"
    LOG = "log"


class Detail(StrEnum):
    """What a copy leaves out unless the client wants it there."""

    SERIAL_NUMBERS = "serial-numbers"
    ACCOUNT_NAMES = "account-names"
    OTHER_APPS = "other-apps"


class Shown(Value):
    """What the client wants to stand in one copy, of all that is left out otherwise."""

    copy_of: Copy
    details: tuple[Detail, ...] = ()


class Kept(StrEnum):
    """Where a copy will be kept."""

    PAPER = "paper"
    CASEWORKER = "caseworker"
    OTHER_DEVICE = "other-device"
    SOMEONE_TRUSTED = "someone-trusted"


class CopyConsent(Value):
    """A yes or no to one copy. A client copy also needs the place where it will be kept."""

    copy_of: Copy
    given: bool
    kept: Kept | None = None
    at: datetime


class ActionChoice(Value):
    """The client's choice about one action of the three piles, by the action's id."""

    action: str
    decision: Decision


class Choices(Value):
    """What the client chose: copies, what they show, which answers are shared, what to do.

    Shape: `shared_answers` are ids of questions; an answer that is not named here stands in no copy.
    """

    copies: tuple[CopyConsent, ...] = ()
    shown: tuple[Shown, ...] = ()
    shared_answers: tuple[str, ...] = ()
    actions: tuple[ActionChoice, ...] = ()

    def consent(self, kind: Copy) -> CopyConsent | None:
        """The last yes or no to a copy."""
        return next((consent for consent in reversed(self.copies) if consent.copy_of is kind), None)


class HandedTo(StrEnum):
    """Whom staff asked to take over when somebody was not well: a role, never a name."""

    LEAD = "lead"
    CASEWORKER = "caseworker"
    SAFEGUARDING = "safeguarding"
    EMERGENCY = "emergency"


class FollowUp(Value):
    """One action of the piles that was done after the visit: on which day, noted by which staff code."""

    action: str
    on: date
    staff: str


class StaffNotes(Value):
    """What staff note: by code, never by name. `sdash_done` None: nobody said if the S-DASH list was gone through.

    Shape: `handed_to` and `handed_at` are there only if they may stand in the caseworker's copy, and in no other.
    `followed` has each action once.
    """

    code: str = ""
    review_on: date | None = None
    police_reference: str = ""
    sdash_done: bool | None = None
    sdash_on: date | None = None
    handed_to: HandedTo | None = None
    handed_at: datetime | None = None
    followed: tuple[FollowUp, ...] = ()
