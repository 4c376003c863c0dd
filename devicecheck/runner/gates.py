# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gates before anything is read: safe now, whose phone, consent by scope. Pure: answers in, a decision out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from devicecheck.errors import GateError
from devicecheck.model.consultation import Answer, Consent
from devicecheck.model.topics import Scope
from devicecheck.runner.events import Need, NeedKind, Question

WORDS_VERSION = "en-2026-11-29"
"""Version of the spoken words in reports/wording/en/gates.yaml; kept with each consent."""

SAFE_NOW = Question("safe-now", ("yes", "no", "not-sure"), frozenset({"no", "not-sure"}))
WHOSE_PHONE = Question(
    "whose-phone",
    ("own", "shared", "work", "child", "other-person"),
    frozenset({"shared", "work", "child", "other-person"}),
)
CONSENT_SCOPES = (Scope.PHONE_FACTS, Scope.APPS, Scope.CONTROL, Scope.APP_FILES)
WORTH_STARTING = frozenset({Scope.APPS, Scope.CONTROL})

NEEDS = (
    Need(NeedKind.GATE, (SAFE_NOW,)),
    Need(NeedKind.GATE, (WHOSE_PHONE,)),
    Need(NeedKind.CONSENT, tuple(Question(scope.value, ("yes", "no")) for scope in CONSENT_SCOPES)),
)
"""Every question of the short form, in the order in which they are asked."""

SEE_ALONE = Question("see-alone", ("alone", "supporter", "not-alone", "skip"), frozenset({"not-alone"}))
INTERPRETER = Question("interpreter", ("not-needed", "independent", "not-independent"), frozenset({"not-independent"}))
UNDER_18 = Question("under-18", ("no", "lead-knows", "lead-not-told"), frozenset({"lead-not-told"}))
SECRET_HOME = Question("secret-home", ("no", "yes", "not-sure"))
POLICE_ASKED = Question("police-asked", ("no", "go-on", "stop"), frozenset({"stop"}))
POLICE_NEEDS = (Need(NeedKind.GATE, (POLICE_ASKED,)),)
CALL_WATCHED = Question("call-watched", ("no", "yes", "not-sure"), frozenset({"yes", "not-sure"}))
ONLINE_AGREED = Question("online-agreed", ("yes", "no"), frozenset({"no"}))
"""Where client and staff are apart: a word for stop, how one rings back, no shared screen, nothing sent to accounts."""

ABOUT_CLIENT = (SEE_ALONE, INTERPRETER, UNDER_18, SECRET_HOME)


OF_EACH_PHONE = frozenset({WHOSE_PHONE.id, POLICE_ASKED.id, "managed-phone", "ask-trust"})
"""Questions about one phone: another phone of the same client is asked about anew."""


def first_needs(*, cable: bool = False, online: bool = False) -> tuple[Need, ...]:
    """What is asked of a client before anything else: safety, then what this visit has to look out for."""
    apart = (CALL_WATCHED, ONLINE_AGREED) if online else ()
    asked = (SAFE_NOW, *apart, *ABOUT_CLIENT, *((POLICE_ASKED,) if cable else ()))
    return tuple(Need(NeedKind.GATE, (question,)) for question in asked)


FIRST_NEEDS = first_needs()
"""The same where client and staff are in one room, and no phone is going to be connected."""

KEEPING = Need(NeedKind.GATE, (Question("keep-while-working", ("no", "yes")),))
"""Asked where the clinic offers to keep a visit while it runs. Without a yes nothing is written."""

KEEP_READINGS = Need(NeedKind.CONSENT, (Question(Scope.KEEP_READINGS.value, ("no", "yes")),))
"""The separate yes without which an old visit cannot be checked again with a newer list."""

MANAGED = Need(NeedKind.GATE, (Question("managed-phone", ("go-on", "stop"), frozenset({"stop"})),))
"""Asked when the first answers of a phone show that somebody manages it: nothing more is read before a new yes."""

