# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The form for one entry: eight questions, and what is to be said about each answer while it is typed. Pure.

The command line and the terminal app ask the same questions in the same order; both show `remarks` at once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import parse_qs, urlsplit

from devicecheck.model.signatures import (
    Capability,
    Category,
    Indicators,
    OrdinaryReason,
    Pack,
    Signature,
    SignatureStatus,
)
from devicecheck.packs.normal_form import advice, normal
from devicecheck.packs.rules import UNIQUE, never_reason

SHORTEST_NAME, LONGEST_NAME, LONGEST_PERSON = 2, 80, 60
NOTHING = "-"
"""Typed where an answer may be left out, and something stands there already."""


class Kind(StrEnum):
    """How a question is answered: by typing, by one choice, or by any number of choices."""

    TEXT = "text"
    ONE = "one"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Shape: its words are at `cli.keeping.form.<id>`; `area` is where the words of its choices are."""

    id: str
    kind: Kind
    needed: bool = True
    choices: tuple[str, ...] = ()
    area: str = ""


QUESTIONS: tuple[Question, ...] = (
    Question("app", Kind.TEXT),
    Question("name", Kind.TEXT),
    Question("category", Kind.ONE, choices=tuple(Category), area="findings.category"),
    Question("can-do", Kind.MANY, needed=False, choices=tuple(Capability), area="findings.capability"),
    Question("reasons", Kind.MANY, choices=tuple(OrdinaryReason), area="findings.ordinary-reason"),
    Question("stamps", Kind.TEXT, needed=False),
    Question("source", Kind.TEXT),
    Question("person", Kind.TEXT),
)
BY_ID: Mapping[str, Question] = MappingProxyType({question.id: question for question in QUESTIONS})


class Trouble(StrEnum):
    """Why an answer cannot be taken. The words are at `cli.keeping.trouble.<value>`."""

    EMPTY = "empty"
    NO_SUCH_CHOICE = "no-such-choice"
    NOT_AN_ID = "not-an-id"
    NOT_A_STAMP = "not-a-stamp"
    NOT_AN_ADDRESS = "not-an-address"
    TOO_LONG = "too-long"
    TOO_SHORT = "too-short"
    NEVER_MATCH = "never-match"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say about an answer. `stops`: the entry cannot be saved like this."""

    trouble: Trouble
    value: str = ""
    about: str = ""
    stops: bool = True


@dataclass(frozen=True)
class Form:
    """The answers so far. `before` is the entry that is changed, None for a new one."""

    answers: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    before: Signature | None = None

    def given(self, question: str) -> tuple[str, ...]:
        """The answer to a question; () for none."""
        return self.answers.get(question, ())

    @property
    def missing(self) -> tuple[str, ...]:
        """Questions that need an answer and have none."""
        return tuple(question.id for question in QUESTIONS if question.needed and not self.given(question.id))


def opened(entry: Signature) -> Form:
    """The form filled with an entry that is there, to be changed. The person is asked anew."""
    held = entry.indicators
    answers: dict[str, tuple[str, ...]] = {
        "app": (*held.packages, *held.package_patterns, *(f"iphone:{key}" for key in held.bundles)),
        "name": (entry.name,),
        "category": (entry.category.value,),
        "can-do": tuple(entry.can_do),
        "reasons": tuple(entry.ordinary_reasons),
        "stamps": held.certificates,
        "source": entry.references,
    }
    return Form(MappingProxyType({name: values for name, values in answers.items() if values}), entry)


def answer(form: Form, question: str, typed: str, pack: Pack) -> tuple[Form, tuple[Remark, ...]]:
    """The form with one answer more, and what is to be said about it. An answer that cannot be taken changes nothing.

    Shape: several values stand between commas or spaces; choices may be named or numbered from 1.
    """
    values, found = _read(BY_ID[question], typed)
    if not found:
        found = [*remarks(form, question, values, pack)]
    if any(remark.stops for remark in found):
        return form, tuple(found)
    return replace(form, answers=MappingProxyType({**form.answers, question: values})), tuple(found)


def _read(question: Question, typed: str) -> tuple[tuple[str, ...], list[Remark]]:
    text = " ".join(typed.split())
    if text in {"", NOTHING}:
        return (), [Remark(Trouble.EMPTY)] if question.needed else []
    if question.kind is not Kind.TEXT:
        return _chosen(question, text)
    if question.id in {"name", "person"}:
        longest = LONGEST_NAME if question.id == "name" else LONGEST_PERSON
        if not text.isprintable() or len(text) > longest:
            return (), [Remark(Trouble.TOO_LONG, str(longest))]
        return (text,), [Remark(Trouble.TOO_SHORT)] if len(text) < SHORTEST_NAME else []
    parts = tuple(dict.fromkeys(re.split(r"[,\s]+", text.strip(", "))))
    read = {"app": _app, "stamps": _stamp, "source": _source}[question.id]
    pairs = [read(part) for part in parts]
    values = tuple(dict.fromkeys(value for value, _ in pairs))
    return values, [remark for _, remark in pairs if remark]


