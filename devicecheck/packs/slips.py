# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Slips: what a clinic tells the volunteers after a visit. About an app only; no field can hold anything of a client.

There is no free text, no case code, no day: an app's own facts, choices from lists, and a month.
"""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field, ValidationError

from devicecheck.matching.index import exact
from devicecheck.matching.patterns import PatternTable
from devicecheck.model.base import Value
from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import Fact, Finding, SubjectKind
from devicecheck.model.observations import (
    AccessKind,
    AppFile,
    InstalledApp,
    SigningCertificates,
    SpecialAccess,
    sole_stamp,
)
from devicecheck.model.signatures import Indicators, Pack, Recall, Signature
from devicecheck.packs import form
from devicecheck.packs.decoding import decode
from devicecheck.packs.entry_text import plain_yaml
from devicecheck.packs.normal_form import advice, normal
from devicecheck.packs.problems import Problems
from devicecheck.packs.rules import UNIQUE
from devicecheck.packs.strict_yaml import decode as read_yaml
from devicecheck.packs.workshop import refusal

LARGEST = 16 * 1024
MOST_VALUES = 20


OWN_FACTS = frozenset(
    {
        Fact.LISTED_PACKAGE, Fact.LISTED_PATTERN, Fact.LISTED_CERTIFICATE, Fact.LISTED_PAST_CERTIFICATE,
        Fact.LISTED_FILE,
    }
)  # fmt: skip
"""By what an entry names an app itself, apart from the rules for its inside."""


class Why(StrEnum):
    """Why a result was wrong. There is no free text, so that nothing about a person can be told."""

    ORDINARY_APP = "ordinary-app"
    PART_OF_THE_PHONE = "part-of-the-phone"
    SHARED_STAMP = "shared-stamp"
    OTHER_APP_SAME_NAME = "other-app-same-name"


class Phone(StrEnum):
    """Kinds of phones, as coarse as helps."""

    PIXEL = "pixel"
    SAMSUNG = "samsung"
    XIAOMI = "xiaomi"
    MOTOROLA = "motorola"
    HUAWEI = "huawei"
    OTHER_ANDROID = "other-android"
    IPHONE = "iphone"


RULES: Literal["rules"] = "rules"
"""The kind of a false alarm that a rule alone made."""
MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"


class FalseAlarm(Value):
    """A result that was wrong: which entry of which pack, and by which value of the app, or server, it was met.

    Shape: where rules of the entry fitted the app, `stamp` is the SHA-256 of its one certificate; of kind `rules`
    nothing but a rule met it, and `value` is its id.
    """

    slip: Literal["false-alarm"] = "false-alarm"
    pack: str = Field(pattern=r"^\d{4}\.\d\d\.\d\d\.\d+$")
    entry: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}[a-z0-9]$")
    kind: Literal["packages", "bundles", "certificates", "domains", "addresses", "rules"]
    value: str
    stamp: str = ""
    why: Why
    phone: Phone
    month: str = Field(pattern=MONTH)


class UnknownApp(Value):
    """An app that no entry knows: its own facts, and what it was allowed to do. On an iPhone `app` is a bundle id."""

    slip: Literal["unknown-app"] = "unknown-app"
    pack: str = Field(pattern=r"^\d{4}\.\d\d\.\d\d\.\d+$")
    app: str
    certificates: tuple[str, ...] = Field(default=(), max_length=MOST_VALUES)
    apk_sha256: tuple[str, ...] = Field(default=(), max_length=MOST_VALUES)
    controls: tuple[AccessKind, ...] = Field(default=(), max_length=MOST_VALUES)
    phone: Phone
    month: str = Field(pattern=MONTH)


Slip = FalseAlarm | UnknownApp


def month_of(day: date) -> str:
    """The month of a day: a slip tells no more."""
    return f"{day:%Y-%m}"


def checked(slip: Slip) -> Slip:
    """The slip with its values in normal form. Errors: PackError `slip-value` for a value that is not of its kind."""
    if isinstance(slip, FalseAlarm):
        value = _good("packages" if slip.kind == RULES else slip.kind, slip.value)
        if slip.kind == RULES and not slip.stamp:
            raise refusal("no-stamp", app=value)
        return slip.model_copy(update={"value": value, "stamp": slip.stamp and _good("apk_sha256", slip.stamp)})
    return slip.model_copy(
        update={
            "app": _good(_id_kind(slip.phone), slip.app),
            "certificates": tuple(_good("certificates", value) for value in slip.certificates),
            "apk_sha256": tuple(_good("apk_sha256", value) for value in slip.apk_sha256),
        }
    )


def _id_kind(phone: Phone) -> Literal["packages", "bundles"]:
    """The kind of an app's id on such a phone."""
    return "bundles" if phone is Phone.IPHONE else "packages"


def _good(kind: str, value: str) -> str:
    kept = normal(kind, value)
    if advice(kind, kept):
        raise refusal("slip-value", value=re.sub(r"[^\x20-\x7e]", "?", value)[:60])
    return kept


def write(slip: Slip) -> str:
    """The text of a slip's file: every line of it is shown before it is written."""
    return plain_yaml({name: value for name, value in slip.model_dump(mode="json").items() if value})


def read(data: bytes) -> Slip:
    """The slip in a file. Errors: PackError `no-slip`, `slip-value`."""
    try:
        if len(data) > LARGEST:
            raise refusal("no-slip")
        document = read_yaml(data.decode("utf-8"), "slip")
        model: type[FalseAlarm] | type[UnknownApp] = (
            FalseAlarm if document.data.get("slip") == "false-alarm" else UnknownApp
        )
        return checked(decode(document, model))
    except (UnicodeDecodeError, Problems, ValidationError):
        raise refusal("no-slip") from None