ASK_TRUST = Question("ask-trust", ("yes", "no"), frozenset({"no"}))
TRUST_REFUSED = "gate.ask-trust.no"


def trust_need(seen: Mapping[str, str]) -> Need:
    """Asked of an iPhone that was seen and does not trust this computer: its own question comes only after a yes."""
    return Need(NeedKind.GATE, (ASK_TRUST,), {name: seen.get(name, "") for name in ("model", "version")})


TAG_NEEDS = (
    Need(NeedKind.GATE, (SAFE_NOW,)),
    Need(NeedKind.GATE, (SECRET_HOME,)),
    Need(NeedKind.CONSENT, (Question(Scope.TAGS.value, ("yes", "no")),)),
)
"""Before one listens for tags near a client's things. A tag may show the way to a home that must not be found."""

TAG_SCOPES = frozenset({Scope.TAGS})
AT_HOME = Question("whose-network", ("own", "clinic", "other-home", "work-or-hotel"))
NETWORK_START = (Need(NeedKind.GATE, (SAFE_NOW,)), Need(NeedKind.GATE, (AT_HOME,)))
OWNER_AGREED = Need(NeedKind.GATE, (Question("owner-agreed", ("yes", "no"), frozenset({"no"})),))
"""Asked where the network is somebody else's. Without the owner's yes nothing is looked at."""
WHO_RUNS = Need(NeedKind.GATE, (Question("who-runs-box", ("we", "other-person", "not-sure")),))
"""Who can read the log of the internet box and the pictures of its cameras. If it is not us, we only listen."""
NETWORK_CONSENT = Need(NeedKind.CONSENT, (Question(Scope.NETWORK.value, ("yes", "no")),))
NETWORK_SCOPES = frozenset({Scope.NETWORK})
NEEDS_OWNER = frozenset({"other-home", "work-or-hotel"})
BACKUP_NEEDS = (
    Need(NeedKind.GATE, (SAFE_NOW,)),
    Need(NeedKind.GATE, (WHOSE_PHONE,)),
    Need(NeedKind.CONSENT, (Question(Scope.BACKUP_FILE.value, ("yes", "no")),)),
)
"""Before a copy of a phone is opened: only of the client's own phone, only with their yes."""
BACKUP_CONTENTS = Need(
    NeedKind.CONSENT,
    tuple(Question(scope.value, ("yes", "no")) for scope in (Scope.PHONE_FACTS, Scope.APPS, Scope.CONTROL)),
)
"""What of the copy is read: the same questions as for a phone on a cable."""
BESIDE = frozenset(
    {
        Scope.TAGS.value, Scope.NETWORK.value, Scope.CAPTURE_FILE.value, Scope.LIVE_TRAFFIC.value,
        Scope.BACKUP_FILE.value, Scope.KEEP_READINGS.value,
    }
)  # fmt: skip
"""Questions about what is beside a phone: no cable is plugged in, so nothing is said about one."""

CAPTURE_NEEDS = (Need(NeedKind.CONSENT, (Question(Scope.CAPTURE_FILE.value, ("yes", "no")),)),)
"""Before what a recording of traffic names becomes part of a client's document."""


@dataclass(frozen=True)
class Recorded:
    """The answers given so far."""

    answers: tuple[Answer, ...] = ()
    consents: tuple[Consent, ...] = ()

    @property
    def scopes(self) -> frozenset[Scope]:
        """Scopes with a recorded yes."""
        return frozenset(consent.scope for consent in self.consents if consent.given)


def begun(recorded: Recorded) -> bool:
    """Whether the first question of all was asked: then a practice phone is read only after the others too."""
    return any(answer.question == SAFE_NOW.id for answer in recorded.answers)