def _chosen(question: Question, text: str) -> tuple[tuple[str, ...], list[Remark]]:
    chosen: dict[str, None] = {}
    for part in re.split(r"[,\s]+", text.lower().strip(", ")):
        number = int(part) if part.isascii() and part.isdigit() and len(part) < 4 else 0
        if part in question.choices:
            chosen.setdefault(part)
        elif 1 <= number <= len(question.choices):
            chosen.setdefault(question.choices[number - 1])
        else:
            return (), [Remark(Trouble.NO_SUCH_CHOICE, part[:40])]
    if question.kind is Kind.ONE and len(chosen) != 1:
        return (), [Remark(Trouble.NO_SUCH_CHOICE, text[:40])]
    return tuple(choice for choice in question.choices if choice in chosen), []


def _app(part: str) -> tuple[str, Remark | None]:
    """An Android id, a pattern, `iphone:` and an iPhone id, or the address of an app's page in a store."""
    value, good = app_id(part), False
    if value.startswith("iphone:"):
        good = advice("bundles", value.removeprefix("iphone:")) is None
    else:
        good = advice("package_patterns" if "*" in value else "packages", value) is None
    return value, None if good else Remark(Trouble.NOT_AN_ID, part[:80])


def app_id(text: str) -> str:
    """The id in the address of Google Play or F-Droid; any other text as it is."""
    if not text.startswith(("https://", "http://")):
        return text
    try:
        address = urlsplit(text)
        wanted = parse_qs(address.query).get("id", [""])[0]
    except ValueError:
        return text
    if address.hostname == "play.google.com":
        return wanted
    if address.hostname in {"f-droid.org", "www.f-droid.org"}:
        return address.path.rstrip("/").rpartition("/")[2]
    return text


def _stamp(part: str) -> tuple[str, Remark | None]:
    value = normal("certificates", part)
    return value, None if advice("certificates", value) is None else Remark(Trouble.NOT_A_STAMP, part[:80])


def _source(part: str) -> tuple[str, Remark | None]:
    good = bool(re.fullmatch(r"https://[^\s/]+\.[^\s]+", part)) and len(part) <= 300
    return part, None if good else Remark(Trouble.NOT_AN_ADDRESS, part[:80])


def remarks(form: Form, question: str, values: Iterable[str], pack: Pack) -> Iterator[Remark]:
    """What is to be said about values that have the right form: held by another entry, or never to be matched."""
    if question not in {"app", "stamps"}:
        return
    for kind, value in map(_kind_and_value, values) if question == "app" else (("certificates", v) for v in values):
        if reason := never_reason(kind, value, pack.never_match):
            yield Remark(Trouble.NEVER_MATCH, value, reason)
        for holder in holders(pack, kind, value):
            if form.before is None or holder.id != form.before.id:
                yield Remark(Trouble.TAKEN, value, f"{holder.name} ({holder.id})")


def holders(pack: Pack, kind: str, value: str) -> Iterator[Signature]:
    """Entries that hold a value of one kind."""
    form = UNIQUE[kind]
    for entry in pack.signatures:
        if any(form(held) == form(value) for held in getattr(entry.indicators, kind)):
            yield entry


def _kind_and_value(text: str) -> tuple[str, str]:
    if text.startswith("iphone:"):
        return "bundles", text.removeprefix("iphone:")
    return ("package_patterns" if "*" in text else "packages"), text


def entry(form: Form, pack: Pack, today: date) -> Signature:
    """The entry that the form makes: always a draft, of the person who filled it in. `missing` must be empty.

    Shape: what the form does not ask about stays as it was. An entry carried over from a list is from then on a draft
    of ours; its references still say where the facts are from. An entry in use whose answers all stayed is given back
    as it is: it would lose who vouched for it.
    """
    if form.before and form.before.status is not SignatureStatus.RETIRED and _same(form, opened(form.before)):
        return form.before
    kinds: dict[str, list[str]] = {"packages": [], "package_patterns": [], "bundles": []}
    for kind, value in map(_kind_and_value, form.given("app")):
        kinds[kind].append(value)
    before = form.before
    old = dict(before.indicators) if before else {}
    indicators = old | {kind: tuple(values) for kind, values in kinds.items()} | {"certificates": form.given("stamps")}
    return Signature(
        id=before.id if before else free_id(form.given("name")[0], pack),
        name=form.given("name")[0],
        aliases=before.aliases if before else (),
        category=Category(form.given("category")[0]),
        status=SignatureStatus.DRAFT,
        added_by=form.given("person")[0],
        can_do=tuple(Capability(code) for code in form.given("can-do")),
        ordinary_reasons=tuple(OrdinaryReason(code) for code in form.given("reasons")),
        indicators=Indicators(**indicators),
        references=form.given("source"),
        added_on=before.added_on if before else today,
        checked_on=max(today, before.added_on) if before else today,
        note=before.note if before else "",
    )


def _same(form: Form, other: Form) -> bool:
    return all(form.given(each.id) == other.given(each.id) for each in QUESTIONS if each.id != "person")


def free_id(name: str, pack: Pack) -> str:
    """An id made of a name that no entry has."""
    start = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:50].strip("-")
    start = start if len(start) >= SHORTEST_NAME else "app"
    taken = {held.id for held in pack.signatures}
    numbered = (start, *(f"{start}-{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in numbered if each not in taken)
