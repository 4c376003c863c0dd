# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""App files on this computer: whether an entry names them, whether a rule fits, and how they are built."""

import re
from collections.abc import Iterator, Sequence

from devicecheck.checks.apps import reference
from devicecheck.checks.base import Check, Facts
from devicecheck.matching.index import Match, SignatureIndex
from devicecheck.model.findings import Fact, Sign, Subject, SubjectKind
from devicecheck.model.observations import AccessKind, AppFile, RuleMatch, SigningCertificates, sole_stamp
from devicecheck.model.observed import Observed
from devicecheck.model.signatures import Signature
from devicecheck.model.topics import Topic

ID = "app-files"

CAPABILITY = "capabilities/"
HIDES = frozenset({"capabilities/switches-icon-off", "capabilities/opens-by-dialled-code"})
READS_SCREEN = "capabilities/reads-screen"
COLLECTS = (
    (
        "capabilities/reads-messages",
        frozenset({"android.permission.READ_SMS", "android.permission.RECEIVE_SMS"}),
    ),
    ("capabilities/reads-calls", frozenset({"android.permission.READ_CALL_LOG"})),
    (
        "capabilities/follows-place",
        frozenset({"android.permission.ACCESS_FINE_LOCATION", "android.permission.ACCESS_COARSE_LOCATION"}),
    ),
)
"""What code collects, and what the app must ask the phone for to do so: code alone may be a library's."""

ENOUGH_WITHOUT_ICON, ENOUGH_WITH_ICON = 2, 3

OWN_CODE = re.compile(r"AndroidManifest\.xml|classes\d*\.dex|lib/.+\.so")
"""What runs as the app itself, as against scripts, and apps inside it that ask the phone for rights of their own."""
LIST_OF_FAMILIES = 6
"""Entries whose servers one file names, from which on it is a list: no family talks to so many others' servers."""

STRONG_TRICKS = frozenset(
    {
        "unknown-compression", "marked-as-encrypted", "name-twice", "folder-named-like-a-part", "odd-manifest-header",
        "text-count-lies", "no-manifest", "no-package-name", "name-leads-outside",
    }
)  # fmt: skip
"""Tricks that no honest tool leaves in a file."""


def run(facts: Facts, index: SignatureIndex) -> Iterator[Sign]:
    """Signs for each file that was looked into."""
    for file in facts.of(AppFile):
        yield from _listed(file, facts, index)
        matches = [match for match in facts.of(RuleMatch) if match.key == file.key]
        yield from _by_rule(file, matches, facts.of(SigningCertificates), index)
        yield from _built(file, matches)


def entries_by_rule(
    file: AppFile, matches: Sequence[RuleMatch], stamps: Sequence[SigningCertificates], index: SignatureIndex
) -> Iterator[tuple[Signature, list[Observed]]]:
    """The entries whose rules fit a file, each with its matches, and the stamps by which others can tell this build.

    None for a file that holds a list of servers. A build that is known as an ordinary app is left out, unless its file
    is made to mislead: its stamp may be, too.
    """
    if names_many(matches, index):
        return
    stamp = "" if misshapen(file, installed=True) else sole_stamp(stamps)
    for entry in _owners(matches, index):
        if not index.ordinary_build(entry.id, file.key, stamp):
            yield entry, [*(match for match in matches if match.entry == entry.id), *stamps]


def names_many(matches: Sequence[RuleMatch], index: SignatureIndex) -> list[RuleMatch]:
    """The matches of a file that names servers of so many families that it holds a list, as blockers do; else none."""
    owners = {entry.id for entry in _owners(matches, index)}
    return [match for match in matches if match.entry in owners] if len(owners) >= LIST_OF_FAMILIES else []


def _owners(matches: Sequence[RuleMatch], index: SignatureIndex) -> list[Signature]:
    owners = (index.entry(owner) for owner in dict.fromkeys(match.entry for match in matches))
    return [entry for entry in owners if entry is not None]