def from_consultation(saved: Consultation, app: str, why: Why, phone: Phone, pack: Pack) -> Slip:
    """A slip about one app of a saved consultation: a false alarm if an entry was met, an unknown app if none was.

    `pack` is the list in use: it knows by which value the app met its entry.

    Errors: PackError `app-not-there`.
    """
    finding = about_app(saved, app)
    if finding is None:
        raise refusal("app-not-there", app=app[:80])
    phone = _phone(saved, app, phone)
    month = month_of(saved.ended_at.date())
    if finding.signatures:
        entry = finding.signatures[0].id
        held = {value for each in pack.signatures if each.id == entry for value in each.indicators.certificates}
        met = next((stamp for stamp in _stamps(saved, app) if stamp in held), "")
        slip: Slip = FalseAlarm(
            pack=saved.pack.version,
            entry=entry,
            kind="certificates" if met else RULES if by_rule_alone(finding) else _id_kind(phone),
            value=met or app,
            stamp=sole_stamp(_certificates(saved, app)) if Fact.LISTED_RULE in finding.facts and not met else "",
            why=why,
            phone=phone,
            month=month,
        )
        return checked(slip)
    control = (each for each in saved.observations if isinstance(each, SpecialAccess) and each.key == app)
    files = (each for each in saved.observations if isinstance(each, AppFile) and each.key == app)
    unknown = UnknownApp(
        pack=saved.pack.version,
        app=app,
        certificates=tuple(_stamps(saved, app, sha1=False)),
        apk_sha256=tuple(dict.fromkeys(each.sha256 for each in files if each.sha256))[:MOST_VALUES],
        controls=tuple(dict.fromkeys(each.access for each in control)),
        phone=phone,
        month=month,
    )
    return checked(unknown)


def by_rule_alone(finding: Finding) -> bool:
    """Whether nothing but rules of an entry named the app: no id, no stamp, no file."""
    return Fact.LISTED_RULE in finding.facts and not OWN_FACTS & set(finding.facts)


def about_app(saved: Consultation, app: str) -> Finding | None:
    """The finding about an app of a consultation. Settings, tags, devices and files have no slip."""
    found = (each for each in saved.findings if each.subject.kind is SubjectKind.APP)
    return next((each for each in found if each.subject.key == app), None)


def of_iphone(saved: Consultation, app: str) -> bool:
    """Whether an app's id is one of the iPhone's world."""
    found = (each for each in saved.observations if isinstance(each, InstalledApp) and each.key == app)
    return any(each.id_kind == "bundle" for each in found)


def _phone(saved: Consultation, app: str, phone: Phone) -> Phone:
    """The phone as it was named, unless the app shows that it was an iPhone, or was none."""
    if of_iphone(saved, app):
        return Phone.IPHONE
    return Phone.OTHER_ANDROID if phone is Phone.IPHONE else phone


def _stamps(saved: Consultation, app: str, *, sha1: bool = True) -> Iterator[str]:
    for each in _certificates(saved, app):
        yield from each.sha256[:MOST_VALUES]
        yield from each.sha1[:MOST_VALUES] if sha1 else ()


def _certificates(saved: Consultation, app: str) -> Iterator[SigningCertificates]:
    return (each for each in saved.observations if isinstance(each, SigningCertificates) and each.key == app)


def mended(entry: Signature, slip: FalseAlarm) -> Signature:
    """The entry without the value that was wrong. One that it met by a pattern stands nowhere: it stays as it is.

    Errors: PackError `slip-elsewhere` when it holds no such value.
    """
    if slip.kind == RULES:
        return entry
    same = UNIQUE.get(slip.kind, exact)
    held: tuple[str, ...] = getattr(entry.indicators, slip.kind)
    left = tuple(value for value in held if same(value) != same(slip.value))
    if len(left) == len(held):
        if slip.kind == "packages" and by_pattern(entry.indicators, slip.value):
            return entry
        raise refusal("slip-elsewhere", id=entry.id, value=slip.value)
    return entry.model_copy(update={"indicators": entry.indicators.model_copy(update={slip.kind: left})})


def by_pattern(held: Indicators, key: str) -> bool:
    """Whether one of an entry's patterns fits an id."""
    return bool(PatternTable((each, each) for each in held.package_patterns).matching(key))


def recalls_of(slip: FalseAlarm, versions: tuple[str, ...], today: date) -> tuple[Recall, ...]:
    """The recalls that take a wrong result back: of a value, of a build that a rule fitted, or of both."""
    by_value = Recall(entry=slip.entry, versions=versions, value=slip.value, why=slip.why.value, on=today)
    by_rule = by_value.model_copy(update={"stamp": slip.stamp})
    return (*(() if slip.kind == RULES else (by_value,)), *((by_rule,) if slip.stamp else ()))


def draft_form(slip: UnknownApp, pack: Pack) -> tuple[form.Form, tuple[form.Remark, ...]]:
    """The form for a new entry, filled with what the slip knows, and what is to be said about it."""
    world = "iphone:" if _id_kind(slip.phone) == "bundles" else ""
    filled, said = form.answer(form.Form(), "app", world + slip.app, pack)
    if slip.certificates:
        filled, more = form.answer(filled, "stamps", " ".join(slip.certificates), pack)
        said += more
    return filled, said
