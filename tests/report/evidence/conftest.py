# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One pack, made once: of the watched phone, with a key that everybody may know."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devicecheck.model.consultation import Answer, Consent, Consultation
from devicecheck.model.excerpts import Excerpt, ExcerptLine
from devicecheck.model.readings import ReadingRecord
from devicecheck.model.told import (
    ActionChoice,
    Choices,
    Copy,
    CopyConsent,
    Decision,
    Incident,
    Quote,
    StaffNotes,
    Told,
)
from devicecheck.model.topics import Scope, Topic
from devicecheck.readers.wire import Status
from devicecheck.report.evidence import build
from devicecheck.report.wording import load
from tests.report import samples

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
MADE_AT = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
TABLE = b'[{"topic": "clock", "params": [], "command": "date +%s"}]\n'
APPS = b"package:/data/app/com.systemservice-1/base.apk=com.systemservice  installer=null uid:10200\n"
SPY = "com.systemservice"


def reading(id_: str, topic: Topic, command: str, body: bytes = b"answer\n") -> ReadingRecord:
    return ReadingRecord(
        id=id_,
        topic=topic,
        device="phone-1",
        command=command,
        started_at=samples.START,
        ended_at=samples.START,
        status=Status.COMPLETE,
        exit_code=0,
        size=len(body),
        sha256=sha256(body).hexdigest(),
    )


def watched() -> Consultation:
    """The watched phone with everything that a pack holds, and everything that it may not hold."""
    own = f"stat -c %s '/data/app/{SPY}-1/base.apk' && tail -c 4096 '/data/app/{SPY}-1/base.apk'"
    return samples.watched().model_copy(
        update={
            "answers": (
                Answer(question="whose-phone", answer="own", at=samples.START, note="private note"),
                Answer(question="safe-now", answer="yes", at=samples.START, note="sister waits outside"),
            ),
            "consents": (
                Consent(scope=Scope.APPS, device="phone-1", given=True, at=samples.START, words="2026-11"),
                Consent(scope=Scope.APP_FILES, device="phone-1", given=False, at=samples.START, words="2026-11"),
            ),
            "readings": (
                reading("r5", Topic.APPS, "pm list packages -f -i -U --user 0", APPS),
                reading("r7", Topic.ACCESSIBILITY_SETTING, "settings get --user 0 secure x"),
                reading("r8", Topic.APP_FILE_TAIL, own),
                reading("r9", Topic.APP_FILE_TAIL, own.replace(SPY, "com.example.dating")),
            ),
            "excerpts": (
                Excerpt(
                    observation=f"app:0:{SPY}",
                    reading="r5",
                    key=SPY,
                    lines=(ExcerptLine(number=1, text=APPS.decode().strip()),),
                    of=330,
                ),
                Excerpt(observation="access:0:accessibility:com.systemservice/.A", reading="r7", key=SPY, of=12),
            ),
            "clock_ahead_seconds": -42,
            "told": Told(
                words=(Quote(text="He always knows where I am"),),
                incidents=(Incident(on=samples.TODAY, what="He stood at the school"),),
                impact=("I cannot sleep",),
                check_word="sunflower",
            ),
            "choices": Choices(
                copies=(CopyConsent(copy_of=Copy.C, given=True, at=samples.START),),
                actions=(ActionChoice(action="new-phone", decision=Decision.WITH_PLAN),),
            ),
            "staff": StaffNotes(code="KX7", police_reference="CR/1234/26", sdash_done=True),
        }
    )


def packed(consultation: Consultation | None = None, **changes: object) -> dict[str, bytes]:
    given: dict[str, object] = {
        "key": KEY,
        "made_at": MADE_AT,
        "versions": {"devicecheck": "0.1.0"},
        "command_table": TABLE,
        **changes,
    }
    return build(consultation or watched(), load(), **given)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def pack() -> dict[str, bytes]:
    return packed()