def built_to_watch(file: AppFile, matches: Sequence[RuleMatch]) -> list[RuleMatch]:
    """The matches that show a file built to hide, to read the screen and to collect; none when it is not."""
    carrying = [m for m in matches if m.entry.startswith(CAPABILITY) and OWN_CODE.fullmatch(m.part)]
    can = {match.entry for match in carrying}
    asked = frozenset(file.permissions)
    collects = sum(entry in can and not asked.isdisjoint(needed) for entry, needed in COLLECTS)
    watches = AccessKind.ACCESSIBILITY in file.powers and READS_SCREEN in can
    hidden = file.icon is False and collects >= ENOUGH_WITHOUT_ICON
    return carrying if watches and (hidden or (HIDES & can and collects >= ENOUGH_WITH_ICON)) else []


def parts_inside(file: AppFile, index: SignatureIndex) -> tuple[Match, ...]:
    """The entries that name a part of the app, each once; a phone tells of few parts over a cable."""
    matches = (match for name in file.components for match in index.component(name))
    return tuple({match.signature.id: match for match in matches}.values())


def misshapen(file: AppFile, *, installed: bool) -> bool:
    """Whether the file has a trick in it that no honest tool leaves.

    Without a manifest no phone takes a file for an app: one that is not installed may be a bad copy, or no app at all.
    """
    return not (STRONG_TRICKS if installed else STRONG_TRICKS - {"no-manifest"}).isdisjoint(file.tricks)


def _listed(file: AppFile, facts: Facts, index: SignatureIndex) -> Iterator[Sign]:
    names = (
        *index.package(file.key),
        *index.file(file.sha256),
        *(index.label(file.label) if file.label else ()),
        *parts_inside(file, index),
    )
    yield from _once(file, names)
    for stamps in facts.of(SigningCertificates):
        current = [match for digest in (*stamps.sha256, *stamps.sha1) for match in index.certificate(digest)]
        past = [match for digest in (*stamps.past_sha256, *stamps.past_sha1) for match in index.certificate(digest)]
        older = (Match(match.signature, Fact.LISTED_PAST_CERTIFICATE) for match in past)
        yield from _once(file, (*current, *older), stamps)


def _once(file: AppFile, matches: tuple[Match, ...], *others: Observed) -> Iterator[Sign]:
    for match in dict.fromkeys((match.fact, match.signature.id) for match in matches):
        signature = next(each.signature for each in matches if (each.fact, each.signature.id) == match)
        yield _sign(match[0], file, *others, signature=signature)


def _by_rule(
    file: AppFile, matches: list[RuleMatch], stamps: Sequence[SigningCertificates], index: SignatureIndex
) -> Iterator[Sign]:
    for entry, carrying in entries_by_rule(file, matches, stamps, index):
        yield _sign(Fact.LISTED_RULE, file, *carrying, signature=entry)
    if naming := names_many(matches, index):
        yield _sign(Fact.NAMES_MANY, file, *naming)


def _built(file: AppFile, matches: list[RuleMatch]) -> Iterator[Sign]:
    if carrying := built_to_watch(file, matches):
        yield _sign(Fact.BUILT_TO_WATCH, file, *carrying)
    if misshapen(file, installed=False):
        yield _sign(Fact.MISSHAPEN_FILE, file, terms={"tricks": ", ".join(file.tricks)})


def _sign(
    fact: Fact,
    file: AppFile,
    *others: Observed,
    signature: Signature | None = None,
    terms: dict[str, str] | None = None,
) -> Sign:
    known = {"key": file.key, "label": file.label, "version": file.version}
    return Sign(
        subject=Subject(kind=SubjectKind.FILE, device=file.device, user=file.user, key=file.key),
        fact=fact,
        check=ID,
        evidence=(file.id, *(other.id for other in others)),
        signature=reference(signature) if signature else None,
        terms={name: value for name, value in known.items() if value} | (terms or {}),
    )


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.APK_FACTS}),
    helped_by=frozenset({Topic.APK_RULES, Topic.APP_FILE_TAIL, Topic.APP_FILE_RANGE}),
    limits=("file-not-phone", "rules-not-reviewed", "inside-of-files"),
    run=run,
    looks_at=lambda facts: len(facts.of(AppFile)),
)
