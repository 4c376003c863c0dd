# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Canaries: planted signs that must be found before any phone is looked at. If one stays silent, no result is shown.

Each goes the whole way: a reader's bytes, parsing, the look-up tables of the very pack in use, all checks, assessing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha1, sha256
from itertools import chain

from devicecheck.assess import assess
from devicecheck.checks import CHECKS
from devicecheck.checks.base import Facts
from devicecheck.errors import SelfTestError
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Finding, Sign
from devicecheck.model.observations import Observation, SigningCertificates
from devicecheck.model.signatures import Category, Indicators, OrdinaryReason, Pack, Signature, SignatureStatus
from devicecheck.parse.android import observe
from devicecheck.selftest.planted import DEVICE, PlantedApp, answers

_DAY = date(2026, 1, 1)
BYSTANDER = PlantedApp("org.devicecheck.bystander", installer="com.android.vending")


@dataclass(frozen=True)
class Canary:
    """One planted sign: the entry that must be named, the app it is planted in, the fact that must be stated.

    Shape: `fingerprint` plants a certificate as an observation, for real entries, whose certificates nobody can make
    again; `card` is false for hints that by the judging table never make a card alone.
    """

    entry: Signature
    app: PlantedApp
    fact: Fact
    fingerprint: str = ""
    card: bool = True

    @property
    def name(self) -> str:
        """What is said when it stays silent."""
        return f"{self.entry.id} {self.fact}"


@dataclass(frozen=True)
class Result:
    """What all checks and the judging table said about the planted phone."""

    signs: tuple[Sign, ...]
    findings: tuple[Finding, ...]

    def named(self, canary: Canary) -> bool:
        """Whether the entry was named for the planted app by the planted fact, and on a card where one must be."""
        signed = any(
            sign.subject.key == canary.app.key
            and sign.fact is canary.fact
            and sign.signature is not None
            and sign.signature.id == canary.entry.id
            for sign in self.signs
        )
        carded = any(
            canary.entry.id in {entry.id for entry in finding.signatures}
            for finding in self.findings
            if finding.subject.key == canary.app.key
        )
        return signed and (carded or not canary.card)


def fire(pack: Pack) -> int:
    """Plants every canary and lets the whole way from bytes to findings look for them; how many were found.

    A list that lost all apps made to watch secretly on its way is an empty one: nothing of it could be found.
    Errors: SelfTestError `canary-silent`, which names the first that was not found, or what was found without cause.
    """
    canaries = (*synthetic(), *real(pack))
    if not any(canary.entry.category is Category.WATCH_SECRETLY for canary in real(pack)):
        raise SelfTestError("canary-silent", {"canary": "empty-list"})
    entries = {canary.entry.id: canary.entry for canary in canaries}
    result = look(pack.model_copy(update={"signatures": (*pack.signatures, *_new(entries, pack))}), canaries)
    silent = next((canary for canary in canaries if not result.named(canary)), None)
    if silent:
        raise SelfTestError("canary-silent", {"canary": silent.name})
    if any(finding.subject.key == BYSTANDER.key for finding in result.findings):
        raise SelfTestError("canary-silent", {"canary": BYSTANDER.key})
    return len(canaries)


def look(pack: Pack, canaries: tuple[Canary, ...]) -> Result:
    """What a phone with these planted apps, and one ordinary app, looks like with this pack."""
    parsed = observe(tuple(answers((*(canary.app for canary in canaries), BYSTANDER))), DEVICE)
    planted = (_certificate(canary) for canary in canaries if canary.fingerprint)
    facts = Facts((*parsed.observations, *planted))
    index = SignatureIndex(pack)
    results = chain.from_iterable(check.run(facts, index) for check in CHECKS)
    signs = tuple(result for result in results if isinstance(result, Sign))
    return Result(signs, assess(signs))


def synthetic() -> Iterator[Canary]:
    """One made-up entry for each kind of thing to look for and each category."""
    for category in Category:
        stem = f"devicecheck.canary.{category.replace('-', '')}"
        package, pattern, component = f"org.{stem}.byid", f"org.{stem}.by*", f"org.{stem}.bypart.Watch"
        stamp = f"{stem} certificate".encode()
        digest = sha1(stamp, usedforsecurity=False) if category is Category.WATCH_SECRETLY else sha256(stamp)
        yield Canary(_entry(category, "id", packages=(package,)), PlantedApp(package), Fact.LISTED_PACKAGE)
        yield Canary(
            _entry(category, "pattern", package_patterns=(pattern,)),
            PlantedApp(f"org.{stem}.bypattern"),
            Fact.LISTED_PATTERN,
        )
        yield Canary(
            _entry(category, "certificate", certificates=(digest.hexdigest(),)),
            PlantedApp(f"com.{stem}.bystamp", certificate=stamp),
            Fact.LISTED_CERTIFICATE,
        )
        yield Canary(
            _entry(category, "component", components=(component,)),
            PlantedApp(f"com.{stem}.bypart", service=component),
            Fact.LISTED_COMPONENT,
            card=category is Category.WATCH_SECRETLY,
        )


def real(pack: Pack) -> Iterator[Canary]:
    """One entry of the pack itself for each category and for each of id and certificate."""
    for category in Category:
        entries = [entry for entry in pack.signatures if entry.category is category]
        by_id = next((entry for entry in entries if entry.indicators.packages), None)
        if by_id:
            yield Canary(by_id, PlantedApp(by_id.indicators.packages[0]), Fact.LISTED_PACKAGE)
        stamped = next((entry for entry in entries if entry.indicators.certificates), None)
        if stamped:
            app = PlantedApp(f"net.devicecheck.canary.{category.replace('-', '')}")
            yield Canary(stamped, app, Fact.LISTED_CERTIFICATE, fingerprint=stamped.indicators.certificates[0])


def _entry(category: Category, kind: str, **values: tuple[str, ...]) -> Signature:
    return Signature(
        id=f"canary-{category}-{kind}",
        name=f"Canary {category} {kind}",
        category=category,
        status=SignatureStatus.LISTED,
        ordinary_reasons=(OrdinaryReason.TRIED_OUT,),
        indicators=Indicators.model_validate(values),
        added_on=_DAY,
        checked_on=_DAY,
    )


def _new(entries: dict[str, Signature], pack: Pack) -> Iterator[Signature]:
    known = {entry.id for entry in pack.signatures}
    return (entry for name, entry in entries.items() if name not in known)


def _certificate(canary: Canary) -> Observation:
    sha1s, sha256s = ((canary.fingerprint,), ()) if len(canary.fingerprint) == 40 else ((), (canary.fingerprint,))
    return SigningCertificates(
        id=f"certificates:{canary.app.key}",
        device=DEVICE,
        readings=(),
        key=canary.app.key,
        schemes=("v2",),
        sha1=sha1s,
        sha256=sha256s,
    )
