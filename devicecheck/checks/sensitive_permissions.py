# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Added apps that may use several private things at once, and apps of no store that may use any.

Many ordinary ones may, so this only supports other signs.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from devicecheck.checks.apps import app_sign, apps_of
from devicecheck.checks.base import Check, Facts
from devicecheck.checks.stores import NOT_SAID, OUTSIDE, source_of
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign
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
PRIVATE = frozenset(
    {
        *KIND_OF, "android.permission.ACCESS_FINE_LOCATION", "android.permission.READ_MEDIA_IMAGES",
        "android.permission.READ_EXTERNAL_STORAGE",
    }
)  # fmt: skip
"""What is private in an app that nobody sees. Before Android 10 an app with the place had it in the background as well.
"""


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each added app that was allowed three kinds of private things, or, of no store, any of them."""
    for app in apps_of(facts).added():
        kinds = {KIND_OF[permission] for permission in app.granted if permission in KIND_OF}
        if len(kinds) >= ENOUGH:
            yield app_sign(ID, Fact.SENSITIVE_PERMISSIONS, app)
        elif not PRIVATE.isdisjoint(app.granted) and source_of(app) in OUTSIDE | NOT_SAID:
            yield app_sign(ID, Fact.PRIVATE_PERMISSION, app)


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.APP_DETAILS}),
    helped_by=frozenset({Topic.APPS, Topic.USERS}),
    limits=("allowed-is-not-used", "locked-spaces"),
    run=run,
)
