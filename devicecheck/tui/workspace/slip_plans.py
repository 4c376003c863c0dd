# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked before a slip is shown: about an app of a visit, about an entry, or about any app. Nothing draws."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from devicecheck.frontend import list_slips
from devicecheck.model.consultation import Consultation
from devicecheck.model.observations import AccessKind
from devicecheck.model.signatures import Signature
from devicecheck.packs import slips, workshop
from devicecheck.packs.form import Kind
from devicecheck.packs.slips import RULES, Phone, Slip, Why

Answers = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Ask:
    """One question. Shape: its words are at `tui.slip.ask.<id>`; those of its choices in `area`, "" for themselves.

    `after` is the choice of the question `value` after which alone it is asked.
    """

    id: str
    kind: Kind
    choices: tuple[str, ...] = ()
    area: str = ""
    needed: bool = True
    after: str = ""

    def wanted(self, given: Answers) -> bool:
        """Whether it is asked, as far as things were answered."""
        return not self.after or self.after in given.get("value", ())


@dataclass(frozen=True)
class SlipPlan:
    """The questions, and what makes a slip of the answers; slow. A slip of a practice phone is shown, never written."""

    asks: tuple[Ask, ...]
    make: Callable[[Answers], Slip]
    practice: bool = False


WHY = Ask("why", Kind.ONE, tuple(Why), "tui.slip.why")
PHONE = Ask("phone", Kind.ONE, tuple(Phone), "tui.slip.phone")
ANDROID = Ask("phone", Kind.ONE, tuple(each for each in Phone if each is not Phone.IPHONE), "tui.slip.phone")
CONTROLS = Ask("controls", Kind.MANY, tuple(AccessKind), "findings.access", needed=False)
BY_HAND = (
    Ask("app", Kind.TEXT),
    Ask("stamps", Kind.TEXT, needed=False),
    Ask("hashes", Kind.TEXT, needed=False),
    CONTROLS,
    PHONE,
)
OF_BUILD = (Ask("app", Kind.TEXT, after=RULES), Ask("stamp", Kind.TEXT, after=RULES))
"""What tells the build of an app that a rule fitted."""
SPACES = re.compile(r"[,\s]+")


def of_visit(saved: Consultation, app: str) -> SlipPlan:
    """A slip about one app of a visit: a false alarm if an entry was met. Errors: PackError `app-not-there`."""
    finding = slips.about_app(saved, app)
    if finding is None:
        raise workshop.refusal("app-not-there", app=app[:80])
    iphone = slips.of_iphone(saved, app)

    def make(given: Answers) -> Slip:
        phone = Phone.IPHONE if iphone else given["phone"][0]
        why = given["why"][0] if finding.signatures else Why.ORDINARY_APP
        return list_slips.from_document(saved, app, why, phone)

    asks = (*((WHY,) if finding.signatures else ()), *(() if iphone else (ANDROID,)))
    return SlipPlan(asks, make, saved.practice)


def of_entry(entry: Signature, today: date, *, rule: bool = False) -> SlipPlan:
    """A slip that an entry met an ordinary app: by which of its values, an id that a pattern fits, or by its `rule`.

    An id that the entry holds says itself whether it was an iPhone; rules look into Android apps alone.
    """
    held = entry.indicators
    values = (*held.packages, *held.bundles, *held.certificates, *held.domains, *held.addresses)
    choose = bool(values) and not held.package_patterns
    choices = (*values, *((RULES,) if rule else ()))
    value = Ask("value", Kind.ONE, choices) if choose else Ask("value", Kind.TEXT)

    def make(given: Answers) -> Slip:
        met, phone, stamp = given["value"][0], Phone(given["phone"][0]), ""
        if met == RULES:
            met, stamp = given["app"][0], given["stamp"][0]
        if met in held.bundles:
            phone = Phone.IPHONE
        elif (stamp or met in held.packages) and phone is Phone.IPHONE:
            phone = Phone.OTHER_ANDROID
        return list_slips.false_alarm(entry.id, met, given["why"][0], phone, today, stamp)

    return SlipPlan((value, *OF_BUILD, WHY, PHONE), make)


def of_any_app(today: date) -> SlipPlan:
    """A slip about an app that no entry knows, typed by hand."""

    def make(given: Answers) -> Slip:
        stamps, hashes = given.get("stamps", ()), given.get("hashes", ())
        return list_slips.unknown_app(
            given["app"][0], stamps, hashes, given.get("controls", ()), given["phone"][0], today
        )

    return SlipPlan(BY_HAND, make)


def typed(ask: Ask, text: str) -> tuple[str, ...]:
    """The values of a typed answer: several only where several may stand."""
    text = text.strip()
    if ask.needed:
        return (text,) if text else ()
    return tuple(filter(None, SPACES.split(text)))
