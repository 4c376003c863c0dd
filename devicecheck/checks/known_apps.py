# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apps that are on the list: by id, by the maker's stamp, by a part's name; a name on the screen only supports."""

from collections.abc import Iterator

from devicecheck.checks.apps import Apps, app_sign, apps_of, makers_part, part_of_phone, reference, subject_of
from devicecheck.checks.base import Check, Facts
from devicecheck.checks.stores import FROM_STORE, OUTSIDE, Source, source_of
from devicecheck.matching.index import Match, SignatureIndex
from devicecheck.model.findings import Fact, Sign, Wanted
from devicecheck.model.observations import InstalledApp, SigningCertificates, SpecialAccess
from devicecheck.model.topics import Topic

ID = "known-apps"


def run(facts: Facts, index: SignatureIndex) -> Iterator[Sign | Wanted]:
    """Signs for everything that an entry names, and wishes for the stamps of apps that no store vouches for."""
    apps = apps_of(facts)
    yield from _by_name(apps, index)
    yield from _by_certificate(facts, apps, index)
    yield from _by_component(facts, apps, index)
    yield from _wanted(facts, apps, index)


def _by_name(apps: Apps, index: SignatureIndex) -> Iterator[Sign]:
    for app in apps.all:
        for match in () if makers_part(app) else index.app(app.id_kind, app.key):
            yield app_sign(ID, match.fact, app, signature=match.signature)
        for match in index.label(app.label) if app.label else ():
            yield app_sign(ID, match.fact, app, signature=match.signature)


def _by_certificate(facts: Facts, apps: Apps, index: SignatureIndex) -> Iterator[Sign]:
    for stamps in facts.of(SigningCertificates):
        owners = apps.by_key.get(stamps.key, ())
        for fact, match in _matches(stamps, index):
            if not owners:
                yield _alone(fact, match, stamps)
            for app in owners:
                yield app_sign(ID, fact, app, stamps, signature=match.signature)


def _matches(stamps: SigningCertificates, index: SignatureIndex) -> Iterator[tuple[Fact, Match]]:
    seen: set[str] = set()
    for fact, digests in (
        (Fact.LISTED_CERTIFICATE, (*stamps.sha256, *stamps.sha1)),
        (Fact.LISTED_PAST_CERTIFICATE, (*stamps.past_sha256, *stamps.past_sha1)),
    ):
        for match in (match for digest in digests for match in index.certificate(digest)):
            if match.signature.id not in seen:
                seen.add(match.signature.id)
                yield fact, match


def _by_component(facts: Facts, apps: Apps, index: SignatureIndex) -> Iterator[Sign]:
    for access in facts.of(SpecialAccess):
        app = apps.holding(access, access.key)
        matches = (*index.component(access.component), *(index.label(access.label) if access.label else ()))
        if app is None:
            matches = (*matches, *index.package(access.key))
        for match in matches:
            if app is None:
                yield _alone(match.fact, match, access)
            else:
                yield app_sign(ID, match.fact, app, access, signature=match.signature)


def _alone(fact: Fact, match: Match, observed: SigningCertificates | SpecialAccess) -> Sign:
    return Sign(
        subject=subject_of(observed, observed.key),
        fact=fact,
        check=ID,
        evidence=(observed.id,),
        signature=reference(match.signature),
        terms={"key": observed.key},
    )


def _wanted(facts: Facts, apps: Apps, index: SignatureIndex) -> Iterator[Wanted]:
    known = {stamps.key for stamps in facts.of(SigningCertificates)}
    candidates = [app for app in apps.all if _has_a_file(app) and app.key not in known and _worth_reading(app, index)]
    for app in sorted(candidates, key=lambda app: _urgency(app, index)):
        yield Wanted(
            topic=Topic.APP_FILE_TAIL,
            subject=subject_of(app, app.key),
            reason="certificate",
            params={"path": app.path or ""},
        )


def _has_a_file(app: InstalledApp) -> bool:
    """Whether the file of the app can be read over a cable: of an app whose origin the phone itself keeps it cannot."""
    return bool(app.path) and app.origin is None


def _worth_reading(app: InstalledApp, index: SignatureIndex) -> bool:
    """Listed apps wherever they came from, and added ones unless the phone recorded that a store asked for them."""
    return bool(index.app(app.id_kind, app.key)) or (not part_of_phone(app) and source_of(app) is not Source.STORE)


def _urgency(app: InstalledApp, index: SignatureIndex) -> int:
    """The first are read even on a phone with more apps than are read at the most."""
    source = source_of(app)
    if index.app(app.id_kind, app.key):
        return 0
    return 1 if source in OUTSIDE else 3 if source in FROM_STORE else 2


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.APPS}),
    helped_by=frozenset({Topic.USERS, Topic.APP_DETAILS, Topic.APP_FILE_TAIL, Topic.APP_FILE_RANGE}),
    limits=("list-based", "renamed-apps", "removed-apps", "locked-spaces"),
    run=run,
)
