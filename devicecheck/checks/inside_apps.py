# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the few added apps that ask for a closer look: on the list by their very file, by a rule, or by build.

Which ones: apps that no store vouches for and that hold control, show no icon, or may use many private things.
"""

from collections.abc import Iterator

from devicecheck.checks.app_files import built_to_watch, entries_by_rule, misshapen, names_many, parts_inside
from devicecheck.checks.apps import Apps, app_sign, apps_of, subject_of
from devicecheck.checks.base import Check, Facts
from devicecheck.checks.held_control import FACT_OF
from devicecheck.checks.sensitive_permissions import many
from devicecheck.checks.stores import NOT_SAID, OUTSIDE, source_of
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.control_observations import FileDigest
from devicecheck.model.findings import Fact, Sign, Wanted
from devicecheck.model.observations import (
    AppFile,
    Gap,
    GapReason,
    InstalledApp,
    LauncherApps,
    RuleMatch,
    SigningCertificates,
    SpecialAccess,
)
from devicecheck.model.topics import Topic

ID = "inside-apps"
MOST_APPS = 8
"""Apps whose files are copied and looked into; the limits of this check say the number."""


def run(facts: Facts, index: SignatureIndex) -> Iterator[Sign | Wanted | Gap]:
    """Signs from the files that were read, wishes for those of the apps that ask for it, a gap for the apps over."""
    apps = apps_of(facts)
    yield from _by_digest(facts, apps, index)
    yield from _by_inside(facts, apps, index)
    asking = list(_asking(facts, apps))
    if over := asking[MOST_APPS:]:
        terms = {"count": str(len(over))}
        yield Gap(topic=Topic.APP_FILE_WHOLE, reason=GapReason.NOT_ASKED, device=over[0].device, terms=terms)
    for app in asking[:MOST_APPS]:
        subject, path = subject_of(app, app.key), app.path or ""
        for topic in (Topic.APP_FILE_HASH, Topic.APP_FILE_WHOLE):
            yield Wanted(topic=topic, subject=subject, reason="inside", params={"path": path})


def _by_digest(facts: Facts, apps: Apps, index: SignatureIndex) -> Iterator[Sign]:
    for digest in facts.of(FileDigest):
        app = apps.holding(digest, digest.key)
        if app is None:
            continue
        for match in index.file(digest.sha256):
            yield app_sign(ID, match.fact, app, digest, signature=match.signature)


def _by_inside(facts: Facts, apps: Apps, index: SignatureIndex) -> Iterator[Sign]:
    for file in facts.of(AppFile):
        app = apps.holding(file, file.key)
        if app is None:
            continue
        matches = [match for match in facts.of(RuleMatch) if (match.user, match.key) == (file.user, file.key)]
        stamps = [each for each in facts.of(SigningCertificates) if (each.device, each.key) == (file.device, file.key)]
        for entry, carrying in entries_by_rule(file, matches, stamps, index):
            yield app_sign(ID, Fact.LISTED_RULE, app, file, *carrying, signature=entry)
        if naming := names_many(matches, index):
            yield app_sign(ID, Fact.NAMES_MANY, app, file, *naming)
        for match in parts_inside(file, index):
            yield app_sign(ID, match.fact, app, file, signature=match.signature)
        if built := built_to_watch(file, matches):
            yield app_sign(ID, Fact.BUILT_TO_WATCH, app, file, *built)
        if misshapen(file, installed=True):
            yield app_sign(ID, Fact.MISSHAPEN_FILE, app, file, terms={"tricks": ", ".join(file.tricks)})


def _asking(facts: Facts, apps: Apps) -> Iterator[InstalledApp]:
    """Added apps of no known store that hold control; then those from outside one, without an icon first."""
    held = {(each.device, each.user, each.key) for each in facts.of(SpecialAccess) if each.access in FACT_OF}
    icons = {(each.device, each.user): frozenset(each.keys) for each in facts.of(LauncherApps) if each.keys}
    later, last = [], []
    for app in apps.added():
        source = source_of(app)
        if app.id_kind != "package" or not app.path or source not in OUTSIDE | NOT_SAID:
            continue
        if (app.device, app.user, app.key) in held:
            yield app
        elif source in OUTSIDE and app.key not in icons.get((app.device, app.user), {app.key}):
            later.append(app)
        elif source in OUTSIDE and many(app):
            last.append(app)
    yield from (*later, *last)


def _looked_into(facts: Facts) -> int:
    return min(len(list(_asking(facts, apps_of(facts)))), MOST_APPS)


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.APPS, Topic.APP_DETAILS, Topic.LAUNCHER_APPS}),
    helped_by=frozenset(
        {
            Topic.APP_FILE_HASH,
            Topic.APP_FILE_WHOLE,
            Topic.APK_FACTS,
            Topic.APK_RULES,
            Topic.ACCESSIBILITY_SETTING,
            Topic.ACCESSIBILITY_STATE,
            Topic.NOTIFICATION_LISTENERS,
            Topic.DEVICE_POLICY,
            Topic.DEFAULT_APPS,
            Topic.ROLE_HOLDERS,
        }
    ),
    limits=("inside-of-few-apps", "rules-not-reviewed", "inside-of-files"),
    run=run,
    looks_at=_looked_into,
    asks=lambda facts: _looked_into(facts) > 0,
)
