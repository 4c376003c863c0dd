# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Added apps that may use several private things at once. Many ordinary ones may, so this only supports other signs."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from devicecheck.checks.apps import app_sign, apps_of
from devicecheck.checks.base import Check, Facts
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign
from devicecheck.model.observations import InstalledApp
from devicecheck.model.topics import Topic

ID = "sensitive-permissions"

KIND_OF: Mapping[str, str] = MappingProxyType(
    {
        "android.permission.ACCESS_BACKGROUND_LOCATION": "location",
        "android.permission.READ_SMS": "messages",
        "android.permission.RECEIVE_SMS": "messages",
        "android.permission.READ_CALL_LOG": "call-list",
        "android.permission.PROCESS_OUTGOING_CALLS": "call-list",
        "android.permission.RECORD_AUDIO": "microphone",
        "android.permission.CAMERA": "camera",
        "android.permission.READ_CONTACTS": "contacts",
        "location-always": "location",
        "kTCCServiceMicrophone": "microphone",
        "kTCCServiceCamera": "camera",
        "kTCCServiceAddressBook": "contacts",
        "kTCCServicePhotos": "photos",
        "kTCCServiceCalendar": "calendar",
    }
)
ENOUGH = 3


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each added app that was allowed at least three kinds of private things."""
    for app in apps_of(facts).added():
        if many(app):
            yield app_sign(ID, Fact.SENSITIVE_PERMISSIONS, app)


def many(app: InstalledApp) -> bool:
    """Whether it was allowed several kinds of private things."""
    return len({KIND_OF[permission] for permission in app.granted if permission in KIND_OF}) >= ENOUGH


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.APP_DETAILS}),
    helped_by=frozenset({Topic.APPS, Topic.USERS}),
    limits=("allowed-is-not-used", "locked-spaces"),
    run=run,
)
