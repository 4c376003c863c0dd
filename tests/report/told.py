# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A consultation in which the client told and chose a lot; and one text in every place that anybody can fill."""

from datetime import UTC, date, datetime

from devicecheck.model.consultation import Answer, Consent, Consultation
from devicecheck.model.findings import Finding, SaidBy
from devicecheck.model.observations import DeviceFacts, InstalledApp, LauncherApps
from devicecheck.model.told import (
    ActionChoice,
    Choices,
    Copy,
    CopyConsent,
    Decision,
    Incident,
    Kept,
    Looked,
    NamedDate,
    Order,
    OrderKind,
    Quote,
    StaffNotes,
    Told,
)
from devicecheck.model.topics import Scope
from tests.report import samples

AT = datetime(2026, 11, 24, 10, 1, tzinfo=UTC)
SERIAL = "28141JEHN00001"


def told(text: str | None = None) -> Told:
    """What the client told; `text` stands in for every free text."""

    def said(words: str) -> str:
        return words if text is None else text

    return Told(
        words=(Quote(text=said("He knew where I was."), on=date(2026, 10, 5)), Quote(text=said("The phone got hot."))),
        dates=(NamedDate(on=date(2026, 10, 3), what=said("The phone was away for an hour.")),),
        incidents=(
            Incident(on=date(2026, 9, 1), what=said("Someone waited outside work.")),
            Incident(on=date(2026, 11, 12), what=said("A message about a private talk."), said_by=SaidBy.CHECKER),
        ),
        impact=(said("I do not sleep."),),
        orders=(
            Order(
                kind=OrderKind.NON_MOLESTATION,
                from_day=date(2026, 9, 20),
                ends_on=date(2027, 9, 19),
                terms=(said("no contact"), said("not within 100 metres")),
                made_by=said("Family court"),
            ),
            Order(kind=OrderKind.BAIL, from_day=date(2026, 12, 1)),
        ),
        accounts=(Looked(name=said("Mail"), seen=said("One unknown sign-in."), account=said("kim.lee@example.org")),),
        trackers=(Looked(name=said("Bag"), seen=said("No tag seen near now.")),),
        other_person=said("my former partner"),
        check_word=said("bluebell"),
    )


def full(text: str | None = None) -> Consultation:
    """The watched phone with everything that a document can hold."""
    base = samples.watched()
    word = "AB" if text is None else text
    facts = DeviceFacts(id="facts", device="phone-1", readings=("r1",), serial=SERIAL)
    others = ("com.example.dating", "org.example.support")
    apps = tuple(InstalledApp(id=f"app:0:{key}", device="phone-1", readings=("r5",), key=key) for key in others)
    icons = LauncherApps(id="icons:0", device="phone-1", readings=("r6",), keys=(*others, "com.systemservice"))
    return base.model_copy(
        update={
            "observations": (*base.observations, facts, *apps, icons),
            "answers": (
                Answer(question="safe-now", answer="yes", at=AT),
                Answer(question="whose-phone", answer="own", at=AT, note=word),
                Answer(question=word, answer=word, at=AT, note=word),
            ),
            "consents": (Consent(scope=Scope.APPS, device="phone-1", given=True, at=AT, words="en"),),
            "told": told(text),
            "choices": Choices(
                copies=(
                    CopyConsent(copy_of=Copy.A, given=True, kept=Kept.CASEWORKER, at=AT),
                    CopyConsent(copy_of=Copy.C, given=False, at=AT),
                ),
                shared_answers=("whose-phone", word),
                actions=(
                    ActionChoice(action="notes", decision=Decision.NOW),
                    ActionChoice(action=word, decision=Decision.WITH_PLAN),
                ),
            ),
            "staff": StaffNotes(
                code=word,
                review_on=date(2026, 12, 8),
                police_reference=word,
                sdash_done=True,
                sdash_on=date(2026, 11, 20),
            ),
        }
    )


def filled(text: str) -> Consultation:
    """The full consultation with one text in every place that a phone, a person or a document can fill."""
    base, hostile = full(text), samples.hostile_text(text)
    return hostile.model_copy(update={name: getattr(base, name) for name in ("answers", "told", "choices", "staff")})


def many(texts: tuple[str, ...]) -> Consultation:
    """One finding for each of many texts, and each of them told as well."""
    base = full()
    return base.model_copy(
        update={
            "findings": tuple(_finding(number, text) for number, text in enumerate(texts)),
            "told": base.told.model_copy(
                update={
                    "words": tuple(Quote(text=text) for text in texts),
                    "incidents": tuple(Incident(on=date(2026, 10, 1), what=text) for text in texts),
                    "impact": texts,
                    "accounts": tuple(Looked(name=text, seen=text, account=text) for text in texts),
                }
            ),
        }
    )


def _finding(number: int, text: str) -> Finding:
    terms = dict.fromkeys(("app", "key", "label", "installed", "installer", "version"), text)
    subject = samples.SPY.model_copy(update={"key": text})
    return samples.spy_finding(id=f"{number:016x}", subject=subject, terms=terms)
