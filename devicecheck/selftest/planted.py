# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of a phone with planted apps, byte for byte as a reader hands them on."""

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import Status

DEVICE = "selftest"
_WHEN = datetime(2026, 1, 1, tzinfo=UTC)
_FIRST_UID = 10_100


@dataclass(frozen=True, slots=True)
class PlantedApp:
    """One app of the phone: `certificate` is in its file, `service` is allowed to read the screen."""

    key: str
    installer: str = "com.google.android.packageinstaller"
    certificate: bytes = b""
    service: str = ""

    @property
    def path(self) -> str:
        """Where the phone keeps its file, with the = that such paths have."""
        return f"/data/app/~~c2VsZnRlc3Q==/{self.key}-dGVzdA==/base.apk"


def answers(apps: Iterable[PlantedApp]) -> Iterator[Reading]:
    """What such a phone answers to the questions about its apps."""
    planted = tuple(apps)
    listed = (
        f"package:{app.path}={app.key}  installer={app.installer} uid:{uid}\n"
        for uid, app in enumerate(planted, _FIRST_UID)
    )
    yield _reading(Topic.APPS, "".join(listed).encode(), {"user": 0})
    services = ":".join(f"{app.key}/{app.service}" for app in planted if app.service)
    yield _reading(Topic.ACCESSIBILITY_SETTING, f"{services or 'null'}\n".encode(), {"user": 0})
    for app in planted:
        if app.certificate:
            archive = signed_archive(app.certificate)
            yield _reading(Topic.APP_FILE_TAIL, b"%d\n%s" % (len(archive), archive), {"path": app.path})


def _reading(topic: Topic, body: bytes, params: Mapping[str, str | int]) -> Reading:
    name = f"{topic}:{params.get('path', '')}"
    return Reading(name, topic, DEVICE, "", _WHEN, _WHEN, Status.COMPLETE, body, 0, params=dict(params))


def signed_archive(certificate: bytes) -> bytes:
    """The smallest archive with an APK signature of scheme v2 that names this certificate.

    Source: Android's "APK Signature Scheme v2". Nothing in it is ever installed or verified.
    """
    signed = _sized(b"") + _sized(_sized(certificate)) + _sized(b"")
    signers = _sized(_sized(_sized(signed) + _sized(b"") + _sized(b"")))
    pair = struct.pack("<QI", len(signers) + 4, 0x7109871A) + signers
    size = struct.pack("<Q", len(pair) + 24)
    block = bytes(64) + size + pair + size + b"APK Sig Block 42"
    return block + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0, 0, 0, len(block), 0)


def _sized(value: bytes) -> bytes:
    return struct.pack("<I", len(value)) + value
