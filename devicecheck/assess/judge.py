# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From all signs to findings: exactly one for each subject that a row of the table fits."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from devicecheck.assess.table import CERTIFICATE, PACKAGE, PATTERN, RULE, Verdict, verdict
from devicecheck.model.findings import (
    Concern,
    Confidence,
    Fact,
    Finding,
    SaidBy,
    Sign,
    SignatureRef,
    Subject,
    SubjectKind,
)
from devicecheck.model.signatures import Category

CONCERNS = tuple(Concern)
CONFIDENCES = tuple(Confidence)
CATEGORIES = tuple(Category)
FACTS = tuple(Fact)
TOLD_BY = {
    SubjectKind.FILE: SaidBy.FILE,
    SubjectKind.TRAFFIC: SaidBy.FILE,
    SubjectKind.TAG: SaidBy.RADIO,
    SubjectKind.NETWORK_DEVICE: SaidBy.NETWORK,
}
"""What is read from a file on this computer, or heard by radio or in a network, and not read from a phone."""
NAME_ONLY = frozenset({Fact.PROFILE_NAME_ONLY})
CONTENTS = frozenset(fact for fact in Fact if fact.startswith("profile-")) - NAME_ONLY - {Fact.PROFILE_OWNER}
"""What is known of a settings profile beyond its name."""
STRENGTHS = (CERTIFICATE, PACKAGE, RULE, PATTERN)
"""How firmly an indicator names an app, strongest first; anything else comes after."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One signature that met a subject: by which facts, and what the table says of it."""

    signature: SignatureRef
    facts: frozenset[Fact]
    verdict: Verdict


def assess(signs: Iterable[Sign]) -> tuple[Finding, ...]:
    """One finding per subject, those to act on first.

    Shape: sorted by concern, confidence, name. A subject whose facts make no card is left out.
    """
    by_subject: defaultdict[Subject, list[Sign]] = defaultdict(list)
    for sign in signs:
        by_subject[sign.subject].append(sign)
    findings = (finding(subject, group) for subject, group in by_subject.items())
    return in_order(found for found in findings if found)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings as a report shows them: by concern, confidence and name."""
    return tuple(sorted(findings, key=_order))


def as_one(first: Finding, other: Finding) -> Finding:
    """The card of a thing that was met twice under one code: on a phone, and in a copy of it that may tell more.

    Shape: the subject and id of `first`; what weighs more decides. That only a name is known goes if more is.
    """
    pressing, beside = sorted((first, other), key=_order)
    facts = {*first.facts, *other.facts}
    more = facts & CONTENTS
    return pressing.model_copy(
        update={
            "id": first.id,
            "subject": first.subject,
            "facts": tuple(sorted(facts - NAME_ONLY if more else facts, key=FACTS.index)),
            "evidence": tuple(dict.fromkeys((*first.evidence, *other.evidence))),
            "said_by": tuple(dict.fromkeys((*pressing.said_by, *beside.said_by))),
            "signatures": tuple(dict.fromkeys((*pressing.signatures, *beside.signatures))),
            "terms": beside.terms | pressing.terms,
        }
    )


def finding(subject: Subject, signs: Sequence[Sign]) -> Finding | None:
    """The card of one subject; None if its facts make none."""
    plain = frozenset(sign.fact for sign in signs if sign.signature is None)
    entries = _entries(signs, plain)
    unlisted = verdict(None, None, plain)
    decided = _decided(entries, unlisted)
    if decided is None:
        return None
    named = plain.union(*(entry.facts for entry in entries))
    carrying = [
        sign for sign in signs if sign.signature is None or sign.signature.id in {e.signature.id for e in entries}
    ]
    told_by = TOLD_BY.get(subject.kind, SaidBy.PHONE)
    return Finding(
        id=subject.id,
        code=decided.code,
        subject=subject,
        concern=decided.concern,
        confidence=decided.confidence,
        category=entries[0].signature.category if entries else None,
        purpose_unknown=decided.purpose_unknown,
        facts=tuple(sorted(named, key=FACTS.index)),
        evidence=tuple(dict.fromkeys(item for sign in carrying for item in sign.evidence)),
        said_by=(told_by, SaidBy.LIST) if entries else (told_by,),
        signatures=tuple(entry.signature for entry in entries),
        terms=_terms(subject, carrying, entries),
    )


def _entries(signs: Sequence[Sign], plain: frozenset[Fact]) -> list[Entry]:
    """The entries that make a card, strongest first; of equally strong ones the least grave kind first."""
    listed: defaultdict[str, set[Fact]] = defaultdict(set)
    signatures: dict[str, SignatureRef] = {}
    for sign in signs:
        if sign.signature:
            listed[sign.signature.id].add(sign.fact)
            signatures[sign.signature.id] = sign.signature
    entries = []
    for name, facts in listed.items():
        signature = signatures[name]
        said = verdict(signature.category, signature.status, plain | facts)
        if said:
            entries.append(Entry(signature, frozenset(facts), said))
    return sorted(entries, key=_strength)


def _strength(entry: Entry) -> tuple[int, int, str]:
    kinds = (place for place, kind in enumerate(STRENGTHS) if kind & entry.facts)
    return next(kinds, len(STRENGTHS)), -CATEGORIES.index(entry.signature.category), entry.signature.id


def _decided(entries: Sequence[Entry], unlisted: Verdict | None) -> Verdict | None:
    """What the strongest entry says. What an unknown app would be looked at for is not less so in a known one."""
    if not entries:
        return unlisted
    said = entries[0].verdict
    if unlisted is None or entries[0].signature.category is Category.WORK:
        return said
    return replace(said, concern=min(said.concern, unlisted.concern, key=CONCERNS.index))


def _terms(subject: Subject, signs: Sequence[Sign], entries: Sequence[Entry]) -> dict[str, str]:
    """What the words may name. `app` is the best name: the entry's, else the phone's, else the id."""
    told: dict[str, str] = {}
    for sign in signs:
        told = dict(sign.terms) | told
    name = entries[0].signature.name if entries else told.get("label") or subject.key
    return told | {"app": name, "key": subject.key}


def _order(item: Finding) -> tuple[int, int, str, str]:
    name: Mapping[str, str] = item.terms
    return CONCERNS.index(item.concern), CONFIDENCES.index(item.confidence), name["app"].casefold(), item.id