LIVE_SCOPES = frozenset({Scope.CAPTURE_FILE, Scope.LIVE_TRAFFIC})
LIVE_NEEDS = (
    Need(NeedKind.GATE, (SAFE_NOW,)),
    Need(NeedKind.GATE, (WHOSE_PHONE,)),
    Need(NeedKind.CONSENT, (Question(Scope.LIVE_TRAFFIC.value, ("yes", "no")),)),
)
"""Before what a phone sends is watched on its way: only the client's own phone, only with their yes."""


def check(need: Need, given: Mapping[str, str]) -> None:
    """Errors: GateError `unanswered` or `unknown-answer`; nothing is assumed for a question without an answer."""
    for question in need.questions:
        if question.id not in given:
            raise GateError("unanswered", {"question": question.id})
        if given[question.id] not in question.answers:
            raise GateError("unknown-answer", {"question": question.id, "answers": ", ".join(question.answers)})


def record(before: Recorded, need: Need, given: Mapping[str, str], device: str, at: datetime) -> Recorded:
    """The answers to one need, added to those before.

    Errors: those of `check`.
    """
    check(need, given)
    if need.kind is NeedKind.CONSENT:
        consents = tuple(
            Consent(
                scope=Scope(question.id), device=device, given=given[question.id] == "yes", at=at, words=WORDS_VERSION
            )
            for question in need.questions
        )
        return Recorded(before.answers, before.consents + consents)
    answers = tuple(Answer(question=question.id, answer=given[question.id], at=at) for question in need.questions)
    return Recorded(before.answers + answers, before.consents)


def refusal(
    recorded: Recorded, needs: Sequence[Need] = NEEDS, worth_starting: frozenset[Scope] = WORTH_STARTING
) -> str | None:
    """Why the visit must not go on with this phone, as a wording key; None if nothing said stop so far."""
    stops = {question.id: question.stops for need in needs for question in need.questions}
    for answer in recorded.answers:
        if answer.answer in stops.get(answer.question, frozenset()):
            return f"gate.{answer.question}.{answer.answer}"
    asked = {question.id for need in needs for question in need.questions}
    given = any(consent.scope.value in asked for consent in recorded.consents)
    if given and not recorded.scopes & worth_starting:
        return "gate.nothing-agreed"
    return None


def complete(recorded: Recorded, needs: Sequence[Need] = NEEDS) -> bool:
    """Whether every question of the form has its answer."""
    asked = {question.id for need in needs for question in need.questions}
    return asked == {answer.question for answer in recorded.answers} | {
        consent.scope.value for consent in recorded.consents
    }


def answered(recorded: Recorded, needs: Sequence[Need]) -> bool:
    """Whether these questions have their answers, whatever else was answered before."""
    asked = {question.id for need in needs for question in need.questions}
    given = {answer.question for answer in recorded.answers} | {each.scope.value for each in recorded.consents}
    return asked <= given


def next_need(recorded: Recorded, needs: Sequence[Need]) -> Need | None:
    """The first of these questions that nobody has answered yet; None when all are."""
    return next((need for need in needs if not answered(recorded, (need,))), None)


def keeping_agreed(recorded: Recorded) -> bool:
    """Whether the last word on keeping was a yes; no word is no."""
    (question,) = KEEPING.questions
    said = [answer.answer for answer in recorded.answers if answer.question == question.id]
    return said[-1:] == ["yes"]


def lets_go(consents: Iterable[Consent]) -> bool:
    """Whether the phone's answers go when the document is made: always, but for the client's separate yes."""
    said = [consent.given for consent in consents if consent.scope is Scope.KEEP_READINGS]
    return said[-1:] != [True]


def online(answers: Sequence[Answer]) -> bool:
    """Whether client and staff are apart: then no screen is shared, and the caseworker brings the report."""
    return any(each.question == ONLINE_AGREED.id for each in answers)


def all_scopes() -> frozenset[Scope]:
    """What a made-up phone agrees to: everything that can be read of a phone."""
    return frozenset(CONSENT_SCOPES)
