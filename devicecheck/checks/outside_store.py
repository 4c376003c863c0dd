# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apps that came from outside a store, and apps of which the phone does not say where they came from.

An app may be put on by cable under the name of Google's store, which phones before Android 14 pass on as it is. Its
file then lacks the mark that this store adds. Some files of the store may lack it too, so it only supports. The name of
the set-up of work phones can be given as well: where nobody manages the phone, it says nothing.
"""

from collections.abc import Iterator

from devicecheck.checks.apps import app_sign, apps_of
from devicecheck.checks.base import Check, Facts
from devicecheck.checks.stores import NOT_SAID, OUTSIDE, Source, names_play, source_of, work_by_name_only
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign
from devicecheck.model.observations import AccessKind, SigningCertificates, SpecialAccess
from devicecheck.model.topics import Topic

ID = "outside-store"
OWNERS = frozenset({AccessKind.DEVICE_OWNER, AccessKind.PROFILE_OWNER})


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each added app that no store is named for, or that lacks the mark of the store that is."""
    unmarked = {stamps.key: stamps for stamps in facts.of(SigningCertificates) if stamps.play_mark is False}
    managed = any(each.access in OWNERS for each in facts.of(SpecialAccess))
    for app in apps_of(facts).added():
        source = Source.UNKNOWN if work_by_name_only(app) and not managed else source_of(app)
        if source in OUTSIDE:
            yield app_sign(ID, Fact.OUTSIDE_STORE, app, terms={"source": source.value})
        elif source in NOT_SAID:
            fact = Fact.MOVED_OVER if source is Source.MOVED else Fact.SOURCE_UNKNOWN
            yield app_sign(ID, fact, app, terms={"source": source.value})
        elif app.key in unmarked and names_play(app):
            yield app_sign(ID, Fact.STORE_MARK_MISSING, app, unmarked[app.key], terms={"source": source.value})


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.APPS}),
    helped_by=frozenset(
        {
            Topic.APP_ACCOUNTS,
            Topic.APP_DETAILS,
            Topic.DEVICE_POLICY,
            Topic.USERS,
            Topic.APP_FILE_TAIL,
            Topic.APP_FILE_RANGE,
        }
    ),
    limits=("source-can-be-faked", "locked-spaces"),
    run=run,
)
